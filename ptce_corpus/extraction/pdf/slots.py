"""Slots of a programme within one ruled row: cells of many lines, cut into rows where a time begins one."""

from __future__ import annotations

from collections.abc import Sequence

from ptce_corpus.extraction.pdf.fragments import Fragment, on_one_line
from ptce_corpus.extraction.pdf.lines import rows
from ptce_corpus.extraction.pdf.programmes import begins_with_hour

_LEAST_TIMES = 0.6
"""Share of the lines of a cell that begin with a time, where it holds the times of slots."""
_LEAST_STEP = 1.6
"""Heights of type between two times under which they may be the beginning and the end of one slot."""
_SLACK = 0.1
"""Heights of type that a line may begin above the time of its slot."""


def slot_starts(cells: Sequence[Sequence[Fragment]]) -> list[float]:
    """Where the slots of a ruled row begin, from the top down; empty where its ``cells`` make one row.

    A cell tells the slots when its lines begin with times, each at the level of a line of another cell.
    """
    lines = [rows(cell) for cell in cells]
    for index, times in enumerate(lines):
        hours = [line for line in times if begins_with_hour(line.text)]
        if len(hours) < 2 or len(hours) < _LEAST_TIMES * len(times) or hours[0] is not times[0]:
            continue
        others = [line for other, found in enumerate(lines) if other != index for line in found]
        if _are_slots(hours, others):
            return [hour.top - _SLACK * hour.height for hour in hours]
    return []


def _are_slots(hours: Sequence[Fragment], others: Sequence[Fragment]) -> bool:
    """Whether something stands beside each time, and two times are not just from when to when."""
    if len(hours) == 2 and hours[1].bottom - hours[0].bottom < _LEAST_STEP * hours[0].height:
        return False
    return all(any(on_one_line(hour.top, hour.bottom, line.top, line.bottom) for line in others) for hour in hours)
