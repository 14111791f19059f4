"""Running heads, feet and folios: what pages repeat and what only numbers them. Marked, never deleted."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from ptce_corpus.domain.span import Span
from ptce_corpus.text.likeness import Groups, alike, pairs

_EDGE = 4
"""Lines at either end of a page that may be furniture."""
_LONGEST = 160
_MOST_PAGES_ALIKE = 2
"""How many pages on a line is looked for that OCR read otherwise: on the next, and on the next of its side."""
_STEADY = 0.7
"""Share of the lines of a group whose figures move with the pages."""
_ESTABLISHED = 0.5
"""Share of the pages from which a document is known to bear running heads."""
_FOLIO = re.compile(
    r"(?:p(?:age|\.)?[ ]?)?[-–—|•·]?[ ]?(?P<number>\d{1,4}|[ivxlc]{1,7})[ ]?(?:[-–—|•·]|(?:/|sur|de)[ ]?\d{1,4})?",
    re.IGNORECASE,
)
_NAMED_FOLIO = re.compile(
    r"(?:page|p\.)[ ]?(?:n°[ ]?)?\d{1,4}(?:[ ]?(?:/|sur|de)[ ]?\d{1,4})?|[-–—~][ ]?(?:\d{1,4}|[ivxlc]{1,7})[ ]?[-–—~]"
    r"|\d{1,3}[ ]?/[ ]?\d{1,3}|\d{1,3}[ ]sur[ ]\d{1,3}",
    re.IGNORECASE,
)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_DIGITS = re.compile(r"\d+")
_ITEM = re.compile(r"[-–•*+] ")
_NUMBERED = re.compile(r"\d{1,2}[.)] ")
_CELL = re.compile(r"\t| \| ")
_SENTENCE = re.compile(r"[.!?;,]$")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line near the end of a page. ``within``: the line next to it on the side of the body."""

    page: int
    span: Span
    text: str
    at_top: bool
    depth: int
    within: str
    key: str = field(init=False)
    """The line without its figures, its case and its spacing: what two pages have in common."""
    mirror: str = field(init=False)
    """The same with the parts that tabs set apart in one order: left and right pages are each other's mirror."""
    figures: tuple[int, ...] = field(init=False)
    """The first figures, in the order of ``mirror``."""

    def __post_init__(self) -> None:
        parts = sorted((_heading_key(part), part) for part in _CELL.split(self.text))
        figures = (found for _, part in parts for found in _DIGITS.findall(part))
        object.__setattr__(self, "key", _heading_key(self.text))
        object.__setattr__(self, "mirror", " ".join(key for key, _ in parts if key))
        object.__setattr__(self, "figures", tuple(int(found) for found in islice(figures, 6) if len(found) < 10))

    @property
    def heads_table(self) -> bool:
        """Whether it is the head of a table that goes on over pages: the row below has as many cells."""
        cells = len(_CELL.findall(self.text))
        return self.at_top and cells >= 2 and len(_CELL.findall(self.within)) == cells


def furniture(pages: Sequence[str]) -> tuple[tuple[Span, ...], ...]:
    """For each page, the spans of its running heads, feet and folios, in order.

    A line is furniture when it stands among the first or last lines of several pages, or of several left or right
    pages, figures and misread letters apart; when those figures move, they must move with the page. In a document that
    bears running heads, a line is one too that repeats a heading told before. A bare number is one when it counts the
    pages.
    """
    edges = [line for number, text in enumerate(pages) for line in _edges(number, text)]
    marked = {
        (line.page, line.span)
        for group in _groups([line for line in edges if not _ITEM.match(line.text) and not line.heads_table])
        if _repeats(group, len(pages)) and _moves_with_page(group)
        for line in group
    }
    marked |= {(line.page, line.span) for line in edges if _NAMED_FOLIO.fullmatch(line.text)}
    marked |= _folios(edges, _enough(len(pages)))
    marked |= _chapters(pages, edges, marked)
    kept = _outermost(edges, marked)
    return tuple(tuple(sorted(kept[number])) for number in range(len(pages)))


