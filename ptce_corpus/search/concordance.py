"""Key words in context (KWIC): every place of a query's words, with what stands left and right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal, Protocol

from ptce_corpus.domain.citation import Citation
from ptce_corpus.domain.passage import Variant
from ptce_corpus.domain.query import Query
from ptce_corpus.domain.results import ConcordanceLine
from ptce_corpus.domain.span import Span
from ptce_corpus.search.occurrences import Occurrence, occurrences
from ptce_corpus.text.edtf import bounds
from ptce_corpus.text.tokens import fold

Order = Literal["left", "right", "keyword"]

_SPACES = re.compile(r"\s+")
_WORDS = re.compile(r"[^\W_]+")
_UNDATED = "~"
"""Sorts after every day."""


class Cited(Protocol):
    """A passage that says where it stands."""

    @property
    def text(self) -> str:
        """The passage."""
        ...

    @property
    def citation(self) -> Citation:
        """Its document and page."""
        ...

    @property
    def variants(self) -> tuple[Variant, ...]:
        """Words as they were read before repair."""
        ...

    def page_at(self, position: int) -> int:
        """The page on which a position of the text lies."""
        ...


def concordance(passages: Iterable[Cited], query: Query, *, width: int = 60) -> Iterator[ConcordanceLine]:
    """A line for each place where something that a rewritten query looks for stands, in the order of the texts.

    The keyword is what stands there, from the first to the last word of a phrase or proximity. ``width`` is how many
    code points of context stand on each side at most; white space is collapsed, and context is cut between words.
    """
    for passage in passages:
        cited = passage.citation
        for span in places(passage.text, query, passage.variants):
            yield ConcordanceLine(
                left=_left(passage.text, span.start, width),
                keyword=_plain(span.cut(passage.text)),
                right=_right(passage.text, span.end, width),
                document=cited.document,
                page=passage.page_at(span.start),
                date=cited.date,
            )


def places(text: str, query: Query, variants: Sequence[Variant] = ()) -> list[Span]:
    """Where a text has something that a rewritten query looks for, in order.

    A place inside another (``pôle`` in ``"pôle territorial"``, where both are asked) is no place of its own.
    """
    return outermost(occurrences(text, query, variants))


def outermost(found: Iterable[Occurrence]) -> list[Span]:
    """The places of occurrences, in order, without those that lie inside another."""
    kept: list[Span] = []
    reach = 0
    for occurrence in found:
        if occurrence.span.end > reach:
            kept.append(occurrence.span)
            reach = occurrence.span.end
    return kept


def sorted_lines(lines: Iterable[ConcordanceLine], order: Order) -> list[ConcordanceLine]:
    """The lines by their words, case and accents apart; equal ones stay in the order in which they came.

    ``left`` and ``right`` take the words that stand nearest to the keyword on that side first, ``keyword`` its own.
    """
    return sorted(lines, key=_KEYS[order])


def day_of(date: str | None) -> str:
    """What an EDTF date is sorted by: its first day (ISO), or what sorts after every day where there is none."""
    ends = bounds(date) if date else None
    return ends[0] if ends else _UNDATED


def _plain(text: str) -> str:
    return _SPACES.sub(" ", text)


def _left(text: str, start: int, width: int) -> str:
    """What stands before, its last ``width`` code points, from the beginning of a word."""
    context = _plain(text[max(start - 2 * width, 0) : start]).lstrip()
    if len(context) <= width and start <= 2 * width:
        return context
    cut = context[-width:] if width else ""
    space = cut.find(" ")
    return cut[space + 1 :] if 0 <= space < len(cut) - 1 and not context[:-width].endswith(" ") else cut


def _right(text: str, end: int, width: int) -> str:
    """What stands after, its first ``width`` code points, up to the end of a word."""
    context = _plain(text[end : end + 2 * width]).rstrip()
    if len(context) <= width and end + 2 * width >= len(text):
        return context
    cut = context[:width]
    space = cut.rfind(" ")
    return cut[:space] if space > 0 and not context[width:].startswith(" ") else cut


def _folded_words(text: str) -> list[str]:
    return _WORDS.findall(fold(text))


def _by_left(line: ConcordanceLine) -> tuple[list[str], list[str]]:
    return _folded_words(line.left)[::-1], _folded_words(line.right)


def _by_right(line: ConcordanceLine) -> tuple[list[str], list[str]]:
    return _folded_words(line.right), _folded_words(line.left)[::-1]


def _by_keyword(line: ConcordanceLine) -> tuple[list[str], list[str]]:
    return _folded_words(line.keyword), _folded_words(line.right)


_KEYS: dict[Order, Callable[[ConcordanceLine], tuple[list[str], list[str]]]] = {
    "left": _by_left,
    "right": _by_right,
    "keyword": _by_keyword,
}
