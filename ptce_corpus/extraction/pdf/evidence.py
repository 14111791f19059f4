"""What a PDF page shows beside what its text layer says: the pictures on it, and where its letters stand."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from itertools import islice

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ptce_corpus.extraction.pdf.objects import Handle, objects, parts

_MOST_OBJECTS = 3000
"""Objects of a page past which no more are looked at."""
_FIRST_PARTS = 4
_HOLD_IMAGES = frozenset({pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_FORM})
_SAMPLE = 120
_LEAST_SIZE = 1.0
"""Points; type under this size is not there to be read."""
_INVISIBLE = pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE
_ONE_SPOT = 0.03
"""Share of the page's width and height within which a whole text is heaped up."""
_INK, _PAPER = 190, 225
"""Grey (0 black, 255 white) under which a dot is ink, and over which it is paper."""
_GLANCE = 600
"""Dots of the longer side of the image on which ink is counted."""
_MOSTLY_PAPER = 0.55
"""Share of paper that a page of text has; a photograph has less."""


@dataclass(frozen=True, slots=True)
class Cover:
    """How much of a page its images cover, in [0, 1], and whether its text was painted before the largest of them.

    Images over one another count twice; text under an image is not seen, a recognition of what the image shows.
    """

    share: float
    over_text: bool


def cover(page: pdfium.PdfPage) -> Cover:
    """What the images of a page cover."""
    found, kinds = objects(page)
    if not _HOLD_IMAGES.intersection(kinds):
        return Cover(0.0, over_text=False)
    width, height = page.get_size()
    bounds = [ctypes.c_float() for _ in range(4)]
    references = [ctypes.byref(bound) for bound in bounds]
    covered = largest = 0.0
    texts = texts_before = 0
    for item, kind in islice(zip(found, kinds, strict=True), _MOST_OBJECTS):
        texts += kind == pdfium_c.FPDF_PAGEOBJ_TEXT
        if not _is_picture(item, kind) or not pdfium_c.FPDFPageObj_GetBounds(item, *references):
            continue
        left, bottom, right, top = (bound.value for bound in bounds)
        area = max(0.0, min(right - left, width)) * max(0.0, min(top - bottom, height))
        covered += area
        if area > largest:
            largest, texts_before = area, texts
    share = min(1.0, covered / (width * height)) if width * height > 0 else 0.0
    return Cover(share, over_text=2 * texts_before > texts)


def _is_picture(item: Handle, kind: int) -> bool:
    """Whether an object is an image, or a form of which the first parts are one."""
    if kind == pdfium_c.FPDF_PAGEOBJ_FORM:
        return pdfium_c.FPDF_PAGEOBJ_IMAGE in parts(item, most=_FIRST_PARTS)[1]
    return bool(kind == pdfium_c.FPDF_PAGEOBJ_IMAGE)


def strayed(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage) -> bool:
    """Whether most letters stand where no one could read them: off the page, without size, or all in one spot."""
    left, bottom, right, top = page.get_bbox()
    spots: list[tuple[float, float]] = []
    off = total = 0
    for index in _sample(textpage):
        x0, y0, x1, y1 = textpage.get_charbox(index, loose=True)
        across, up = (x0 + x1) / 2, (y0 + y1) / 2
        total += 1
        if not (left <= across <= right and bottom <= up <= top) or y1 - y0 < _LEAST_SIZE > x1 - x0:
            off += 1
        else:
            spots.append((across, up))
    if not total or off > total / 2:
        return bool(total)
    width, height = max(right - left, 1.0), max(top - bottom, 1.0)
    spread_x = max(x for x, _ in spots) - min(x for x, _ in spots)
    spread_y = max(y for _, y in spots) - min(y for _, y in spots)
    return total >= _SAMPLE // 2 and spread_x < _ONE_SPOT * width and spread_y < _ONE_SPOT * height


def invisible(textpage: pdfium.PdfTextPage) -> bool:
    """Whether most letters are not painted (rendering mode 3): an OCR program leaves such a layer."""
    hidden = total = 0
    for index in _sample(textpage):
        item = pdfium_c.FPDFText_GetTextObject(textpage.raw, index)
        if item:
            total += 1
            hidden += pdfium_c.FPDFTextObj_GetTextRenderMode(item) == _INVISIBLE
    return hidden > total / 2


def _sample(textpage: pdfium.PdfTextPage) -> range:
    count = textpage.count_chars()
    return range(0, count, max(1, count // _SAMPLE))


def bare_ink(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage) -> float:
    """Share of the ink of a page that stands outside the boxes of its text layer, in [0, 1]; 0.0 for a photograph."""
    import numpy

    width, height = page.get_size()
    image = page.render(scale=_GLANCE / max(width, height, 1.0), grayscale=True).to_pil().convert("L")
    grey = numpy.asarray(image)
    if (grey > _PAPER).mean() < _MOSTLY_PAPER:
        return 0.0
    ink = grey < _INK
    total = int(ink.sum())
    if not total:
        return 0.0
    for index in range(min(textpage.count_rects(), _MOST_OBJECTS)):
        left, top, right, bottom = _on_image(page, image.size, textpage.get_rect(index))
        ink[max(0, top - 1) : max(0, bottom + 2), max(0, left - 1) : max(0, right + 2)] = False
    return int(ink.sum()) / total


def _on_image(
    page: pdfium.PdfPage, size: tuple[int, int], box: tuple[float, float, float, float]
) -> tuple[int, int, int, int]:
    """A box of the page (left, bottom, right, top, in points) in dots of its image: left, top, right, bottom."""
    across, down = ctypes.c_int(), ctypes.c_int()
    corners: list[tuple[int, int]] = []
    for x, y in (box[:2], box[2:]):
        pdfium_c.FPDF_PageToDevice(page.raw, 0, 0, *size, 0, x, y, ctypes.byref(across), ctypes.byref(down))
        corners.append((across.value, down.value))
    (x0, y0), (x1, y1) = corners
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