def _groups(edges: Sequence[_Line]) -> list[list[_Line]]:
    """The lines that say the same at the same end of their pages."""
    groups = Groups(len(edges))
    first: dict[tuple[str, bool], int] = {}
    by_place: defaultdict[tuple[int, bool, int], list[int]] = defaultdict(list)
    for index, line in enumerate(edges):
        for said in {line.key, line.mirror}:
            groups.join(first.setdefault((said, line.at_top), index), index)
        by_place[line.page, line.at_top, line.depth].append(index)
    letters = [pairs(line.key) for line in edges]
    for index, line in enumerate(edges):
        if len(line.key) < 8:
            continue
        for page in range(line.page + 1, line.page + 1 + _MOST_PAGES_ALIKE):
            for other in by_place.get((page, line.at_top, line.depth), ()):
                both = (letters[index], letters[other])
                if edges[other].key != line.key and alike(line.key, edges[other].key, letters=both):
                    groups.join(index, other)
    return [group for found in groups.found() if _is_told_twice(group := [edges[index] for index in found])]


def _is_told_twice(group: Sequence[_Line]) -> bool:
    """Whether two pages bear a line letter by letter: what is but alike may be the formula of a text."""
    return len(group) > len({line.mirror for line in group})


def _enough(count: int) -> int:
    return 2 if count <= 3 else 3


def _repeats(group: Sequence[_Line], count: int) -> bool:
    """Whether enough pages bear a line: three, or two where they are most of the left or of the right pages."""
    on = {line.page for line in group}
    if len(on) >= _enough(count):
        return True
    sides = {page % 2 for page in on}
    if len(on) < 2 or len(sides) > 1:
        return False
    return len(on) >= 0.6 * len(range(min(sides), count, 2))


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
            at_top = index == depth
            inner = index + 1 if at_top else index - 1
            within = lines[inner][1] if 0 <= inner < len(lines) else ""
            yield _Line(page, span, stripped, at_top, depth, within)


def _moves_with_page(group: Sequence[_Line]) -> bool:
    """Whether the figures of the lines stay the same or grow as the pages do, those that OCR misread apart."""
    first = group[0]
    if len(first.key) < 3 and "#" in first.key:
        return False
    if _NUMBERED.match(first.text) and len({line.figures[:1] for line in group}) > 1:
        return False
    counts = Counter(len(line.figures) for line in group)
    usual = [line for line in group if len(line.figures) == counts.most_common(1)[0][0]]
    for column in zip(*(line.figures for line in usual), strict=True):
        moves = Counter(figure - line.page for figure, line in zip(column, usual, strict=True))
        most = max(Counter(column).most_common(1)[0][1], moves.most_common(1)[0][1])
        if most < (_STEADY if len(usual) > 3 else 1.0) * len(usual):
            return False
    return True


def _folios(edges: Sequence[_Line], enough: int) -> set[tuple[int, Span]]:
    """Bare numbers that count the pages: the same distance from the page's place on several pages."""
    by_distance: defaultdict[tuple[bool, int], list[_Line]] = defaultdict(list)
    for line in edges:
        match = _FOLIO.fullmatch(line.text)
        if match:
            roman = not match["number"].isdigit()
            number = _roman(match["number"]) if roman else int(match["number"])
            by_distance[roman, number - line.page].append(line)
    return {
        (line.page, line.span)
        for (roman, distance), lines in by_distance.items()
        # The number that the page has in its file needs fewer witnesses.
        if len({line.page for line in lines}) >= (2 if distance == 1 and not roman else enough)
        for line in lines
    }


def _roman(numeral: str) -> int:
    """The value of a Roman numeral up to the hundreds; of letters that make none, whatever its rules give."""
    values = [_ROMAN[letter] for letter in numeral.lower()]
    return sum(-value if value < max(values[index:]) else value for index, value in enumerate(values))


def _chapters(pages: Sequence[str], edges: Sequence[_Line], marked: set[tuple[int, Span]]) -> set[tuple[int, Span]]:
    """The outermost top lines that name the chapter: they repeat a heading that stood on its own line before."""
    tops = [line for line in edges if line.at_top and line.depth == 0]
    established = sum((line.page, line.span) in marked for line in tops)
    if len(pages) < _EDGE or established < _ESTABLISHED * len(pages):
        return set()
    told: set[str] = set()
    found: set[tuple[int, Span]] = set()
    by_page = {line.page: line for line in tops}
    for number, text in enumerate(pages):
        line = by_page.get(number)
        if line is not None and line.key in told and not _SENTENCE.search(line.text):
            found.add((number, line.span))
        told |= {_heading_key(part) for part in text.split("\n\n") if 4 < len(part.strip()) <= 100}
    return found


def _heading_key(text: str) -> str:
    return " ".join(_DIGITS.sub("#", text).casefold().split())
