"""How far two words are from each other: what a fuzzy search counts."""

from __future__ import annotations


def within(word: str, other: str, distance: int) -> bool:
    """Whether at most ``distance`` edits lead from one word to the other.

    An edit inserts, deletes or replaces a letter, or exchanges two neighbours (optimal string alignment, the
    restricted Damerau-Levenshtein distance).
    """
    if abs(len(word) - len(other)) > distance:
        return False
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(word, start=1):
        here = [row]
        for column, facing in enumerate(other, start=1):
            best = min(above[column] + 1, here[-1] + 1, above[column - 1] + (letter != facing))
            if row > 1 and column > 1 and letter == other[column - 2] and word[row - 2] == facing:
                best = min(best, before[column - 2] + 1)
            here.append(best)
        if min(here) > distance and min(above) > distance:
            return False
        before, above = above, here
    return above[-1] <= distance
