"""Ruled tables of a PDF page, read row by row.

The rules come from PDFium; pdfplumber's table geometry (after A. Nurminen, "Algorithmic extraction of data in tables
in PDF documents", 2013) makes cells of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium

from ptce_corpus.extraction.blocks import CELL
from ptce_corpus.extraction.pdf_fragments import Fragment, flowing, turned, unturned
from ptce_corpus.extraction.pdf_lines import rows
from ptce_corpus.extraction.pdf_rules import Rule, rules

_TOLERANCE = 3.0
_MOST_CROSSINGS = 40_000
_MOST_CELLS = 2500
_LONG_CELL = 600
"""Characters past which a cell is prose in a frame, and the frame no table."""
_FEWEST_RULES = 3

_Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell of a table in the upright frame: box in points, and text."""

    box: _Box
    text: str


def with_tables(
    page: pdfium.PdfPage, textpage: pdfium.PdfTextPage, members: Sequence[Fragment], *, quadrant: int
) -> list[Fragment]:
    """The fragments of a page, those inside ruled tables replaced by one block a table (cells joined, a row a line)."""
    found = rules(page)
    upright = quadrant % 2 == 0
    level = [rule for rule in found if rule.level is upright]
    if len(level) < _FEWEST_RULES or len(found) - len(level) < _FEWEST_RULES:
        return list(members)
    rest = list(members)
    for boxes in _tables(found, quadrant):
        rest = _with_table(rest, boxes, textpage, quadrant)
    return rest


def _tables(found: Sequence[Rule], quadrant: int) -> list[list[_Box]]:
    """The cells of each table, as boxes in the upright frame."""
    from pdfplumber import table as plumber

    edges = plumber.merge_edges(
        [_edge(rule, quadrant) for rule in found], _TOLERANCE, _TOLERANCE, _TOLERANCE, _TOLERANCE
    )
    lying = sum(edge["orientation"] == "h" for edge in edges)
    if lying * (len(edges) - lying) > _MOST_CROSSINGS:
        return []
    crossings = plumber.edges_to_intersections(edges, _TOLERANCE, _TOLERANCE)
    if len(crossings) > _MOST_CELLS:
        return []
    cells = plumber.intersections_to_cells(crossings)
    return [list(boxes) for boxes in plumber.cells_to_tables(cells)]


def _edge(rule: Rule, quadrant: int) -> dict[str, Any]:
    """A rule in the form that pdfplumber's geometry takes."""
    x0, top, x1, bottom = turned((rule.left, rule.top, rule.right, rule.bottom), quadrant)
    lying = bottom - top < x1 - x0
    return {
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
        "orientation": "h" if lying else "v",
        "object_type": "line",
    }


def _with_table(
    members: list[Fragment], boxes: list[_Box], textpage: pdfium.PdfTextPage, quadrant: int
) -> list[Fragment]:
    """The fragments with one table put in; as they were when the frame is none."""
    columns = len({round(box[0]) for box in boxes})
    if columns < 2 or len({round(box[1]) for box in boxes}) < 2:
        return members
    outer = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
    inside = [item for item in members if _within(item, outer)]
    if len(inside) < 4:
        return members
    crossing = [item for item in inside if not any(_holds(box, item) for box in boxes)]
    cells = [_cell(box, inside, crossing, textpage, quadrant) for box in boxes]
    filled = [cell for cell in cells if cell.text]
    if len(filled) < 4 or max(len(cell.text) for cell in filled) > _LONG_CELL:
        return members
    texts = {id(item) for item in inside}
    block = Fragment(_table_text(cells), *outer, order=min(item.order for item in inside), block=True)
    return [*(item for item in members if id(item) not in texts), block]


def _within(item: Fragment, box: _Box) -> bool:
    x0, top, x1, bottom = box
    middle = (item.x0 + item.x1) / 2
    return x0 - 1 <= middle <= x1 + 1 and top - 1 <= item.middle <= bottom + 1


def _holds(box: _Box, item: Fragment) -> bool:
    return _within(item, box) and item.x0 >= box[0] - 2 * _TOLERANCE and item.x1 <= box[2] + 2 * _TOLERANCE


def _cell(
    box: _Box,
    inside: Sequence[Fragment],
    crossing: Sequence[Fragment],
    textpage: pdfium.PdfTextPage,
    quadrant: int,
) -> _Cell:
    """A cell with its text: from its fragments or, where one runs over its border, from the characters within."""
    x0, top, x1, bottom = box
    if any(item.x0 < x1 and item.x1 > x0 and top <= item.middle <= bottom for item in crossing):
        left, upper, right, lower = unturned(box, quadrant)
        text = textpage.get_text_bounded(left=left, bottom=lower, right=right, top=upper).replace("\r\n", "\n")
    else:
        text = "\n".join(line.text for line in rows([item for item in inside if _within(item, box)]))
    return _Cell(box, flowing(text.replace("\ufffe", "-\n").replace("\x02", "-\n")))


def _table_text(cells: Sequence[_Cell]) -> str:
    """A line a row; a cell that a row lacks, for one above reaches into it, is left empty."""
    lefts = _levels([cell.box[0] for cell in cells])
    tops = _levels([cell.box[1] for cell in cells])
    grid: dict[int, dict[int, str]] = {}
    for cell in cells:
        grid.setdefault(tops[cell.box[1]], {})[lefts[cell.box[0]]] = cell.text
    lines = []
    for _, row in sorted(grid.items()):
        texts = [row.get(column, "") for column in range(max(row) + 1) if column in row or column < max(row)]
        if any(texts):
            lines.append(CELL.join(texts).strip())
    return "\n".join(lines)


def _levels(places: Sequence[float]) -> dict[float, int]:
    """The number of the row or column that begins at each place, from 0; places closer than the tolerance are one."""
    levels: dict[float, int] = {}
    number, last = -1, float("-inf")
    for place in sorted(set(places)):
        if place - last > _TOLERANCE:
            number += 1
            last = place
        levels[place] = number
    return levels
