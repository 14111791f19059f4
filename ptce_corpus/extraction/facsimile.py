"""Pages of PDF files and pictures, small enough to be carried in a document, with the place of words on them."""

from __future__ import annotations

import ctypes
import io
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ptce_corpus.errors import UnreadableFile
from ptce_corpus.extraction import recognition
from ptce_corpus.extraction.placed_words import of_layer, of_words
from ptce_corpus.ports.facsimile import Box, DrawJob, Facsimile, PageAsked
from ptce_corpus.settings import ExtractionSettings

if TYPE_CHECKING:
    import pypdfium2 as pdfium
    from PIL.Image import Image

MEDIA_TYPE = "image/webp"
_DOTS = 1_400_000
"""Of an image: an A4 page is then about a thousand dots wide, at which small print can be read."""
_QUALITY = 45
"""Of WebP, from 0 to 100: print stays sharp."""
_LEAST_SIDE = 8
_WIDEST = 8_000
"""Dots a side: WebP ends at 16,383."""
_DPI = 120


class FileFacsimiles:
    """Draws pages of PDF files and of pictures (port ``Facsimiles``)."""

    def __init__(self, settings: ExtractionSettings) -> None:
        self.settings = settings

    def shows(self, media_type: str) -> bool:
        """Whether files of a type have pages that can be drawn."""
        return media_type == recognition.PDF or media_type.startswith("image/")

    def draw(self, job: DrawJob, corpus: Path) -> tuple[Facsimile, ...]:
        """The pages asked for, in order of their numbers; those that are broken or not there are left out.

        Raises:
            EncryptedFile: when it needs a password that the settings do not give.
            UnreadableFile: when it is broken, not there, or of a type without pages.
        """
        path = corpus / job.path
        if not self.shows(job.media_type) or not path.is_file():
            raise UnreadableFile("Its pages cannot be drawn.", remedy="Put the file back under corpus/, then build.")
        ordered = sorted(job.pages, key=lambda page: page.number)
        if job.media_type == recognition.PDF:
            return tuple(_of_pdf(path, self.settings.passwords_of(job.identifier), ordered))
        return tuple(_of_picture(path, ordered))


def _of_pdf(path: Path, passwords: tuple[str, ...], pages: list[PageAsked]) -> Iterator[Facsimile]:
    import pypdfium2 as pdfium

    from ptce_corpus.extraction.pdf.document import PagedDocument

    with PagedDocument(path, passwords=passwords) as document:
        for asked in pages:
            if not 1 <= asked.number <= len(document):
                continue
            try:
                page = document.page(asked.number - 1)
            except pdfium.PdfiumError:
                continue
            try:
                yield _drawn(page, asked)
            finally:
                page.close()


def _drawn(page: pdfium.PdfPage, asked: PageAsked) -> Facsimile:
    width, height = page.get_size()
    scale = min((_DOTS / (width * height)) ** 0.5, _WIDEST / width, _WIDEST / height)
    image = page.render(scale=scale).to_pil()
    if asked.words:
        marks = tuple(of_words(asked.words, stretch) for stretch in asked.stretches)
    else:
        marks = of_layer(list(_placed(page)), asked.text, asked.stretches)
    return _kept(image, asked.number, marks)


def _placed(page: pdfium.PdfPage) -> Iterator[tuple[str, Box]]:
    """The words of a page's text layer, each with its box on the page as it is shown."""
    from ptce_corpus.extraction.pdf.characters import Characters, written

    textpage = page.get_textpage()
    try:
        characters = Characters(textpage)
        for start, end, first, last in characters.placed_words():
            if first and last:
                corners = _shown(page, first), _shown(page, last)
                box = (
                    max(0.0, min(corner[0] for corner in corners)),
                    max(0.0, min(corner[1] for corner in corners)),
                    min(1.0, max(corner[2] for corner in corners)),
                    min(1.0, max(corner[3] for corner in corners)),
                )
                yield written(characters.units[start:end]), box
    finally:
        textpage.close()


_GRID = 10_000
"""Steps across and down a page, in which PDFium is asked where a point of it is shown."""


def _shown(page: pdfium.PdfPage, box: Box) -> Box:
    """A box of PDF user space as shares of the page, turned and cut as that is shown."""
    xs, ys = zip(_point(page, box[0], box[1]), _point(page, box[2], box[3]), strict=True)
    return min(xs) / _GRID, min(ys) / _GRID, max(xs) / _GRID, max(ys) / _GRID


def _point(page: pdfium.PdfPage, x: float, y: float) -> tuple[int, int]:
    import pypdfium2.raw as pdfium_c

    across, down = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDF_PageToDevice(page.raw, 0, 0, _GRID, _GRID, 0, x, y, across, down)
    return across.value, down.value


def _of_picture(path: Path, pages: list[PageAsked]) -> Iterator[Facsimile]:
    from ptce_corpus.extraction.images import frames

    wanted = {asked.number: asked for asked in pages}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for number, image in frames(path, wanted=frozenset(wanted), dpi=_DPI):
            asked = wanted[number]
            marks = tuple(of_words(asked.words, stretch) for stretch in asked.stretches)
            yield _kept(image, number, marks)


def _kept(image: Image, number: int, marks: tuple[tuple[Box, ...], ...]) -> Facsimile:
    share = min(1.0, (_DOTS / max(1, image.width * image.height)) ** 0.5, _WIDEST / max(image.size))
    if share < 1:
        size = max(_LEAST_SIDE, round(image.width * share)), max(_LEAST_SIDE, round(image.height * share))
        image = image.resize(size)
    file = io.BytesIO()
    image.convert("RGB").save(file, "WEBP", quality=_QUALITY, method=4)
    return Facsimile(number, file.getvalue(), MEDIA_TYPE, image.width, image.height, marks)
