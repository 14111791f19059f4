"""Where the things found in a document stand: passage, page, and span of the page's raw text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from ptce_corpus.catalogue.database import Row
from ptce_corpus.catalogue.rows import Fields
from ptce_corpus.domain.citation import Citation, cited
from ptce_corpus.domain.document import Document
from ptce_corpus.domain.span import Span


def place_fields(document: Document, span: Span) -> Fields:
    """Columns for the place of ``span``, a stretch of the document's cleaned text."""
    place = cited(document, span)
    return {
        "start": span.start,
        "stop": span.end,
        "page": place.page,
        "last_page": place.last_page,
        "source_start": place.span.start,
        "source_stop": place.span.end,
    }


class PassageMap:
    """Which passage of a document holds a place; ``spans`` do not overlap, in order, with their ``numbers``."""

    def __init__(self, numbers: Sequence[int], spans: Sequence[Span]) -> None:
        order = sorted(range(len(spans)), key=lambda index: spans[index])
        self._numbers = [numbers[index] for index in order]
        self._spans = [spans[index] for index in order]
        self._starts = [span.start for span in self._spans]

    def holding(self, span: Span) -> int | None:
        """The passage in which ``span`` begins."""
        index = bisect_right(self._starts, span.start) - 1
        if index < 0 or span.start >= self._spans[index].end:
            return None
        return self._numbers[index]

    def meeting(self, span: Span) -> list[int]:
        """The passages that share a position with ``span``."""
        index = max(bisect_right(self._starts, span.start) - 1, 0)
        found = []
        while index < len(self._spans) and self._spans[index].start < span.end:
            if self._spans[index].overlaps(span):
                found.append(self._numbers[index])
            index += 1
        return found


def citation(row: Row) -> Citation:
    """The citation of a row that joins a place with its document's identifier, title and ``document_date``."""
    span = Span(row.source_start, row.source_stop)
    return Citation(row.identifier, row.title, row.document_date, row.page, span, row.last_page)
