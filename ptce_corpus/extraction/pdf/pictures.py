"""What a page shows beside text, and the page as an image."""

from __future__ import annotations

import math
from enum import Enum
from itertools import islice

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image, ImageChops

_GLANCE = 50
"""Dots per inch of the rendering that tells a blank page."""
_INK = 200
"""Grey (0 black, 255 white) under which a dot counts as ink at a glance."""
_INKED = 0.0004
"""Share of inked dots from which a page is not blank: a line of a few words."""
_MUCH_INK = 0.012
_MOST_DOTS = 60_000_000
_LEAST_DPI = 72
_FINER = 1.4
"""Resolution of a scanned image over the one asked for, up to which it is taken as it is."""
_SQUARE = 0.03
"""Difference of the resolutions across and down, as a share, up to which an image fills its page."""
_PATCH = 32
"""Dots, each way, that are compared as one: drawing shifts an image by a part of a dot."""
_ALIKE = 20
"""Levels of grey up to which a patch of an image looks like that of the page."""
_MOST_IMAGES = 50


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
    """A page as a grey image, and its resolution.

    Where the page is one scanned image of at most some ``dpi``, that is it, dot by dot: drawing it anew would only
    smear it. Any other page is drawn at ``dpi``, or at less where it is very large.
    """
    scanned = _scanned(page, most=_FINER * dpi)
    if scanned is not None:
        return scanned, max(_LEAST_DPI, round(scanned.width / page.get_width() * 72))
    scale = _scale(page, dpi)
    image = page.render(scale=scale, grayscale=True).to_pil().convert("L")
    return image, max(_LEAST_DPI, round(scale * 72))


def _scanned(page: pdfium.PdfPage, *, most: float) -> Image.Image | None:
    """The image that a page consists of, in grey; None where it shows anything else, turned, cut, masked or inverted.

    Whether it does is seen by comparison with the page drawn at the same size, patch by patch.
    """
    found = _largest(page)
    if found is None:
        return None
    width, height = _dots(found)
    scale = width / page.get_width()
    if width * height > _MOST_DOTS:
        return None
    if not (_LEAST_DPI <= 72 * scale <= most and abs(scale - height / page.get_height()) <= _SQUARE * scale):
        return None
    try:
        image = found.get_bitmap(render=False).to_pil().convert("L")
    except (pdfium.PdfiumError, RuntimeError, ValueError):
        return None
    drawn = page.render(scale=scale, grayscale=True).to_pil().convert("L").resize((width, height))
    if image.size != drawn.size:
        return None
    apart = ImageChops.difference(image.reduce(_PATCH), drawn.reduce(_PATCH))
    return image if max(apart.tobytes(), default=255) <= _ALIKE else None


def _largest(page: pdfium.PdfPage) -> pdfium.PdfImage | None:
    """The image of most dots among the first objects of a page."""
    images = islice(page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=2), _MOST_IMAGES)
    return max(images, key=lambda image: math.prod(_dots(image)), default=None)


def _dots(image: pdfium.PdfImage) -> tuple[int, int]:
    width, height = image.get_px_size()
    return int(width), int(height)


def _scale(page: pdfium.PdfPage, dpi: int) -> float:
    """Dots per point for ``dpi``, bounded so that a poster does not fill the memory."""
    width, height = page.get_size()
    scale = dpi / 72
    dots = width * height * scale * scale
    return scale if dots <= _MOST_DOTS else scale * (_MOST_DOTS / dots) ** 0.5
