"""What may have been printed: readings of single tokens, and what the text around makes of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.text.certainty import LEAST, confidence
from ptce_corpus.text.decoding import changes
from ptce_corpus.text.gate import lost_letters
from ptce_corpus.text.language_model import french
from ptce_corpus.text.readings import readings

LOST = "àèêôçûîâïÀÈÉÊ"


def texts(token: str) -> list[str]:
    return [reading.text for reading in readings(token)]


def chosen(text: str, *, lost: str = "") -> str:
    """The text with its sure changes made."""
    model = french()
    if model is None:
        pytest.skip("models/french-ngrams/ngrams.bin is absent")
    for change in reversed(list(changes(text, model=model, error=4.5, lost=lost))):
        if confidence(change.span.cut(text), change) >= LEAST:
            text = text[: change.span.start] + change.after + text[change.span.end :]
    return text


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("ler", "1er"),
        ("m?", "m²"),
        ("cofit", "coût"),
        ("legons", "leçons"),
        ("Uheure", "l'heure"),
        ("||", "Il"),
        ("'et", "et"),
        ("mesures-importantes", "mesures importantes"),
        ("dentrepreneuriat", "d'entrepreneuriat"),
        ("ala", "à la"),
        ("ona", "on a"),
    ],
)
def test_what_engines_are_known_to_make_of_a_word_is_undone(read, meant):
    assert meant in texts(read)


@pytest.mark.parametrize(
    ("read", "never"),
    [("danalyse", "analyse"), ("Linvestissement", "Investissement"), ("N'Goro", "NGoro"), ("E.coli", "Ecoli")],
)
def test_the_head_of_a_word_is_not_cut_off(read, never):
    assert never not in texts(read)


def test_a_number_of_many_parts_is_no_other_number():
    assert texts("quatre-vingt-six") == ["quatre-vingt-six"]


def test_an_hour_past_midnight_was_another():
    assert chosen("La réunion finit à 47h30 dans la salle.") == "La réunion finit à 17h30 dans la salle."
    assert texts("48h") == ["48h"]


def test_accents_that_french_may_leave_out_come_back_only_where_the_engine_did_not_know_them():
    text = "Les aides de l'Etat et la maitrise de l'énergie."
    assert chosen(text) == text
    assert chosen(text, lost=LOST) == "Les aides de l'État et la maîtrise de l'énergie."


def test_an_unknown_name_takes_the_accent_that_its_spelling_asks_for():
    text = "La secrétaire Delarége Burkowitz a lu le rapport."
    assert chosen(text, lost=LOST) == "La secrétaire Delarège Burkowitz a lu le rapport."
    assert chosen(text) == text


def test_a_participle_keeps_its_verb():
    text = "Le groupement a rénové trois maisons, un appel a soutenu quatre projets et le nombre de places a doublé."
    assert chosen(text, lost=LOST) == text


def test_two_nouns_made_into_one_stay_together():
    text = "La coopérative mène une étude-action avec les habitants du quartier."
    assert chosen(text) == text


@pytest.mark.parametrize(
    "kept", ["quatre-vingt-quatre", "demi-journée", "socio-économique", "vice-présidente", "sur-mesure"]
)
def test_compounds_stay_whole(kept):
    assert kept.replace("-", " ") not in texts(kept)


def test_an_address_broken_before_its_sign_is_left_alone():
    text = "Contact : universite @exemple.example ou par lettre."
    assert chosen(text, lost=LOST) == text


@given(st.text(alphabet="abéèàlI1|rnm .,;:'‘-_&~²?h4", max_size=30))
def test_every_token_is_its_own_first_reading(token):
    for part in token.split():
        assert readings(part)[0].text == part
        assert readings(part)[0].errors == 0


@given(st.text(max_size=300))
def test_letters_lost_are_none_of_those_met_often(text):
    assert all(text.count(letter) < 0.15 * len(text) + 1 for letter in lost_letters(text))
