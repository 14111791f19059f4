"""The words that may stand behind one that was read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ptce_corpus.text.channel import ANY, LONGEST, MOST, following, misreadings
from ptce_corpus.text.lexicon import rank

ERROR = 3.5
"""What one misreading costs, at least, wherever it stands; how damaged a passage is adds to it."""
_MOST_WORDS = 10
_LONGEST_WORD = 24
_LONG = 10
"""Letters from which a word may have three misreadings."""
_SURE = ERROR + 3.5
_FARTHEST = 13.5
_NEAR = 4.0
"""How much more than the nearest word another may cost."""
_LOWERED = 1.5
"""Cost of a capital inside a word."""
_SHORT = 3


@dataclass(frozen=True, slots=True)
class Meant:
    """A word that may have been printed, in the case of what was read; ``errors`` misreadings, which cost ``cost``."""

    word: str
    cost: float
    errors: int


@lru_cache(maxsize=100_000)
def behind(read: str) -> tuple[Meant, ...]:
    """Known words near ``read``, nearest first, without ``read`` itself.

    Where the misreadings of the table lead to none at little cost, one letter may be any other, lost or too many.
    """
    if not 0 < len(read) <= _LONGEST_WORD or sum(map(str.isupper, read)) > max(1, len(read) // 2):
        return ()
    found = _searched(read)
    if len(read) > _SHORT and all(cost + errors * ERROR > ANY + ERROR for cost, errors in found.values()):
        found = {
            word: (ANY, 1) for word in _at_random(read.lower()) if read[0].islower() or word[0] == read[0].lower()
        } | found
    nearest = sorted(found.items(), key=lambda item: item[1][0] + item[1][1] * ERROR)[:_MOST_WORDS]
    return tuple(Meant(_cased(read, word), cost, errors) for word, (cost, errors) in nearest)


def _searched(read: str) -> dict[str, tuple[float, int]]:
    """The words that one misreading leads to; two, then three, where fewer lead to none at little cost."""
    ways, found = _ways(read), dict[str, tuple[float, int]]()
    most = 1 if len(read) < 3 else 2 if len(read) < _LONG else 3
    for errors in range(1, most + 1):
        bound = _FARTHEST if not found else min(cost + n * ERROR for cost, n in found.values()) + _NEAR
        if errors * ERROR > bound or (errors == 3 and found):
            break
        _walk(_Walk(read.lower(), ways, bound, found, errors), 0, "", 0.0, errors)
        if any(cost + n * ERROR <= _SURE for cost, n in found.values()):
            break
    inner = sum(map(str.isupper, read[1:])) * _LOWERED
    return {word: (cost + inner, n) for word, (cost, n) in found.items() if word != read.lower()}


_Ways = list[list[tuple[int, str, float]]]


@dataclass(frozen=True, slots=True)
class _Walk:
    word: str
    ways: _Ways
    bound: float
    found: dict[str, tuple[float, int]]
    errors: int


def _ways(read: str) -> _Ways:
    """At each place of ``read``, the misreadings that begin there: letters read, letters meant, cost."""
    table = misreadings()
    ways: _Ways = []
    for at in range(len(read) + 1):
        here = [(0, meant, cost) for meant, cost in table.get("", ())]
        for length in range(1, min(LONGEST, len(read) - at) + 1):
            part = read[at : at + length]
            for form in {part, part.lower()}:
                here += [(length, meant.lower(), cost) for meant, cost in table.get(form, ())]
        ways.append(sorted(here, key=lambda way: way[2]))
    return ways


def _walk(walk: _Walk, at: int, begun: str, cost: float, left: int) -> None:
    """Follow ``walk.word`` along the beginnings of words, with ``left`` misreadings still to make."""
    onward, word = following(), walk.word
    most = walk.bound - walk.errors * ERROR - cost
    while True:
        for length, meant, more in walk.ways[at]:
            if more > most:
                break
            other = begun + meant
            total = cost + more
            if other not in onward:
                continue
            if left > 1:
                _walk(walk, at + length, other, total, left - 1)
                continue
            whole = other + word[at + length :]
            held = walk.found.get(whole)
            better = held is None or held[0] + held[1] * ERROR > total + walk.errors * ERROR
            if better and whole in onward and rank(whole) <= MOST:
                walk.found[whole] = (total, walk.errors)
        if at == len(word):
            return
        begun += word[at]
        at += 1
        if begun not in onward:
            return


def _at_random(word: str) -> set[str]:
    """The known words that differ from ``word`` by one letter."""
    onward = following()
    found = set()
    for at in range(len(word) + 1):
        begun = word[:at]
        if at and begun not in onward:
            break
        found.add(begun + word[at + 1 :])
        for letter in onward[begun]:
            found |= {begun + letter + word[at:], begun + letter + word[at + 1 :]}
    return {other for other in found - {word} if rank(other) <= MOST}


def _cased(read: str, word: str) -> str:
    """``word`` with a capital where ``read`` has one that is meant: not an I read for l."""
    capital = read[0].isupper() and not (read[0] in "IJ" and word[0] == "l" and read[1:2].islower())
    return word[0].upper() + word[1:] if capital else word
