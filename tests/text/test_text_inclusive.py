"""Inclusive writing: one word, found under its masculine, its feminine and as it is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.domain.passage import IndexedPassage
from ptce_corpus.search.match import matches
from ptce_corpus.search.parser import parse
from ptce_corpus.search.rewrite import rewrite
from ptce_corpus.text.tokens import forms, is_inclusive, tokens

ACTORS = [
    "acteur·rice·s",
    "acteur•rice•s",
    "acteur⋅rice⋅s",
    "acteur·rices",
    "acteur·trice·s",
    "acteur·rice.s",
    "acteurrice.s",
    "acteur.rice.s",
    "acteur.rice(s)",
    "acteur-rice-s",
    "acteurs-trices",
    "acteurs/trices",
    "acteurs/-trices",
    "acteur/rice/s",
    "acteur(rice)s",
    "acteurrices",
    "acteurices",
    "ACTEUR·RICE·S",
    "ACTEURS/TRICES",
]
PAIRS = [
    ("salarié(e)s", "salarié", "salariées"),
    ("salarié-e(s)", "salarié", "salariée"),
    ("employé/e/s", "employé", "employée"),
    ("directeur/trice", "directeur", "directrice"),
    ("directeur/-trice", "directeur", "directrice"),
    ("citoyen.ne.s", "citoyens", "citoyenne"),
    ("citoyen/enne", "citoyen", "citoyenne"),
    ("chercheur⋅euse⋅s", "chercheur", "chercheuses"),
    ("chercheureuses", "chercheur", "chercheuse"),
    ("chômeur/se", "chômeur", "chômeuse"),
    ("sportif/ve", "sportif", "sportive"),
    ("sportif.ve", "sportif", "sportive"),
    ("conseiller/ère", "conseiller", "conseillère"),
    ("conseillèr·e·s", "conseillers", "conseillères"),
    ("professionnel/les", "professionnel", "professionnelle"),
    ("régionaux·ales", "régional", "régionales"),
    ("européen-ne-s", "européen", "européennes"),
    ("heureux/se", "heureux", "heureuse"),
]


def found(text: str, query: str) -> bool:
    return matches(IndexedPassage(1, 1, text), rewrite(parse(query)))


@pytest.mark.parametrize("written", ACTORS)
@pytest.mark.parametrize("query", ["acteur", "acteurs", "actrice", "actrices", "acteurrice", "acteur·rice·s"])
def test_all_ways_of_writing_are_found_under_each_form(written: str, query: str) -> None:
    assert found(f"avec tous les {written} du territoire", query)


@pytest.mark.parametrize("written", ACTORS)
def test_what_is_written_is_found_as_it_is_written(written: str) -> None:
    text = f"avec tous les {written}, et d'autres"
    assert found(text, f"={written}")
    assert found(text, f'"les {written}"')
    assert found(text, "les acteurs")
    assert found("les acteurs et actrices", written)


@pytest.mark.parametrize(("written", "masculine", "feminine"), PAIRS)
def test_both_genders_find_it_and_it_finds_both(written: str, masculine: str, feminine: str) -> None:
    text = f"Chaque {written} du pays est là."
    for query in (masculine, feminine):
        assert found(text, query)
        assert found(f"un seul mot, {query}", written)
    assert [token.span.cut(text) for token in tokens(text)][1] == written


@pytest.mark.parametrize(
    ("written", "word"),
    [("toustes", "tous"), ("celleux", "ceux"), ("un·e", "un"), ("un.e", "un"), ("un/e", "un"), ("né.e", "né")],
)
def test_short_and_blended_words(written: str, word: str) -> None:
    assert [form.exact for form in forms(written)] == [word]


@pytest.mark.parametrize(
    "word",
    [
        "malheureuse",
        "chaleureuses",
        "valeureuse",
        "pleureuse",
        "savoureuse",
        "actrice",
        "cicatrice",
        "toutes",
        "et/ou",
        "km/h",
        "ville/région",
        "ils/elles",
        "fin.Ne",
        "fin.Le",
        "donne-le",
        "est-ce",
        "exemple.org/es/page",
        "docs/notes/e",
        "12/14",
        "BTN-E",
        "A/B",
    ],
)
def test_other_words_are_left_as_they_are(word: str) -> None:
    assert not is_inclusive(word)
    letters = "".join(form.exact for form in forms(word))
    assert letters == "".join(letter for letter in word.lower() if letter.isalnum())


@pytest.mark.parametrize("word", [*ACTORS, "toustes", "un·e", *(written for written, *_ in PAIRS)])
def test_repair_is_told_of_them(word: str) -> None:
    assert is_inclusive(word)


@given(
    st.sampled_from(["rédact", "anim", "coordinat", "form"]),
    st.sampled_from("·•‧∙⋅.-"),
    st.sampled_from(["", "s"]),
)
def test_whatever_the_joint_the_masculine_stands(base: str, joint: str, plural: str) -> None:
    written = f"{base}eur{joint}rice{joint + plural if plural else ''}"
    assert [form.exact for form in forms(written)] == [f"{base}eur{plural}"]


def test_hostile_runs_of_joints_are_read_in_linear_time() -> None:
    for run in ("a/e" * 60_000, "eur/" * 60_000, "acteur(" * 40_000, "é.e-" * 60_000, "teurrice" * 30_000):
        assert len(tokens(run)) <= len(run)
