"""A PDF document whose pages are read one after the other, in bounded memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self

import pypdfium2 as pdfium

from ptce_corpus.extraction.pdf.opening import opened
from ptce_corpus.extraction.pdf.overlay import loaded, prepared, remark

_PAGES = 200
"""Pages after which a document is opened anew."""


class PagedDocument:
    """The document of a PDF file, to be used in a ``with`` statement.

    PDFium keeps what it has read of a document for as long as that is open: one of many pages is opened anew from time
    to time.

    Raises:
        EncryptedFile: when it needs a password that is not among ``passwords``.
        UnreadableFile: when it is broken.
    """

    def __init__(self, path: Path, *, passwords: Sequence[str]) -> None:
        self._path = path
        self._passwords = passwords
        self._open()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._document.close()

    def __len__(self) -> int:
        return len(self._document)

    def page(self, index: int) -> pdfium.PdfPage:
        """A page, by its index from 0, with what is written over it; to be closed before the next one is asked for.

        Raises:
            pdfium.PdfiumError: when the page is broken.
        """
        if self._read >= _PAGES:
            self._document.close()
            self._open()
        self._read += 1
        return loaded(self._document, index)

    def claims(self) -> Mapping[str, str]:
        """What the file says of itself: ``Title``, ``CreationDate``, ``Producer`` and others."""
        claims: Mapping[str, str] = self._document.get_metadata_dict()
        return claims

    def remark(self) -> str:
        """What a reader should know of it beside its pages, in words; empty where there is nothing."""
        return remark(self._document)

    def _open(self) -> None:
        self._document = opened(self._path, passwords=self._passwords)
        self._read = 0
        prepared(self._document)
