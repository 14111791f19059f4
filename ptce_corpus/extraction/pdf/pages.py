"""PDF: a document of pages, each read from its text layer or, where that is missing or garbage, by OCR."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import pypdfium2 as pdfium

from ptce_corpus.domain.document import AWAITING_OCR, OUT_OF_TIME, Origin, SourceDocument, SourcePage
from ptce_corpus.errors import LimitExceeded, UnreadableFile
from ptce_corpus.extraction.clock import Clock
from ptce_corpus.extraction.ocr import outcome as ocr_outcome
from ptce_corpus.extraction.ocr.cache import OcrCache
from ptce_corpus.extraction.ocr.pool import OcrPool, Picture, cores
from ptce_corpus.extraction.origins import SourceFile, claimed_date, printable
from ptce_corpus.extraction.pdf.choice import Choice, chosen, preferred
from ptce_corpus.extraction.pdf.document import PagedDocument
from ptce_corpus.extraction.pdf.layer import layer
from ptce_corpus.extraction.pdf.pictures import picture
from ptce_corpus.settings import ExtractionSettings


def read(
    source: SourceFile, *, settings: ExtractionSettings, cache: OcrCache | None = None
) -> Iterator[SourceDocument]:
    """The one document of a PDF file. Text layers are read first, then the pages that ask for OCR.

    Raises:
        EncryptedFile: when it needs a password that the settings do not give.
        UnreadableFile: when it is broken or has no page.
        LimitExceeded: when it has more pages than allowed.
    """
    clock = Clock.lasting(settings.time_limit)
    with PagedDocument(source.path, passwords=settings.passwords_of(source.identifier)) as document:
        count = _page_count(document, settings)
        forced = settings.reader(source.identifier)
        choices = [_choice(document, index, forced=forced) for index in range(count)]
        pages = _with_ocr(document, choices, settings=settings, clock=clock, cache=cache)
        if (said := document.remark()) and pages[0].note not in (AWAITING_OCR, OUT_OF_TIME):
            pages[0] = replace(pages[0], note="; ".join(filter(None, (pages[0].note, said))))
        claims = document.claims()
    yield _described(source, pages, claims)


def _page_count(document: PagedDocument, settings: ExtractionSettings) -> int:
    count = len(document)
    if count == 0:
        raise UnreadableFile("The PDF has no page.", remedy="Replace it with a complete copy, or remove it.")
    if count > settings.max_pages:
        raise LimitExceeded(
            f"The PDF has {count} pages, over the {settings.max_pages} allowed.",
            remedy="Raise extraction.max_pages in ptce.toml, or split the file.",
        )
    return count


def _described(source: SourceFile, pages: Sequence[SourcePage], claims: Mapping[str, str]) -> SourceDocument:
    """The document with what the file says of itself."""
    document = source.document(pages, title=claims.get("Title"), date=_day(claims.get("CreationDate")))
    producer = " ".join(printable(claims.get("Producer") or claims.get("Creator") or "").split())
    return replace(document, producer=producer or None)


def _day(claim: str | None) -> str | None:
    """``D:20140730…`` (PDF 32000-1, 7.9.4) as an ISO day."""
    return claimed_date(claim.removeprefix("D:")[:8]) if claim else None


def _choice(document: PagedDocument, index: int, *, forced: str | None) -> Choice:
    number = index + 1
    try:
        page = document.page(index)
    except pdfium.PdfiumError:
        return Choice(SourcePage(number, "", Origin.NONE, note=ocr_outcome.BROKEN))
    try:
        return chosen(page, layer(page), number=number, forced=forced)
    except pdfium.PdfiumError:
        return Choice(SourcePage(number, "", Origin.NONE, note=ocr_outcome.BROKEN))
    finally:
        page.close()


def _with_ocr(
    document: PagedDocument,
    choices: Sequence[Choice],
    *,
    settings: ExtractionSettings,
    clock: Clock,
    cache: OcrCache | None,
) -> list[SourcePage]:
    """All pages in order, those that ask for it read by OCR."""
    asked = [choice.page.number for choice in choices if choice.asks_ocr]
    anew: dict[int, SourcePage] = {}
    if asked and (lack := ocr_outcome.lack(settings)):
        anew = {number: ocr_outcome.without(number, lack) for number in asked}
    elif asked:
        threads = min(settings.ocr_threads or cores(), len(asked))
        pool = OcrPool(settings.ocr_languages, clock, threads, cache)
        for number, seen in pool.read(_pictures(document, asked, dpi=settings.ocr_dpi, clock=clock)):
            anew[number] = ocr_outcome.read_anew(number, seen)
        late = OUT_OF_TIME if clock.left() <= 1 else ocr_outcome.BROKEN
        anew = {number: anew.get(number) or ocr_outcome.without(number, late) for number in asked}
    return [preferred(one, anew[one.page.number]) if one.asks_ocr else one.page for one in choices]


def _pictures(document: PagedDocument, numbers: Sequence[int], *, dpi: int, clock: Clock) -> Iterator[Picture]:
    """The pages as images, each made when it is asked for; broken ones and those past the time are left out."""
    for number in numbers:
        if clock.left() <= 1:
            return
        try:
            page = document.page(number - 1)
        except pdfium.PdfiumError:
            continue
        try:
            if min(page.get_size()) >= 1:
                yield Picture(number, *picture(page, dpi=dpi))
        except (pdfium.PdfiumError, ValueError):
            continue
        finally:
            page.close()
