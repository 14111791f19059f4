"""From lines of pieces to rows of cells, in a table without frame."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ptce_corpus.extraction.pdf.fragments import Fragment

_CROSSED = 0.12
"""Share of the lines that may run over a strip, as headings over several columns do."""
_MANY = 5
"""Lines from which one at least may do so."""
_NARROWEST = 0.1
"""Heights of type that a strip is wide at least."""
_LEAST_JUMP = 1.2
"""How many times wider the step between rows is than the one within them, at least."""
_APART = 1.6
"""Heights of type that a line steps down from the one above to begin a row, its first cell empty or not."""
_FEWEST_RULED = 3
"""Rows that rules part, under which they part the head from the rest, not rows."""

Row = list[list[Fragment]]
"""The cells of a row: of each, the pieces that stand in it, one a line."""


@dataclass(frozen=True, slots=True)
class Line:
    """What stands on one line: pieces of text, parted by wide gaps, and the fragments they are made of."""

    pieces: tuple[Fragment, ...]
    members: tuple[Fragment, ...]

    @property
    def is_cut(self) -> bool:
        """Whether it runs on without white, and was but cut where the cells of other lines begin."""
        return len(self.members) == 1 < len(self.pieces)

    @property
    def top(self) -> float:
        """Where the highest piece begins."""
        return min(item.top for item in self.pieces)

    @property
    def bottom(self) -> float:
        """Where the lowest piece ends."""
        return max(item.bottom for item in self.pieces)

    @property
    def height(self) -> float:
        """Height of the tallest piece, in points."""
        return max(item.height for item in self.pieces)


def table_rows(lines: Sequence[Line], levels: Sequence[float]) -> tuple[list[Row], bool]:
    """The rows of a table, and whether rules part them. ``levels`` are where rules lie across it, from the top down."""
    places = _under_heads(_places(lines), lines)
    placed = [_cells(line, places) for line in lines]
    ruled = [
        bisect_right(levels, above.top + 0.5 * above.height) < bisect_right(levels, line.top + 0.5 * line.height)
        for above, line in pairwise(lines)
    ]
    if sum(ruled) + 1 >= _FEWEST_RULED and _run_on(placed[1:], ruled):
        return _gathered(placed, [True, *ruled]), True
    steps = [line.bottom - above.bottom for above, line in pairwise(lines)]
    split = _parting(steps)
    if split is not None:
        rows = _gathered(placed, [True, *(step >= split for step in steps)])
        firsts = [len(row[0]) for row in rows]
        if sum(firsts) <= 1.2 * len(rows) and sum(first > 1 for first in firsts) <= 0.2 * len(rows):
            return rows, False
    begins = [
        bool(cells[0]) or rule or step > _APART * line.height
        for cells, rule, step, line in zip(placed[1:], ruled, steps, lines[1:], strict=True)
    ]
    return _gathered(placed, [True, *begins]), False


def _run_on(placed: Sequence[Row], begins: Sequence[bool]) -> bool:
    """Whether the lines that begin no row only go on in some of its cells."""
    onward = [cells for cells, begin in zip(placed, begins, strict=True) if not begin]
    return sum(bool(cells[0]) and any(cells[1:]) for cells in onward) <= 0.15 * len(onward)


def _places(lines: Sequence[Line]) -> list[float]:
    """Where the columns of a table part: the middles of the strips that hardly a line crosses."""
    pieces = [piece for line in lines for piece in line.pieces]
    ends = sorted([(piece.x0, 1) for piece in pieces] + [(piece.x1, -1) for piece in pieces])
    most = max(_CROSSED * len(lines), float(len(lines) >= _MANY))
    least = _NARROWEST * median(line.height for line in lines)
    places: list[float] = []
    cover, free = 0, float("inf")
    for x, step in ends:
        passes = cover <= most < cover + 1
        if step > 0 and passes and x - free >= least:
            places.append((free + x) / 2)
        cover += step
        if step < 0 and cover <= most < cover + 1:
            free = x
    return places


def _under_heads(places: Sequence[float], lines: Sequence[Line]) -> list[float]:
    """The places less those that part a head from the column below it, to the right of it or to the left."""
    kept = list(places)
    heads = {bisect_right(places, piece.x0) for piece in lines[0].pieces}
    below = {bisect_right(places, piece.x0) for line in lines[1:] for piece in line.pieces}
    for column in sorted(heads - below, reverse=True):
        if column + 1 in below - heads:
            del kept[column]
            heads.add(column + 1)
        elif column - 1 in below - heads:
            del kept[column - 1]
            heads.add(column - 1)
    return kept


def _cells(line: Line, places: Sequence[float]) -> Row:
    """The pieces of a line by column; one that runs over several stands in the first of them."""
    if len(line.pieces) == len(places) + 1:
        # Heads at the left of columns of figures at the right stand over strips: their number tells their columns.
        return [[piece] for piece in line.pieces]
    cells: Row = [[] for _ in range(len(places) + 1)]
    for piece in line.pieces:
        cells[bisect_right(places, piece.x0)].append(piece)
    return cells


def _gathered(placed: Sequence[Row], begins: Sequence[bool]) -> list[Row]:
    """The rows that lines make: each takes in the lines below it that begin none."""
    rows: list[Row] = []
    for cells, begin in zip(placed, begins, strict=True):
        if begin or not rows:
            rows.append(cells)
        else:
            rows[-1] = [[*cell, *more] for cell, more in zip(rows[-1], cells, strict=True)]
    return rows


def _parting(steps: Sequence[float]) -> float | None:
    """The least step from line to line that parts rows, where rows of several lines stand clearly apart."""
    jumps = [(wider / step, (step + wider) / 2) for step, wider in pairwise(sorted(steps)) if step > 0]
    jump, at = max(jumps, default=(1.0, 0.0))
    return at if jump >= _LEAST_JUMP else None
