"""What a page shows beside text, and the page as an image."""

from __future__ import annotations

from enum import Enum

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image

_GLANCE = 50
"""Dots per inch of the rendering that tells a blank page."""
_INK = 200
"""Grey (0 black, 255 white) under which a dot counts as ink at a glance."""
_INKED = 0.0004
"""Share of inked dots from which a page is not blank: a line of a few words."""
_MUCH_INK = 0.012
_MOST_DOTS = 60_000_000
_LEAST_DPI = 72


class Pictures(Enum):
    """How much a page shows that is not text."""

    NONE = "none"
    LITTLE = "little"
    MUCH = "much"


def pictures(page: pdfium.PdfPage) -> Pictures:
    """How much ink a page shows: none, a little (a rule, a logo), or as much as a scanned page of text has."""
    if pdfium_c.FPDFPage_CountObjects(page.raw) <= 0:
        return Pictures.NONE
    image = page.render(scale=_scale(page, _GLANCE), grayscale=True).to_pil()
    counts = image.histogram()
    share = sum(counts[:_INK]) / max(1, sum(counts))
    if share < _INKED:
        return Pictures.NONE
    return Pictures.MUCH if share >= _MUCH_INK else Pictures.LITTLE


def picture(page: pdfium.PdfPage, *, dpi: int) -> tuple[Image.Image, int]:
    """A page as a grey image, and its resolution: ``dpi``, or less where the page is very large."""
    scale = _scale(page, dpi)
    image = page.render(scale=scale, grayscale=True).to_pil().convert("L")
    return image, max(_LEAST_DPI, round(scale * 72))


def _scale(page: pdfium.PdfPage, dpi: int) -> float:
    """Dots per point for ``dpi``, bounded so that a poster does not fill the memory."""
    width, height = page.get_size()
    scale = dpi / 72
    dots = width * height * scale * scale
    return scale if dots <= _MOST_DOTS else scale * (_MOST_DOTS / dots) ** 0.5
