"""Headings of a page, told by type, weight and place.

What is larger or heavier than the text around it, short, and set apart from what is above, is a heading. One that is
missed costs less than one that is none, so that a line in doubt is text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ptce_corpus.extraction.pdf_fragments import Fragment

_LEVELS = ((1.7, 1), (1.35, 2), (1.14, 3))
"""Size over that of the body from which a heading is of a level."""
_LOWEST_BY_SIZE = 3
_DEEPEST = 6
_LONGEST = 140
_LONGEST_SAME_SIZE = 90
_MOST_LINES = 4
_WIDEST_STEP = 1.5
"""Heights of type from one line of a heading to its next."""
_LEAST_BELOW = 25
"""Characters of the line below a heading in the size of the body: a shorter one makes it a name over an office."""
_FEWEST_CAPITALS = 8
_LEAST_BODY = 80
"""Characters of body text under which a page shows no headings: there is nothing to compare with."""
_OTHER_TYPE = 1.25
"""Size over that of the body from which a line in other type is a heading: the boxes of two fonts compare badly."""
_LEAST_ABOVE = 0.3
"""White above a heading in the size of the body, in heights of its type."""
_LEAST_TEXT = 0.5
"""Share of a page's characters under which, were they all text, the page is a poster and its headings are none."""
_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,4}(?=[.)]?\s)")
_BOLD = re.compile(r"bold|black|heavy|demi|-medi|cmbx|sfbx|ecbx|[-,]b(?:i|d)?$", re.IGNORECASE)
_UNENDED = re.compile(r"[.,;…–-]$")
_CUT = re.compile(r"[,;–-]$")
_WORD = re.compile(r"[^\W\d_]{3}")
_LEADER = re.compile(r"\.{3,}|(?:\. ){3,}|…|_{3,}|\s\d{1,3}$")
_FOREIGN = re.compile(r"https?://|www\.|\S@\S|[\\{}<>=⟨⟩]")
"""Marks of addresses and of program code."""
_ITEM = re.compile(r"\s*(?:[•▪■●○◦‣➢➔→✓❑*]|[-–—]\s)")


@dataclass(frozen=True, slots=True)
class _Body:
    """The running text of a page: height of its type, in points, and its font."""

    height: float
    font: str


def levels(blocks: Sequence[Sequence[Fragment]]) -> list[int | None]:
    """The level of each line of a page in reading order, counted from 1; None for what is no heading."""
    lines = [line for block in blocks for line in block]
    body = _body(lines)
    if body is None:
        return [None] * len(lines)
    top, bottom = min(line.top for line in lines), max(line.bottom for line in lines)
    found: list[int | None] = []
    for block in blocks:
        for index, line in enumerate(block):
            above = block[index - 1] if index else None
            below = block[index + 1] if index + 1 < len(block) else None
            outermost = line.top <= top + 1 or line.bottom >= bottom - 1
            level = _by_size(line, body)
            if level is None and not outermost and _stands_out(line, body) and _is_apart(line, above, below, body):
                level = _by_number(line.text)
            found.append(level)
    return _sober(lines, found)


def _body(lines: Sequence[Fragment]) -> _Body | None:
    """What most of the page is set in; None where there is too little of it."""
    text = [line for line in lines if not line.block]
    counts: Counter[int] = Counter()
    for line in text:
        counts[round(2 * line.height)] += len(line.text)
    if not counts:
        return None
    size, count = counts.most_common(1)[0]
    if count < _LEAST_BODY:
        return None
    fonts: Counter[str] = Counter()
    for line in text:
        if abs(2 * line.height - size) <= 1 and line.font:
            fonts[line.font] += len(line.text)
    return _Body(size / 2, max(fonts, key=lambda font: fonts[font], default=""))


def _by_size(line: Fragment, body: _Body) -> int | None:
    """The level of a line in larger type."""
    ratio = line.height / body.height
    if ratio < _LEVELS[-1][0] or not _may_head(line, longest=_LONGEST):
        return None
    if ratio < _OTHER_TYPE and line.font != body.font and not _is_bold(line.font):
        return None
    return next(level for least, level in _LEVELS if ratio >= least)


def _may_head(line: Fragment, *, longest: int) -> bool:
    """Whether a line could be a heading by what it says: a few words, no entry, label, address or item of a list."""
    text = line.text
    if line.block or len(text) > longest or "\t" in text:
        return False
    letters = sum(character.isalpha() for character in text)
    if letters < 0.5 * len("".join(text.split())) or not _WORD.search(text):
        return False
    return not (_LEADER.search(text) or _FOREIGN.search(text) or _ITEM.match(text))


def _stands_out(line: Fragment, body: _Body) -> bool:
    """Whether a line in the size of the body is heavier than it, or in capitals."""
    heavier = _is_bold(line.font) and not _is_bold(body.font)
    if not (heavier or line.text.isupper()) or line.height < 0.9 * body.height:
        return False
    if _UNENDED.search(line.text) or line.text[:1].islower() or not _may_head(line, longest=_LONGEST_SAME_SIZE):
        return False
    return heavier or sum(character.isalpha() for character in line.text) >= _FEWEST_CAPITALS


@lru_cache(1024)
def _is_bold(font: str) -> bool:
    return bool(_BOLD.search(font))


def _is_apart(line: Fragment, above: Fragment | None, below: Fragment | None, body: _Body) -> bool:
    """Whether there is white above a line, and other text close below it."""
    if below is None or below.block or len(below.text) < _LEAST_BELOW:
        return False
    white = line.top - above.bottom if above is not None else float("inf")
    beneath = below.top - line.bottom
    if white < _LEAST_ABOVE * body.height or beneath > 3 * body.height:
        return False
    return not _stands_out(below, body) and beneath <= white + 0.1 * body.height


def _by_number(text: str) -> int:
    """The level of a heading in the size of the body: ``1.2`` stands below ``1``."""
    number = _NUMBER.match(text)
    return min(_LOWEST_BY_SIZE + (number[0].count(".") + 1 if number else 1), _DEEPEST)


def _sober(lines: Sequence[Fragment], found: Sequence[int | None]) -> list[int | None]:
    """The levels less those of what is no heading as a whole: display text, lines of a text cut at its border."""
    kept: list[int | None] = []
    for group in _groups(lines, found):
        level = found[group[0]]
        if level is not None and not _is_whole([lines[index] for index in group], level):
            level = None
        kept += [level] * len(group)
    heads = sum(len(line.text) for line, level in zip(lines, kept, strict=True) if level is not None)
    if heads > _LEAST_TEXT * sum(len(line.text) for line in lines):
        return [None] * len(kept)
    # What nothing follows heads nothing.
    last = max((index for index, level in enumerate(kept) if level is None), default=-1)
    return [level if index < last else None for index, level in enumerate(kept)]


def _groups(lines: Sequence[Fragment], found: Sequence[int | None]) -> list[list[int]]:
    """The numbers of the lines, those of one heading together."""
    groups: list[list[int]] = []
    for index, line in enumerate(lines):
        step = line.bottom - lines[index - 1].bottom
        if groups and found[index] == found[index - 1] and 0 <= step <= _WIDEST_STEP * line.height:
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups


def _is_whole(group: Sequence[Fragment], level: int) -> bool:
    """Whether the lines of a heading begin and end as one does."""
    first, last = group[0].text.lstrip('«“"( '), group[-1].text
    if len(group) > _MOST_LINES or _CUT.search(last):
        return False
    return level < _LEVELS[-1][1] or not (first[:1].islower() or last.endswith("."))
