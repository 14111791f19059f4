"""Which texts are nearest to one, by the words that they share.

Source: G. Salton, C. Buckley, "Term-weighting approaches in automatic text retrieval", Information Processing &
Management 24(5), 1988: a text is a vector of ``(1 + ln count) * ln(texts / texts with the word)`` for each of its
words, and two texts are as near as the cosine of the angle between their vectors.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from heapq import nlargest
from math import log, sqrt
from typing import Any

Counted = tuple[Sequence[int], Sequence[int]]
"""The words of a text, by number, each once; and how often each stands there."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A text near another: ``score`` in (0, 1], and the numbers of the words that make it near, the strongest first."""

    text: int
    score: float
    shared: tuple[int, ...]


def rarity(texts: int, holding: int) -> float:
    """How telling a word is that ``holding`` of ``texts`` hold; 0 for a word of all."""
    return log(texts / holding)


def nearest(
    asked: Counted,
    others: Iterable[tuple[int, Counted]],
    *,
    rarities: Mapping[int, float],
    limit: int,
    shared: int = 8,
    names: Mapping[int, str] | None = None,
) -> list[Neighbour]:
    """The texts nearest to the one asked, the nearest first, then by number.

    Words without a rarity count for nothing. ``shared`` is how many of the words in common each row tells at most;
    equally strong ones stand in the order of their ``names``, so that it matters not how words were numbered.
    """
    weights = {word: _strength(count) * rarities[word] for word, count in zip(*asked, strict=True) if word in rarities}
    length = sqrt(sum(weight * weight for weight in weights.values()))
    found = ((_cosine(weights, length, held, rarities), text, held) for text, held in others)
    best = nlargest(limit, (one for one in found if one[0] > 0), key=lambda one: (one[0], -one[1]))
    named: Mapping[int, Any] = names or {word: word for word in weights}
    return [Neighbour(text, score, _shared(weights, held, rarities, named)[:shared]) for score, text, held in best]


def _cosine(weights: Mapping[int, float], length: float, held: Counted, rarities: Mapping[int, float]) -> float:
    words, counts = held
    if weights.keys().isdisjoint(words):
        return 0.0
    product = square = 0.0
    for word, count in zip(words, counts, strict=True):
        rarity = rarities.get(word)
        if rarity:
            weight = _strength(count) * rarity
            square += weight * weight
            if word in weights:
                product += weight * weights[word]
    return min(1.0, product / (length * sqrt(square))) if product else 0.0


def _shared(
    weights: Mapping[int, float], held: Counted, rarities: Mapping[int, float], named: Mapping[int, Any]
) -> tuple[int, ...]:
    words, counts = held
    parts = {
        word: _strength(count) * rarities[word] * weights[word]
        for word, count in zip(words, counts, strict=True)
        if word in weights
    }
    return tuple(sorted((word for word in parts if parts[word]), key=lambda word: (-parts[word], named[word])))


@cache
def _strength(count: int) -> float:
    return 1 + log(count)
