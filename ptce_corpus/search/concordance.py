"""Key words in context (KWIC): every place of a query's words, with what stands left and right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Protocol

from ptce_corpus.domain.citation import Citation
from ptce_corpus.domain.passage import Variant
from ptce_corpus.domain.query import Query
from ptce_corpus.domain.results import ConcordanceLine
from ptce_corpus.search.occurrences import occurrences

_SPACES = re.compile(r"\s+")


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

    ``width`` is how many code points of context stand on each side at most; white space is collapsed, and context is
    cut between words.
    """
    for passage in passages:
        cited = passage.citation
        seen: set[tuple[int, int]] = set()
        for occurrence in occurrences(passage.text, query, passage.variants):
            start, end = occurrence.span.start, occurrence.span.end
            if (start, end) in seen:
                continue
            seen.add((start, end))
            yield ConcordanceLine(
                left=_left(passage.text, start, width),
                keyword=_plain(passage.text[start:end]),
                right=_right(passage.text, end, width),
                document=cited.document,
                page=passage.page_at(start),
                date=cited.date,
            )


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
