"""Acronyms and what they stand for, learned from a document: "Réseau … (RTES)", "la BDR (Bricole du Rhône)".

After Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text" (2003):
the letters of the short form are met from right to left in the words before it, the first one at the head of a word.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from ptce_corpus.annotation.letters import flat
from ptce_corpus.annotation.word_lists import folded, word_table
from ptce_corpus.domain.span import Span

_SHORT = r"[A-ZÀ-Ý][\wÀ-ÿ&.\-]{1,11}"
_AFTER = re.compile(rf"[ \t\n]\(\s?(?P<short>{_SHORT})\s?\)")
_BEFORE = re.compile(rf"(?<![\w\-])(?P<short>{_SHORT})[ \t\n]\((?P<long>[A-ZÀ-Ý][^()\n]{{6,120}})\)")
_WORD = re.compile(r"[^\W\d_]+")
_REACH = 160
_LITTLE_MOST = 5
"""Little words that a spelled-out acronym may hold."""
_PAUSE = re.compile(r"[.;:!?()\[\]«»\"“”]|,\s|\n\s*\n|[-–—]\s")


@dataclass(frozen=True, slots=True)
class Expansion:
    """A short form and the long form that the document gives it, with their places."""

    short: Span
    long: Span


def expansions(text: str) -> Iterator[Expansion]:
    """The pairs that ``text`` spells out, in either order; then those that agree by their initials alone."""
    known = set()
    for pair in _bracketed(text):
        known.add(pair.short.cut(text))
        yield pair
    yield from _initialled(text, known)


def spells(short: str, long: str) -> bool:
    """Whether ``short`` is made of the beginnings of the words of ``long``, little words passed over or not.

    "FERMAVAL" is "Fermes maraîchères du Val", "ATB" is "Ateliers de Tulle et de Brive".
    """
    letters = "".join(filter(str.isalnum, flat(short)))
    words = [flat(word) for word in _WORD.findall(long)]
    if len(letters) < 3 or len(words) < 2 or len(words) > len(letters) + _LITTLE_MOST:
        return False
    small = folded("organisations", "small")
    reached = {0}
    for at, word in enumerate(words):
        following = set(reached) if word in small and at else set()
        for start in reached:
            shared = 0
            while shared < min(len(word), len(letters) - start) and word[shared] == letters[start + shared]:
                shared += 1
                following.add(start + shared)
        reached = following
    return len(letters) in reached


def _bracketed(text: str) -> Iterator[Expansion]:
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


_LETTERS = re.compile(r"(?<![\w@./\-])[A-ZÀ-Ý]{3,9}(?![\w@/\-])")
_FLOW = re.compile(r"[ \u00a0]?\n?(?=\w)|['’\-]")


def _initialled(text: str, known: Collection[str]) -> Iterator[Expansion]:
    """Names of bodies whose initials are an acronym of the text, though no brackets join the two."""
    shorts: dict[str, re.Match[str]] = {}
    for match in _LETTERS.finditer(text):
        if match.group() not in known and not is_concept(match.group()):
            shorts.setdefault(flat(match.group()), match)
    if not shorts:
        return
    heads = {short[0] for short in shorts}
    kinds = folded("organisations", "kinds")
    for match in _WORD.finditer(text):
        word = match.group()
        if not word[0].isupper() or flat(word[0]) not in heads or flat(word) not in kinds or word.isupper():
            continue
        found = _by_initials(text, match, shorts)
        if found is not None:
            short, end = found
            yield Expansion(Span(*shorts[short].span()), Span(match.start(), end))


def _by_initials(text: str, first: re.Match[str], shorts: Collection[str]) -> tuple[str, int] | None:
    """The acronym that the words from ``first`` on spell, and where they end; None for none."""
    small = folded("organisations", "small")
    initials, match = flat(first.group()[0]), first
    for _ in range(2 * max(map(len, shorts))):
        gap = _FLOW.match(text, match.end())
        following = _WORD.match(text, gap.end()) if gap and gap.end() > match.end() else None
        if following is None:
            return None
        match = following
        if flat(match.group()) in small:
            continue
        initials += flat(match.group()[0])
        if initials in shorts:
            return initials, match.end()
        if not any(short.startswith(initials) for short in shorts):
            return None
    return None


def _long_form(short: str, window: str, cut: int) -> Span | None:
    """The words at the end of ``window[cut:]`` whose heads and letters spell ``short``; None when they do not."""
    letters = [letter for letter in flat(short.removesuffix("s")) if letter.isalpha()]
    words = list(_WORD.finditer(window, cut))
    small = folded("organisations", "small")
    if len(words) < 2 or not letters:
        return None
    best: int | None = None
    for first in range(len(words) - 1, max(-1, len(words) - 3 * len(letters) - 4), -1):
        word = flat(words[first].group())
        if word in small or word[0] != letters[0]:
            continue
        if _spelled(letters, [each.group() for each in words[first:]]):
            best = first
            break
    if best is None or len(words) - best < 2:
        return None
    return Span(words[best].start(), len(window.rstrip()))


def _spelled(letters: list[str], printed: list[str]) -> bool:
    """Whether the letters are met in order, each at the head of a word or inside the word of the letter before.

    Every word of weight must give a letter, but for one in three; an acronym among the words may give all of its own.
    """
    at, missed = 0, 0
    small = folded("organisations", "small")
    words = [flat(word) for word in printed]
    for word, form in zip(words, printed, strict=True):
        if at < len(letters) and word[0] == letters[at]:
            at += 1
            if form.isupper() and 1 < len(form) < len("".join(printed)) / 2:
                at += _shared(word[1:], letters[at:])
                continue
            place = 1
            while at < len(letters) and (place := word.find(letters[at], place)) > 0 and len(letters) - at > len(words):
                at += 1
        elif word not in small:
            missed += 1
    weighty = sum(word not in small for word in words)
    return at == len(letters) and missed * 3 <= weighty


def _shared(word: str, letters: Sequence[str]) -> int:
    """How many of ``letters`` the beginning of ``word`` gives; none unless all that are left, or the whole word."""
    number = 0
    while number < min(len(word), len(letters)) and word[number] == letters[number]:
        number += 1
    return number if number in (len(word), len(letters)) else 0


def is_concept(word: str) -> bool:
    """Whether the capitals ``word`` name a concept or a thing ("PTCE", "TVA"), never an organisation alone."""
    concepts = word_table("organisations")["concepts"]
    return word in concepts or word.upper() in concepts
