"""Where a thing said by the program can be checked."""

from __future__ import annotations

from dataclasses import dataclass

from ptce_corpus.domain.document import Document
from ptce_corpus.domain.span import Span


@dataclass(frozen=True, slots=True)
class Citation:
    """A document, a page and a span of that page's raw text. ``str()`` is fit for a footnote.

    What runs over a page's end has its beginning in ``span`` and ends on ``last_page``.
    """

    document: str
    title: str
    date: str | None
    page: int
    span: Span
    last_page: int | None = None

    @property
    def pages(self) -> str:
        """The page, or the first and the last: ``3``, ``3-4``."""
        return str(self.page) if self.last_page is None else f"{self.page}-{self.last_page}"

    def __str__(self) -> str:
        title = self.title or self.document
        return ", ".join(part for part in (title, self.date, f"p. {self.pages}") if part)


def cited(document: Document, span: Span) -> Citation:
    """The citation of a stretch of a document's text: where it begins, and the page on which it ends.

    Raises:
        ValueError: when the document has no page or the span leaves its text.
    """
    place, last = document.locate(span), document.locations(span)[-1].page
    runs_on = last if last > place.page else None
    return Citation(document.identifier, document.title, document.date, place.page, place.source, runs_on)
