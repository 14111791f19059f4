"""The unit of retrieval."""

from __future__ import annotations

from dataclasses import dataclass

from ptce_corpus.domain.span import Span


@dataclass(frozen=True, slots=True)
class Variant:
    """A word as it was read, before repair; ``position`` is the place of the repaired word among the tokens."""

    position: int
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph-bounded stretch of a document's text, where ``span`` counts; ``page`` is that of its beginning.

    ``variants`` are the words that repair changed, as the page had them, in order.
    """

    span: Span
    text: str
    page: int
    variants: tuple[Variant, ...] = ()


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
    variants: tuple[Variant, ...] = ()
    """Words as they were read before repair: further forms at the places of the repaired words."""
    known_people: tuple[str, ...] = ()
    known_organisations: tuple[str, ...] = ()
    known_places: tuple[str, ...] = ()
    """Those named in the passage under the names by which the archive knows them: what facets count."""
    theme: str = ""
    """The label of its heaviest theme; none while there are no themes."""
