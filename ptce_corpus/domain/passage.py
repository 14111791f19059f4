"""The unit of retrieval."""

from __future__ import annotations

from dataclasses import dataclass

from ptce_corpus.domain.span import Span


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph-bounded stretch of a document's text, where ``span`` counts; ``page`` is that of its beginning."""

    span: Span
    text: str
    page: int


@dataclass(frozen=True, slots=True)
class IndexedPassage:
    """What an index is given for a passage: everything that a query can ask of it.

    ``identifier`` and ``document`` are the catalogue's numbers, never used twice. ``earliest`` and ``latest`` are
    the days (ISO) between which the document's date lies, None for an undated one.
    """

    identifier: int
    document: int
    text: str
    title: str = ""
    kind: str = ""
    earliest: str | None = None
    latest: str | None = None
    people: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
