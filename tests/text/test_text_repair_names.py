"""One spelling a document; lists, hyphens, formulas and English left as they are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ptce_corpus.domain.alignment import AlignedText
from ptce_corpus.domain.document import Origin, SourceDocument, SourcePage
from ptce_corpus.text.cleaning import cleaned, repaired
from ptce_corpus.text.known_names import first_names_like, in_town, is_first_name, is_town
from ptce_corpus.text.name_spellings import named, one_spelling, spellings
from ptce_corpus.text.readings import readings

SHARED = Path(__file__).parents[2].parent / "shared"
OFTEN = "Malvaux ouvre la séance. Malvaux répond. Malvaux remercie. "


def test_a_rare_name_takes_the_form_that_the_document_has() -> None:
    fixed = one_spelling(AlignedText(OFTEN + "Malvoux conclut."))
    assert fixed.text == OFTEN + "Malvaux conclut."
    assert [(edit.rule, edit.confidence >= 0.8) for edit in fixed.edits] == [("ocr-name", True)]


@pytest.mark.parametrize("other", ["Malvauxe", "Malvau", "Balvaux", "Mervaux"])
def test_another_name_stays(other: str) -> None:
    assert other not in spellings(named([OFTEN + other]))


def test_two_names_as_frequent_stay() -> None:
    assert not spellings(named(["Malvaux Malvoux Malvaux Malvoux"]))


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


DAMAGED = (
    "Le comité de I'association réunit la commission de I'emploi pour |dentifier les besoins. "
    "Il a I'idée d'une enquéte. "
)


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("avec Grégroire Malvaux", "avec Grégoire Malvaux"),
        ("avec Paule Grégroire", "avec Paule Grégoire"),
        ("avec Franqoise Malvaux", "avec Françoise Malvaux"),
        ("avec Miche1 Malvaux", "avec Michel Malvaux"),
        ("avec Joé| Malvaux", "avec Joël Malvaux"),
        ("ici Nadége répond", "ici Nadège répond"),
        ("à la ville de Marseil1e", "à la ville de Marseille"),
        ("les habitants de Douarncnez", "les habitants de Douarnenez"),
    ],
)
def test_a_name_of_the_lists_is_mended(read: str, meant: str) -> None:
    assert repaired(DAMAGED + read).text.endswith(meant)


@pytest.mark.parametrize(
    "name",
    ["Marion Malvaux", "Marlon Malvaux", "Aliy Zirkle", "Garmier", "Maëlane Perdrix", "Nadège Le Goff", "Pau"],
)
def test_a_right_name_stays(name: str) -> None:
    assert repaired(DAMAGED + f"Avec {name}").text.endswith(f"Avec {name}")


def test_other_pages_of_the_document_tell_how_a_name_is_written() -> None:
    pages = (
        "Malvaux ouvre.\nMalvaux répond à l'assemblée.",
        "Malvaux remercie les membres.",
        DAMAGED + "Malvoux part.",
    )
    source = SourceDocument(
        identifier="a",
        media_type="text/plain",
        sha256="0" * 64,
        pages=tuple(SourcePage(number, text, Origin.TEXT_LAYER) for number, text in enumerate(pages, 1)),
    )
    assert cleaned(source).pages[2].text.endswith("Malvaux part.")
    assert repaired(pages[2]).text.endswith("Malvoux part.")


def test_a_first_name_takes_the_accents_of_the_document() -> None:
    names = named(["Aïssata vient. Aïssata part. D'Aïssata. Aissata dort."])
    assert names.times["Aïssata"] == 3
    assert spellings(names)["Aissata"][0] == "Aïssata"


def test_lists_know_names_by_their_accents() -> None:
    assert is_first_name("Anne-Hélène")
    assert not is_first_name("Héléne")
    assert first_names_like("HELENE") == ("hélène",)
    assert is_town("Lons-le-Saunier")
    assert in_town("Saunier")
    assert not is_town("Saunier")


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the gold of ../shared")
def test_names_of_clean_texts_stay() -> None:
    lines = (SHARED / "gold" / "ner" / "winer.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines]
    assert texts
    rules = {"ocr-name", "ocr-capital", "ocr-noise", "ocr-bullet", "ocr-address", "ocr-ordinal"}
    assert [edit for text in texts for edit in repaired(text).edits if rules & set(edit.rule.split("+"))] == []
