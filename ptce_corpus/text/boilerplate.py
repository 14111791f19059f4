"""Running heads, feet and folios: what a page repeats and what only numbers it. Marked, never deleted."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ptce_corpus.domain.span import Span

_EDGE = 4
"""Lines at either end of a page that may be furniture."""
_LONGEST = 160
_FOLIO = re.compile(
    r"(?:p(?:age|\.)?[ ]?)?[-–—|•·]?[ ]?(?P<number>\d{1,4}|[ivxlc]{1,7})[ ]?(?:[-–—|•·]|(?:/|sur|de)[ ]?\d{1,4})?",
    re.IGNORECASE,
)
_NAMED_FOLIO = re.compile(
    r"(?:page|p\.)[ ]?\d{1,4}(?:[ ]?(?:/|sur|de)[ ]?\d{1,4})?|[-–—][ ]?\d{1,4}[ ]?[-–—]|\d{1,3}[ ]?/[ ]?\d{1,3}",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_ITEM = re.compile(r"[-–•*+] |\d{1,2}[.)] ")


@dataclass(frozen=True, slots=True)
class _Line:
    page: int
    span: Span
    text: str
    at_top: bool
    depth: int

    @property
    def key(self) -> str:
        """The line without its figures, its case and its spacing: what two pages have in common."""
        return " ".join(_DIGITS.sub("#", self.text).casefold().split())

    @property
    def figures(self) -> tuple[int, ...]:
        return tuple(int(found) for found in _DIGITS.findall(self.text)[:6] if len(found) < 10)


def furniture(pages: Sequence[str]) -> tuple[tuple[Span, ...], ...]:
    """For each page, the spans of its running heads, feet and folios, in order.

    A line is furniture when it stands among the first or last lines of several pages, figures apart; when those
    figures move, they must move with the page. A bare number is one when it counts the pages.
    """
    edges = [line for number, text in enumerate(pages) for line in _edges(number, text)]
    groups: defaultdict[tuple[str, bool], list[_Line]] = defaultdict(list)
    for line in edges:
        if not _ITEM.match(line.text):
            groups[line.key, line.at_top].append(line)
    enough = 2 if len(pages) <= 3 else 3
    marked: set[tuple[int, Span]] = set()
    for group in groups.values():
        repeated = len({line.page for line in group}) >= enough and _moves_with_page(group)
        marked |= {(line.page, line.span) for line in group if repeated}
    marked |= {(line.page, line.span) for line in edges if _NAMED_FOLIO.fullmatch(line.text)}
    marked |= _folios(edges, enough)
    kept = _outermost(edges, marked)
    return tuple(tuple(sorted(kept[number])) for number in range(len(pages)))


def _outermost(edges: Sequence[_Line], marked: set[tuple[int, Span]]) -> defaultdict[int, set[Span]]:
    """By page, the marked lines with nothing but marked lines between them and the page's end."""
    kept: defaultdict[int, set[Span]] = defaultdict(set)
    reached: set[tuple[int, bool]] = set()
    for line in sorted(edges, key=lambda line: line.depth):
        if (line.page, line.span) not in marked:
            reached.add((line.page, line.at_top))
        elif (line.page, line.at_top) not in reached:
            kept[line.page].add(line.span)
    return kept


def _edges(page: int, text: str) -> Iterator[_Line]:
    """The first and last visible lines of a page; a page of few lines has only its first and last."""
    lines = []
    start = 0
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            begin = start + line.index(stripped[0])
            lines.append((Span(begin, begin + len(stripped)), stripped))
        start += len(line) + 1
    reach = min(_EDGE, max(1, len(lines) // 4))
    for index, (span, stripped) in enumerate(lines):
        depth = min(index, len(lines) - 1 - index)
        if depth < reach and len(stripped) <= _LONGEST:
            yield _Line(page, span, stripped, index == depth, depth)


def _moves_with_page(group: Sequence[_Line]) -> bool:
    """Whether each figure of the lines stays the same or grows as the pages do."""
    first = group[0]
    if len(first.key) < 3 and "#" in first.key:
        return False
    for column in zip(*(line.figures for line in group), strict=False):
        pages = [line.page for line in group]
        if len(set(column)) > 1 and len({figure - page for figure, page in zip(column, pages, strict=True)}) > 1:
            return False
    return True


def _folios(edges: Sequence[_Line], enough: int) -> set[tuple[int, Span]]:
    """Bare numbers that count the pages: the same distance from the page's place on several pages."""
    by_distance: defaultdict[int, list[_Line]] = defaultdict(list)
    for line in edges:
        match = _FOLIO.fullmatch(line.text)
        if match and match["number"].isdigit():
            by_distance[int(match["number"]) - line.page].append(line)
    return {
        (line.page, line.span)
        for lines in by_distance.values()
        if len({line.page for line in lines}) >= enough
        for line in lines
    }
