"""Tables with rules between their rows only: level rules of one length below one another tell where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from ptce_corpus.extraction.pdf.characters import Box, Characters
from ptce_corpus.extraction.pdf.fragments import Fragment, turned
from ptce_corpus.extraction.pdf.rules import Rule
from ptce_corpus.extraction.pdf.unruled import with_aligned

_FEWEST = 3
_SAME = 3.0
"""Points within which rules are one, or begin and end at one place."""
_FARTHEST = 6.0
"""Times the usual distance of the rules of a table past which the next one is none of it."""
_SHORTEST = 60.0
"""Points of a rule from which it may part rows of several cells."""
_MOST_STACKS = 40
_MOST_RULES = 1000


def with_filets(
    members: Sequence[Fragment], found: Sequence[Rule], characters: Characters, *, quadrant: int
) -> list[Fragment]:
    """The fragments of a page, those of tables without frame replaced by one block a table (a row a line).

    First come tables whose rows rules part, whatever text there is at their sides; then those that white space alone
    holds together; last those of which rules mark the head and the end, as in books, beside other text.
    """
    zones = _zones(found, quadrant)
    rest = _within(zones, members, found, characters, quadrant=quadrant, told_apart=True)
    rest = with_aligned(rest, found, characters, quadrant=quadrant)
    return _within(zones, rest, found, characters, quadrant=quadrant, told_apart=False)


def _within(
    zones: Sequence[Box],
    members: Sequence[Fragment],
    found: Sequence[Rule],
    characters: Characters,
    *,
    quadrant: int,
    told_apart: bool,
) -> list[Fragment]:
    """The fragments, the tables in zones replaced by blocks; zones that hold one already are left out."""
    rest = list(members)
    for zone in zones:
        inside = [item for item in rest if _holds(zone, item)]
        if inside and not any(item.block for item in inside):
            kept = {id(item) for item in inside}
            rest = [item for item in rest if id(item) not in kept]
            rest += with_aligned(inside, found, characters, quadrant=quadrant, told_apart=told_apart)
    return rest


def _zones(found: Sequence[Rule], quadrant: int) -> list[Box]:
    """Where stacks of level rules of one length stand, and a row above and below, from the top down."""
    boxes = [turned((rule.left, rule.top, rule.right, rule.bottom), quadrant) for rule in found]
    lying = [box for box in boxes if box[2] - box[0] >= _SHORTEST and box[3] - box[1] < _SAME]
    if not _FEWEST <= len(lying) <= _MOST_RULES:
        return []
    columns: list[list[Box]] = []
    for box in sorted(lying, key=lambda box: (round(box[0] / _SAME), box[2])):
        if columns and all(abs(box[side] - columns[-1][-1][side]) <= _SAME for side in (0, 2)):
            columns[-1].append(box)
        else:
            columns.append([box])
    zones = [zone for column in columns if len(column) >= _FEWEST for zone in _stacks(column)]
    return sorted(zones[:_MOST_STACKS], key=lambda zone: zone[1])


def _stacks(rules: Sequence[Box]) -> Iterator[Box]:
    """The boxes of the stacks that rules of one length make, a row above and below taken in."""
    places: list[float] = []
    for rule in sorted(rules, key=lambda rule: rule[1]):
        if not places or rule[1] - places[-1] > _SAME:
            places.append(rule[1])
    if len(places) < _FEWEST:
        return
    usual = median(below - above for above, below in pairwise(places))
    first = 0
    for number in range(1, len(places) + 1):
        if number == len(places) or places[number] - places[number - 1] > _FARTHEST * usual:
            if number - first >= _FEWEST:
                most = max(below - above for above, below in pairwise(places[first:number]))
                yield rules[0][0], places[first] - most, rules[0][2], places[number - 1] + most
            first = number


def _holds(zone: Box, item: Fragment) -> bool:
    """Whether a fragment stands in a zone, not over its sides."""
    within = zone[0] - _SAME <= item.x0 and item.x1 <= zone[2] + _SAME
    return within and zone[1] <= item.middle <= zone[3]
