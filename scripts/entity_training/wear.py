"""Wear on training texts: what copiers and OCR engines do to them, and what layouts do to lines; marks move along."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from random import Random

from ptce_corpus.annotation.letters import plain
from ptce_corpus.domain.span import Span
from ptce_corpus.text.channel import misreadings
from scripts.entity_training.texts import Marked

RATES = (0.005, 0.015, 0.03, 0.06)
"""Shares of letters misread; one is drawn for each text."""


@dataclass(frozen=True, slots=True)
class Misreading:
    """Letters meant that are read as others, the more often the greater ``weight``."""

    read: str
    weight: float


@cache
def misread() -> dict[str, tuple[tuple[str, ...], tuple[float, ...]]]:
    """For letters meant, what is read for them and how often: the channel of repair, turned round."""
    found: dict[str, list[Misreading]] = {}
    for read, meant in misreadings().items():
        for letters, cost in meant:
            if letters:
                found.setdefault(letters, []).append(Misreading(read, math.exp(-cost)))
    return {
        letters: (tuple(one.read for one in ways), tuple(one.weight for one in ways)) for letters, ways in found.items()
    }


def rewritten(one: Marked, pieces: Sequence[tuple[int, int, str]]) -> Marked:
    """``one`` with stretches of its text (start, end, new letters) replaced; marks keep to what they stood on."""
    places, parts, at, shift = [], [], 0, 0
    for start, end, new in pieces:
        parts += [one.text[at:start], new]
        shift += len(new) - (end - start)
        places.append((start, end, shift, len(new)))
        at = end
    parts.append(one.text[at:])
    borders = {border for mark in one.marks for border in (mark.span.start, mark.span.end)}
    moved = _moved(sorted(borders), places)
    marks = tuple(
        replace(mark, span=Span(moved[mark.span.start], moved[mark.span.end]))
        for mark in one.marks
        if moved[mark.span.start] < moved[mark.span.end]
    )
    return replace(one, text="".join(parts), marks=marks)


def _moved(borders: Sequence[int], places: Sequence[tuple[int, int, int, int]]) -> dict[int, int]:
    moved, at, shift = {}, 0, 0
    for border in borders:
        while at < len(places) and places[at][1] <= border:
            shift = places[at][2]
            at += 1
        inside = at < len(places) and places[at][0] < border
        moved[border] = (places[at][0] if inside else border) + shift
    return moved


def misreads(one: Marked, chance: Random) -> Marked:
    """Letters misread, spaces lost, words cut apart."""
    rate, ways, text = chance.choice(RATES), misread(), one.text
    pieces, at = [], 0
    while at < len(text):
        if chance.random() >= rate:
            at += 1
            continue
        meant = text[at : at + 2] if text[at : at + 2] in ways else text[at]
        if meant in ways:
            read, weights = ways[meant]
            pieces.append((at, at + len(meant), chance.choices(read, weights)[0]))
        elif meant == " " and chance.random() < 0.5:
            pieces.append((at, at + 1, ""))
        elif meant.isalpha() and chance.random() < 0.1:
            pieces.append((at, at, " "))
        at += len(meant)
    return rewritten(one, pieces)


def without_accents(one: Marked, _chance: Random) -> Marked:
    """All accents lost."""
    return replace(one, text=plain(one.text))


def reflowed(one: Marked, chance: Random) -> Marked:
    """Broken into lines of another width; now and then a word is cut at the end of a line."""
    width, cuts = chance.choice((38, 55, 72, 95)), chance.choice(("", "-\n", "¬\n"))
    pieces, line = [], 0
    for match in re.finditer(r"\S+(?: (?=\S)|\n)", one.text):
        line = 0 if match.group()[-1] == "\n" else line + len(match.group())
        if line <= width:
            continue
        line, word, at = 0, match.group().rstrip(), match.end() - 1
        if cuts and len(word) > 8 and word.isalpha():
            at = match.start() + len(word) // 2
            pieces.append((at, at, cuts))
        else:
            pieces.append((at, at + 1, "\n"))
    return rewritten(one, pieces)


def on_one_line(one: Marked, _chance: Random) -> Marked:
    """Lines run into each other."""
    return rewritten(one, [(match.start(), match.end(), " ") for match in re.finditer(r"(?<=[^\s])\n(?=\S)", one.text)])


def in_capitals(one: Marked, chance: Random) -> Marked:
    """One line in two in capitals, with or without accents."""
    pieces = []
    for match in re.finditer(r".+", one.text):
        high = "".join(letter.upper() if len(letter.upper()) == 1 else letter for letter in match.group())
        if chance.random() < 0.5:
            pieces.append((match.start(), match.end(), plain(high) if chance.random() < 0.5 else high))
    letters = list(one.text)
    for start, end, new in pieces:
        letters[start:end] = new
    return replace(one, text="".join(letters))


def in_small_letters(one: Marked, _chance: Random) -> Marked:
    """All in small letters, as hurried mails and poor layers are."""
    low = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in one.text)
    return replace(one, text=low)


def other_marks(one: Marked, _chance: Random) -> Marked:
    """The other apostrophe."""
    there, other = ("'", "’") if "'" in one.text else ("’", "'")
    return replace(one, text=one.text.replace(there, other))


WAYS: tuple[tuple[Callable[[Marked, Random], Marked], float], ...] = (
    (in_capitals, 0.06),
    (in_small_letters, 0.02),
    (other_marks, 0.3),
    (on_one_line, 0.15),
    (reflowed, 0.2),
)
"""What happens to a text that was typed, and how often."""
DAMAGE: tuple[tuple[Callable[[Marked, Random], Marked], float], ...] = ((without_accents, 0.08), (misreads, 0.3))
"""What happens to one that was scanned."""


def worn(one: Marked, chance: Random, *, damaged: bool = True) -> Marked:
    """``one`` after what chance has in store for it."""
    for way, often in (*WAYS, *(DAMAGE if damaged else ())):
        if chance.random() < often:
            one = way(one, chance)
    return one
