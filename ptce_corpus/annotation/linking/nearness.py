"""Names that a misread letter tells apart: pairs one edit away from each other, found without comparing all to all.

After the symmetric deletes of SymSpell: two words within one edit share a form with at most one letter taken out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from ptce_corpus.annotation import gazetteer
from ptce_corpus.text.lexicon import known

_LEAST = 7
"""Letters of the names that are compared: short ones differ by a letter too often."""
_MOST = 60


def pairs(keys: Mapping[int, tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    """Pairs of names, by number, whose words differ in one letter of one word; each pair once, smaller number first."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for number, words in keys.items():
        told = " ".join(words)
        if _LEAST <= len(told) <= _MOST:
            for form in _shortened(told):
                holders[form].append(number)
    seen = set()
    for numbers in holders.values():
        for one, other in _two_of(numbers):
            pair = (min(one, other), max(one, other))
            if pair not in seen and one != other:
                seen.add(pair)
                if differing(keys[pair[0]], keys[pair[1]]) is not None:
                    yield pair


def differing(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, str] | None:
    """The only words in which two names differ, by one letter that is no digit and not the last; None for others."""
    if len(one) != len(other):
        return None
    apart = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    if len(apart) != 1:
        return None
    first, second = apart[0]
    return (first, second) if min(len(first), len(second)) > 3 and _misread(first, second) else None


def meaningful(word: str) -> bool:
    """Whether a word is one that a name may well hold: a word of French, a first name, a family name."""
    return known(word) or gazetteer.is_first_name(word) or gazetteer.is_surname(word)


def _misread(one: str, other: str) -> bool:
    """Whether one letter differs, is lost or too many, but no digit, no ending: "Martin" is not "Martine"."""
    short, long = sorted((one, other), key=len)
    at = next((at for at, letter in enumerate(short) if letter != long[at]), len(short))
    if at >= len(short) - 1 or any(map(str.isdigit, long)):
        return False
    if len(short) == len(long):
        return short[at + 1 :] == long[at + 1 :]
    return len(long) == len(short) + 1 and short[at:] == long[at + 1 :]


def _shortened(told: str) -> Iterator[str]:
    yield told
    for at in range(len(told)):
        yield told[:at] + told[at + 1 :]


def _two_of(numbers: Iterable[int], most: int = 50) -> Iterator[tuple[int, int]]:
    held = list(dict.fromkeys(numbers))[:most]
    for at, one in enumerate(held):
        for other in held[at + 1 :]:
            yield one, other
