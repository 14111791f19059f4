"""Reading order of a page: which fragments stand in columns, which in rows.

The method is a recursive cut at the white strip (gutter) that parts the most text, after the whitespace cover of
T. M. Breuel, "Two geometric algorithms for layout analysis" (2002). The order of the content stream tells apart what
geometry alone cannot: columns of prose from cells of a table that has no rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from statistics import median

from ptce_corpus.extraction.pdf_fragments import Fragment, on_one_line
from ptce_corpus.extraction.pdf_lines import are_cells, bottom, cell_rows, rows, runs, top

_DEEPEST = 8
_MOST_FRAGMENTS = 3000
_CLUSTER = 3.0
"""Points within which left edges count as aligned."""
_MOST_EDGES = 40


class _Sense(Enum):
    COLUMNS = "columns"
    CELLS = "cells"


@dataclass(frozen=True, slots=True)
class _Gutter:
    """A white strip left of ``x``, with the fragments at either side, and those above and below its stretch."""

    sense: _Sense
    weight: float
    left: tuple[Fragment, ...]
    right: tuple[Fragment, ...]
    above: tuple[Fragment, ...]
    below: tuple[Fragment, ...]


def blocks(fragments: Sequence[Fragment]) -> list[list[Fragment]]:
    """The lines of a page in reading order, in blocks that stand together (a column, a run of full lines)."""
    if len(fragments) > _MOST_FRAGMENTS:
        return [rows(fragments)]
    return [block for block in _arranged(tuple(fragments), 0) if block]


def _arranged(fragments: tuple[Fragment, ...], depth: int) -> list[list[Fragment]]:
    gutter = _gutter(fragments) if depth < _DEEPEST else None
    if gutter is None:
        return [rows(fragments)]
    if gutter.sense is _Sense.CELLS:
        inner = [cell_rows(gutter.left, gutter.right)]
    else:
        inner = _arranged(gutter.left, depth + 1) + _arranged(gutter.right, depth + 1)
    return [
        *(_arranged(gutter.above, depth + 1) if gutter.above else []),
        *inner,
        *(_arranged(gutter.below, depth + 1) if gutter.below else []),
    ]


def _gutter(fragments: tuple[Fragment, ...]) -> _Gutter | None:
    """The gutter that parts the most text, None when there is none."""
    lines = [item for item in fragments if not item.block]
    if len(lines) < 6:
        return None
    height = median(item.height for item in lines)
    found = (gutter for edge in _left_edges(lines) for gutter in _gutters_at(edge, fragments, height=height))
    return max(found, key=lambda item: item.weight, default=None)


def _left_edges(lines: Sequence[Fragment]) -> list[float]:
    """Where at least three fragments begin, the leftmost place left out; most frequent first."""
    clusters: list[list[float]] = []
    for x in sorted(item.x0 for item in lines):
        if clusters and x - clusters[-1][0] <= _CLUSTER:
            clusters[-1].append(x)
        else:
            clusters.append([x])
    edges = sorted((item for item in clusters[1:] if len(item) >= 3), key=len, reverse=True)
    return [item[0] for item in edges[:_MOST_EDGES]]


def _gutters_at(edge: float, fragments: tuple[Fragment, ...], *, height: float) -> list[_Gutter]:
    """The stretches of the strip left of ``edge`` that no fragment crosses, where both sides hold text."""
    left_end = edge - 0.5 * height
    ordered = sorted(fragments, key=lambda item: item.middle)
    stretches: list[tuple[int, int]] = []
    start = 0
    for index, item in enumerate(ordered):
        if item.x0 < edge - 0.5 and item.x1 > left_end:
            stretches.append((start, index))
            start = index + 1
    stretches.append((start, len(ordered)))
    gutters = []
    for start, end in stretches:
        first, last = _trimmed(ordered, start, end, left_end)
        members = ordered[first:last]
        left = tuple(item for item in members if item.x1 <= left_end)
        right = tuple(item for item in members if item.x1 > left_end)
        sense = _sense(left, right)
        if sense is not None:
            weight = min(_characters(left), _characters(right))
            gutters.append(_Gutter(sense, weight, left, right, tuple(ordered[:first]), tuple(ordered[last:])))
    return gutters


def _trimmed(ordered: Sequence[Fragment], start: int, end: int, left_end: float) -> tuple[int, int]:
    """A stretch less what belongs to the full lines above and below it.

    That is what stands on one line with them (the number of a footnote), and left lines close to them that have
    nothing at their right: the short last line of a paragraph, the heading of what follows.
    """
    first, last = start, end
    while first and first < last and _belongs(ordered[first], ordered[first - 1], ordered, (first + 1, last), left_end):
        first += 1
    while last < len(ordered) and last > first:
        if not _belongs(ordered[last - 1], ordered[last], ordered, (last - 2, first - 1), left_end):
            break
        last -= 1
    return first, last


def _belongs(
    item: Fragment, outside: Fragment, ordered: Sequence[Fragment], onward: tuple[int, int], left_end: float
) -> bool:
    """Whether the outermost item of a stretch goes with the line ``outside`` it rather than with the next ones."""
    if on_one_line(item.top, item.bottom, outside.top, outside.bottom):
        return True
    begin, stop = onward
    step = 1 if stop > begin else -1
    near = ordered[begin : begin + 4 * step : step] if begin >= 0 else ()
    if item.x0 > left_end or any(other.x0 > left_end and _level(item, other) for other in near):
        return False
    inner = (other for other in near if other.x1 <= left_end)
    inward = next((o for o in inner if not on_one_line(item.top, item.bottom, o.top, o.bottom)), None)
    if inward is None:
        return False
    # A caption need only be nearer to its table; a line of prose must be clearly nearer to the full lines.
    return _between(item, outside) < (1.0 if outside.block else 0.8) * _between(item, inward)


def _level(item: Fragment, other: Fragment) -> bool:
    return min(item.bottom, other.bottom) - max(item.top, other.top) > 0.3 * min(item.height, other.height)


def _between(item: Fragment, other: Fragment) -> float:
    """Distance of two lines from middle to middle; to a table, as if its nearest edge were a line."""
    if other.block:
        return max(other.top - item.bottom, item.top - other.bottom) + item.height
    return abs(item.middle - other.middle)


def _characters(fragments: Sequence[Fragment]) -> int:
    return sum(len(item.text) for item in fragments)


def _sense(left: tuple[Fragment, ...], right: tuple[Fragment, ...]) -> _Sense | None:
    """What two sides of a strip are to each other: columns, cells of rows, or nothing (None: one text in rows)."""
    left_lines, right_lines = rows(left), rows(right)
    if min(len(left_lines), len(right_lines)) < 3 or _overlap(left, right) < 0.4:
        return None
    changes = runs(left, right)
    prose, worded = (_words(left_lines, right_lines, least=least) for least in (18, 8))
    if len(changes) <= 3:
        return _Sense.COLUMNS if prose or (worded and _aligned(left_lines, right_lines) < 0.8) else None
    if are_cells(changes):
        return _Sense.CELLS
    filled = all(_filling(side) >= 0.75 for side in (left_lines, right_lines))
    return _Sense.COLUMNS if prose and filled else None


def _words(*sides: Sequence[Fragment], least: int) -> bool:
    """Whether the lines of each side hold at least so many characters on average."""
    return all(_characters(side) >= least * len(side) for side in sides)


def _overlap(left: Sequence[Fragment], right: Sequence[Fragment]) -> float:
    """Share of the shorter side's height that stands beside the other side."""
    tops, bottoms = [top(left), top(right)], [bottom(left), bottom(right)]
    shorter = min(bottom - top for top, bottom in zip(tops, bottoms, strict=True))
    return (min(bottoms) - max(tops)) / shorter if shorter > 0 else 0.0


def _aligned(left: Sequence[Fragment], right: Sequence[Fragment]) -> float:
    """Share of the lines of the side with fewer that have a line of the other side on their level."""
    fewer, more = (left, right) if len(left) <= len(right) else (right, left)
    matched = sum(any(on_one_line(item.top, item.bottom, other.top, other.bottom) for other in more) for item in fewer)
    return matched / len(fewer)


def _filling(lines: Sequence[Fragment]) -> float:
    """Median width of the lines over the width of their column."""
    width = max(item.x1 for item in lines) - min(item.x0 for item in lines)
    return median(item.x1 - item.x0 for item in lines) / width if width > 0 else 0.0
