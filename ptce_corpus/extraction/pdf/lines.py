"""Lines of a page: fragments that stand on one level, joined."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from ptce_corpus.extraction.pdf.fragments import Fragment, joined, on_one_line

_COMMON_STEP = 1.2
"""Heights of type from one line to the next where nothing better is known."""


def rows(fragments: Sequence[Fragment]) -> list[Fragment]:
    """The fragments joined line by line, from the top down."""
    return [joined(level) for level in levels(fragments)]


def levels(fragments: Sequence[Fragment]) -> list[list[Fragment]]:
    """The fragments of each line, from the top down."""
    lines: list[list[Fragment]] = []
    anchors: list[Fragment] = []
    for fragment in sorted(fragments, key=lambda item: (item.middle, item.x0)):
        for index in range(len(lines) - 1, max(len(lines) - 4, -1), -1):
            if _on_line(anchors[index], fragment) and not _over(lines[index][-1], fragment):
                lines[index].append(fragment)
                anchors[index] = max(anchors[index], fragment, key=lambda item: len(item.text))
                break
        else:
            lines.append([fragment])
            anchors.append(fragment)
    return lines


def _on_line(anchor: Fragment, fragment: Fragment) -> bool:
    """Whether a fragment stands on the line whose longest fragment is ``anchor``; a table stands on none."""
    if anchor.block or fragment.block:
        return False
    return on_one_line(anchor.top, anchor.bottom, fragment.top, fragment.bottom)


def _over(one: Fragment, other: Fragment) -> bool:
    """Whether two fragments of several letters stand over one another: boxes taller than the line tell no lines."""
    shared = min(one.x1, other.x1) - max(one.x0, other.x0)
    return shared > 0.5 * min(one.x1 - one.x0, other.x1 - other.x0) and min(len(one.text), len(other.text)) > 3


def pitch(*sides: Sequence[Fragment]) -> float:
    """Points from one line to the next where lines are set tight, over columns of lines that stand side by side."""
    steps: list[float] = []
    heights: list[float] = []
    for lines in sides:
        previous: Fragment | None = None
        for line in lines:
            if line.block:
                previous = None
                continue
            heights.append(line.height)
            if previous is not None and 0.6 * line.height < (step := line.bottom - previous.bottom) < 1.7 * line.height:
                steps.append(step)
            previous = line
    if steps:
        return sorted(steps)[len(steps) // 4]
    return _COMMON_STEP * median(heights) if heights else _COMMON_STEP * 10


def top(members: Sequence[Fragment]) -> float:
    """Where the highest of the fragments begins."""
    return min(item.top for item in members)


def bottom(members: Sequence[Fragment]) -> float:
    """Where the lowest of the fragments ends."""
    return max(item.bottom for item in members)


def left(members: Sequence[Fragment]) -> float:
    """Where the leftmost of the fragments begins."""
    return min(item.x0 for item in members)


def right(members: Sequence[Fragment]) -> float:
    """Where the rightmost of the fragments ends."""
    return max(item.x1 for item in members)


def letters(members: Sequence[Fragment]) -> int:
    """How many characters the fragments hold."""
    return sum(len(item.text) for item in members)
