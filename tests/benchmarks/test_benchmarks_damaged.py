"""Pairs of damage and truth: what is printed is what stands as truth, and the halves share no document."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.confusions import confusions
from benchmarks.damaged import DAMAGES, Words, family, picture, printable, printed, sample_sheets
from benchmarks.damaged_dev import Moves


def test_a_page_shows_the_text_that_stands_as_its_truth() -> None:
    (sheet,) = printed("document", [Words("L’Été", is_heading=True), Words("• l'œuvre coûte\n12 € à Nîmes")], 0)
    page = pdfium.PdfDocument(sheet.pdf)[0]
    assert page.get_textpage().get_text_bounded().split() == sheet.text.split()


def test_long_documents_go_on_over_pages_and_lose_nothing() -> None:
    words = [Words(f"{number} " + "mot " * 150) for number in range(20)]
    sheets = list(printed("document", words, 1))
    assert len(sheets) > 1
    assert " ".join(sheet.text for sheet in sheets).split() == " ".join(one.text for one in words).split()


def test_the_halves_share_no_family_of_documents() -> None:
    halves = [{family(Path(sheet.id.split("/")[1])) for sheet in sample_sheets() if sheet.id.startswith(half)}
              for half in ("tune/", "report/")]  # fmt: skip
    assert all(halves)
    assert not halves[0] & halves[1]


def test_damage_is_the_same_each_time_and_other_on_another_page() -> None:
    one, other = (next(printed(name, [Words("Même texte")], 0)) for name in ("un", "deux"))
    damage = DAMAGES["light"][0]
    assert picture(one, damage) == picture(one, damage)
    assert picture(one, damage) != picture(other, damage)


@given(st.text())
def test_what_is_printed_has_a_glyph(text: str) -> None:
    assert printable(text).encode("cp1252").decode("cp1252") == printable(text)


def test_annotations_follow_their_words() -> None:
    text, read = "Le Pôle de Nîmes et l'ESS", "Le Pdle de NÎMES\net FESS"
    notes = [{"start": 3, "end": 7, "label": "ORG"}, {"start": 11, "end": 16, "label": "LOC", "value": None}]
    moved = Moves(text, read).of(notes)
    assert [read[one["start"] : one["end"]] for one in moved] == ["Pdle", "NÎMES"]
    assert moved[0]["label"] == "ORG"


def test_annotations_whose_words_were_not_read_go() -> None:
    assert Moves("avant Nîmes", "avant").of([{"start": 6, "end": 11, "label": "LOC"}]) == []


@given(st.text(alphabet="aàeéè '", max_size=30))
def test_right_reading_has_no_confusion(text: str) -> None:
    assert list(confusions(text, text)) == []


def test_touching_edits_are_one_confusion() -> None:
    assert list(confusions("un rnot a I'air", "un mot à l'air")) == [("rn", "m"), ("a", "à"), ("I", "l")]
