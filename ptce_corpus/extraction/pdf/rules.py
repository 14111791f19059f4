"""The straight rules drawn on a PDF page: borders of tables, boxes, underlines."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress, repeat

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ptce_corpus.extraction.pdf.objects import Handle, objects, parts

_MOST_SEGMENTS = 600
_SMALL, _MOST_OF_SMALL = 40.0, 24
"""Points of a drawing, and the segments past which one so small is a letter or an emblem, not the frame of a cell."""
_MOST_RULES = 3000
_THIN = 3.0
"""Points under which a filled shape is a rule."""
_STRAIGHT = 1.0
"""Points that a rule may lean."""
_SHORTEST = 6.0
_DEEPEST = 3
_NO_SEGMENT = -1
_DRAWN = frozenset({pdfium_c.FPDF_PAGEOBJ_PATH, pdfium_c.FPDF_PAGEOBJ_FORM})

_Point = tuple[float, float]
_Box = tuple[float, float, float, float]


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


_IDENTITY = _Matrix()


def rules(page: pdfium.PdfPage) -> list[Rule]:
    """The rules of a pypdfium2 page, those inside forms included; empty when it has more than a table has."""
    found: list[Rule] = []
    look = _Look()
    for path, matrix in _paths(*objects(page), _IDENTITY, 0):
        found += _path_rules(path, matrix, look)
        if len(found) > _MOST_RULES:
            return []
    return found


def _paths(
    found: Sequence[Handle], kinds: Sequence[int], matrix: _Matrix, depth: int
) -> Iterator[tuple[Handle, _Matrix]]:
    """The paths among objects of a page or of a form, each with the transformation to the page."""
    if not _DRAWN.intersection(kinds):
        return
    for shape, kind in zip(found, kinds, strict=True):
        if kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            yield shape, matrix
        elif kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            yield from _paths(*parts(shape), _matrix(shape).within(matrix), depth + 1)


def _matrix(shape: Handle) -> _Matrix:
    raw = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(shape, ctypes.byref(raw)):
        return _IDENTITY
    return _Matrix(raw.a, raw.b, raw.c, raw.d, raw.e, raw.f)


class _Look:
    """Looks at one path after the other; PDFium writes what it tells of each to the same places."""

    def __init__(self) -> None:
        self._sides = [ctypes.c_float() for _ in range(4)]
        self._at = [ctypes.byref(side) for side in self._sides]
        self._modes = ctypes.c_int(), pdfium_c.FPDF_BOOL()
        self._modes_at = [ctypes.byref(mode) for mode in self._modes]

    def bounds(self, path: Handle, matrix: _Matrix) -> _Box:
        """Left, bottom, right and top of a path with the width of its stroke, in page space; nought where unknown."""
        if not pdfium_c.FPDFPageObj_GetBounds(path, *self._at):
            return 0.0, 0.0, 0.0, 0.0
        left, bottom, right, top = [side.value for side in self._sides]
        if matrix is _IDENTITY:
            return min(left, right), min(bottom, top), max(left, right), max(bottom, top)
        corners = [matrix.point(x, y) for x in (left, right) for y in (bottom, top)]
        xs, ys = zip(*corners, strict=True)
        return min(xs), min(ys), max(xs), max(ys)

    def is_drawn(self, path: Handle) -> bool:
        """Whether a path is filled or stroked, rather than there to clip."""
        pdfium_c.FPDFPath_GetDrawMode(path, *self._modes_at)
        return any(mode.value for mode in self._modes)


def _path_rules(path: Handle, matrix: _Matrix, look: _Look) -> list[Rule]:
    """The rules of a path; most are told by their bounds, so that only frames and drawings are followed."""
    left, bottom, right, top = look.bounds(path, matrix)
    wide, high = right - left, top - bottom
    if max(wide, high) < _SHORTEST or not look.is_drawn(path):
        return []
    if wide < _THIN:
        return [Rule((left + right) / 2, bottom, (left + right) / 2, top)]
    if high < _THIN:
        return [Rule(left, (bottom + top) / 2, right, (bottom + top) / 2)]
    count = pdfium_c.FPDFPath_CountSegments(path)
    if count < 2 or count > (_MOST_SEGMENTS if max(wide, high) > _SMALL else _MOST_OF_SMALL):
        return []
    return [rule for line in _lines(path, count, _matrix(path).within(matrix)) if (rule := _rule(*line)) is not None]


def _lines(path: Handle, count: int, matrix: _Matrix) -> Iterator[tuple[_Point, _Point]]:
    """The straight lines of a path, in page space."""
    segments = list(map(pdfium_c.FPDFPath_GetPathSegment, repeat(path), range(count)))
    kinds = list(map(pdfium_c.FPDFPathSegment_GetType, segments))
    closing = list(map(pdfium_c.FPDFPathSegment_GetClose, segments))
    # Most of what a drawing is made of are curves: where these run is not asked, but where one ends and a line begins.
    ends = [
        kind != pdfium_c.FPDF_SEGMENT_BEZIERTO or onward == pdfium_c.FPDF_SEGMENT_LINETO or closes
        for kind, onward, closes in zip(kinds, [*kinds[1:], _NO_SEGMENT], closing, strict=True)
    ]
    start = here = (0.0, 0.0)
    places = _places(compress(segments, ends))
    for kind, closes, place in zip(compress(kinds, ends), compress(closing, ends), places, strict=True):
        point = matrix.point(*place)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == pdfium_c.FPDF_SEGMENT_LINETO:
            yield here, point
        if closes and point != start:
            yield point, start
        here = point


def _places(segments: Iterable[Handle]) -> Iterator[_Point]:
    """Where each segment ends, in the space of its path."""
    x, y = ctypes.c_float(), ctypes.c_float()
    at = ctypes.byref(x), ctypes.byref(y)
    for segment in segments:
        pdfium_c.FPDFPathSegment_GetPoint(segment, *at)
        yield x.value, y.value


def _rule(one: _Point, other: _Point) -> Rule | None:
    (x0, y0), (x1, y1) = one, other
    if abs(y0 - y1) <= _STRAIGHT and abs(x0 - x1) >= _SHORTEST:
        return Rule(min(x0, x1), y0, max(x0, x1), y0)
    if abs(x0 - x1) <= _STRAIGHT and abs(y0 - y1) >= _SHORTEST:
        return Rule(x0, min(y0, y1), x0, max(y0, y1))
    return None
