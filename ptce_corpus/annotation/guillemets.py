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
_FAR = 600
"""Code points behind a mark in which its pair is looked for, where it may be another's."""
_BLOCK = 2_000
"""Code points of a block between straight marks, at most."""
_SHORT = 30
"""Words of a block that no stop ends, at most."""
_TURNED = re.compile(r"\s»\w[^«»“”\"\n]{0,80}\w\"")
"""A closing mark before a word and another behind it: it was an opening one."""
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
    reaches: int = -1
    """Where a straight mark that opens a line is closed, behind a stop that ends another line."""


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
        if mark == "»" and _TURNED.match(text, match.start() - 1) and text[match.start() - 1].isspace():
            stack.append(_Open('"', match.start(), match.end()))
            continue
        if _mixed(text, stack, mark, match):
            _close(text, stack, _CLOSES[stack[-1].mark], match, found)
            continue
        if mark in "«“„" or (mark == '"' and _opens(text, match, stack)):
            if _continues(text, stack, mark, match.start()):
                continue
            if _doubled(text, stack, match):
                stack[-1].end = match.end()
                continue
            if mark != '"' and _lost(text, stack, mark, match.start()):
                _abandon(text, stack, match.start(), found)
            reaches = _reach(text, match) if mark == '"' else -1
            stack.append(_Open(mark, match.start(), match.end(), reaches))
            continue
        _close(text, stack, mark, match, found)
    _drop_lost(text, stack, None, found)
    return _nested(found)


def _doubled(text: str, stack: list[_Open], match: re.Match[str]) -> bool:
    """Whether a mark only repeats the open one right before it, as reading damaged pages has it."""
    return bool(stack) and stack[-1].mark in "«“" and not text[stack[-1].end : match.start()].strip()


def _reach(text: str, match: re.Match[str]) -> int:
    """Where the next straight mark closes words that open a line, over empty lines; -1 where it does not."""
    line = text.rfind("\n", 0, match.start()) + 1
    closing = text.find('"', match.end(), match.end() + _BLOCK)
    if closing < 0 or text[line : match.start()].strip():
        return -1
    stopped = text[closing - 1] in ".!?…" or len(text[match.end() : closing].split()) < _SHORT
    ends = not text[closing + 1 : closing + 40].partition("\n")[0].strip(" .,")
    return closing if stopped and ends else -1


def _mixed(text: str, stack: list[_Open], mark: str, match: re.Match[str]) -> bool:
    """Whether a straight mark closes a French one, or the reverse, where the right mark was lost in reading."""
    if not stack or stack[-1].mark not in ("«", '"') or _CLOSES[stack[-1].mark] == mark:
        return False
    if mark not in ('"', "»") or (mark == '"' and any(entry.mark == '"' for entry in stack)):
        return False
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    if (mark == '"' and before.isspace() and not after.isspace()) or not (
        not after or after in " \u00a0\u202f,.;:!?)\n"
    ):
        return False
    if mark == "»":
        return len(stack) == 1
    stop = _PARAGRAPH.search(text, match.end(), match.end() + _FAR)
    rest = text[match.end() : stop.start() if stop else match.end() + _FAR]
    opening, closing = rest.find("«"), rest.find("»")
    return not before.isspace() and (closing < 0 or 0 <= opening < closing)


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
    if entry.reaches >= position:
        return False
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
