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
from itertools import pairwise

from ptce_corpus.extraction.pdf.fragments import Fragment

_LEVELS = ((1.7, 1), (1.35, 2), (1.14, 3))
"""Size over that of the body from which a heading is of a level."""
_LOWEST_BY_SIZE = 3
_DEEPEST = 6
_LONGEST = 140
_LONGEST_SAME_SIZE = 90
_MOST_LINES = 4
_WIDEST_STEP = 1.5
"""Heights of type from one line of a heading to its next."""
_LEAST_STEP = 1.2
_WIDER = 1.06
"""Step from one line of a heading to its next over that of the body, past which the next is a heading of its own."""
_SAME_HEIGHT = 0.04
_MOST_SAME_SIZE = 2
"""Lines of a heading in the size of the body; more are a paragraph set in bold."""
_LINES_BELOW = 2
_LEAST_BELOW = 30
"""Characters of the two lines below a heading in the size of the body: fewer make it a name over an office."""
_FEWEST_CAPITALS = 8
_LEAST_BODY = 40
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
_QUESTION = re.compile(r"[^\W\d_]{2}\s?\?")
_LEADER = re.compile(r"\.{3,}|(?:\. ){3,}|…|_{3,}")
_FOLIO = re.compile(r"\s\d{1,3}$")
_LABEL = re.compile(r"\S+(?:\s\S+){0,2}?\s?:")
"""What stands before the lines of a form."""
_FOREIGN = re.compile(r"https?://|www\.|\S@\S|[\\{}<>=⟨⟩]|^(?:%|//|/\*)")
"""Marks of addresses and of program code."""
_ITEM = re.compile(r"\s*(?:[•▪■●○◦‣➢➔→✓❑*]|[-–—]\s)")


@dataclass(frozen=True, slots=True)
class _Body:
    """The running text of a page: height of its type, in points, its font, and the step from line to line."""

    height: float
    font: str
    step: float


def levels(blocks: Sequence[Sequence[Fragment]]) -> list[int | None]:
    """The level of each line of a page in reading order, counted from 1; None for what is no heading."""
    lines = [line for block in blocks for line in block]
    body = _body(lines)
    if body is None:
        return [None] * len(lines)
    top, bottom = min(line.top for line in lines), max(line.bottom for line in lines)
    edges = (top + 1, bottom - 1)
    return _sober(lines, [level for block in blocks for level in _block_levels(block, body, edges)])


def _block_levels(block: Sequence[Fragment], body: _Body, edges: tuple[float, float]) -> list[int | None]:
    """The levels of the lines of a block; the lines of one heading are judged together."""
    found: list[int | None] = []
    while len(found) < len(block):
        start = len(found)
        group = _group(block, start, widest=_WIDER * body.step / body.height)
        above = block[start - 1] if start else None
        level = _by_size(group, body)
        if level is None and not any(line.top <= edges[0] or line.bottom >= edges[1] for line in group):
            below = block[start + len(group) : start + len(group) + _LINES_BELOW]
            if _stand_out(group, body) and _is_apart(group, above, below, body):
                level = _by_number(group[0].text)
        found += [level] * len(group)
    return found


def _group(block: Sequence[Fragment], start: int, *, widest: float) -> Sequence[Fragment]:
    """A line and those below it that go on in its type, no further apart than ``widest`` heights of it."""
    end = start + 1
    while end < len(block) and _goes_on(block[end - 1], block[end], widest=widest):
        end += 1
    return block[start:end]


def _goes_on(above: Fragment, below: Fragment, *, widest: float) -> bool:
    """Whether a line goes on in the type of the one above it."""
    if above.block or below.block or above.font != below.font or above.text.isupper() != below.text.isupper():
        return False
    alike = abs(above.height - below.height) <= _SAME_HEIGHT * above.height
    return alike and 0 < below.bottom - above.bottom <= widest * above.height


def _body(lines: Sequence[Fragment]) -> _Body | None:
    """What most of the page is set in, outside its tables where there is enough; None where there is too little."""
    text = [line for line in lines if not line.block]
    counts: Counter[int] = Counter()
    for line in text:
        counts[round(2 * line.height)] += len(line.text)
    if max(counts.values(), default=0) < _LEAST_BODY:
        for table in (line for line in lines if line.size):
            counts[round(2 * table.size)] += len(table.text)
    size, count = counts.most_common(1)[0] if counts else (0, 0)
    if count < _LEAST_BODY:
        return None
    its = [line for line in text if abs(2 * line.height - size) <= 1]
    fonts: Counter[str] = Counter()
    for line in its:
        if line.font:
            fonts[line.font] += len(line.text)
    steps = [below.bottom - above.bottom for above, below in pairwise(its)]
    usual = sorted(step for step in steps if 0.4 * size < step < size)
    # Of the least: where items of lists stand apart, the usual step is not the one within a paragraph.
    step = max(usual[len(usual) // 8] if usual else 0.0, _LEAST_STEP * size / 2)
    return _Body(size / 2, max(fonts, key=lambda font: fonts[font], default=""), step)


def _by_size(group: Sequence[Fragment], body: _Body) -> int | None:
    """The level of lines in larger type."""
    line = group[0]
    ratio = line.height / body.height
    if ratio < _LEVELS[-1][0] or not _may_head(group, longest=_LONGEST):
        return None
    if ratio < _OTHER_TYPE and line.font != body.font and not _is_bold(line.font):
        return None
    return next(level for least, level in _LEVELS if ratio >= least)


def _may_head(group: Sequence[Fragment], *, longest: int) -> bool:
    """Whether lines could be a heading by what they say: a few words, no entry, label, address or item of a list."""
    text = " ".join(line.text for line in group)
    if group[0].block or max(len(line.text) for line in group) > longest or "\t" in text or len(group) > _MOST_LINES:
        return False
    letters = sum(character.isalpha() for character in text)
    if letters < 0.5 * len("".join(text.split())) or not (_WORD.search(text) or _QUESTION.match(text)):
        return False
    return not (_LEADER.search(text) or _FOLIO.search(text) or _FOREIGN.search(text) or _ITEM.match(text))


def _stand_out(group: Sequence[Fragment], body: _Body) -> bool:
    """Whether lines in the size of the body are heavier than it, or in capitals."""
    first, text = group[0], group[-1].text
    heavier = _is_bold(first.font) and not _is_bold(body.font)
    if not (heavier or first.text.isupper()) or first.height < 0.9 * body.height or len(group) > _MOST_SAME_SIZE:
        return False
    if _UNENDED.search(text) or first.text[:1].islower() or not _may_head(group, longest=_LONGEST_SAME_SIZE):
        return False
    return heavier or sum(character.isalpha() for character in first.text) >= _FEWEST_CAPITALS


@lru_cache(1024)
def _is_bold(font: str) -> bool:
    return bool(_BOLD.search(font))


def _is_apart(group: Sequence[Fragment], above: Fragment | None, below: Sequence[Fragment], body: _Body) -> bool:
    """Whether there is white above lines, and other text close ``below`` them."""
    if not below or below[0].block or sum(len(line.text) for line in below) < _LEAST_BELOW:
        return False
    if _LABEL.fullmatch(group[0].text) and (
        _LABEL.match(below[0].text) or (above is not None and _LABEL.fullmatch(above.text))
    ):
        return False
    white = group[0].top - above.bottom if above is not None else float("inf")
    beneath = below[0].top - group[-1].bottom
    if white < _LEAST_ABOVE * body.height or beneath > 3 * body.height:
        return False
    return not _stand_out(below[:1], body) and beneath <= white + 0.1 * body.height


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
