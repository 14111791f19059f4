"""The objects that a PDF page paints, as PDFium hands them out: texts, paths, images, and forms that hold others.

What is asked of each object is asked of all of them in one go: a loop of calls into PDFium is slow in Python.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import repeat
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

_MOST = 20_000
"""Objects past which no more are looked at."""

Handle = Any
"""An object of PDFium, as ctypes hands it out; it lives as long as its page."""


@lru_cache(1)
def objects(page: pdfium.PdfPage) -> tuple[list[Handle], list[int]]:
    """The objects of a page in the order they are painted in, and the kind of each.

    Those of the last page are remembered: its rules and its images are looked for one after the other.
    """
    count = min(pdfium_c.FPDFPage_CountObjects(page.raw), _MOST)
    return _with_kinds(list(map(pdfium_c.FPDFPage_GetObject, repeat(page.raw), range(count))))


def parts(form: Handle, *, most: int = _MOST) -> tuple[list[Handle], list[int]]:
    """The first ``most`` objects of a form, and the kind of each."""
    count = min(pdfium_c.FPDFFormObj_CountObjects(form), most)
    return _with_kinds(list(map(pdfium_c.FPDFFormObj_GetObject, repeat(form), range(count))))


def _with_kinds(found: list[Handle]) -> tuple[list[Handle], list[int]]:
    return found, list(map(pdfium_c.FPDFPageObj_GetType, found))
