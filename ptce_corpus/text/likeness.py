"""Lines that say the same though OCR misread some of their letters, and the groups that they make."""

from __future__ import annotations

from collections import defaultdict

_LIKE = 0.7
"""Share of the pairs of letters that two lines must have in common (coefficient of Dice, 1945) to be looked at."""
_LONGEST = 60
"""Letters of a line that are looked at."""
_MISREAD = 8
"""Letters of which one at most is misread."""


def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring letters of ``text``."""
    return frozenset(text[index : index + 2] for index in range(len(text) - 1))


def alike(one: str, other: str, *, letters: tuple[frozenset[str], frozenset[str]]) -> bool:
    """Whether two lines are one line misread: an edit at most for every eight letters. ``letters`` are their pairs."""
    if abs(len(one) - len(other)) > max(1, max(len(one), len(other)) // _MISREAD):
        return False
    mine, its = letters
    if 2 * len(mine & its) < _LIKE * (len(mine) + len(its)):
        return False
    one, other = one[:_LONGEST], other[:_LONGEST]
    return within(one, other, most=max(1, max(len(one), len(other)) // _MISREAD))


def within(one: str, other: str, *, most: int) -> bool:
    """Whether at most ``most`` letters need be added, left out or changed between two texts (Levenshtein, 1966).

    Only the band of the table is filled in which so few edits can lie (after E. Ukkonen, 1985).
    """
    if abs(len(one) - len(other)) > most:
        return False
    far = most + 1
    above = [min(column, far) for column in range(len(other) + 1)]
    for row, letter in enumerate(one, start=1):
        here = [min(row, far)] + [far] * len(other)
        for column in range(max(1, row - most), min(len(other), row + most) + 1):
            changed = above[column - 1] + (letter != other[column - 1])
            here[column] = min(above[column] + 1, here[column - 1] + 1, changed, far)
        if min(here) > most:
            return False
        above = here
    return above[-1] <= most


class Groups:
    """Numbers from 0 put together two by two (union by find, with halved paths)."""

    def __init__(self, count: int) -> None:
        self._parents = list(range(count))

    def join(self, one: int, other: int) -> None:
        """Put the groups of two numbers together."""
        self._parents[self._root(other)] = self._root(one)

    def found(self) -> list[list[int]]:
        """The groups, each in order."""
        members: defaultdict[int, list[int]] = defaultdict(list)
        for number in range(len(self._parents)):
            members[self._root(number)].append(number)
        return list(members.values())

    def _root(self, number: int) -> int:
        while self._parents[number] != number:
            self._parents[number] = self._parents[self._parents[number]]
            number = self._parents[number]
        return number
