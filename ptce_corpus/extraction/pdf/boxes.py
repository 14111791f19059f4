"""Text boxes of a page: what a border or a coloured ground holds is read as a whole."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ptce_corpus.extraction.pdf.fragments import Fragment, turned
from ptce_corpus.extraction.pdf.rules import Rule

_SLACK = 3.0
"""Points that a line may reach over the border of its box."""
_MOST_FRAMES = 60
_MOST_RULES = 800
_SMALLEST = 30.0
"""Points of the shortest side of a box."""
_WHOLE = 0.85
"""Share of the letters of a page from which a frame is the border of the page rather than of a box."""
_FEWEST = 2

Frame = tuple[float, float, float, float]
"""Left, top, right and bottom of a box, in points, in the upright frame of the fragments."""


@dataclass(frozen=True, slots=True)
class Box:
    """What a frame holds: the fragments, and the frames within it; ``stand_in`` takes their place on the page."""

    stand_in: Fragment
    members: tuple[Fragment, ...]
    frames: tuple[Frame, ...]


def boxed(members: Sequence[Fragment], frames: Sequence[Frame]) -> tuple[list[Fragment], list[Box]]:
    """The fragments with a stand-in for each outermost box, and the boxes."""
    rest = list(members)
    boxes: list[Box] = []
    for frame in _outermost(frames):
        inside = [item for item in rest if _holds(frame, item)]
        if not _is_box(frame, inside, rest, of=len(members)):
            continue
        kept = {id(item) for item in inside}
        stand_in = Fragment(
            " ".join(item.text for item in inside), *frame, order=min(item.order for item in inside), block=True
        )
        within = tuple(other for other in frames if other != frame and _inside(other, frame))
        rest = [item for item in rest if id(item) not in kept]
        rest.append(stand_in)
        boxes.append(Box(stand_in, tuple(inside), within))
    return rest, boxes


def opened(
    block: Sequence[Fragment], boxes: Sequence[tuple[Fragment, list[list[Fragment]]]]
) -> Iterator[list[Fragment]]:
    """A block cut where a stand-in stands, the blocks of its box put there."""
    contents = {id(stand_in): inner for stand_in, inner in boxes}
    lines: list[Fragment] = []
    for line in block:
        inner = contents.get(id(line))
        if inner is None:
            lines.append(line)
            continue
        if lines:
            yield lines
        yield from inner
        lines = []
    if lines:
        yield lines


def _outermost(frames: Sequence[Frame]) -> list[Frame]:
    """The largest frames first, bounded."""
    return sorted(frames, key=_area, reverse=True)[:_MOST_FRAMES]


def _is_box(frame: Frame, inside: Sequence[Fragment], rest: Sequence[Fragment], *, of: int) -> bool:
    """Whether a frame holds a text of its own: some lines, not the whole page, and no line over its border."""
    if len(inside) < _FEWEST or len(inside) > _WHOLE * of:
        return False
    kept = {id(item) for item in inside}
    return not any(_touches(frame, item) for item in rest if id(item) not in kept)


def _touches(frame: Frame, item: Fragment) -> bool:
    x0, top, x1, bottom = frame
    across = min(item.x1, x1) - max(item.x0, x0)
    return across > 2 * _SLACK and top + _SLACK < item.middle < bottom - _SLACK


def _holds(frame: Frame, item: Fragment) -> bool:
    x0, top, x1, bottom = frame
    return item.x0 >= x0 - _SLACK and item.x1 <= x1 + _SLACK and top - _SLACK < item.middle < bottom + _SLACK


def _inside(one: Frame, other: Frame) -> bool:
    return (
        one[0] >= other[0] - _SLACK
        and one[1] >= other[1] - _SLACK
        and one[2] <= other[2] + _SLACK
        and one[3] <= other[3] + _SLACK
        and _area(one) < 0.95 * _area(other)
    )


def _area(frame: Frame) -> float:
    return (frame[2] - frame[0]) * (frame[3] - frame[1])


def frames(found: Sequence[Rule], *, quadrant: int = 0) -> list[Frame]:
    """The rectangles that rules close, in the upright frame of ``quadrant``: borders and coloured grounds."""
    if len(found) > _MOST_RULES:
        return []
    boxes = [turned((rule.left, rule.top, rule.right, rule.bottom), quadrant) for rule in found]
    lying = [box for box in boxes if box[2] - box[0] > box[3] - box[1] and box[2] - box[0] >= _SMALLEST]
    standing = [box for box in boxes if box[3] - box[1] > box[2] - box[0] and box[3] - box[1] >= _SMALLEST]
    posts: dict[int, list[Frame]] = {}
    for post in standing:
        posts.setdefault(round(post[0] / _SLACK), []).append(post)
    closed: dict[tuple[int, ...], Frame] = {}
    for beam in lying[:_MOST_RULES]:
        for left in _near(posts, beam[0]):
            if abs(left[1] - beam[1]) > _SLACK:
                continue
            right = next((post for post in _near(posts, beam[2]) if _level(left, post)), None)
            if right is not None:
                frame = (beam[0], left[1], beam[2], left[3])
                closed.setdefault(tuple(round(place / _SLACK) for place in frame), frame)
    feet = sorted(lying, key=lambda beam: beam[1])
    return _standing_alone(_stacked([frame for frame in closed.values() if _footed(frame, feet)]))


def dividers(found: Sequence[Rule], *, quadrant: int = 0) -> list[Frame]:
    """The rules that stand, in the upright frame of ``quadrant``: they may part columns."""
    if len(found) > _MOST_RULES:
        return []
    boxes = (turned((rule.left, rule.top, rule.right, rule.bottom), quadrant) for rule in found)
    return [box for box in boxes if box[3] - box[1] >= _SMALLEST and box[2] - box[0] < _SLACK][:_MOST_FRAMES]


def _stacked(found: list[Frame]) -> list[Frame]:
    """The frames, one put on another of its width made one with it: a box under the band of its title."""
    stacks: list[Frame] = []
    for frame in sorted(found, key=lambda frame: (round(frame[0] / _SLACK), round(frame[2] / _SLACK), frame[1])):
        x0, top, x1, bottom = stacks[-1] if stacks else (0.0, 0.0, 0.0, 0.0)
        if (
            stacks
            and abs(x0 - frame[0]) <= _SLACK
            and abs(x1 - frame[2]) <= _SLACK
            and abs(bottom - frame[1]) <= _SLACK
        ):
            stacks[-1] = (x0, top, x1, frame[3])
        else:
            stacks.append(frame)
    return stacks


def _standing_alone(found: Sequence[Frame]) -> list[Frame]:
    """The frames that have no other at their side: those that share borders are cells of a table."""
    ordered = sorted(found, key=lambda frame: frame[0])
    starts = [frame[0] for frame in ordered]
    cells: set[Frame] = set()
    for frame in ordered:
        first = bisect_left(starts, frame[2] - _SLACK)
        last = bisect_left(starts, frame[2] + _SLACK)
        for other in ordered[first:last]:
            if min(frame[3], other[3]) - max(frame[1], other[1]) > _SLACK:
                cells |= {frame, other}
    return [frame for frame in found if frame not in cells]


def _near(posts: dict[int, list[Frame]], x: float) -> list[Frame]:
    key = round(x / _SLACK)
    return [post for at in (key - 1, key, key + 1) for post in posts.get(at, ()) if abs(post[0] - x) <= _SLACK]


def _level(one: Frame, other: Frame) -> bool:
    return abs(one[1] - other[1]) <= _SLACK and abs(one[3] - other[3]) <= _SLACK


def _footed(frame: Frame, lying: Sequence[Frame]) -> bool:
    """Whether a rule closes a frame below."""
    at = bisect_left(lying, frame[3] - _SLACK, key=lambda beam: beam[1])
    for beam in lying[at:]:
        if beam[1] > frame[3] + _SLACK:
            return False
        if abs(beam[0] - frame[0]) <= _SLACK and abs(beam[2] - frame[2]) <= _SLACK:
            return True
    return False
