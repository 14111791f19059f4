"""Where a thing said by the program can be checked."""

from __future__ import annotations

from dataclasses import dataclass

from ptce_corpus.domain.span import Span


@dataclass(frozen=True, slots=True)
class Citation:
    """A document, a page and a span of that page's raw text. ``str()`` is fit for a footnote."""

    document: str
    title: str
    date: str | None
    page: int
    span: Span

    def __str__(self) -> str:
        title = self.title or self.document
        return ", ".join(part for part in (title, self.date, f"p. {self.page}") if part)
