"""Tables of a PDF page: those within rules, those between rules, and those that white space alone holds together."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from statistics import median

from ptce_corpus.extraction.pdf.characters import Box, Characters
from ptce_corpus.extraction.pdf.filets import with_filets
from ptce_corpus.extraction.pdf.fragments import Fragment, cut, flowing, turned, unturned
from ptce_corpus.extraction.pdf.grid import ruled
from ptce_corpus.extraction.pdf.lattice import TOLERANCE, lattices
from ptce_corpus.extraction.pdf.lines import rows
from ptce_corpus.extraction.pdf.rules import Rule
from ptce_corpus.extraction.pdf.slots import slot_starts

_LONG_CELL = 600
"""Characters past which a cell is prose in a frame, and the frame no table."""
_FEWEST = 4
"""Fragments, and filled cells, under which a frame is no table."""
_MOST_ASTRIDE = 0.2
"""Share of the text that stands across borders from which a frame is a drawing, no table."""
_MOST_TRIALS = 2_000_000

_Turned = dict[int, list[Fragment]]


def with_tables(drawn: Sequence[Rule], characters: Characters, found: _Turned, *, main: int) -> _Turned:
    """The fragments of a page, those inside tables replaced by one block a table (a row a line).

    ``drawn`` are the rules of the page, ``found`` the fragments by the quadrant that they are turned to; the tables are
    those of the quadrant ``main``, and take in text set upwards or downwards in their cells.
    """
    for boxes in lattices(drawn, quadrant=main):
        found = _with_table(found, boxes, characters, main)
    return {**found, main: with_filets(found.get(main, []), drawn, characters, quadrant=main)}


def _with_table(found: _Turned, boxes: Sequence[Box], characters: Characters, main: int) -> _Turned:
    """The fragments with one table put in; as they were when the frame is none."""
    lefts, tops = _levels([box[0] for box in boxes]), _levels([box[1] for box in boxes])
    if len(set(lefts.values())) < 2 or len(set(tops.values())) < 2:
        return found
    outer = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
    inside = {
        quadrant: [item for item in items if _holds(outer, _seen(item, quadrant, main))]
        for quadrant, items in found.items()
    }
    if not _FEWEST <= sum(map(len, inside.values())) <= _MOST_TRIALS // len(boxes):
        return found
    held, strays = _in_cells(inside, boxes, characters, main)
    grid = _grid(boxes, held, main)
    filled = [text for row in grid for text in row if text]
    if len(filled) < _FEWEST or max(map(len, filled)) > _LONG_CELL:
        return found
    order = min(item.order for items in inside.values() for item in items)
    size = median(item.height for items in inside.values() for item in items)
    block = ruled(grid, outer, order=order, size=size)
    taken = {id(item) for items in inside.values() for item in items} - strays
    rest = {quadrant: [item for item in items if id(item) not in taken] for quadrant, items in found.items()}
    return {**{quadrant: items for quadrant, items in rest.items() if items}, main: [*rest[main], block]}


def _seen(item: Fragment, quadrant: int, main: int) -> Box:
    """The box of a fragment of one quadrant in the frame of another."""
    box = (item.x0, item.top, item.x1, item.bottom)
    return box if quadrant == main else turned(unturned(box, quadrant), main)


def _holds(outer: Box, box: Box) -> bool:
    """Whether the middle of a box stands in another, or on its border."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return outer[0] - 1 <= x <= outer[2] + 1 and outer[1] - 1 <= y <= outer[3] + 1


