"""Footnotes: small type at the foot of a column that begins with a number or a mark; they come after the body."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ptce_corpus.extraction.pdf.fragments import Fragment, height_of_type

_SMALLER = 0.93
"""Height of a note's type over that of the body, at most."""
_NOTE = re.compile(r"(?:\(?\d{1,3}(?:[.)]|\s|(?=[A-ZÀ-Ý«]))|\[\d{1,3}\]|[¹²³⁴-⁹][⁰¹²³⁴-⁹]{0,2}|[*†‡§]{1,3}\s?)\s*\S")
_LONGEST = 40


def notes_last(blocks: list[list[Fragment]]) -> list[list[Fragment]]:
    """The blocks, the notes at the foot of columns moved behind the last column; what stands below stays below."""
    if len(blocks) < 2:
        return blocks
    lines = [line for block in blocks for line in block]
    usual = height_of_type(line for line in lines if not line.block)
    upper, lower = min(line.top for line in lines), max(line.bottom for line in lines)
    bodies: list[list[Fragment]] = []
    notes: list[list[Fragment]] = []
    for block in blocks:
        start = _notes_start(block, usual)
        if start is None or block[start].top < (upper + lower) / 2 or not _is_foot(block[start:], blocks):
            bodies.append(block)
            continue
        if start:
            bodies.append(block[:start])
        notes.append(block[start:])
    if not notes:
        return blocks
    lowest = max(line.top for note in notes for line in note)
    at = len(bodies)
    while at and all(line.top > lowest for line in bodies[at - 1]):
        at -= 1
    return [*bodies[:at], *notes, *bodies[at:]]


def _notes_start(block: Sequence[Fragment], usual: float) -> int | None:
    """Where the notes at the end of a block begin, in smaller type than the line above them; None when it has none."""
    start = None
    for index in range(len(block) - 1, max(len(block) - _LONGEST, -1), -1):
        line = block[index]
        if line.block or line.height > _SMALLER * usual:
            return start if start is not None and line.height * _SMALLER > block[start].height else None
        if _NOTE.match(line.text):
            start = index
    return start if start == 0 else None


def _is_foot(note: Sequence[Fragment], blocks: Sequence[Sequence[Fragment]]) -> bool:
    """Whether nothing but smaller type stands below a note in its column."""
    lowest = max(line.bottom for line in note)
    x0, x1 = min(line.x0 for line in note), max(line.x1 for line in note)
    own = {id(line) for line in note}
    size = max(line.height for line in note)
    below = (line for block in blocks for line in block if id(line) not in own and line.top > lowest)
    return not any(
        line.x0 < x1 and x0 < line.x1 and (line.block or line.height > size * 1.05) and len(line.text) > 12
        for line in below
    )
