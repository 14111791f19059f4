"""What becomes of a page that OCR is asked for: its text, or the reason why it has none."""

from __future__ import annotations

from ptce_corpus.domain.document import AWAITING_OCR, Origin, SourcePage
from ptce_corpus.extraction.ocr import tesseract as ocr
from ptce_corpus.extraction.ocr.page import Recognised
from ptce_corpus.extraction.origins import legible
from ptce_corpus.settings import ExtractionSettings

BROKEN = "the page is broken"
NO_TEXT = "OCR found no text"
OFF = "OCR is switched off"


def lack(settings: ExtractionSettings) -> str:
    """Why no page can be read by OCR; empty where it can."""
    if not settings.ocr:
        return OFF
    return "" if ocr.available(settings.ocr_languages) else AWAITING_OCR


def without(number: int, note: str) -> SourcePage:
    """A page without text, with the reason."""
    return SourcePage(number=number, text="", origin=Origin.NONE, note=note)


def read_anew(number: int, seen: Recognised | str) -> SourcePage:
    """The page that OCR gives; without text where it found none or failed, with the reason."""
    if isinstance(seen, str):
        return without(number, seen)
    if not seen.text:
        return without(number, NO_TEXT)
    sure = f"OCR confidence {seen.confidence:.2f}"
    note = f"{seen.note}; {sure}" if seen.note else sure
    return SourcePage(number, seen.text, Origin.OCR, legible(seen.text), note, seen.layout)
