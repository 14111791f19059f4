"""White strips that part a page into sides, after the whitespace cover of T. M. Breuel (see ``pdf_columns``)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ptce_corpus.extraction.pdf.boxes import Frame
from ptce_corpus.extraction.pdf.fragments import Fragment, on_one_line
from ptce_corpus.extraction.pdf.lines import bottom, letters, rows, top
from ptce_corpus.extraction.pdf.sides import Sense, sense

_NARROWEST = 0.45
"""Width of the narrowest strip, over the height of the type."""
_SLACK = 0.1
"""How far a line may reach into a strip, over the height of the type: boxes are not exact."""
_FEWEST = 3
_MOST_EDGES = 40
_MOST_FEET = 3
_FAR = 2.5
"""White above a foot, over the height of its type."""
_SHORT_STRIP = 6
"""Lines beside a strip under which it may be white by chance."""


@dataclass(frozen=True, slots=True)
class Gutter:
    """A white strip, with the fragments at either side of it, and those above and below its stretch."""

    sense: Sense
    weight: float
    left: tuple[Fragment, ...]
    right: tuple[Fragment, ...]
    above: tuple[Fragment, ...]
    below: tuple[Fragment, ...]


def widest_gutter(fragments: Sequence[Fragment], dividers: Sequence[Frame] = ()) -> Gutter | None:
    """The gutter that parts the most text, None when there is none; ``dividers`` are the rules that stand."""
    lines = [item for item in fragments if not item.block]
    if len(fragments) < 2 or (len(lines) < 2 * _FEWEST - 1 and len(lines) == len(fragments)):
        return None
    height = median(item.height for item in lines or fragments)
    ordered = sorted(fragments, key=lambda item: item.middle)
    found: Gutter | None = None
    for end in _edges(fragments, height):
        start = end - _NARROWEST * height
        for first, last in _stretches(ordered, start, end):
            beaten = found.weight if found else 0.0
            gutter = _gutter(ordered, first, last, start, beaten=beaten, dividers=dividers)
            found = gutter or found
    return found


def _edges(fragments: Sequence[Fragment], height: float) -> list[float]:
    """Where at least three lines, or a box, begin that have others at their left; most frequent first."""
    slack = _SLACK * height
    ends = sorted(item.x1 for item in fragments)
    clusters: list[list[float]] = []
    for x in sorted(item.x0 for item in fragments):
        if clusters and x - clusters[-1][-1] <= 2 * slack and x - clusters[-1][0] <= 8 * slack:
            clusters[-1].append(x)
        else:
            clusters.append([x])
    boxes = {item.x0 for item in fragments if item.block}
    edges = [
        cluster
        for cluster in clusters[1:]
        if len(cluster) >= _FEWEST or (not boxes.isdisjoint(cluster) and bisect_right(ends, cluster[0]))
    ]
    edges.sort(key=len, reverse=True)
    starts = [cluster[0] - slack for cluster in edges[:_MOST_EDGES]]
    return starts + _ragged_starts(clusters, height, taken=starts) + _ends_of_columns(fragments, ends, height)


def _ragged_starts(clusters: Sequence[Sequence[float]], height: float, *, taken: Sequence[float]) -> list[float]:
    """Where lines begin that are indented by unlike measures: a heading, the marks of a list and its text."""
    known = {round(start) for start in taken}
    found: list[float] = []
    for (before, here), index in zip(pairwise(clusters), range(1, len(clusters)), strict=False):
        near = (len(cluster) for cluster in clusters[index : index + 4] if cluster[0] - here[0] <= 2.5 * height)
        start = here[0] - _SLACK * height
        if here[0] - before[-1] > 1.2 * height and sum(near) >= _FEWEST and round(start) not in known:
            found.append(start)
    return found[:_MOST_EDGES]


def _ends_of_columns(fragments: Sequence[Fragment], ends: Sequence[float], height: float) -> list[float]:
    """Where strips end that begin at the right edge of set lines: their right side may begin anywhere (centred)."""
    starts = sorted(item.x0 for item in fragments)
    found: list[float] = []
    at = 0
    while at < len(ends):
        past = bisect_right(ends, ends[at] + 2 * _SLACK * height)
        following = bisect_left(starts, ends[past - 1])
        if past - at > _FEWEST and len(starts) - following >= _FEWEST:
            found.append(ends[past - 1] + (_NARROWEST + _SLACK) * height)
        at = past
    return found[:_MOST_EDGES]


def _stretches(ordered: Sequence[Fragment], start: float, end: float) -> Iterator[tuple[int, int]]:
    """The stretches of a strip that no fragment crosses, where both sides hold enough."""
    first = lefts = rights = 0
    for index, item in enumerate(ordered):
        if item.x0 >= end:
            rights += _FEWEST if item.block else 1
        elif item.x1 <= start:
            lefts += _FEWEST if item.block else 1
        else:
            if min(lefts, rights) > 1 and max(lefts, rights) >= _FEWEST:
                yield first, index
            first, lefts, rights = index + 1, 0, 0
    if min(lefts, rights) > 1 and max(lefts, rights) >= _FEWEST:
        yield first, len(ordered)


def _gutter(
    ordered: Sequence[Fragment],
    first: int,
    last: int,
    start: float,
    *,
    beaten: float,
    dividers: Sequence[Frame],
) -> Gutter | None:
    """The gutter of a stretch, None where its sides are nothing to each other or part no more than ``beaten``."""
    first, last = _trimmed(ordered, first, last, start)
    members = ordered[first:last]
    left = tuple(item for item in members if item.x1 <= start)
    right = tuple(item for item in members if item.x1 > start)
    weight = min(letters(left), letters(right))
    if weight <= beaten:
        return None
    told = sense(left, right, divided=_divided(left, right, dividers))
    if told is None:
        return None
    if told is Sense.COLUMNS and _is_river(left, right):
        return None
    return Gutter(told, weight, left, right, tuple(ordered[:first]), tuple(ordered[last:]))


def _divided(left: Sequence[Fragment], right: Sequence[Fragment], dividers: Sequence[Frame]) -> bool:
    """Whether a rule stands between two sides for most of the stretch that they share."""
    if not dividers:
        return False
    begin, end = max(top(left), top(right)), min(bottom(left), bottom(right))
    west, east = max(item.x1 for item in left), min(item.x0 for item in right)
    return any(
        west - 1 <= x0 and x1 <= east + 1 and min(lower, end) - max(upper, begin) > 0.7 * (end - begin) > 0
        for x0, upper, x1, lower in dividers
    )


def _is_river(left: Sequence[Fragment], right: Sequence[Fragment]) -> bool:
    """Whether a short strip is white that the justified lines of one column leave by chance: neither edge is even."""
    if any(item.block for item in (*left, *right)):
        return False
    lines, others = rows(left), rows(right)
    if min(len(lines), len(others)) >= _SHORT_STRIP:
        return False
    begins, size = [line.x0 for line in others], right[0].height
    if max(begins) - min(begins) <= 2 * size:
        return False
    middles = [(line.x0 + line.x1) / 2 for line in others]
    return not any(_even(places, 0.4 * size) for places in (begins, middles, [line.x1 for line in lines]))


def _even(places: Sequence[float], slack: float) -> bool:
    return max(sum(abs(place - other) <= slack for other in places) for place in places) >= 0.75 * len(places)


def _trimmed(ordered: Sequence[Fragment], start: int, end: int, left_end: float) -> tuple[int, int]:
    """A stretch less what belongs to the full lines above and below it.

    That is what stands on one line with them (the number of a footnote), and left lines close to them that have
    nothing at their right: the short last line of a paragraph, the heading of what follows.
    """
    first, last = _without_feet(ordered, start, end)
    while first and first < last and _belongs(ordered[first], ordered[first - 1], ordered, (first + 1, last), left_end):
        first += 1
    while last < len(ordered) and last > first:
        if not _belongs(ordered[last - 1], ordered[last], ordered, (last - 2, first - 1), left_end):
            break
        last -= 1
    return first, last


def _without_feet(ordered: Sequence[Fragment], start: int, end: int) -> tuple[int, int]:
    """A stretch less what stands far from all else at its ends: running heads and feet, folios."""
    first, last = start, end
    for index in range(start + 1, min(start + 1 + _MOST_FEET, end)) if start == 0 else ():
        if ordered[index].top - max(item.bottom for item in ordered[start:index]) > _FAR * ordered[index - 1].height:
            first = index
    for index in range(end - 1, max(end - 1 - _MOST_FEET, first), -1) if end == len(ordered) else ():
        if ordered[index].top - max(item.bottom for item in ordered[first:index]) > _FAR * ordered[index].height:
            last = index
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
