"""Opening a PDF: with its passwords where it has some, with a reason where it cannot be."""

from __future__ import annotations

import re
import stringprep
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ptce_corpus.errors import EncryptedFile, UnreadableFile

_TRIES = 50
"""Forms of passwords that are tried on one file."""
_MOST_PATCHED = 64 * 1024 * 1024
_STREAM_FILTER = re.compile(rb"/StmF\s{0,9}/(\w{1,32})")
_STRING_FILTER = re.compile(rb"/StrF\s{0,9}/(Identity)")


def opened(path: Path, *, passwords: Sequence[str] = ()) -> pdfium.PdfDocument:
    """The document of a PDF file; the caller closes it.

    Raises:
        EncryptedFile: when it needs a password that is not among ``passwords``.
        UnreadableFile: when it is broken.
    """
    tries = [None, *islice(_forms(passwords), _TRIES)]
    document = _first(path, tries)
    if document is None and passwords and (content := _one_filter(path)):
        document = _first(content, tries)
    if document is None:
        raise EncryptedFile(
            "None of the passwords in the settings opens the PDF." if passwords else "The PDF needs a password.",
            remedy="Give it one under extraction.passwords in ptce.toml, or save a copy without password.",
        )
    return document


def _first(source: Path | bytes, tries: Sequence[str | None]) -> pdfium.PdfDocument | None:
    """The document by the first password that opens it; None when none does."""
    found = (_loaded(source, password) for password in tries)
    return next((document for document in found if document is not None), None)


def _one_filter(path: Path) -> bytes | None:
    """A file whose streams alone are encrypted, made to say that its strings are too; None where it is not so.

    PDFium refuses different filters for the two. The text of pages is in streams; the claims of such a file are lost.
    """
    if path.stat().st_size > _MOST_PATCHED:
        return None
    content = path.read_bytes()
    filters = _STREAM_FILTER.search(content), _STRING_FILTER.search(content)
    if filters[0] is None or filters[1] is None or len(filters[0][1]) > len(b"Identity"):
        return None
    start, end = filters[1].span(1)
    return content[:start] + filters[0][1].ljust(end - start) + content[end:]


def _loaded(source: Path | bytes, password: str | None) -> pdfium.PdfDocument | None:
    """The document; None when it wants another password."""
    try:
        return pdfium.PdfDocument(source, password=password)
    except pdfium.PdfiumError as error:
        if error.err_code == pdfium_c.FPDF_ERR_PASSWORD:
            return None
        raise UnreadableFile(
            "The PDF is broken beyond repair.", remedy="Fetch the file again, or print it anew to PDF."
        ) from error


def _forms(passwords: Sequence[str]) -> Iterator[str]:
    """Each password as it stands, then as revision 6 of the encryption wants it.

    PDFium itself tries both UTF-8 and Latin-1 for the older revisions, whose passwords are bytes.
    """
    for password in passwords:
        yield from dict.fromkeys((password, unicodedata.normalize("NFC", password), _prepared(password)))


def _prepared(password: str) -> str:
    """A password by the profile SASLprep (RFC 4013), as ISO 32000-2, 7.6.4.3.3 demands."""
    kept = (" " if stringprep.in_table_c12(c) else c for c in password if not stringprep.in_table_b1(c))
    return unicodedata.normalize("NFKC", "".join(kept))
