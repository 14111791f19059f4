"""Text whose letters or spaces went wrong is made good, and good text is left alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.domain.alignment import AlignedText
from ptce_corpus.text import miscoded, spacing
from ptce_corpus.text.letters import speech
from ptce_corpus.text.quality import familiar, garbled, legibility

PROSE = (
    "La fabrique de la vallée réunit douze entreprises, trois associations et deux communes. Elle a ouvert en mars un "
    "atelier partagé où chacun vient réparer, apprendre et transmettre ; les habitants y sont bienvenus. La trésorière "
    "a présenté les recettes, et les membres ont débattu du prix des repas. Tout le monde a été entendu."
)


@pytest.mark.parametrize(
    ("read_by", "written_by"),
    [("latin-1", "utf-8"), ("cp1252", "mac_roman"), ("mac_roman", "cp1252"), ("cp1252", "cp850")],
)
def test_letters_are_read_by_the_table_they_were_written_by(read_by: str, written_by: str) -> None:
    octets = PROSE.encode(written_by)
    seen = "".join(
        chr(octet) if bytes([octet]).decode(read_by, "replace") == "\ufffd" else bytes([octet]).decode(read_by)
        for octet in octets
    )
    assert seen != PROSE
    assert miscoded.mended(AlignedText(seen)).text == PROSE


@pytest.mark.parametrize(
    "text", [PROSE, "Ñandú, señor ; Ångström · Žižek · Õismäe", "• Accueil\n• Bilan\n· Vote … à 9 h"]
)
def test_letters_that_are_right_stay(text: str) -> None:
    assert miscoded.mended(AlignedText(text)).text == text


@pytest.mark.parametrize("apart", [" ".join(PROSE), " ".join(PROSE.replace(" ", "")), PROSE.replace(" ", "")])
def test_words_are_found_again(apart: str) -> None:
    mended = spacing.mended(AlignedText(apart)).text
    assert legibility(mended) > 0.9
    assert {"entreprises", "associations", "transmettre", "recettes"} <= set(re.findall(r"\w+", mended))


def test_a_row_of_single_figures_is_no_word_set_apart() -> None:
    text = "1 2 3 4 5 6 7 8 9 0"
    assert spacing.mended(AlignedText(text)).text == text


@given(st.text(max_size=120))
def test_mending_changes_nothing_but_letters_and_spaces(text: str) -> None:
    mended = spacing.mended(AlignedText(text))
    assert "".join(mended.text.split()) == "".join(text.split())


@pytest.mark.parametrize(
    "language",
    [
        "This paper describes how a shared workshop was set up by its members and what they learned from it.",
        "Dieser Bericht beschreibt, wie eine gemeinsame Werkstatt von den Mitgliedern eingerichtet wurde.",
        "Este informe describe cómo los vecinos montaron un taller para la reparación de los muebles.",
        "Ar stal-labour a zo bet savet gant an dud eus ar vro, ha digor eo da gement hini a fell dezhañ.",
    ],
    ids=["English", "German", "Spanish", "Breton"],
)
def test_other_languages_can_be_read(language: str) -> None:
    assert legibility(language * 3) > 0.7


def test_letters_swapped_for_others_sound_like_no_language() -> None:
    words = [(word, 1) for word in PROSE.lower().replace(",", " ").split() if word.isalpha()]
    shifted = [("".join(chr((ord(c) - 97 + 5) % 26 + 97) for c in word if c.isascii()), n) for word, n in words]
    assert speech(words) == 1.0
    assert speech(shifted) < 0.2
    assert speech([]) == 1.0


def test_the_garbage_of_a_page_is_measured_by_its_share() -> None:
    lines = "\n".join([PROSE] * 6)
    marks = "".join(c if c.isspace() else chr(0x21 + ord(c) % 15) for c in lines)
    assert garbled(lines) == 0.0
    assert garbled(marks) == 1.0
    assert 0.3 < garbled(f"{lines}\n{marks}") < 0.7


def test_a_poor_recognition_has_fewer_known_words() -> None:
    poor = PROSE.replace("e", "c").replace("l", "1")
    assert familiar(PROSE) > 0.9 > 0.5 > familiar(poor)
    assert familiar("12 345") == 0.0
