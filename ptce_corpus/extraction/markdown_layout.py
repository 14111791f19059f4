"""Headings and tables that Markdown marks in a text (CommonMark 0.31, 4.2 and 4.3; tables as GitHub writes them)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ptce_corpus.domain.document import Heading, Layout, Table
from ptce_corpus.domain.span import Span

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(?=[^\s#])")
_END = re.compile(r"[ \t]+#{1,6}[ \t]*$")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})[ \t]*$")
_FENCE = re.compile(r" {0,3}(```|~~~)")
_RULE = re.compile(r" {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_NO_PARAGRAPH = re.compile(r"\s*(?:[-*+>#|]|\d{1,9}[.)]\s)")
_BAR = re.compile(r"(?<!\\)\|")
_LONGEST = 300
_LONGEST_RULE = 1000
_MOST_COLUMNS = 128


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str

    def span(self, start: int, end: int) -> Span:
        """What stands from ``start`` to ``end`` of the line without white space around it, as a span of the text."""
        cut = self.text[start:end]
        lead = len(cut) - len(cut.lstrip())
        return Span(self.start + start + lead, self.start + start + max(len(cut.rstrip()), lead))


def layout(text: str) -> Layout:
    """Headings and tables of a Markdown text; the spans of headings and cells leave the marks out."""
    lines = list(_lines(text))
    tables = tuple(_tables(lines))
    return Layout(tables=tables, headings=tuple(_headings(lines, tables)))


def front_matter(text: str) -> dict[str, str]:
    """What the head of a Markdown file states between two lines of dashes, by lower-case name."""
    lines = text.lstrip("\ufeff").split("\n", 60)[:60]
    if not lines or lines[0].rstrip() != "---":
        return {}
    ends = [number for number, line in enumerate(lines[1:], start=1) if line.rstrip() in {"---", "..."}]
    stated = (line.partition(":") for line in lines[1 : ends[0]]) if ends else ()
    return {name.strip().lower(): value.strip().strip("\"'") for name, _, value in stated if value.strip()}


def _lines(text: str) -> Iterator[_Line]:
    """The lines outside of code and of the file's head; those within as empty ones."""
    start, fence = 0, "---" if front_matter(text) else ""
    for number, line in enumerate(text.split("\n")):
        mark = _FENCE.match(line)
        yield _Line(start, "" if fence or mark else line)
        if fence:
            closed = number > 0 and line.rstrip() in {"---", "..."} if fence == "---" else mark and mark[1] == fence
            fence = "" if closed else fence
        elif mark:
            fence = mark[1]
        start += len(line) + 1


def _headings(lines: list[_Line], tables: tuple[Table, ...]) -> Iterator[Heading]:
    following = list(reversed(tables))
    for number, line in enumerate(lines):
        while following and following[-1].span.end <= line.start:
            following.pop()
        in_table = bool(following) and following[-1].span.start < line.start + len(line.text)
        if in_table or len(line.text) > _LONGEST or not line.text.strip():
            continue
        if match := _HEADING.match(line.text):
            end = _END.search(line.text)
            yield Heading(line.span(match.end(), end.start() if end else len(line.text)), len(match[1]))
        elif number + 1 < len(lines) and (under := _UNDERLINE.match(lines[number + 1].text)):
            alone = number == 0 or not lines[number - 1].text.strip()
            if alone and not _NO_PARAGRAPH.match(line.text):
                yield Heading(line.span(0, len(line.text)), 1 if under[1][0] == "=" else 2)


def _tables(lines: list[_Line]) -> Iterator[Table]:
    number = 0
    while number + 1 < len(lines):
        width = len(_cells(lines[number]))
        rule = lines[number + 1].text
        if (
            width < 2
            or "|" not in rule
            or len(rule) > _LONGEST_RULE
            or not _RULE.match(rule)
            or len(_cells(lines[number + 1])) != width
        ):
            number += 1
            continue
        rows = [_cells(lines[number])]
        number += 2
        while number < len(lines) and "|" in lines[number].text:
            rows.append(_cells(lines[number]))
            number += 1
        yield _table(rows)


def _table(rows: list[list[Span]]) -> Table:
    width = max(map(len, rows))
    widened = tuple((*row, *[Span(row[-1].end, row[-1].end)] * (width - len(row))) for row in rows)
    return Table(Span(rows[0][0].start, rows[-1][-1].end), widened)


def _cells(line: _Line) -> list[Span]:
    """The cells of a row, parted by bars; those at its sides part nothing."""
    bars = [bar.start() for bar in _BAR.finditer(line.text)][:_MOST_COLUMNS]
    if not bars:
        return []
    lead, last = line.text[: bars[0]].strip(), line.text[bars[-1] + 1 :].strip()
    edges = [*([-1] if lead else []), *bars, *([len(line.text)] if last else [])]
    return [line.span(left + 1, right) for left, right in pairwise(edges)]
