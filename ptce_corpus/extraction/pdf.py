"""PDF: a document of pages, each read from its text layer or, where that is missing or garbage, by OCR."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ptce_corpus.domain.document import AWAITING_OCR, OUT_OF_TIME, Origin, SourceDocument, SourcePage
from ptce_corpus.errors import EncryptedFile, LimitExceeded, UnreadableFile
from ptce_corpus.extraction.ocr import OcrFailed, available
from ptce_corpus.extraction.ocr_page import recognised
from ptce_corpus.extraction.origins import SourceFile, claimed_date, legible
from ptce_corpus.extraction.pdf_layer import layer
from ptce_corpus.extraction.pdf_pictures import Pictures, picture, pictures
from ptce_corpus.settings import ExtractionSettings

GARBAGE = 0.35
"""Legibility under which a text layer is read anew by OCR."""
_SUBSTANTIAL = 80
"""Characters from which a text layer is worth judging."""
_HARDLY_ANY = 40
"""Characters under which a page full of pictures counts as scanned: a folio or a stamp."""
_LEGIBLE = 0.5
_OCR_SHARE = 0.9
"""Share of the time a file may take after which no further page is sent to OCR."""
_PAGE_TIME = 120.0
BLANK = "blank page"


@dataclass(frozen=True, slots=True)
class _Clock:
    """How much of the time that one file may take is left for OCR, in seconds."""

    end: float

    def left(self) -> float:
        return self.end - time.monotonic()


def read(source: SourceFile, *, settings: ExtractionSettings) -> Iterator[SourceDocument]:
    """The one document of a PDF file.

    Raises:
        EncryptedFile: when it needs a password.
        UnreadableFile: when it is broken or has no page.
        LimitExceeded: when it has more pages than allowed.
    """
    clock = _Clock(time.monotonic() + _OCR_SHARE * settings.time_limit)
    document = _opened(source.path)
    try:
        count = len(document)
        if count == 0:
            raise UnreadableFile("The PDF has no page.", remedy="Replace it with a complete copy, or remove it.")
        if count > settings.max_pages:
            raise LimitExceeded(
                f"The PDF has {count} pages, over the {settings.max_pages} allowed.",
                remedy="Raise extraction.max_pages in ptce.toml, or split the file.",
            )
        pages = tuple(_page(document, index, settings=settings, clock=clock) for index in range(count))
        claims = document.get_metadata_dict()
        yield source.document(pages, title=claims.get("Title"), date=_day(claims.get("CreationDate")))
    finally:
        document.close()


def _opened(path: Path) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if pdfium_c.FPDF_GetLastError() == pdfium_c.FPDF_ERR_PASSWORD or "assword" in str(error):
            raise EncryptedFile("The PDF needs a password.", remedy="Save a copy without password.") from error
        raise UnreadableFile(
            "The PDF is broken beyond repair.", remedy="Fetch the file again, or print it anew to PDF."
        ) from error


def _day(claim: str | None) -> str | None:
    """``D:20140730…`` (PDF 32000-1, 7.9.4) as an ISO day."""
    return claimed_date(claim.removeprefix("D:")[:8]) if claim else None


def _page(document: pdfium.PdfDocument, index: int, *, settings: ExtractionSettings, clock: _Clock) -> SourcePage:
    number = index + 1
    try:
        page = document[index]
    except pdfium.PdfiumError:
        return SourcePage(number=number, text="", origin=Origin.NONE, note="the page is broken")
    try:
        text = layer(page).text
        written = len("".join(text.split()))
        if written >= _HARDLY_ANY:
            return _with_layer(page, number, text, settings=settings, clock=clock)
        return _without_layer(page, number, text, settings=settings, clock=clock)
    finally:
        page.close()


def _with_layer(
    page: pdfium.PdfPage, number: int, text: str, *, settings: ExtractionSettings, clock: _Clock
) -> SourcePage:
    """A page with text: kept, or read anew where the text is garbage and OCR does better."""
    legibility = legible(text)
    layer = SourcePage(number=number, text=text, origin=Origin.TEXT_LAYER, legibility=legibility)
    if legibility >= GARBAGE or len(text) < _SUBSTANTIAL:
        return layer
    anew = _recognised(page, number, settings=settings, clock=clock)
    if anew.origin is Origin.OCR and anew.legibility > legibility:
        return _noted(anew, f"text layer illegible ({legibility:.2f})")
    reason = "OCR no better" if anew.origin is Origin.OCR else anew.note or "no OCR"
    return _noted(layer, f"text layer illegible ({legibility:.2f}); {reason}")


def _without_layer(
    page: pdfium.PdfPage, number: int, text: str, *, settings: ExtractionSettings, clock: _Clock
) -> SourcePage:
    """A page with hardly any text: blank, scanned or drawn, or just short."""
    seen = pictures(page)
    few = SourcePage(number=number, text=text, origin=Origin.TEXT_LAYER, legibility=legible(text))
    if text.strip() and seen is not Pictures.MUCH:
        return few
    if seen is Pictures.NONE:
        return SourcePage(number=number, text="", origin=Origin.NONE, note=BLANK)
    scanned = _recognised(page, number, settings=settings, clock=clock)
    if not text.strip() or _reads_more(scanned, text):
        return scanned
    return few if scanned.origin is Origin.OCR else _noted(few, scanned.note)


def _reads_more(scanned: SourcePage, text: str) -> bool:
    """Whether OCR found a legible text that the few words of the layer are only a part of."""
    longer = len(scanned.text) >= len(text) + _HARDLY_ANY
    return scanned.origin is Origin.OCR and longer and scanned.legibility >= _LEGIBLE


def _noted(page: SourcePage, note: str | None) -> SourcePage:
    return SourcePage(page.number, page.text, page.origin, page.legibility, note)


def _recognised(page: pdfium.PdfPage, number: int, *, settings: ExtractionSettings, clock: _Clock) -> SourcePage:
    """A page read by OCR; without text where it is blank, or OCR is off, absent or out of time."""

    def without(note: str) -> SourcePage:
        return SourcePage(number=number, text="", origin=Origin.NONE, note=note)

    if not settings.ocr:
        return without("OCR is switched off")
    if not available(settings.ocr_languages):
        return without(AWAITING_OCR)
    if clock.left() <= 1:
        return without(OUT_OF_TIME)
    image, dpi = picture(page, dpi=settings.ocr_dpi)
    try:
        seen = recognised(image, dpi=dpi, languages=settings.ocr_languages, timeout=min(_PAGE_TIME, clock.left()))
    except OcrFailed as error:
        return without(str(error))
    if not seen.text:
        return without("OCR found no text")
    return SourcePage(
        number=number,
        text=seen.text,
        origin=Origin.OCR,
        legibility=legible(seen.text),
        note=f"confidence {seen.confidence:.2f}",
        layout=seen.layout,
    )
