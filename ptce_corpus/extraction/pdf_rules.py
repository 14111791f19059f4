"""The straight rules drawn on a PDF page: borders of tables, boxes, underlines."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

_MOST_OBJECTS = 20_000
_MOST_SEGMENTS = 600
_MOST_RULES = 3000
_THIN = 3.0
"""Points under which a filled shape is a rule."""
_STRAIGHT = 1.0
"""Points that a rule may lean."""
_SHORTEST = 6.0
_DEEPEST = 3

_Point = tuple[float, float]
_Handle = Any
"""An object of PDFium, as ctypes hands it out."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule in PDF user space, in points: ``y`` grows upwards; one of width and height is nought."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def level(self) -> bool:
        """Whether it lies, rather than stands."""
        return self.top == self.bottom


@dataclass(frozen=True, slots=True)
class _Matrix:
    """A transformation of PDF space (PDF 32000-1, 8.3.3)."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def point(self, x: float, y: float) -> _Point:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def within(self, outer: _Matrix) -> _Matrix:
        """The transformation followed by ``outer``."""
        a, b = outer.a * self.a + outer.c * self.b, outer.b * self.a + outer.d * self.b
        c, d = outer.a * self.c + outer.c * self.d, outer.b * self.c + outer.d * self.d
        e, f = outer.point(self.e, self.f)
        return _Matrix(a, b, c, d, e, f)


def rules(page: pdfium.PdfPage) -> list[Rule]:
    """The rules of a pypdfium2 page, those inside forms included; empty when it has more than a table has."""
    found: list[Rule] = []
    for path, matrix in _paths(page.raw, _Matrix(), 0):
        found += _path_rules(path, matrix)
        if len(found) > _MOST_RULES:
            return []
    return found


def _paths(container: _Handle, matrix: _Matrix, depth: int) -> Iterator[tuple[_Handle, _Matrix]]:
    if depth:
        count, at = pdfium_c.FPDFFormObj_CountObjects(container), pdfium_c.FPDFFormObj_GetObject
    else:
        count, at = pdfium_c.FPDFPage_CountObjects(container), pdfium_c.FPDFPage_GetObject
    for index in range(min(count, _MOST_OBJECTS)):
        shape = at(container, index)
        kind = pdfium_c.FPDFPageObj_GetType(shape)
        if kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            yield shape, matrix
        elif kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            yield from _paths(shape, _matrix(shape).within(matrix), depth + 1)


def _matrix(shape: _Handle) -> _Matrix:
    raw = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(shape, ctypes.byref(raw)):
        return _Matrix()
    return _Matrix(raw.a, raw.b, raw.c, raw.d, raw.e, raw.f)


def _path_rules(path: _Handle, matrix: _Matrix) -> list[Rule]:
    """The rules of a path; most are told by their bounds, so that only frames and drawings are followed."""
    left, bottom, right, top = _bounds(path, matrix)
    wide, high = right - left, top - bottom
    if max(wide, high) < _SHORTEST or not _drawn(path):
        return []
    if wide < _THIN:
        return [Rule((left + right) / 2, bottom, (left + right) / 2, top)]
    if high < _THIN:
        return [Rule(left, (bottom + top) / 2, right, (bottom + top) / 2)]
    count = pdfium_c.FPDFPath_CountSegments(path)
    if count < 2 or count > _MOST_SEGMENTS:
        return []
    return [rule for line in _lines(path, count, _matrix(path).within(matrix)) if (rule := _rule(*line)) is not None]


def _bounds(path: _Handle, matrix: _Matrix) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of a path with the width of its stroke, in page space; all nought where unknown."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    places = map(ctypes.byref, (left, bottom, right, top))
    if not pdfium_c.FPDFPageObj_GetBounds(path, *places):
        return 0.0, 0.0, 0.0, 0.0
    corners = [matrix.point(x.value, y.value) for x in (left, right) for y in (bottom, top)]
    xs, ys = zip(*corners, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _drawn(path: _Handle) -> bool:
    fill, stroke = ctypes.c_int(), pdfium_c.FPDF_BOOL()
    pdfium_c.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    return bool(fill.value or stroke.value)


def _lines(path: _Handle, count: int, matrix: _Matrix) -> Iterator[tuple[_Point, _Point]]:
    """The straight lines of a path, in page space."""
    x, y = ctypes.c_float(), ctypes.c_float()
    start = here = (0.0, 0.0)
    for index in range(count):
        segment = pdfium_c.FPDFPath_GetPathSegment(path, index)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        pdfium_c.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = matrix.point(x.value, y.value)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == pdfium_c.FPDF_SEGMENT_LINETO:
            yield here, point
        if pdfium_c.FPDFPathSegment_GetClose(segment) and point != start:
            yield point, start
        here = point


def _rule(one: _Point, other: _Point) -> Rule | None:
    (x0, y0), (x1, y1) = one, other
    if abs(y0 - y1) <= _STRAIGHT and abs(x0 - x1) >= _SHORTEST:
        return Rule(min(x0, x1), y0, max(x0, x1), y0)
    if abs(x0 - x1) <= _STRAIGHT and abs(y0 - y1) >= _SHORTEST:
        return Rule(x0, min(y0, y1), x0, max(y0, y1))
    return None
