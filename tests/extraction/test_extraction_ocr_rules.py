"""Ruled tables on scanned pages."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from ptce_corpus.extraction.ocr import tesseract as ocr
from ptce_corpus.extraction.ocr.page import recognised
from ptce_corpus.extraction.ocr.rules import of_tables, rules, without
from ptce_corpus.extraction.pdf.lattice import lattices

needs_tesseract = pytest.mark.skipif(not ocr.available("fra"), reason="Tesseract with French is not installed")
ROWS = (("Commune", "Membres", "Date"), ("Nevers", "Dix-sept", "9 juin"), ("Bourges", "Douze", "14 mai"))


def table(*, turn: float = 0.0) -> Image.Image:
    """A page of 150 dots per inch with a ruled table of three rows and columns under a line of text."""
    image = Image.new("L", (1240, 900), 245)
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(28)
    draw.text((120, 100), "Relevé des adhésions de la saison", fill=25, font=font)
    for number, row in enumerate(ROWS):
        for column, cell in enumerate(row):
            x, y = 120 + 320 * column, 220 + 80 * number
            draw.rectangle((x, y, x + 320, y + 80), outline=40, width=2)
            draw.text((x + 24, y + 22), cell, fill=25, font=font)
    return image.rotate(turn, resample=Image.Resampling.BICUBIC, fillcolor=245).filter(ImageFilter.GaussianBlur(0.6))


def test_the_rules_of_a_table_close_its_cells() -> None:
    (cells,) = lattices(rules(table(), dpi=150), quadrant=0)
    assert len(cells) == 9
    left, top, right, bottom = (side * 150 / 72 for side in cells[0])
    assert (left, top) == pytest.approx((120, 220), abs=6)
    assert (right - left, bottom - top) == pytest.approx((320, 80), abs=8)


def test_lines_of_text_are_no_table() -> None:
    image = Image.new("L", (1240, 900), 245)
    draw = ImageDraw.Draw(image)
    for number in range(14):
        draw.text(
            (100, 60 + 48 * number), "illustration minimum llll HIHIH " * 3, fill=20, font=ImageFont.load_default(28)
        )
    found = rules(image, dpi=150)
    assert of_tables(found) == []
    assert not any(rule for rule in found if not rule.level)


def test_wiping_takes_the_rules_of_tables_and_leaves_words() -> None:
    image = table()
    clean = without(image, of_tables(rules(image, dpi=150)), dpi=150)
    assert lattices(rules(clean, dpi=150), quadrant=0) == []
    inside = (140, 235, 420, 285)
    assert clean.crop(inside).tobytes() == image.crop(inside).tobytes()


@pytest.mark.parametrize("size", [(1, 1), (40, 2000), (2000, 40), (300, 300)])
def test_any_picture_may_be_asked_for_its_rules(size: tuple[int, int]) -> None:
    assert rules(Image.new("L", size, 255), dpi=150) == []


@needs_tesseract
@pytest.mark.parametrize("turn", [0.0, 1.2])
def test_a_scanned_table_is_read_in_rows(turn: float) -> None:
    seen = recognised(table(turn=turn), dpi=150, languages="fra", timeout=60)
    (found,) = seen.layout.tables
    assert tuple(tuple(cell.cut(seen.text) for cell in row) for row in found.rows) == ROWS
    assert [seen.text[word.span.start : word.span.end] for word in seen.layout.words] == seen.text.replace(
        "|", " "
    ).split()
