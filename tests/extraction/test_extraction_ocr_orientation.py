"""Scanned pages that lie on their side or stand on their head."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from ptce_corpus.extraction.ocr import orientation as ocr_orientation
from ptce_corpus.extraction.ocr import outcome as ocr_outcome
from ptce_corpus.extraction.ocr import tesseract as ocr
from ptce_corpus.extraction.ocr.page import recognised
from ptce_corpus.extraction.ocr.tesseract import SeenLine, SeenWord

needs_tesseract = pytest.mark.skipif(not ocr.available("fra"), reason="Tesseract with French is not installed")
LINES = (
    "Le conseil municipal vote tous les mois le budget",
    "de la commune et fixe le montant des subventions",
    "qui iront aux associations du territoire.",
    "Les habitants sont nombreux pour en parler ici.",
)


def page(*lines: str) -> Image.Image:
    image = Image.new("L", (1000, 1300), 245)
    draw = ImageDraw.Draw(image)
    for number, line in enumerate(lines):
        draw.text((100, 120 + 60 * number), line, fill=25, font=ImageFont.load_default(30))
    return image


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many pictures Tesseract was given, in place of which nothing reads."""
    given_pictures: list[int] = []

    def lines(image: bytes, **_: object) -> list[SeenLine]:
        given_pictures.append(len(image))
        return []

    monkeypatch.setattr(ocr, "lines", lines)
    return given_pictures


@needs_tesseract
@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_page_is_read_whichever_way_it_was_scanned(degrees: int) -> None:
    shown = page(*LINES).rotate(degrees, expand=True)
    seen = recognised(shown, dpi=150, languages="fra", timeout=120)
    assert seen.text.split() == " ".join(LINES).split()
    assert seen.note == (f"turned by {360 - degrees}°" if degrees else None)
    outcome = ocr_outcome.read_anew(1, seen)
    assert (seen.note or "OCR confidence") in (outcome.note or "")
    x0, top, x1, bottom = seen.layout.words[0].box
    word = shown.crop(
        (
            round(x0 * shown.width) - 4,
            round(top * shown.height) - 4,
            round(x1 * shown.width) + 4,
            round(bottom * shown.height) + 4,
        )
    )
    assert min(word.tobytes()) < 100
    assert word.rotate(-degrees, expand=True).size == pytest.approx((45, 40), abs=25)


def test_a_blank_page_is_read_once(asked: list[int]) -> None:
    recognised(Image.new("L", (800, 1100), 240), dpi=100, languages="fra", timeout=60)
    assert len(asked) == 1


def test_what_reads_in_no_orientation_stays_as_it_is(asked: list[int]) -> None:
    seen = recognised(page(*LINES), dpi=150, languages="fra", timeout=60)
    assert (seen.text, seen.note) == ("", None)
    assert 1 < len(asked) <= 5


def test_a_page_that_reads_well_is_never_turned(monkeypatch: pytest.MonkeyPatch) -> None:
    def lines(image: bytes, **_: object) -> list[SeenLine]:
        words = [SeenWord(f"{number} 250", 100.0 * number, 100, 100.0 * number + 80, 130, 0.9) for number in range(9)]
        return [SeenLine(95, 135, tuple(words))]

    monkeypatch.setattr(ocr, "lines", lines)
    monkeypatch.setattr(ocr_orientation, "turn", None)
    assert recognised(page("1 250 2 250"), dpi=150, languages="fra", timeout=60).note is None


@given(
    st.sampled_from([0, *ocr_orientation.TURNS]),
    st.integers(0, 39),
    st.integers(0, 29),
    st.integers(1, 9),
    st.integers(1, 7),
)
def test_boxes_are_those_of_the_page_as_shown(degrees: int, x: int, y: int, wide: int, high: int) -> None:
    shown = Image.new("L", (50, 40), 255)
    shown.paste(0, (x, y, x + wide, y + high))
    turned = ocr_orientation.turned(shown, degrees)
    ink = turned.point(lambda level: 255 - level).getbbox()
    assert ink is not None
    width, height = turned.size
    box = ocr_orientation.unturned((ink[0] / width, ink[1] / height, ink[2] / width, ink[3] / height), degrees)
    assert box == pytest.approx((x / 50, y / 40, (x + wide) / 50, (y + high) / 40), abs=1e-4)