def _in_cells(
    inside: _Turned, boxes: Sequence[Box], characters: Characters, main: int
) -> tuple[list[_Turned], set[int]]:
    """What each cell holds, nothing where much of the text stands across the borders; and what stands in no cell.

    The latter are the identities of the fragments.
    """
    held: list[_Turned] = [{} for _ in boxes]
    strays: set[int] = set()
    astride = count = 0
    for quadrant, items in inside.items():
        for item in items:
            pieces = [item] if quadrant != main else _parted(item, boxes, characters, main)
            seen = [_seen(piece, quadrant, main) for piece in pieces]
            places = [at for box in seen if (at := _place(box, boxes)) is not None]
            if len(places) < len(pieces):
                strays.add(id(item))
                continue
            for piece, box, at in zip(pieces, seen, places, strict=True):
                count += 1
                held[at].setdefault(quadrant, []).append(piece)
                astride += _leaves(boxes[at], box)
    if astride > max(1, _MOST_ASTRIDE * count):
        return [{} for _ in boxes], strays
    return held, strays


def _place(box: Box, boxes: Sequence[Box]) -> int | None:
    """The number of the cell that holds a box; None when none does."""
    return next((index for index, cell in enumerate(boxes) if _holds(cell, box)), None)


def _grid(boxes: Sequence[Box], held: Sequence[_Turned], main: int) -> list[list[str]]:
    """The texts of the cells, row by row; a ruled row that holds the slots of a programme is a row for each."""
    lefts, tops = _levels([box[0] for box in boxes]), _levels([box[1] for box in boxes])
    bottoms = _levels([*tops, *(box[3] for box in boxes)])
    members: list[list[int]] = [[] for _ in range(max(tops.values()) + 1)]
    for index, box in enumerate(boxes):
        members[tops[box[1]]].append(index)
    grid: list[list[str]] = []
    for row in members:
        width = max(lefts[boxes[index][0]] for index in row) + 1
        # A cell that reaches over several ruled rows has its text in the first row of all.
        low = min(bottoms[boxes[index][3]] for index in row)
        own = [index for index in row if bottoms[boxes[index][3]] == low]
        starts = slot_starts([held[index].get(main, []) for index in own])
        lines = [[""] * width for _ in range(max(1, len(starts)))]
        for index in row:
            pieces = _by_slot(held[index], starts, main) if index in own else [held[index]]
            for line, piece in zip(lines, pieces, strict=False):
                column = lefts[boxes[index][0]]
                line[column] = " ".join(filter(None, (line[column], _text(piece, main))))
        grid += lines
    return grid


def _by_slot(held: _Turned, starts: Sequence[float], main: int) -> list[_Turned]:
    """What a cell holds in each slot; what is turned stands in the first."""
    slots: list[_Turned] = [{} for _ in range(max(1, len(starts)))]
    for quadrant, items in held.items():
        for item in items:
            at = max(0, bisect_right(starts, item.middle) - 1) if quadrant == main else 0
            slots[at].setdefault(quadrant, []).append(item)
    return slots


def _parted(item: Fragment, boxes: Sequence[Box], characters: Characters, quadrant: int) -> list[Fragment]:
    """A fragment, cut where it runs over the borders of cells."""
    level = (box[0] for box in boxes if box[1] <= item.middle <= box[3])
    borders = sorted({left for left in level if item.x0 + TOLERANCE < left < item.x1 - TOLERANCE})
    return cut(item, borders, characters, quadrant=quadrant) if borders else [item]


def _leaves(cell: Box, box: Box) -> bool:
    return box[0] < cell[0] - 2 * TOLERANCE or box[2] > cell[2] + 2 * TOLERANCE


def _text(held: _Turned, main: int) -> str:
    """The text of a cell on one line, what is upright in it first."""
    quadrants = sorted(held, key=lambda quadrant: quadrant != main)
    return " ".join(flowing("\n".join(line.text for line in rows(held[quadrant]))) for quadrant in quadrants)


def _levels(places: Sequence[float]) -> dict[float, int]:
    """The number of the row or column that begins at each place, from 0; places closer than the tolerance are one."""
    levels: dict[float, int] = {}
    number, last = -1, float("-inf")
    for place in sorted(set(places)):
        if place - last > TOLERANCE:
            number += 1
            last = place
        levels[place] = number
    return levels
