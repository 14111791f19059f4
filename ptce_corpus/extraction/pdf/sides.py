"""What stands at either side of a white strip: columns of prose, or the cells of rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from itertools import groupby, pairwise
from statistics import median

from ptce_corpus.extraction.pdf.fragments import Fragment, height_of_type, on_one_line
from ptce_corpus.extraction.pdf.lines import bottom, left, letters, right, rows, top
from ptce_corpus.extraction.pdf.programmes import are_cells, are_hours, are_marks, are_staggered

_ENDED = re.compile(r"[.!?…:;]['’\"»”)\]]{0,2}\s*$")
_FIGURES = re.compile(r"[\d\s.,%€+/()–-]*\d[\d\s.,%€+/()–-]*(?:k€|M€|euros?|h)?")
_LABEL = re.compile(r"(?:^|\s)\S{1,40}\s?:(?:\s|$)")
_FLOWING = 0.3
"""Share of line ends that a sentence runs over from which lines are prose."""
_LARGE_GAP = 2.5
_FEW = 5
_SPARSE = 8
_TIGHT = 1.45
"""Heights of type from one line to the next up to which lines stand as those of an address."""
_WORDED = 18


class Sense(Enum):
    """What the two sides of a strip are to each other."""

    COLUMNS = "columns"
    CELLS = "cells"


def sense(one: Sequence[Fragment], other: Sequence[Fragment], *, divided: bool = False) -> Sense | None:
    """What fragments left and right of a strip are to each other; None: one text in rows.

    ``divided``: a rule stands between them.
    """
    lines, others = rows(one), rows(other)
    boxed = any(line.block for line in (*lines, *others))
    fewest = min(len(lines), len(others))
    if (fewest < 3 and not boxed and not _are_wide_apart(lines, others)) or _overlap(lines, others) < 0.4:
        return None
    if are_marks(lines):
        return None
    if are_hours(lines) or (are_hours(lines, least=0.2) and _aligned(lines, others) >= 0.7 and flow(others) < _FLOWING):
        return Sense.CELLS
    if are_cells(lines, others):
        return Sense.CELLS
    prose = _words(lines, others, least=_SPARSE) and min(flow(lines), flow(others)) >= _FLOWING
    if boxed or prose or divided:
        return Sense.COLUMNS
    return Sense.COLUMNS if _apart(lines, others, turns=_turns(one, other)) else None


def _apart(lines: Sequence[Fragment], others: Sequence[Fragment], *, turns: int) -> bool:
    """Whether lines that are no prose, at one side at least, stand in columns all the same.

    They do where they share no levels, or where they are words and the content stream gives side after side.
    """
    if are_figures(lines) or are_figures(others) or not _words(lines, others, least=_FEW):
        return False
    labels = sum(bool(_LABEL.search(line.text)) for line in lines) > 0.3 * len(lines)
    if labels and len(others) < 2 * len(lines):
        return False
    apart = _aligned(lines, others) < 0.6
    if apart or not _words(lines, others, least=_SPARSE):
        return apart
    if are_staggered(lines, others):
        return True
    if _is_centred(lines) and _is_centred(others):
        return True
    if turns <= 2 and not labels and _steps_tight(lines, others):
        return True
    return turns == 3 and _words(lines, others, least=_WORDED)


def _are_wide_apart(lines: Sequence[Fragment], others: Sequence[Fragment]) -> bool:
    """Whether the side that has but two lines is one sentence, a wide gap away from the other."""
    fewer = lines if len(lines) < len(others) else others
    gap = left(others) - right(lines)
    return len(fewer) == 2 and runs_over(*fewer) and gap > 1.5 * fewer[0].height


def _is_centred(lines: Sequence[Fragment]) -> bool:
    """Whether lines of unlike length stand around one axis."""
    middles = [(line.x0 + line.x1) / 2 for line in lines]
    starts = [line.x0 for line in lines]
    slack = 0.3 * lines[0].height
    return max(middles) - min(middles) < slack < 0.2 * (max(starts) - min(starts))


def _steps_tight(*sides: Sequence[Fragment]) -> bool:
    """Whether most lines are set as tight as those of an address, not as loose as the rows of a table."""
    steps = [(other.bottom - one.bottom) / other.height for side in sides for one, other in pairwise(side)]
    return bool(steps) and median(steps) < _TIGHT


def flow(lines: Sequence[Fragment]) -> float:
    """Share of line ends that a sentence runs over."""
    over = [runs_over(one, other) for one, other in pairwise(lines)]
    return sum(over) / len(over) if over else 0.0


def runs_over(one: Fragment, other: Fragment) -> bool:
    """Whether a sentence runs over from the end of ``one`` to the beginning of ``other``."""
    return other.text[:1].islower() and not _ENDED.search(one.text)


def are_figures(lines: Sequence[Fragment]) -> bool:
    """Whether most lines are numbers."""
    return sum(bool(_FIGURES.fullmatch(line.text)) for line in lines) > 0.5 * len(lines)


def aside(one: Sequence[Fragment], other: Sequence[Fragment]) -> bool:
    """Whether ``one`` stands in the margin of the body ``other``: a narrow box, or scattered notes in smaller type."""
    share = (right(one) - left(one)) / max(right(other) - left(other), 1.0)
    if all(item.block and not item.rows for item in one):
        return share < 0.75 and letters(one) < letters(other) and not any(item.block for item in other)
    if share > 0.5:
        return False
    filled = sum(item.height for item in one if not item.block) / (bottom(one) - top(one))
    return filled < 0.5 and height_of_type(one) < 0.93 * height_of_type(other) and letters(one) < 0.35 * letters(other)


def _turns(one: Sequence[Fragment], other: Sequence[Fragment]) -> int:
    """How many runs the content stream makes of the two sides."""
    mine = set(map(id, one))
    members = sorted((*one, *other), key=lambda item: item.order)
    return sum(1 for _ in groupby(members, key=lambda item: id(item) in mine))


def _words(*sides: Sequence[Fragment], least: int) -> bool:
    """Whether the lines of each side hold at least so many characters on average."""
    return all(letters(side) >= least * len(side) for side in sides)


def _overlap(one: Sequence[Fragment], other: Sequence[Fragment]) -> float:
    """Share of the shorter side's height that stands beside lines of the other side."""
    mine, others = _runs(one), _runs(other)
    shorter = min(sum(end - begin for begin, end in runs) for runs in (mine, others))
    beside = sum(
        max(min(end, other_end) - max(begin, other_begin), 0.0)
        for begin, end in mine
        for other_begin, other_end in others
    )
    return beside / shorter if shorter > 0 else 0.0


def _runs(lines: Sequence[Fragment]) -> list[tuple[float, float]]:
    """Tops and bottoms of the stretches that lines fill without a large gap."""
    found: list[tuple[float, float]] = []
    for line in lines:
        begin, end = found[-1] if found else (line.top, line.bottom)
        if found and line.top - end > _LARGE_GAP * line.height and not line.block:
            found.append((line.top, line.bottom))
        else:
            found[-1:] = [(min(begin, line.top), max(end, line.bottom))]
    return found


def _aligned(one: Sequence[Fragment], other: Sequence[Fragment]) -> float:
    """Share of the lines of the side with fewer that have a line of the other side on their level."""
    fewer, more = (one, other) if len(one) <= len(other) else (other, one)
    at, matched = 0, 0
    for line in fewer:
        while at < len(more) and more[at].bottom < line.top:
            at += 1
        near = more[at : at + 3]
        matched += any(on_one_line(line.top, line.bottom, found.top, found.bottom) for found in near)
    return matched / len(fewer)
