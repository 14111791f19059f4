"""Where sentences begin and end in French prose, lists and headings."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import pairwise

from ptce_corpus.domain.span import Span

_BLANK_LINE = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_END = re.compile(
    r"""(?P<stop>[.!?…]{1,8})(?:[ ]?[»"”)\]]){0,3}(?=\s)\s{1,8}(?=(?P<next>["«“(\[—–-]{0,2}[ ]?[A-ZÀ-ÝŒ0-9•]))"""
)
_BEFORE_DOT = re.compile(r"[\w.'’-]{1,30}\Z")
_INITIAL = re.compile(r"(?:^|[.'’-])[A-ZÀ-Ý]\Z")
_ITEM = re.compile(r"[ \t]*(?:[-–—•*+][ \t]|\(?(?:\d{1,2}|[a-zA-Z]|[ivxIVX]{1,4})[.)°][ \t]|Art(?:icle)?\.? \d)")
_OPEN_ENDED = re.compile(r"[,;:(«'’-]\Z|(?:^|\s)[a-zà-ÿ]{1,3}\Z")
_CAPITAL = re.compile(r"""["«(\[]?[ ]?[A-ZÀ-ÝŒ0-9]""")


@cache
def _abbreviations() -> tuple[frozenset[str], frozenset[str]]:
    table = tomllib.loads((files("ptce_corpus.text") / "data" / "abbreviations.toml").read_text(encoding="utf-8"))
    return frozenset(table["leading"]), frozenset(table["closing"])


def sentences(text: str) -> list[Span]:
    """The sentences of ``text``, in order, without the blanks around them; every visible character is in one.

    A blank line, a list item and a heading on its own line end a sentence without a full stop.
    """
    return list(sentences_from(text, 0))


def sentences_from(text: str, position: int) -> Iterator[Span]:
    """The sentences of ``text`` that end after a position, one by one: what lies before it costs little."""
    for block in blocks(text):
        if block.end > position:
            for group in _groups(text, block):
                if group.end > position:
                    yield from (span for span in _cut(text, group) if span.end > position)


def blocks(text: str) -> Iterator[Span]:
    """The stretches of ``text`` between blank lines, trimmed."""
    start = 0
    for match in _BLANK_LINE.finditer(text):
        yield from trimmed(text, start, match.start())
        start = match.end()
    yield from trimmed(text, start, len(text))


def trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    """The stretch without the blanks at its ends; nothing when it is all blank."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)


def _groups(text: str, block: Span) -> Iterator[Span]:
    """A block cut where a new line begins something of its own: an item, or what follows a heading."""
    lines = list(_lines(text, block))
    width = max(len(line) for line in lines)
    start = block.start
    for line, following in pairwise(lines):
        if _begins_anew(line.cut(text).rstrip(), following.cut(text), width):
            yield from trimmed(text, start, line.end)
            start = following.start
    yield from trimmed(text, start, block.end)


def _lines(text: str, block: Span) -> Iterator[Span]:
    start = block.start
    while start <= block.end:
        end = text.find("\n", start, block.end)
        end = block.end if end < 0 else end
        yield Span(start, end)
        start = end + 1


def _begins_anew(line: str, following: str, width: int) -> bool:
    """Whether ``following`` does not go on with ``line``, in a block whose longest line counts ``width``."""
    if _ITEM.match(following):
        return True
    if not _CAPITAL.match(following.lstrip()) or _OPEN_ENDED.search(line):
        return False
    return len(line) < 0.62 * width or (line.isupper() and not following.isupper()) or width < 40


def _cut(text: str, group: Span) -> Iterator[Span]:
    start = group.start
    for match in _END.finditer(text, group.start, group.end):
        if _ends(text, match, start):
            yield from trimmed(text, start, match.end())
            start = match.end()
    yield from trimmed(text, start, group.end)


def _ends(text: str, match: re.Match[str], start: int) -> bool:
    """Whether the stop that ``match`` found closes the sentence that began at ``start``."""
    if match["stop"] != ".":
        return match["stop"][-1] != "…" or not match["next"][-1].isdigit()
    before = _BEFORE_DOT.search(text, max(start, match.start() - 30), match.start())
    if before is None:
        return True
    word = before.group().split("'")[-1].lower()
    leading, closing = _abbreviations()
    digit = match["next"][-1].isdigit()
    if word in leading or (word in closing and digit):
        return False
    if word.isdigit() and (before.start() == start or digit):
        return False
    return not _INITIAL.search(before.group()) or _closes_initial(text, match, before)


def _closes_initial(text: str, match: re.Match[str], before: re.Match[str]) -> bool:
    """A lone capital before a dot is an initial (``J. Dupont``), unless it ends a line after a small word."""
    return "\n" in match.group() and text[max(before.start() - 2, 0) : before.start()].strip().islower()
