"""Calls of footnotes on a page of a PDF: figures that are smaller than the letters beside them, and raised."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ptce_corpus.extraction.pdf.characters import Characters
from ptce_corpus.extraction.pdf.fragments import turned, upright
from ptce_corpus.text.note_calls import RAISE

_BEHIND = re.compile(
    r"(?:[^\W\d_](?<!\d[hH])|(?<=\w)[»”\")\].!?…,;:](?<!\d[.,;:])|(?<=\s)[»”]|(?<![\d.,])(?:1[5-9]|20)\d\d)"
    r"(?P<gap>\s{0,2})(?P<figures>\d{1,3})(?!\w|%|°|€|\s{0,2}[/⁄])"
)
"""Figures behind a word, a year or a mark; the minutes of a time, cents and the places after a point are none."""
_BEFORE = re.compile(r"(?:^|(?<=[\r\n]))[^\S\r\n]*(?P<figures>\d{1,3})\s{0,3}(?=[^\W\d_]{2}|[A-ZÀ-Þ«“\"])")
"""Figures at the start of a line, as a note has its number."""
_LEAST, _MOST = 0.4, 0.9
"""Height of a call's type over that of its word."""
_RISE, _HIGHEST = 0.15, 0.8
"""How far its base line stands above that of the word, in heights of the word's type."""
_GAP = 0.6


def with_calls_raised(characters: Characters) -> None:
    """Write calls with raised figures (``pôles²``), so that words end where they end on the page."""
    if places := list(_raised(characters)):
        characters.translate(places, RAISE)


def _raised(characters: Characters) -> Iterator[int]:
    """The characters that are figures of calls, or of the numbers of notes that are printed like calls."""
    units = characters.units
    for match in _BEHIND.finditer(units):
        start, end = match.span("figures")
        if _is_raised(characters, start, match.start("gap") - 1, before=False):
            yield from range(start, end)
    for match in _BEFORE.finditer(units):
        start, end = match.span("figures")
        if _is_raised(characters, end - 1, match.end(), before=True):
            yield from range(start, end)


def _is_raised(characters: Characters, figure: int, letter: int, *, before: bool) -> bool:
    """Whether a figure stands raised beside a letter, in smaller type."""
    one, other = characters.box(figure), characters.box(letter)
    if one is None or other is None:
        return False
    quadrant = characters.quadrant(letter)
    small, large = upright(one, quadrant), upright(other, quadrant)
    size = large[3] - large[1]
    gap = large[0] - small[2] if before else small[0] - large[2]
    if not (_LEAST * size <= small[3] - small[1] <= _MOST * size and -size < gap < _GAP * size):
        return False
    foot, line = (turned((*place, *place), quadrant)[1] for place in (characters.foot(figure), characters.foot(letter)))
    return _RISE * size <= line - foot <= _HIGHEST * size
