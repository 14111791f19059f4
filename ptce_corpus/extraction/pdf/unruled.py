"""Tables that white space holds together: rows whose cells stand below one another, with no frame around them.

The white strips that run between the cells are followed from line to line (after the whitespace cover of T. M. Breuel,
"Two geometric algorithms for layout analysis", 2002). What is left of a page with such strips, columns of prose, lists
and tables of contents, is told apart by what the cells hold and by the order in which they were written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ptce_corpus.extraction.pdf.aligned import are_rows
from ptce_corpus.extraction.pdf.cells import Line, Row, table_rows
from ptce_corpus.extraction.pdf.characters import Characters
from ptce_corpus.extraction.pdf.fragments import Fragment, cut, flowing, joined, on_one_line, turned
from ptce_corpus.extraction.pdf.grid import aligned
from ptce_corpus.extraction.pdf.rules import Rule

_WIDEST_STEP = 3.2
"""Heights of type between two lines past which a table has ended."""
_WIDE = 0.9
"""Heights of type from which the white between two pieces of text parts cells."""
_NARROW = 0.1
"""Heights of type that a strip may narrow down to where a cell is full."""
_FEWEST_LINES = 3
_APART = 0.9
"""Heights of type above a line from which it may be the first of another table."""
_FEWEST_HEADS = 2
_LOOKED_AT = 30
_MOST_COLUMNS = 14
_MOST_FRAGMENTS = 3000
_FEWEST_PARTED = 2
_MOST_STARTS = 12
_SAME_START = 1.2
"""Points within which pieces begin at one place."""
_LARGER = 1.15
"""Height over that of cells from which a line is a heading that their start does not cut."""
_LONG_LABEL = 32
"""Characters past which what stands before the start of a column is no cell that runs up to it."""

_Strips = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class _Start:
    """Where cells begin: their left edge, the first and last place down the page of one there, and their height."""

    x: float
    top: float
    bottom: float
    height: float


def with_aligned(
    members: Sequence[Fragment],
    found: Sequence[Rule],
    characters: Characters,
    *,
    quadrant: int,
    told_apart: bool = False,
) -> list[Fragment]:
    """The fragments of a page, those of tables without frame replaced by one block a table (a row a line).

    The rules ``found`` on the page part the rows where they run between them; ``told_apart`` asks that they do.
    """
    rest = list(members)
    if not 2 * _FEWEST_LINES <= len(members) <= _MOST_FRAGMENTS:
        return rest
    lines = _lines(members)
    if sum(len(line.pieces) > 1 for line in lines) < _FEWEST_LINES:
        return rest
    levels = _levels(found, quadrant)
    for run in _runs(_parted(lines, characters, quadrant)):
        width = max(line.pieces[-1].x1 for line in run) - min(line.pieces[0].x0 for line in run)
        rows, told = table_rows(run, [y for y, length in levels if length >= 0.6 * width])
        if (told or not told_apart) and are_rows(rows, told_apart=told):
            taken = {id(item) for line in run for item in line.members}
            rest = [*(item for item in rest if id(item) not in taken), _block(rows)]
    return rest


def _levels(found: Sequence[Rule], quadrant: int) -> list[tuple[float, float]]:
    """Where rules lie across a page in the frame of a quadrant, from the top down, and how long they are."""
    boxes = (turned((rule.left, rule.top, rule.right, rule.bottom), quadrant) for rule in found)
    return sorted((box[1], box[2] - box[0]) for box in boxes if box[3] - box[1] < box[2] - box[0])


def _lines(members: Sequence[Fragment]) -> list[Line]:
    """The lines of a page from the top down, whatever column they stand in."""
    lines: list[list[Fragment]] = []
    anchor: Fragment | None = None
    for item in sorted(members, key=lambda item: (item.middle, item.x0)):
        level = anchor is not None and not (anchor.block or item.block)
        if level and anchor and on_one_line(anchor.top, anchor.bottom, item.top, item.bottom):
            lines[-1].append(item)
            anchor = max(anchor, item, key=lambda other: len(other.text))
        else:
            lines.append([item])
            anchor = item
    return [Line(tuple(_pieces(line)), tuple(line)) for line in lines]


def _pieces(line: Sequence[Fragment]) -> list[Fragment]:
    """The stretches of a line between wide gaps."""
    groups: list[list[Fragment]] = []
    end = 0.0
    for item in sorted(line, key=lambda item: item.x0):
        if groups and item.x0 - end < _WIDE * max(item.height, groups[-1][-1].height):
            groups[-1].append(item)
            end = max(end, item.x1)
        else:
            groups.append([item])
            end = item.x1
    return [joined(group) for group in groups]


def _parted(lines: Sequence[Line], characters: Characters, quadrant: int) -> list[Line]:
    """The lines, a cell that runs up to the start of the next one parted from it."""
    starts = _starts(lines)
    return [
        Line(tuple(piece for item in line.pieces for piece in _cut(item, starts, characters, quadrant)), line.members)
        for line in lines
    ]


def _starts(lines: Sequence[Line]) -> list[_Start]:
    """Where at least three cells begin, two of them after white; those of most cells first."""
    clusters: list[list[tuple[Fragment, bool]]] = []
    found = [(piece, number > 0) for line in lines for number, piece in enumerate(line.pieces)]
    for piece, parted in sorted(found, key=lambda item: item[0].x0):
        if clusters and piece.x0 - clusters[-1][0][0].x0 <= _SAME_START:
            clusters[-1].append((piece, parted))
        else:
            clusters.append([(piece, parted)])
    often = [
        [piece for piece, _ in cluster]
        for cluster in clusters
        if len(cluster) >= _FEWEST_LINES and sum(parted for _, parted in cluster) >= _FEWEST_PARTED
    ]
    often.sort(key=len, reverse=True)
    return [
        _Start(
            cluster[0].x0,
            min(item.top for item in cluster),
            max(item.bottom for item in cluster),
            median(item.height for item in cluster),
        )
        for cluster in often[:_MOST_STARTS]
    ]


def _cut(item: Fragment, starts: Sequence[_Start], characters: Characters, quadrant: int) -> list[Fragment]:
    """A piece cut where words in it begin at the starts of columns: of two at least, or of one, beside a short cell."""
    reach = 3 * item.height
    near = [
        start.x
        for start in starts
        if item.x0 < start.x < item.x1
        and start.top - reach <= item.top <= start.bottom + reach
        and item.height < _LARGER * start.height
    ]
    if item.first < 0 or not near:
        return [item]
    parts = cut(item, sorted(near), characters, quadrant=quadrant)
    if len(near) > 1 and len(parts) == len(near) + 1 and _meet(parts, sorted(near)):
        return parts
    for x in near:
        parts = cut(item, [x], characters, quadrant=quadrant)
        if len(parts) == 2 and _meet(parts, [x]) and min(len(part.text) for part in parts) <= _LONG_LABEL:
            return parts
    return [item]


def _meet(parts: Sequence[Fragment], starts: Sequence[float]) -> bool:
    """Whether the parts of a piece begin at the starts of columns, each where the one before has ended."""
    return all(
        abs(part.x0 - x) <= _SAME_START and before.x1 <= x
        for (before, part), x in zip(pairwise(parts), starts, strict=True)
    )


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The stretches of a page that a white strip runs through from the first line to the last."""
    run: list[Line] = []
    strips: _Strips = []
    for line in lines:
        kept = _kept(run, strips, line)
        if kept is None:
            yield from _trimmed(run, strips)
            run, kept = [], _between(line)
        strips = kept
        if kept:
            run.append(line)
    yield from _trimmed(run, strips)


