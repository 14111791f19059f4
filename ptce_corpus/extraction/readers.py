"""Which reader reads which type of file. A reader is loaded, with its library, when a file first asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from types import ModuleType

from ptce_corpus.extraction import recognition, rows
from ptce_corpus.extraction.attachments import Piece
from ptce_corpus.extraction.ocr.cache import OcrCache
from ptce_corpus.extraction.origins import SourceFile
from ptce_corpus.extraction.plain import MARKDOWN, PLAIN
from ptce_corpus.settings import ExtractionSettings

_PLAIN = {
    rows.JSONL: "rows",
    rows.CSV: "rows",
    PLAIN: "plain",
    MARKDOWN: "plain",
    recognition.HTML: "web.html",
    recognition.XHTML: "web.html",
    recognition.EML: "mail.eml",
}
"""Modules of readers that nothing can be set for."""
_SET = {
    recognition.DOC: "office.word97",
    recognition.DOCX: "office.word",
    recognition.ODT: "office.opendocument",
    recognition.ODP: "office.opendocument",
    recognition.FLAT_ODT: "office.opendocument",
    recognition.FLAT_ODP: "office.opendocument",
    recognition.PPTX: "office.presentation",
    recognition.RTF: "office.rtf",
    recognition.EPUB: "web.epub",
    recognition.MSG: "mail.outlook",
    recognition.ZIP: "archives",
}
"""Modules of readers that take settings."""


def pieces(source: SourceFile, *, settings: ExtractionSettings, cache: OcrCache | None) -> Iterator[Piece]:
    """What the reader of its type finds in a file; what ``cache`` holds needs no OCR."""
    kind = source.media_type
    if kind == recognition.PDF:
        from ptce_corpus.extraction.pdf import pages

        return pages.read(source, settings=settings, cache=cache)
    if kind.startswith("image/"):
        from ptce_corpus.extraction import images

        return images.read(source, settings=settings, cache=cache)
    if kind in _PLAIN:
        found: Iterator[Piece] = _module(_PLAIN[kind]).read(source)
    else:
        found = _module(_SET[kind]).read(source, settings=settings)
    return found


def _module(name: str) -> ModuleType:
    return import_module(f"ptce_corpus.extraction.{name}")
