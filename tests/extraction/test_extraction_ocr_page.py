"""Pages read by Tesseract, and what is kept of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from ptce_corpus.extraction.ocr import page as ocr_page
from ptce_corpus.extraction.ocr import tesseract as ocr
from ptce_corpus.extraction.ocr.cache import OcrCache
from ptce_corpus.extraction.ocr.page import recognised
from ptce_corpus.extraction.ocr.tesseract import OcrFailed, SeenLine, SeenWord

needs_tesseract = pytest.mark.skipif(not ocr.available("fra"), reason="Tesseract with French is not installed")


def page(*lines: str, turn: float = 0.0) -> Image.Image:
    image = Image.new("L", (1240, 900), 245)
    draw = ImageDraw.Draw(image)
    for number, line in enumerate(lines):
        draw.text((120, 120 + 60 * number), line, fill=25, font=ImageFont.load_default(30))
    return image.rotate(turn, resample=Image.Resampling.BICUBIC, fillcolor=245)


def answers(text: str, *, sure: float = 0.9) -> list[SeenLine]:
    words = [SeenWord(word, 90.0 * at, 100, 90.0 * at + 80, 130, sure) for at, word in enumerate(text.split())]
    return [SeenLine(95, 135, tuple(words))]


class Engine:
    """Stands in for Tesseract: gives lines by language and counts how often it was asked."""

    def __init__(self, **lines: list[SeenLine]) -> None:
        self.lines, self.asked = lines, list[str]()

    def __call__(self, image: bytes, *, languages: str, **_: object) -> list[SeenLine]:
        self.asked.append(languages)
        return self.lines[languages.replace("+", "_")]


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda languages: True)
    monkeypatch.setattr(ocr, "version", lambda: "tesseract 5")


@needs_tesseract
def test_an_askew_page_is_read_and_its_words_are_placed() -> None:
    seen = recognised(
        page("Le conseil municipal vote", "chaque mois le budget.", turn=1.5), dpi=150, languages="fra", timeout=60
    )
    assert seen.text.split() == ["Le", "conseil", "municipal", "vote", "chaque", "mois", "le", "budget."]
    cut = [seen.text[word.span.start : word.span.end] for word in seen.layout.words]
    assert cut == seen.text.split()
    first = seen.layout.words[0].box
    assert (first[0], first[1]) == pytest.approx((120 / 1240, 135 / 900), abs=0.03)
    assert seen.confidence > 0.8


@needs_tesseract
def test_a_blank_page_has_no_text() -> None:
    assert recognised(Image.new("L", (800, 1100), 240), dpi=100, languages="fra", timeout=60).text == ""


def test_a_picture_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, installed: None) -> None:
    engine = Engine(fra=answers("Le conseil se réunit"), deu=answers("Der Rat tagt"))
    monkeypatch.setattr(ocr, "lines", engine)
    cache, image = OcrCache(tmp_path), page("Le conseil")
    first, again = (recognised(image, dpi=150, languages="fra", timeout=9, cache=cache) for _ in range(2))
    assert first == again
    assert first.layout.words
    assert len(engine.asked) == 1
    other = recognised(image, dpi=150, languages="deu", timeout=9, cache=cache)
    recognised(image, dpi=300, languages="fra", timeout=9, cache=cache)
    recognised(page("Un autre"), dpi=150, languages="fra", timeout=9, cache=cache)
    assert other.text == "Der Rat tagt"
    assert len(engine.asked) == 4


@pytest.mark.parametrize(
    "kept", [None, {}, "text", {"text": "x"}, [1], [[0, 9, ["Le"]]], [[0, 9, [["Le", 1, 2]]]], [["a", 9, []]]]
)
def test_what_is_no_reading_is_read_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, installed: None, kept: object
) -> None:
    engine = Engine(fra=answers("Le conseil"))
    monkeypatch.setattr(ocr, "lines", engine)
    cache = OcrCache(tmp_path)
    recognised(page("Le"), dpi=150, languages="fra", timeout=9, cache=cache)
    (file,) = tmp_path.glob("??/*")
    cache.put(file.name.split(".")[0], kept)
    for _ in range(2):
        assert recognised(page("Le"), dpi=150, languages="fra", timeout=9, cache=cache).text == "Le conseil"
    assert len(engine.asked) == 2


def test_failures_are_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, installed: None) -> None:
    def late(*_: object, **__: object) -> list[SeenLine]:
        raise OcrFailed("Tesseract took longer than 9 s")

    monkeypatch.setattr(ocr, "lines", late)
    with pytest.raises(OcrFailed, match="longer"):
        recognised(page("Le"), dpi=150, languages="fra", timeout=9, cache=OcrCache(tmp_path))
    assert not list(tmp_path.glob("??/*"))


ENGLISH = "The members of the board have agreed that the annual report should be published by the end of the year"


@pytest.mark.parametrize(("sure", "note"), [(0.95, "read in English too"), (0.5, None)])
def test_an_english_page_is_read_in_english_too_where_that_is_surer(
    monkeypatch: pytest.MonkeyPatch, installed: None, sure: float, note: str | None
) -> None:
    engine = Engine(fra=answers(ENGLISH, sure=0.7), fra_eng=answers(ENGLISH, sure=sure))
    monkeypatch.setattr(ocr, "lines", engine)
    seen = recognised(page("The members"), dpi=150, languages="fra", timeout=9)
    assert (seen.note, seen.confidence) == (note, max(sure, 0.7))
    assert engine.asked == ["fra", "fra+eng"]


def test_a_french_page_is_read_once(monkeypatch: pytest.MonkeyPatch, installed: None) -> None:
    engine = Engine(fra=answers("Les membres du conseil ont adopté le rapport annuel et les comptes de l'association"))
    monkeypatch.setattr(ocr, "lines", engine)
    assert ocr_page.recognised(page("Les membres"), dpi=150, languages="fra", timeout=9).note is None
    assert engine.asked == ["fra"]


def test_an_engine_that_cannot_be_started_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "PROGRAM", "/nowhere/tesseract")
    with pytest.raises(OcrFailed, match=r"Tesseract (cannot be started|failed)"):
        ocr.lines(b"", languages="fra", dpi=150, timeout=5, segmentation=3)
