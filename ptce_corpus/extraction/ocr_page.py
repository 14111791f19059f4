"""A picture of a page read by OCR: text in reading order, with its words and how sure they are."""

from __future__ import annotations

import hashlib
import time
from dataclasses import astuple, dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING

from ptce_corpus.domain.document import PLAIN_LAYOUT, Layout
from ptce_corpus.domain.provenance import fingerprint
from ptce_corpus.extraction import ocr
from ptce_corpus.extraction.languages import language_of
from ptce_corpus.extraction.ocr_cache import OcrCache

if TYPE_CHECKING:
    from PIL.Image import Image

_COLUMNS, _ONE_COLUMN = 3, 4
"""Tesseract's page segmentation modes: it finds the blocks of the page itself, or takes it for one column of lines."""
_ENGLISH = "eng"


@dataclass(frozen=True, slots=True)
class Recognised:
    """What OCR read on a page: text, layout (its words with their boxes), and its mean confidence in [0, 1].

    ``note`` says what was done beyond the usual, None when nothing was.
    """

    text: str
    confidence: float
    layout: Layout = PLAIN_LAYOUT
    note: str | None = None


@dataclass(frozen=True, slots=True)
class _Picture:
    """What Tesseract is asked: a picture (PNM), and how to read it."""

    image: bytes
    languages: str
    dpi: int
    segmentation: int

    @property
    def key(self) -> str:
        """A digest of all that shapes the reading."""
        shown = hashlib.sha256(self.image).hexdigest()
        return fingerprint(shown, self.languages, self.dpi, self.segmentation, ocr.version())


def recognised(image: Image, *, dpi: int, languages: str, timeout: float, cache: OcrCache | None = None) -> Recognised:
    """What is written on a picture of ``dpi`` dots per inch; safe to call from several threads.

    ``languages`` are Tesseract's, joined by ``+``; ``timeout`` is in seconds; what ``cache`` holds is not read again.

    Raises:
        OcrFailed: when Tesseract cannot be started, fails, or takes longer.
    """
    grey = image if image.mode == "L" else image.convert("L")
    return _read_well(grey, dpi=dpi, languages=languages, timeout=timeout, cache=cache)


def _read_well(image: Image, *, dpi: int, languages: str, timeout: float, cache: OcrCache | None) -> Recognised:
    """The page read in ``languages``, and in English too where the first reading is English and that reads better."""
    end = time.monotonic() + timeout
    first = _read(image, dpi=dpi, languages=languages, timeout=timeout, cache=cache)
    both = f"{languages}+{_ENGLISH}"
    if _ENGLISH in languages.split("+") or language_of(first.text) != "en" or not ocr.available(both):
        return first
    try:
        second = _read(image, dpi=dpi, languages=both, timeout=end - time.monotonic(), cache=cache)
    except ocr.OcrFailed:
        return first
    return replace(second, note="read in English too") if second.confidence > first.confidence else first


def _read(image: Image, *, dpi: int, languages: str, timeout: float, cache: OcrCache | None) -> Recognised:
    from ptce_corpus.extraction import ocr_columns, ocr_leaders, ocr_picture, ocr_text, ocr_words

    end = time.monotonic() + timeout
    page = ocr_picture.prepared(image, dpi=dpi)
    leaders = ocr_leaders.leaders(page.image, dpi=page.dpi)
    clean = ocr_leaders.without(page.image, leaders)
    buffer = BytesIO()
    clean.save(buffer, "PPM")
    segmentation = _COLUMNS if ocr_columns.in_columns(clean, dpi=page.dpi) else _ONE_COLUMN
    picture = _Picture(buffer.getvalue(), languages, page.dpi, segmentation)
    seen = _seen(picture, timeout=end - time.monotonic(), cache=cache)
    text, words = ocr_text.written(ocr_words.mended(seen), leaders, page=page)
    sure = ocr.confidence(word for line in seen for word in line.words)
    return Recognised(text, round(sure, 4), Layout(words=words))


def _seen(picture: _Picture, *, timeout: float, cache: OcrCache | None) -> list[ocr.SeenLine]:
    """The lines of a picture, from the cache where that has them.

    What Tesseract saw is kept rather than the text made of it, so that a better reading order costs no new reading.
    """
    key = picture.key if cache else ""
    kept = _unpacked(cache.get(key)) if cache else None
    if kept is not None:
        return kept
    seen = ocr.lines(
        picture.image,
        languages=picture.languages,
        dpi=picture.dpi,
        timeout=timeout,
        segmentation=picture.segmentation,
    )
    if cache:
        cache.put(key, [[line.top, line.bottom, [astuple(word) for word in line.words]] for line in seen])
    return seen


def _unpacked(kept: object) -> list[ocr.SeenLine] | None:
    """Lines as they were kept; None when what was kept is nothing, or not that."""
    if not isinstance(kept, list):
        return None
    try:
        return [
            ocr.SeenLine(float(top), float(bottom), tuple(_word(*word) for word in words))
            for top, bottom, words in kept
        ]
    except (TypeError, ValueError):
        return None


def _word(text: object, *numbers: float) -> ocr.SeenWord:
    x0, top, x1, bottom, sure = map(float, numbers)
    return ocr.SeenWord(str(text), x0, top, x1, bottom, sure)