def _kept(run: Sequence[Line], strips: _Strips, line: Line) -> _Strips | None:
    """The strips that are still white with one more line; None where the table ends before it."""
    if not run or line.pieces[0].block or len(line.pieces) > _MOST_COLUMNS:
        return None
    size = min(line.height, run[-1].height)
    if line.top - run[-1].bottom > _WIDEST_STEP * size:
        return None
    if line.top - run[-1].bottom > _APART * size and not _continues(run, line):
        return None
    white = [(float("-inf"), line.pieces[0].x0), *_between(line), (line.pieces[-1].x1, float("inf"))]
    kept = [(max(a, c), min(b, d)) for a, b in strips for c, d in white if min(b, d) - max(a, c) >= _NARROW * size]
    crosses = len(kept) < len(strips) and len(line.pieces) == 1
    return None if not kept or (crosses and any(len(other.pieces) > len(kept) + 1 for other in run)) else kept


def _continues(run: Sequence[Line], line: Line) -> bool:
    """Whether a piece of a line, past the first, stands below one of the lines above: on its left, right or middle."""
    places = [
        (piece.x0, (piece.x0 + piece.x1) / 2, piece.x1) for above in run[-_LOOKED_AT:] for piece in above.pieces[1:]
    ]
    return (
        len(line.pieces) < _FEWEST_HEADS
        or len(run) < _FEWEST_LINES
        or any(
            abs(place - other) <= _SAME_START
            for piece in line.pieces[1:]
            for its in places
            for place, other in zip((piece.x0, (piece.x0 + piece.x1) / 2, piece.x1), its, strict=True)
        )
    )


def _between(line: Line) -> _Strips:
    """The white between the pieces of a line."""
    return [(left.x1, right.x0) for left, right in pairwise(line.pieces)] if len(line.pieces) <= _MOST_COLUMNS else []


def _trimmed(run: list[Line], strips: _Strips) -> Iterator[list[Line]]:
    """A run less what stands at its ends: a running head, a caption, text of its own in the first column."""
    while run and len(run[-1].pieces) == 1 and run[-1].pieces[0].x0 < strips[0][0]:
        run.pop()
    usual = median(line.bottom - above.bottom for above, line in pairwise(run)) if len(run) > 1 else 0.0
    # A caption reads on where a row would have white: it was but cut at the start of a column.
    while len(run) > 1 and run[-1].is_cut and run[-1].bottom - run[-2].bottom > 1.2 * usual:
        run.pop()
    while len(run) > 1 and (len(run[0].pieces) == 1 or _heads_page(run, usual)):
        del run[0]
    if len(run) >= _FEWEST_LINES:
        yield run


def _heads_page(run: Sequence[Line], usual: float) -> bool:
    """Whether the first line stands further from the next than the rows do: less far where that is a caption."""
    step = run[1].bottom - run[0].bottom
    return step > (1.8 if len(run[1].pieces) > 1 else 1.2) * max(usual, run[0].height)


def _block(rows: Sequence[Row]) -> Fragment:
    """A table as one block."""
    pieces = [piece for row in rows for cell in row for piece in cell]
    box = (
        min(item.x0 for item in pieces),
        min(item.top for item in pieces),
        max(item.x1 for item in pieces),
        max(item.bottom for item in pieces),
    )
    grid = [[flowing("\n".join(piece.text.replace("\t", " ") for piece in cell)) for cell in row] for row in rows]
    order, size = min(item.order for item in pieces), median(item.height for item in pieces)
    return aligned(grid, box, order=order, size=size)
