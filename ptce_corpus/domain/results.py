"""What a search answers."""

from __future__ import annotations

from dataclasses import dataclass

from ptce_corpus.domain.citation import Citation
from ptce_corpus.domain.span import Span


@dataclass(frozen=True, slots=True)
class Scored:
    """A passage of an index, by its number, with its relevance."""

    passage: int
    score: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """The best passages for a query, and how many match in all."""

    total: int
    passages: tuple[Scored, ...]


@dataclass(frozen=True, slots=True)
class Snippet:
    """The telling part of a passage; ``highlights`` are spans of ``text``."""

    text: str
    highlights: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that answers a query; ``quality`` tells how well its document could be read, None without any text."""

    document: str
    title: str
    date: str | None
    kind: str
    page: int
    passage: int
    score: float
    snippet: Snippet
    citation: Citation
    quality: float | None = None


@dataclass(frozen=True, slots=True)
class Facet:
    """How many matching passages share a value."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class ConcordanceLine:
    """A keyword in its context (KWIC)."""

    left: str
    keyword: str
    right: str
    document: str
    page: int
    date: str | None
