"""How letters follow one another in words: what tells a word that no lexicon has from letters drawn at random."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from itertools import pairwise

from ptce_corpus.text.lexicon import common_words, unaccented

_COMMON = 6400
"""Rank of the words that the model is counted on."""
_SMOOTHING = 0.3
_UNHEARD = -7.0
"""Logarithm given to a pair with a letter that French does not have."""
_NOISE, _SPEECH = -4.3, -3.65
"""Mean logarithm per pair: at most the first in letters drawn at random or swapped for others, at least the second
in names and in the other languages of Europe (prose of French: -2.2, English -2.7, Breton -3.4; swapped: -4.2 to -5.7).
"""
_FEW_PAIRS = 30
"""Pairs from which the mean is believed by half."""
_REMEMBERED = 20_000
"""Words whose sound is remembered."""
_ALPHABET = " abcdefghijklmnopqrstuvwxyz"
_OTHER = re.compile(r"[^a-z]")


@cache
def _pairs() -> Mapping[str, float]:
    """Logarithm of the chance of a letter after another, a blank standing for the border of a word."""
    pairs: Counter[str] = Counter()
    for word in common_words(_COMMON):
        framed = f" {_OTHER.sub('', unaccented(word))} "
        pairs.update(framed[place : place + 2] for place in range(len(framed) - 1))
    totals: Counter[str] = Counter()
    for pair, count in pairs.items():
        totals[pair[0]] += count
    share = _SMOOTHING * len(_ALPHABET)
    return {
        first + second: math.log((pairs[first + second] + _SMOOTHING) / (totals[first] + share))
        for first in _ALPHABET
        for second in _ALPHABET
    }


def speech(words: Iterable[tuple[str, int]]) -> float:
    """How far ``words``, each with its count, sound like those of a language, in [0, 1]; 1.0 for too few to tell.

    The mean log-likelihood of their letter pairs under a bigram model of French (Markov 1913; Shannon 1951): it is
    no measure of French, as the languages of Europe share most pairs, but garbage lies far below all of them.
    """
    total = seen = 0.0
    for word, count in words:
        chance, pairs = _heard(word)
        total += count * chance
        seen += count * pairs
    if not seen:
        return 1.0
    heard = min(1.0, max(0.0, (total / seen - _NOISE) / (_SPEECH - _NOISE)))
    belief = seen / (seen + _FEW_PAIRS)
    return belief * heard + (1 - belief)


@lru_cache(maxsize=_REMEMBERED)
def _heard(word: str) -> tuple[float, int]:
    """The logarithm of the chance of a word's letters, each after the one before it, and how many pairs these are."""
    pairs = _pairs()
    framed = f" {unaccented(word)} "
    return sum(pairs.get(one + other, _UNHEARD) for one, other in pairwise(framed)), len(framed) - 1
