"""Words that lost the spaces between them, or got one after each letter, found again by the lexicon."""

from __future__ import annotations

import math
import re

from ptce_corpus.domain.alignment import AlignedText
from ptce_corpus.text import elision
from ptce_corpus.text.lexicon import NEVER, listed, rank

_LETTER = r"[^\W\d_]"
_SPACED_OUT = re.compile(r"(?<!\S)(?:\S[ \xa0]{1,4}){4,}\S(?!\S)")
_LETTERS = 0.7
"""Share of letters in a run of characters one by one that is words, not a row of figures."""
_GAP = re.compile(r"[ \xa0]+")
_AFTER_MARK = re.compile(r"(?<=[^\W\d_][.,;:!?])(?=[^\W\d_])|(?<=[^\W\d_])(?=[«(])|(?<=[»)])(?=[^\W\d_])")
_GLUED = re.compile(rf"{_LETTER}(?:{_LETTER}|['’]){{14,400}}")
_LONGEST = 24
"""Letters of the longest word that is looked for in a run of letters."""
_UNKNOWN = 11.0
"""What a letter that stands in no known word costs; a known word costs the logarithm of its rank."""
_BORDER = 1.0
_WORTH = 0.9
"""Share of the letters of a run that must stand in known words for the cut to be believed."""
_SHORT = 3
_SHORT_TAX = 2.5
"""What a word under ``_SHORT`` letters costs more, unless it is a grammatical word."""


def mended(text: AlignedText) -> AlignedText:
    """Text whose words stand apart: ``c o o p é r e r`` is closed up, ``lesentreprises`` is cut."""
    return text.sub(_SPACED_OUT, lambda m: _closed_up(m.group()), rule="spaced-out").sub(
        _GLUED, lambda m: _apart(m.group()), rule="glued"
    )


def _closed_up(run: str) -> str:
    """Letters one by one as words: a gap wider than the others ends one, else the lexicon finds their ends."""
    whole = "".join(run.split())
    if sum(character.isalpha() for character in whole) < _LETTERS * len(whole):
        return run
    narrow = min(map(len, _GAP.findall(run)))
    words = ["".join(piece.split()) for piece in re.split(rf"[ \xa0]{{{narrow + 1},}}", run)]
    return _AFTER_MARK.sub(" ", " ".join(words))


def _apart(run: str) -> str:
    """A run of letters cut into known words; the run itself where it is one, or is not made of them."""
    if rank(run) < NEVER:
        return run
    words, letters = _cheapest(run)
    return " ".join(words).replace("' ", "'").replace("’ ", "’") if letters >= _WORTH * len(run) else run


def _cheapest(run: str) -> tuple[list[str], int]:
    """The words of the likeliest cut (Viterbi 1967), and how many letters of it stand in known ones."""
    best = [0.0] + [math.inf] * len(run)
    start_of = [0] * (len(run) + 1)
    lower = run.lower()
    for end in range(1, len(run) + 1):
        for start in range(max(0, end - _LONGEST), end):
            cost = best[start] + _cost(lower[start:end])
            if cost < best[end]:
                best[end], start_of[end] = cost, start
    words: list[str] = []
    end = known = len(run)
    while end:
        word = run[start_of[end] : end]
        if _cost(word.lower()) >= _UNKNOWN * len(word):
            known -= len(word)
        words.append(word)
        end = start_of[end]
    return words[::-1], known


def _cost(word: str) -> float:
    """What it costs to take ``word`` for one: more where it is rare, most where it is none."""
    if word[-1] in "'’":
        return _BORDER + 3.0 if elision.alone(word) else _UNKNOWN * len(word)
    if len(word) == 1:
        return _BORDER + 7.0 if word in listed("function_words") else _UNKNOWN
    place = rank(word)
    if place >= NEVER:
        return _UNKNOWN * len(word)
    tax = _SHORT_TAX if len(word) < _SHORT and word not in listed("function_words") else 0.0
    return _BORDER + tax + math.log(place)
