"""From lines with boxes to text with a blank line between paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from ptce_corpus.extraction.pdf.fragments import Fragment

_SENTENCE_END = re.compile(r"[.!?…:»”\"]\s*$")
_OPENS = re.compile(r"[A-ZÀ-ÖØ-Þ«“\"•–—▪■●○◦‣➢➔→✓-]")
_ITEM = re.compile(r"\s*(?:[•▪■●○◦‣➢➔→✓]|[-–—*]\s|\(?(?:\d{1,2}|[a-z])[.)]\s)")


def text(blocks: Sequence[Sequence[Fragment]]) -> str:
    """The text of a page: one line a line, a blank line where a paragraph or a block begins."""
    written = ""
    for block in blocks:
        if block:
            body = _block_text(block)
            written += (_between(written, body) if written else "") + body
    return written


def _between(written: str, body: str) -> str:
    """A line end where a sentence runs on into the next column, else a blank line."""
    last = written.rsplit("\n", 1)[-1]
    runs_on = body[0].islower() and len(last) > 12 and (last[-1].isalpha() or last[-1] in ",-’'")
    return "\n" if runs_on else "\n\n"


def _block_text(lines: Sequence[Fragment]) -> str:
    pitch = _pitch(lines)
    left = min(item.x0 for item in lines)
    right = max(item.x1 for item in lines)
    parts = [lines[0].text]
    for previous, line in pairwise(lines):
        begins = _begins(previous, line, pitch=pitch, left=left, right=right)
        parts.append(("\n\n" if begins else "\n") + line.text)
    return "".join(parts)


def _pitch(lines: Sequence[Fragment]) -> float:
    """The usual distance from one line to the next, over the height of the type; the least where they are few."""
    steps = [
        (line.bottom - previous.bottom) / line.height
        for previous, line in pairwise(lines)
        if not (line.block or previous.block) and _same_size(previous, line) and line.bottom > previous.bottom
    ]
    usual = [step for step in steps if step < 2.2]
    if len(usual) < 3:
        return min(max(min(usual, default=1.2), 1.0), 1.5)
    # The lower half: where most paragraphs are of one line, the median step is the one between paragraphs.
    return min(median(usual), 1.25 * min(sorted(usual)[len(usual) // 4 :]))


def _same_size(previous: Fragment, line: Fragment) -> bool:
    return abs(previous.height - line.height) <= 0.12 * max(previous.height, line.height)


def _begins(previous: Fragment, line: Fragment, *, pitch: float, left: float, right: float) -> bool:
    """Whether ``line`` begins a paragraph.

    It does after a block, in other type, with more space above, indented, or after a full stop short of the margin.
    """
    if line.block or previous.block:
        return not (line.block and previous.block)
    size = max(previous.height, line.height)
    step = line.bottom - previous.bottom
    if step < -0.5 * size:
        return True
    if not _same_size(previous, line):
        smaller = min(previous.height, line.height)
        return smaller < 0.8 * size or step > 1.15 * pitch * line.height
    if step > 1.28 * pitch * line.height:
        return True
    ended = bool(_SENTENCE_END.search(previous.text))
    short = previous.x1 < right - 0.2 * (right - left)
    if _ITEM.match(line.text):
        return False
    indented = 0.8 * size < line.x0 - previous.x0 < 5 * size
    if indented and abs(previous.x0 - left) < 0.5 * size and (ended or short) and not _ITEM.match(previous.text):
        return True
    return ended and short and bool(_OPENS.match(line.text))
