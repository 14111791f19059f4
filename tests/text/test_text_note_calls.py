"""Calls of footnotes: told from codes by the notes they call, and read over where words are looked at."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.domain.alignment import AlignedText
from ptce_corpus.text.note_calls import RAISED, told, without_calls
from ptce_corpus.text.tokens import tokens

BODY = (
    "La coopération économique1 avance. Les élèves des écoles2 reviennent, le fichier mp3 est prêt, le CO2 aussi.\n\n"
)
NOTES = "1 Voir le compte rendu de mai.\n2. Entretien du 3 juin."


def test_figures_behind_known_words_are_raised_where_notes_at_the_foot_bear_their_numbers():
    page = told(AlignedText(BODY + NOTES))
    assert page.text.startswith("La coopération économique¹ avance. Les élèves des écoles² reviennent, le fichier mp3")
    assert page.text.endswith(NOTES)
    assert page.source == BODY + NOTES
    assert {token.exact for token in tokens(page.text)} >= {"économique", "écoles", "mp3", "co2"}


@pytest.mark.parametrize(
    "page",
    [
        BODY,
        BODY + "1 Voir le compte rendu de mai.",
        "1. La salle des fêtes\n2. La cantine\n\n" + BODY,
        "Le module paquet1 appelle le module paquet2, puis encore le module paquet1.\n\n" + NOTES,
        "L'article L1 du code et le lot B2 restent en l'état.\n\n" + NOTES,
        "Elle mesure 12 mètres2,5 environ et pèse 3 tonnes1/2 au moins.\n\n" + NOTES,
    ],
)
def test_figures_that_call_no_note_stay(page):
    assert told(AlignedText(page)).text == page


def test_the_raised_number_of_a_note_stands_apart_from_its_first_word():
    assert (
        told(AlignedText("¹Articles 12 et 13.\n¹²Voir plus haut.")).text == "¹ Articles 12 et 13.\n¹² Voir plus haut."
    )


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Odile Brun¹, maire", "Odile Brun, maire"),
        ("La fin.¹² La suite", "La fin. La suite"),
        ("« Non »³ dit-elle", "« Non » dit-elle"),
        ("en 2014¹, en mai", "en 2014, en mai"),
        ("le pôle ⁴ ouvre", "le pôle ouvre"),
        ("80 m², 3 km² et 10⁶ fois", "80 m², 3 km² et 10⁶ fois"),
        ("¹ Voir plus haut", "¹ Voir plus haut"),
    ],
)
def test_calls_are_read_over_but_no_powers(text, bare):
    assert without_calls(text).text == bare


@given(st.text(alphabet="aé 1²³.»\n", max_size=60))
def test_what_is_left_without_calls_stands_in_the_text(text):
    bare = without_calls(text)
    kept = iter(text)
    assert all(letter in kept for letter in bare.text)
    assert all(edit.after == "" and set(edit.span.cut(text)) <= set(RAISED + " ") for edit in bare.edits)
