"""Lines of a page, and rows of cells in tables that have no rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from ptce_corpus.extraction.pdf_fragments import Fragment, flowing, joined, on_one_line

_TALLEST_CELL = 8
"""Fragments past which a stretch of text is no cell of a table."""


def rows(fragments: Sequence[Fragment]) -> list[Fragment]:
    """The fragments joined line by line, from the top down."""
    lines: list[list[Fragment]] = []
    anchors: list[Fragment] = []
    for fragment in sorted(fragments, key=lambda item: (item.middle, item.x0)):
        for index in range(len(lines) - 1, max(len(lines) - 4, -1), -1):
            if _on_line(anchors[index], fragment):
                lines[index].append(fragment)
                anchors[index] = max(anchors[index], fragment, key=lambda item: len(item.text))
                break
        else:
            lines.append([fragment])
            anchors.append(fragment)
    return [joined(line) for line in lines]


def _on_line(anchor: Fragment, fragment: Fragment) -> bool:
    """Whether a fragment stands on the line whose longest fragment is ``anchor``; a table stands on none."""
    if anchor.block or fragment.block:
        return False
    return on_one_line(anchor.top, anchor.bottom, fragment.top, fragment.bottom)


def runs(left: Sequence[Fragment], right: Sequence[Fragment]) -> list[tuple[Fragment, ...]]:
    """What the content stream gives of one side before it turns to the other, run by run."""
    lefts = set(map(id, left))
    members = sorted((*left, *right), key=lambda item: item.order)
    return [tuple(run) for _, run in groupby(members, key=lambda item: id(item) in lefts)]


def are_cells(stretches: Sequence[tuple[Fragment, ...]]) -> bool:
    """Whether runs of the content stream are the cells of a table: short, side by side, some of several lines."""
    if max(map(len, stretches)) > _TALLEST_CELL:
        return False
    pairs = _pairs(stretches)
    partnered = [pair for pair in pairs if len(pair) == 2]
    several = any(len(rows(run)) > 1 for pair in partnered for run in pair)
    return several and len(partnered) >= 2 and len(partnered) >= 0.6 * len(pairs)


def cell_rows(left: Sequence[Fragment], right: Sequence[Fragment]) -> list[Fragment]:
    """Rows of cells as the content stream gives them, each on one line, its cells parted by tabs."""
    lines: list[Fragment] = []
    for pair in _pairs(runs(left, right)):
        first, second = pair if len(pair) == 2 else (pair[0], ())
        beside = [item for item in first if second and _share_level([item], second)]
        if not beside:
            lines += rows(first) + rows(second)
            continue
        apart = rows([item for item in first if not _share_level([item], second)])
        lines += [line for line in apart if line.middle < beside[0].middle]
        lines.append(_row((beside, second)))
        lines += [line for line in apart if line.middle >= beside[0].middle]
    return lines


def _pairs(stretches: Sequence[tuple[Fragment, ...]]) -> list[tuple[tuple[Fragment, ...], ...]]:
    """Each left run with the right one that follows it on its level; runs without such a partner alone."""
    paired: list[tuple[tuple[Fragment, ...], ...]] = []
    index = 0
    while index < len(stretches):
        pair = tuple(stretches[index : index + 2])
        if len(pair) == 2 and pair[0][0].x0 < pair[1][0].x0 and _share_level(*pair):
            paired.append(pair)
            index += 2
        else:
            paired.append((stretches[index],))
            index += 1
    return paired


def _share_level(one: Sequence[Fragment], other: Sequence[Fragment]) -> bool:
    return min(bottom(one), bottom(other)) - max(top(one), top(other)) > 0.4 * min(
        item.height for item in (*one, *other)
    )


def _row(pair: Sequence[Sequence[Fragment]]) -> Fragment:
    """A row of cells as one line: fragments above one another make a cell."""
    cells: list[list[Fragment]] = []
    for item in sorted((item for run in pair for item in run), key=lambda item: item.x0):
        if cells and item.x0 < max(other.x1 for other in cells[-1]):
            cells[-1].append(item)
        else:
            cells.append([item])
    members = [item for cell in cells for item in cell]
    texts = ["\n".join(line.text for line in rows(cell)) for cell in cells]
    return replace(
        members[0],
        # The last cell keeps its lines: they run on below, as in a list.
        text="\t".join([*map(flowing, texts[:-1]), texts[-1]]),
        top=top(members),
        x1=max(item.x1 for item in members),
        bottom=bottom(members),
        block=True,
    )


def top(members: Sequence[Fragment]) -> float:
    """Where the highest of the fragments begins."""
    return min(item.top for item in members)


def bottom(members: Sequence[Fragment]) -> float:
    """Where the lowest of the fragments ends."""
    return max(item.bottom for item in members)
