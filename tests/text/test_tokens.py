"""The analysis chain: what counts as one word of French, and where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.text.tokens import (
    fingerprint_of_analysis,
    fold,
    forms,
    looks_on,
    spaced,
    stop_words,
    tokens,
)

TEXTS = st.text(alphabet=st.one_of(st.characters(), st.sampled_from("aeéiosrl'’·.()-I1| \u0301PTCE,5")), max_size=60)


def exact(text: str) -> list[str]:
    return [token.exact for token in tokens(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("L'économie qu’il faut", ["économie", "il", "faut"]),
        ("jusqu'à l'an dernier, lorsqu'elle", ["à", "an", "dernier", "elle"]),
        ("s'il m'a dit qu'on n'y va pas", ["il", "a", "dit", "on", "y", "va", "pas"]),
        ("I'ESS et 1'économie, |'avenir", ["ess", "et", "économie", "avenir"]),
        ("1'30 minutes", ["1", "30", "minutes"]),
        ("Aujourd’hui, les prud'hommes", ["aujourdhui", "les", "prudhommes"]),
        ("la vice-présidente de Saint-Étienne", ["la", "vice", "présidente", "de", "saint", "étienne"]),
        ("acteur·rice·s", ["acteurs"]),
        ("acteurrice.s", ["acteurs"]),
        ("acteur(rice)s", ["acteurs"]),
        ("acteur-rice-s", ["acteurs"]),
        (
            "les salarié(e)s et étudiant.e.s, chaque citoyen·ne",
            ["les", "salariés", "et", "étudiants", "chaque", "citoyen"],
        ),
        ("le P.T.C.E. du Pays", ["le", "ptce", "du", "pays"]),
        ("une S.C.I.C", ["une", "scic"]),
        ("l'E.S.S.", ["ess"]),
        ("3,5 % ou 3.5 %", ["3,5", "ou", "3,5"]),
        ("le 18.09.2014", ["le", "18", "09", "2014"]),
        ("de 2013-2015", ["de", "2013", "2015"]),
        ("contact@exemple.fr", ["contact", "exemple", "fr"]),
        ("https://www.exemple.org/pole", ["https", "www", "exemple", "org", "pole"]),
        ("un cœur, une Œuvre", ["un", "coeur", "une", "oeuvre"]),
        ("e\u0301cole", ["école"]),
        ("coopé\u00adration", ["coopération"]),
        ("fin.Le reste (voir page) donne-le", ["fin", "le", "reste", "voir", "page", "donne", "le"]),
        ("snake_case", ["snake", "case"]),
        ("… — ! ?", []),
        ("l‘eau, d´abord, qu`elle, s′il, lʼair", ["eau", "abord", "elle", "il", "air"]),
        ("aujourd‘hui, le prud´homme", ["aujourdhui", "le", "prudhomme"]),
        ("l'entr'aide et l’entraide", ["entraide", "et", "entraide"]),
        ("la P. T. C. E. du bas, l'E. S. S.", ["la", "ptce", "du", "bas", "ess"]),
        ("avec J. P. Roux et M. B. Lune", ["avec", "j", "p", "roux", "et", "m", "b", "lune"]),
        ("12 500 €, 12.500 €, 12\u202f500 €, 12500 €", ["12500", "12500", "12500", "12500"]),
        ("1 250 000,75 ou 1250000,75", ["1250000,75", "ou", "1250000,75"]),
        ("75 018 Paris en 2014 150 voix", ["75018", "paris", "en", "2014", "150", "voix"]),
        ("06 12 34 56 78", ["06", "12", "34", "56", "78"]),
        ("30 145 20 312", ["30", "145", "20", "312"]),
        ("2,5 % et 2.5%", ["2,5", "et", "2,5"]),
        ("le moulin² de 1987¹, 40 km², CO₂", ["le", "moulin", "de", "1987", "40", "km2", "co2"]),
        ("n° 3, nº 3, n⁰ 3", ["n", "3", "n", "3", "n", "3"]),
    ],
)
def test_words_of_french(text: str, words: list[str]) -> None:
    assert exact(text) == words


def test_three_forms_of_a_word() -> None:
    (token,) = tokens("l'Économie")
    assert (token.exact, token.folded, token.stem) == ("économie", "economie", "econom")
    assert token.span.cut("l'Économie") == "Économie"


def test_an_inclusive_form_is_highlighted_whole() -> None:
    text = "les acteur(rice)s locaux"
    assert [token.span.cut(text) for token in tokens(text)] == ["les", "acteur(rice)s", "locaux"]


def test_dotted_and_plain_acronyms_are_one_word() -> None:
    assert [form.stem for form in forms("P.T.C.E.")] == [form.stem for form in forms("PTCE")]


@pytest.mark.parametrize(
    "family",
    [
        "l'économie|l’économie|L‘Économie|l`économie|l´économie|I'économie|1'économie|économie",
        "porte-parole|porte parole|porte‑parole|Porte–Parole",
        "salarié·e·s|salarié.e.s|salarié-e-s|salarié(e)s|salarié/e/s|salarié•e•s|SALARIÉ·E·S|salariés|salariées",
        "PTCE|P.T.C.E.|P.T.C.E|P. T. C. E.|ptce|Ptce|PTCEs",
        "1 000|1000|1\u00a0000|1\u2009000|1\u202f000|1.000",
        "1er|1ᵉʳ|premier|1re|1ère|Ier|première",
        "2e|2ème|2ᵉ|2eme",
        "XIXe|XIXème|XIXᵉ|xixe",
        "œuvre|oeuvre|ŒUVRE|Œuvres",
        "prud'homal|prud’hommal|prud'homale",
    ],
)
def test_what_is_one_to_a_reader_has_the_same_stems(family: str) -> None:
    assert len({tuple(form.stem for form in forms(written)) for written in family.split("|")}) == 1


def test_numerals_of_kings_and_centuries_stay_apart() -> None:
    written = "XVI XVII XVIII XIX XXI XXIX XVIe XVIIe XVIIIe XIXe XXe XXIe"
    assert len({form.stem for form in forms(written)}) == len(written.split())


def test_a_word_with_blanks_is_highlighted_whole() -> None:
    text = "soit 1 250,50 € pour la S. C. I. C."
    assert [token.span.cut(text) for token in tokens(text)][1::3] == ["1 250,50", "S. C. I. C."]


BLANKS = st.lists(
    st.sampled_from(("l'", "1", "12", "350", "000", ",50", "P.", "T.", "C.", "É", "mot", "20", ".", "(", "’")),
    max_size=9,
).flatmap(lambda parts: st.sampled_from((" ", "\u00a0", "  ", "")).map(lambda blank: blank.join(parts)))


@given(BLANKS)
def test_a_text_that_looks_over_no_blank_is_read_piece_by_piece(text: str) -> None:
    if not looks_on().search(text):
        assert forms(text) == [form for piece in text.split() for form in forms(piece)]


@given(BLANKS)
def test_what_holds_blanks_is_read_as_without_them(text: str) -> None:
    assert forms(spaced().sub(lambda match: "".join(match[0].split()), text)) == forms(text)
    for match in spaced().finditer(text):
        assert len(forms(match[0])) == 1
        assert forms(match[0]) == forms("".join(match[0].split()))


@given(TEXTS)
def test_tokens_stand_in_order_inside_the_text_and_are_never_empty(text: str) -> None:
    end = 0
    for token in tokens(text):
        assert end <= token.span.start < token.span.end <= len(text)
        assert token.stem
        assert token.exact
        assert token.folded
        end = token.span.end


@given(TEXTS)
def test_forms_are_the_tokens_without_their_places(text: str) -> None:
    assert [(form.stem, form.exact, form.folded) for form in forms(text)] == [
        (token.stem, token.exact, token.folded) for token in tokens(text)
    ]


@given(st.text(alphabet="abcdeéèêilmnoprstuxœ", min_size=1, max_size=20))
def test_the_exact_form_decides_on_the_others(word: str) -> None:
    first = forms(word)
    assert forms(first[0].exact) == first


def test_a_long_hostile_run_is_read_in_linear_time() -> None:
    for run in (
        "a" * 200_000,
        "A." * 100_000,
        "a·e" * 60_000,
        "l'" * 100_000,
        "1," * 100_000,
        "(e)" * 60_000,
        "1 000" * 60_000,
    ):
        assert len(tokens(run)) <= len(run)
    for run in ("A. " * 100_000, "1 000 " * 60_000, "100.000." * 60_000, "1" + " 000" * 60_000, "entr'" * 60_000):
        assert len(tokens(run)) <= len(run)


def test_fold_compares_names() -> None:
    assert fold("Hervé ÉMILE-Œuvre") == "herve emile-oeuvre"


def test_stop_words_are_folded_and_know_the_commonest() -> None:
    assert {"le", "de", "a", "etre", "que"} <= stop_words()
    assert all(word == fold(word) for word in stop_words())


def test_the_fingerprint_is_stable_within_a_process() -> None:
    assert fingerprint_of_analysis() == fingerprint_of_analysis()
