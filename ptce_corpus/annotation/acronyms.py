"""Acronyms and what they stand for, learned from a document: "Réseau … (RTES)", "le HAUM (Hackerspace au Mans)".

After Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text" (2003):
the letters of the short form are met from right to left in the words before it, the first one at the head of a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ptce_corpus.annotation import gazetteer
from ptce_corpus.annotation.letters import flat
from ptce_corpus.domain.span import Span

_SHORT = r"[A-ZÀ-Ý][\wÀ-ÿ&.\-]{1,11}"
_AFTER = re.compile(rf"[ \t\n]\(\s?(?P<short>{_SHORT})\s?\)")
_BEFORE = re.compile(rf"(?<![\w\-])(?P<short>{_SHORT})[ \t\n]\((?P<long>[A-ZÀ-Ý][^()\n]{{6,120}})\)")
_WORD = re.compile(r"[^\W\d_]+")
_REACH = 160
_PAUSE = re.compile(r"[.;:!?()\[\]«»\"“”]|,\s|\n\s*\n|[-–—]\s")
_SMALL = frozenset(["de", "du", "des", "d", "l", "la", "le", "les", "et", "pour", "a", "au", "aux", "en", "sur", "par"])


@dataclass(frozen=True, slots=True)
class Expansion:
    """A short form and the long form that the document gives it, with their places."""

    short: Span
    long: Span


def expansions(text: str) -> Iterator[Expansion]:
    """The pairs that ``text`` spells out, in either order."""
    for match in _AFTER.finditer(text):
        short = match["short"]
        if sum(map(str.isupper, short)) < 2:
            continue
        start = max(0, match.start() - _REACH)
        window = text[start : match.start()]
        pauses = [pause.end() for pause in _PAUSE.finditer(window)]
        cut = pauses[-1] if pauses else 0
        long = _long_form(short, window, cut)
        if long is not None:
            yield Expansion(Span(*match.span("short")), long.shifted(start))
    for match in _BEFORE.finditer(text):
        if sum(map(str.isupper, match["short"])) < 2:
            continue
        long = _long_form(match["short"], match["long"], 0)
        if long is not None and long.start == 0:
            yield Expansion(Span(*match.span("short")), long.shifted(match.start("long")))


def _long_form(short: str, window: str, cut: int) -> Span | None:
    """The words at the end of ``window[cut:]`` whose heads and letters spell ``short``; None when they do not."""
    letters = [letter for letter in flat(short.removesuffix("s")) if letter.isalpha()]
    words = list(_WORD.finditer(window, cut))
    small = gazetteer.folded("organisations", "small")
    if len(words) < 2 or not letters:
        return None
    best: int | None = None
    for first in range(len(words) - 1, max(-1, len(words) - 3 * len(letters) - 4), -1):
        word = flat(words[first].group())
        if word in small or word[0] != letters[0]:
            continue
        if _spelled(letters, [flat(each.group()) for each in words[first:]]):
            best = first
            break
    if best is None or len(words) - best < 2:
        return None
    return Span(words[best].start(), len(window.rstrip()))


def _spelled(letters: list[str], words: list[str]) -> bool:
    """Whether the letters are met in order, each at the head of a word or inside the word of the letter before.

    Every word of weight must give a letter, but for one in three.
    """
    at, missed = 0, 0
    small = gazetteer.folded("organisations", "small")
    for word in words:
        if at < len(letters) and word[0] == letters[at]:
            at += 1
            place = 1
            while at < len(letters) and (place := word.find(letters[at], place)) > 0 and len(letters) - at > len(words):
                at += 1
        elif word not in small:
            missed += 1
    weighty = sum(word not in small for word in words)
    return at == len(letters) and missed * 3 <= weighty


def is_concept(word: str) -> bool:
    """Whether the capitals ``word`` name a concept or a thing ("PTCE", "TVA"), never an organisation alone."""
    concepts = gazetteer.words("organisations")["concepts"]
    return word in concepts or word.upper() in concepts
