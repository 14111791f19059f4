"""Rows of cells in tables and programmes that have no rules."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median

from ptce_corpus.extraction.pdf.fragments import Fragment, flowing, on_one_line
from ptce_corpus.extraction.pdf.grid import tabbed
from ptce_corpus.extraction.pdf.lines import bottom, pitch, rows, top

_MOST_LINES = 12
"""Lines past which what stands side by side is no row of cells."""
_FEWEST_STAGGERED = 8
_HOUR = re.compile(r"\(?(?:de\s+|dès\s+|à\s+|vers\s+)?\d{1,2}\s?(?:[hH:]\s?(?:\d{2})?|heures?)(?!\w)")
_MARK = re.compile(r"\W{0,2}(?:\w{1,2}\W?|\d{1,2}(?:\.\d{1,2}){1,3}\.?)")
"""What stands before the items of a list: a bullet, a letter, a number."""


@dataclass(frozen=True, slots=True)
class _Band:
    """What stands side by side between two levels of a page: stretches of lines set tight, left and right."""

    left: tuple[tuple[Fragment, ...], ...]
    right: tuple[tuple[Fragment, ...], ...]

    @property
    def lines(self) -> int:
        return max(sum(map(len, self.left)), sum(map(len, self.right)))

    @property
    def paired(self) -> bool:
        return bool(self.left and self.right)

    @property
    def level(self) -> bool:
        """Whether one cell stands beside one, both beginning, or both centred, on one level."""
        if len(self.left) != 1 or len(self.right) != 1:
            return False
        (one,), (other,) = self.left, self.right
        if on_one_line(one[0].top, one[0].bottom, other[0].top, other[0].bottom):
            return True
        apart = (top(one) + bottom(one)) / 2 - (top(other) + bottom(other)) / 2
        return abs(apart) < 0.6 * min(one[0].height, other[0].height)

    @property
    def in_lines(self) -> bool:
        """Whether each line at the left has one at the right on its level: rows of one line each."""
        sides = [[line for unit in side for line in unit] for side in (self.left, self.right)]
        return len(sides[0]) == len(sides[1]) and all(
            on_one_line(one.top, one.bottom, other.top, other.bottom) for one, other in zip(*sides, strict=True)
        )

    @property
    def size(self) -> float:
        return median(line.height for side in (self.left, self.right) for unit in side for line in unit)


def are_marks(lines: Sequence[Fragment]) -> bool:
    """Whether lines are only the bullets or numbers of a list."""
    return sum(bool(_MARK.fullmatch(line.text)) for line in lines) >= 0.8 * len(lines)


def begins_with_hour(text: str) -> bool:
    """Whether a line begins with an hour."""
    return _HOUR.match(text) is not None


def are_hours(lines: Sequence[Fragment], *, least: float = 0.6) -> bool:
    """Whether lines are the hours of a programme: the first, three at least, and such a share of all begin with one."""
    found = sum(begins_with_hour(line.text) for line in lines)
    return found >= 3 and found >= least * len(lines) and begins_with_hour(lines[0].text)


def are_cells(left: Sequence[Fragment], right: Sequence[Fragment]) -> bool:
    """Whether lines at either side of a white strip are cells of rows: they begin together, row after row."""
    if any(line.block for side in (left, right) for line in side):
        return False
    bands = list(_bands(left, right))
    paired = [band for band in bands if band.paired]
    if len(paired) < 3 or len(paired) < 0.4 * len(bands) or max(band.lines for band in bands) > _MOST_LINES:
        return False
    if sum(band.level for band in paired) < 0.75 * len(paired):
        return False
    if all(band.in_lines for band in paired):
        return False
    # Articles side by side begin together too, each under a heading in larger type.
    headings = sum(one.size > 1.12 * other.size for one, other in pairwise(bands))
    return headings <= 1


def are_staggered(left: Sequence[Fragment], right: Sequence[Fragment]) -> bool:
    """Whether most lines at either side of a strip stand in paragraphs that begin where none begins at the other."""
    bands = [band for band in _bands(left, right) if band.paired]
    lines = sum(band.lines for band in bands)
    if lines < _FEWEST_STAGGERED or sum(band.lines for band in bands if not band.level) <= 0.6 * lines:
        return False
    paragraphs = (list(_units(side, pitch(left, right))) for side in (left, right))
    return all(len(units) > 1 and sum(map(len, units)) > 1.3 * len(units) for units in paragraphs)


def cell_rows(left: Sequence[Fragment], right: Sequence[Fragment]) -> list[Fragment]:
    """The lines at either side of a strip as rows, a row on one line, its cells parted by tabs."""
    first, second = rows(left), rows(right)
    members = sorted((*left, *right), key=lambda item: item.middle)
    if are_cells(first, second):
        starts = [min(top(unit) for side in (band.left, band.right) for unit in side) for band in _bands(first, second)]
    else:
        starts = [line.top for line in first if begins_with_hour(line.text)]
    size = median(item.height for item in members)
    numbered = groupby(members, key=lambda item: bisect_right(starts, item.middle + 0.1 * size))
    return [line for number, row in numbered for line in (_row(list(row)) if number else rows(list(row)))]


def _bands(left: Sequence[Fragment], right: Sequence[Fragment]) -> Iterator[_Band]:
    """Bands of a page in which both sides are interrupted together, from the top down."""
    step = pitch(left, right)
    units = [(top(unit), bottom(unit), 0, unit) for unit in _units(left, step)]
    units += [(top(unit), bottom(unit), 1, unit) for unit in _units(right, step)]
    sides: tuple[list[tuple[Fragment, ...]], list[tuple[Fragment, ...]]] = ([], [])
    reached = float("-inf")
    for begin, end, side, unit in sorted(units, key=lambda item: item[:3]):
        if begin > reached - 0.2 * unit[0].height and any(sides):
            yield _Band(tuple(sides[0]), tuple(sides[1]))
            sides = ([], [])
        sides[side].append(unit)
        reached = max(reached, end) if len(sides[0]) + len(sides[1]) > 1 else end
    if any(sides):
        yield _Band(tuple(sides[0]), tuple(sides[1]))


def _units(lines: Sequence[Fragment], step: float) -> Iterator[tuple[Fragment, ...]]:
    """The lines of one side in stretches set tight."""
    unit: list[Fragment] = []
    for line in lines:
        if unit and line.bottom - unit[-1].bottom > 1.18 * max(step, line.height):
            yield tuple(unit)
            unit = []
        unit.append(line)
    if unit:
        yield tuple(unit)


def _row(members: Sequence[Fragment]) -> list[Fragment]:
    """A row of cells as one line: fragments above one another make a cell."""
    cells: list[list[Fragment]] = []
    for item in sorted(members, key=lambda item: item.x0):
        if cells and item.x0 < max(other.x1 for other in cells[-1]):
            cells[-1].append(item)
        else:
            cells.append([item])
    lines = [rows(cell) for cell in cells]
    level = rows(members)
    if len(cells) == 1 or len(level) == min(map(len, lines)):
        return [replace(line, block=True) for line in level]
    texts = ["\n".join(line.text for line in cell) for cell in lines]
    first = lines[0][0]
    # The last cell keeps its lines: they run on below, as in a list.
    text, spans = tabbed([*map(flowing, texts[:-1]), texts[-1]])
    whole = replace(
        first,
        text=text,
        rows=(spans,),
        top=top(members),
        x1=max(item.x1 for item in members),
        bottom=bottom(members),
        block=True,
    )
    return [whole]
