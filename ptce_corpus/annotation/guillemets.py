"""Stretches between quotation marks: French, curly, straight and doubled marks, nested and over several paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ptce_corpus.domain.span import Span

_MARK = re.compile(r"«|»|<<|>>|“|”|„|\"")
_CLOSES = {"«": "»", "“": "”", "„": "”", '"': '"'}
_SAME = {"<<": "«", ">>": "»"}
_LONGEST = 6_000
"""A stretch longer than this many code points is a mark that was never closed."""
_ENDS = tuple(".!?…,;:»")
_PARAGRAPH = re.compile(r"\n[ \t]*(?:\n|\f)|\f")


@dataclass(frozen=True, slots=True)
class Quoted:
    """What stands between two marks. ``outer`` holds the marks, ``inner`` does not and is trimmed of spaces.

    ``depth`` is 0 for the outermost stretch; ``closed`` is False where the closing mark is missing: ``inner`` then
    runs to the end of the paragraph or to the next opening mark.
    """

    outer: Span
    inner: Span
    depth: int
    closed: bool = True


@dataclass(slots=True)
class _Open:
    mark: str
    start: int
    end: int


def quoted(text: str) -> tuple[Quoted, ...]:
    """All quoted stretches of ``text``, in order of their start.

    A paragraph that opens with « while a stretch is open goes on with it, as French typography has it for quotations
    of several paragraphs. Straight marks open and close by turns inside a paragraph; one that stands right behind a
    letter never opens.
    """
    found: list[Quoted] = []
    stack: list[_Open] = []
    for match in _MARK.finditer(text):
        mark = _SAME.get(match.group(), match.group())
        _drop_lost(text, stack, match.start(), found)
        if mark in "«“„" or (mark == '"' and _opens(text, match, stack)):
            if _continues(text, stack, mark, match.start()):
                continue
            if mark != '"' and _lost(text, stack, mark, match.start()):
                _abandon(text, stack, match.start(), found)
            stack.append(_Open(mark, match.start(), match.end()))
            continue
        _close(text, stack, mark, match, found)
    _drop_lost(text, stack, None, found)
    return _nested(found)


def _opens(text: str, match: re.Match[str], stack: list[_Open]) -> bool:
    if any(entry.mark == '"' for entry in stack):
        return False
    before = text[match.start() - 1] if match.start() else " "
    return before.isspace() or before in "(['’«“-–—:"


def _continues(text: str, stack: list[_Open], mark: str, start: int) -> bool:
    """Whether the mark only repeats an open one at the head of a paragraph."""
    if not any(entry.mark == mark for entry in stack):
        return False
    line = text.rfind("\n", 0, start) + 1
    return not text[line:start].strip() and text[max(0, line - 80) : line].rstrip()[-1:] in _ENDS


def _lost(text: str, stack: list[_Open], mark: str, start: int) -> bool:
    """Whether a second opening mark shows that the first was never closed: the paragraph has no mark to close both."""
    if not any(entry.mark == mark for entry in stack):
        return False
    stop = _PARAGRAPH.search(text, start, start + _LONGEST)
    paragraph = text[start : stop.start() if stop else start + _LONGEST]
    return paragraph.count(_CLOSES[mark]) < paragraph.count(mark) + 1


def _close(text: str, stack: list[_Open], mark: str, match: re.Match[str], found: list[Quoted]) -> None:
    for place in range(len(stack) - 1, -1, -1):
        if _CLOSES[stack[place].mark] == mark:
            entry = stack[place]
            del stack[place:]
            found.append(_made(text, entry, match.start(), match.end(), closed=True))
            return


def _drop_lost(text: str, stack: list[_Open], position: int | None, found: list[Quoted]) -> None:
    """Close marks whose pair never came: past the longest stretch, or at the end of the text."""
    while stack and (
        position is None or position - stack[0].start > _LONGEST or _straight_lost(text, stack[0], position)
    ):
        _abandon(text, stack[:1], stack[1].start if len(stack) > 1 else len(text), found)
        del stack[0]


def _abandon(text: str, stack: list[_Open], limit: int, found: list[Quoted]) -> None:
    """End what is open at the next paragraph or at ``limit``, without a closing mark."""
    while stack:
        entry = stack.pop()
        stop = _PARAGRAPH.search(text, entry.end, limit)
        end = stop.start() if stop else limit
        found.append(_made(text, entry, end, end, closed=False))


def _straight_lost(text: str, entry: _Open, position: int) -> bool:
    """A straight mark does not reach over an empty line."""
    return entry.mark == '"' and bool(_PARAGRAPH.search(text, entry.end, position))


def _made(text: str, entry: _Open, inner_end: int, outer_end: int, *, closed: bool) -> Quoted:
    start, end = entry.end, max(inner_end, entry.end)
    while start < end and (text[start].isspace() or text[start] == "*"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] == "*"):
        end -= 1
    return Quoted(Span(entry.start, outer_end), Span(start, end), 0, closed)


def _nested(found: list[Quoted]) -> tuple[Quoted, ...]:
    """Order by place and count how deep each stretch lies in closed ones."""
    ordered = sorted(found, key=lambda quote: (quote.outer.start, -quote.outer.end))
    open_ends: list[int] = []
    placed = []
    for quote in ordered:
        while open_ends and open_ends[-1] <= quote.outer.start:
            open_ends.pop()
        placed.append(Quoted(quote.outer, quote.inner, len(open_ends), quote.closed))
        open_ends.append(quote.outer.end)
    return tuple(placed)
