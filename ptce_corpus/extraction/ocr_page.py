"""A picture of a page read by OCR: text in reading order, with its words and how sure they are."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from ptce_corpus.domain.document import PLAIN_LAYOUT, Layout
from ptce_corpus.extraction import ocr
from ptce_corpus.extraction.ocr_cache import OcrCache
from ptce_corpus.extraction.origins import printable

if TYPE_CHECKING:
    from PIL.Image import Image


@dataclass(frozen=True, slots=True)
class Recognised:
    """What OCR read on a page: text, layout (its words with their boxes), and its mean confidence in [0, 1]."""

    text: str
    confidence: float
    layout: Layout = PLAIN_LAYOUT


def recognised(image: Image, *, dpi: int, languages: str, timeout: float, cache: OcrCache | None = None) -> Recognised:
    """What is written on a picture of ``dpi`` dots per inch; safe to call from several threads.

    ``languages`` are Tesseract's, joined by ``+``; ``timeout`` is in seconds; what ``cache`` holds is not read again.

    Raises:
        OcrFailed: when Tesseract cannot be started, fails, or takes longer.
    """
    buffer = BytesIO()
    image.convert("L").save(buffer, "PPM")
    seen = ocr.reading(buffer.getvalue(), languages=languages, dpi=dpi, timeout=timeout)
    return Recognised(printable(seen.text).strip(), seen.confidence)
