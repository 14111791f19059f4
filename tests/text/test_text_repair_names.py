"""One spelling a document; lists, hyphens, formulas and English left as they are."""

from __future__ import annotations

import pytest

from ptce_corpus.domain.alignment import AlignedText
from ptce_corpus.text.cleaning import repaired
from ptce_corpus.text.name_spellings import one_spelling, spellings
from ptce_corpus.text.readings import readings

OFTEN = "Malvaux ouvre la séance. Malvaux répond. Malvaux remercie. "


def test_a_rare_name_takes_the_form_that_the_document_has() -> None:
    fixed = one_spelling(AlignedText(OFTEN + "Malvoux conclut."))
    assert fixed.text == OFTEN + "Malvaux conclut."
    assert [(edit.rule, edit.confidence >= 0.8) for edit in fixed.edits] == [("ocr-name", True)]


@pytest.mark.parametrize("other", ["Malvauxe", "Malvau", "Balvaux", "Mervaux"])
def test_another_name_stays(other: str) -> None:
    assert other not in spellings(OFTEN + other)


def test_two_names_as_frequent_stay() -> None:
    assert not spellings("Malvaux Malvoux Malvaux Malvoux")


def test_one_plus_sign_is_no_list() -> None:
    text = "Selon I'étude, on a\n+ Mettre en commun\nla suite de I'étude."
    assert "\n+ Mettre" in repaired(text).text


@pytest.mark.parametrize("compound", ["petite-finale", "là-même", "quatre-vingt-quatre", "chefs-d'oeuvre", "El-Khomri"])
def test_a_compound_keeps_its_hyphens(compound: str) -> None:
    assert all(" " not in reading.text for reading in readings(compound))


def test_a_blank_read_as_a_hyphen_may_be_one() -> None:
    assert "la presse" in {reading.text for reading in readings("la-presse")}


def test_english_in_damaged_french_stays() -> None:
    text = (
        "Le comité de I'association a été réuni à I'Hôtel de ville pour la prenière fois cette année, et le ptojet "
        "de reference resolution a été présenté aux membres de I'assemblée."
    )
    fixed = repaired(text).text
    assert "reference resolution" in fixed
    assert "l'association" in fixed
