"""A picture of a page read by OCR: text in reading order, with its words and how sure they are."""

from __future__ import annotations

import hashlib
import time
from dataclasses import astuple, dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING

from ptce_corpus.domain.document import PLAIN_LAYOUT, Layout
from ptce_corpus.domain.provenance import fingerprint
from ptce_corpus.extraction.languages import language_of
from ptce_corpus.extraction.ocr import tesseract as ocr
from ptce_corpus.extraction.ocr.cache import OcrCache
from ptce_corpus.extraction.origins import legible

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
    options: tuple[str, ...]

    @property
    def key(self) -> str:
        """A digest of all that shapes the reading."""
        shown = hashlib.sha256(self.image).hexdigest()
        return fingerprint(shown, self.languages, self.dpi, self.segmentation, *self.options, ocr.version())


def recognised(image: Image, *, dpi: int, languages: str, timeout: float, cache: OcrCache | None = None) -> Recognised:
    """What is written on a picture of ``dpi`` dots per inch; safe to call from several threads.

    ``languages`` are Tesseract's, joined by ``+``; ``timeout`` is in seconds; what ``cache`` holds is not read again.

    Raises:
        OcrFailed: when Tesseract cannot be started, fails, or takes longer.
    """
    grey = image if image.mode == "L" else image.convert("L")
    return _read_well(grey, dpi=dpi, languages=languages, timeout=timeout, cache=cache)


def _read_well(image: Image, *, dpi: int, languages: str, timeout: float, cache: OcrCache | None) -> Recognised:
    """The page read in ``languages``; the right way up where it is not, in English too where it is English."""
    from ptce_corpus.extraction.ocr import orientation as ocr_orientation

    end = time.monotonic() + timeout
    first = _read(image, dpi=dpi, languages=languages, timeout=timeout, cache=cache)
    if _worth(first) < ocr_orientation.POOR:
        try:
            found = _upright(image, dpi=dpi, languages=languages, end=end, cache=cache)
        except ocr.OcrFailed:
            found = None
        if found is not None and _worth(found) > _worth(first):
            return found
    both = f"{languages}+{_ENGLISH}"
    if _ENGLISH in languages.split("+") or language_of(first.text) != "en" or not ocr.available(both):
        return first
    try:
        second = _read(image, dpi=dpi, languages=both, timeout=end - time.monotonic(), cache=cache)
    except ocr.OcrFailed:
        return first
    return replace(second, note="read in English too") if second.confidence > first.confidence else first


def _worth(read: Recognised) -> float:
    """How well a page reads, in [0, 1]: how sure Tesseract is, and how far that is language."""
    return read.confidence * legible(read.text) if read.text else 0.0


def _upright(image: Image, *, dpi: int, languages: str, end: float, cache: OcrCache | None) -> Recognised | None:
    """The page as it reads once turned the right way up; None where it is so already, or nothing tells."""
    from ptce_corpus.extraction.ocr import orientation as ocr_orientation

    def worth(patch: Image) -> float:
        return _worth(_read(patch, dpi=dpi, languages=languages, timeout=end - time.monotonic(), cache=cache))

    degrees = ocr_orientation.turn(image, dpi=dpi, worth=worth)
    if not degrees:
        return None
    whole = ocr_orientation.turned(image, degrees)
    read = _read(whole, dpi=dpi, languages=languages, timeout=end - time.monotonic(), cache=cache)
    words = tuple(replace(word, box=ocr_orientation.unturned(word.box, degrees)) for word in read.layout.words)
    return replace(read, layout=replace(read.layout, words=words), note=f"turned by {degrees}°")


def _read(image: Image, *, dpi: int, languages: str, timeout: float, cache: OcrCache | None) -> Recognised:
    from ptce_corpus.extraction.ocr import columns as ocr_columns
    from ptce_corpus.extraction.ocr import leaders as ocr_leaders
    from ptce_corpus.extraction.ocr import picture as ocr_picture
    from ptce_corpus.extraction.ocr import rules as ocr_rules
    from ptce_corpus.extraction.ocr import text as ocr_text
    from ptce_corpus.extraction.ocr import words as ocr_words

    end = time.monotonic() + timeout
    page = ocr_picture.prepared(image, dpi=dpi)
    leaders = ocr_leaders.leaders(page.image, dpi=page.dpi)
    drawn = ocr_rules.rules(page.image, dpi=page.dpi)
    clean = ocr_leaders.without(page.image, leaders)
    clean = ocr_rules.without(clean, ocr_rules.of_tables(drawn), dpi=page.dpi)
    buffer = BytesIO()
    clean.save(buffer, "PPM")
    segmentation = _COLUMNS if ocr_columns.in_columns(clean, dpi=page.dpi) else _ONE_COLUMN
    options = ocr.GLOBALLY if ocr_picture.is_noisy(clean) else ocr.LOCALLY
    picture = _Picture(buffer.getvalue(), languages, page.dpi, segmentation, options)
    seen = _seen(picture, timeout=end - time.monotonic(), cache=cache)
    text, layout = ocr_text.written(ocr_words.mended(seen), leaders, drawn, page=page)
    sure = ocr.confidence(word for line in seen for word in line.words)
    return Recognised(text, round(sure, 4), layout)


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
        options=picture.options,
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
