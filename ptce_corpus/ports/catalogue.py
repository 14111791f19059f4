"""The truth about the archive, kept in small stores."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from ptce_corpus.domain.annotation import Annotations, Label
    from ptce_corpus.domain.citation import Citation
    from ptce_corpus.domain.document import Document, SourceDocument
    from ptce_corpus.domain.linking import Place
    from ptce_corpus.domain.passage import IndexedPassage, Passage, Variant
    from ptce_corpus.domain.provenance import Failure, Stamp
    from ptce_corpus.domain.theme import Theme, Theming


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of the corpus as it was last read whole."""

    path: str
    stamp: Stamp
    extraction: str
    """Fingerprint of the extraction step."""
    awaits_ocr: bool = False


@dataclass(frozen=True, slots=True)
class DocumentState:
    """What is known of a document of the catalogue: enough to tell whether a step must be redone."""

    identifier: str
    path: str
    sha256: str
    extraction: str
    annotation: str
    """Fingerprint of the cleaning and annotation steps."""


@dataclass(frozen=True, slots=True)
class AnnotatedDocument:
    """A document with all that was found in it, ready to be stored."""

    path: str
    document: Document
    passages: tuple[Passage, ...]
    annotations: Annotations
    extraction: str
    annotation: str
    claims: Mapping[str, str | None]
    """What the file said of its title, date and kind, kept so that cleaning can be redone without the file."""
    markup: str = "plain"


class SourceStore(Protocol):
    """Which files were read, and how."""

    def files(self) -> Mapping[str, SourceFile]:
        """Every file read whole, by path."""
        ...

    def mark_read(self, file: SourceFile) -> None:
        """Note that all of a file's documents are stored; its failures are forgotten."""
        ...

    def forget(self, path: str) -> None:
        """Remove a file and all that came from it, in one transaction."""
        ...

    def set_aside(self, failure: Failure, stamp: Stamp | None, extraction: str) -> None:
        """Note that a file could not be read; it is not tried again until it or the step changes."""
        ...

    def failures(self) -> Sequence[tuple[Failure, Stamp | None, str]]:
        """Files set aside, with their stamp and the fingerprint of the step that failed."""
        ...


class DocumentStore(Protocol):
    """Documents and all that was found in them."""

    def states(self) -> Mapping[str, DocumentState]:
        """Every document's state, by identifier."""
        ...

    def put(self, annotated: AnnotatedDocument) -> None:
        """Store a document in one transaction, in place of any earlier version; it gets a new number."""
        ...

    def remove(self, identifiers: Iterable[str]) -> None:
        """Remove documents and whatever only they gave rise to."""
        ...

    def source(self, identifier: str) -> SourceDocument:
        """The raw document, as it was extracted.

        Raises:
            NotFound: when there is no such document.
        """
        ...

    def document(self, identifier: str) -> tuple[Document, Annotations]:
        """The cleaned document and its annotations.

        Raises:
            NotFound: when there is no such document.
        """
        ...


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage as an answer needs it; ``citation.span`` is what its first page holds of it, in the raw text."""

    identifier: int
    document: int
    text: str
    kind: str
    citation: Citation
    turns: tuple[tuple[int, int], ...] = ()
    """Where in ``text`` each page after the first begins, with its number, when it runs over a page's end."""
    variants: tuple[Variant, ...] = ()
    """Words as they were read before repair."""
    quality: float | None = None
    """How well its document could be read, in [0, 1]; None without any text."""

    def page_at(self, position: int) -> int:
        """The number of the page on which a position of ``text`` lies."""
        return next((page for start, page in reversed(self.turns) if start <= position), self.citation.page)


class PassageStore(Protocol):
    """Passages, for engines and answers."""

    def numbers(self) -> frozenset[int]:
        """The numbers of all documents that have passages."""
        ...

    def indexable(self, documents: Collection[int]) -> Iterator[IndexedPassage]:
        """What an index needs of the passages of some documents, streamed."""
        ...

    def passages(self, identifiers: Sequence[int]) -> Sequence[StoredPassage]:
        """Passages by number, in the order asked."""
        ...

    def of_quality(self, least: float) -> Mapping[int, str]:
        """Numbers and identifiers of the documents that could be read at least so well."""
        ...

    def texts(self, *, without: Collection[Label] = ()) -> Iterator[tuple[int, str]]:
        """Number and text of every passage, by document and place; mentions of labels ``without`` are left out."""
        ...

    def cite(self, passage: int, start: int, end: int) -> Citation:
        """The citation of a stretch of a passage's text."""
        ...


@dataclass(frozen=True, slots=True)
class EntitySummary:
    """An entity over the whole archive."""

    identifier: int
    name: str
    label: Label
    mentions: int
    documents: int
    first: str | None
    last: str | None
    place: Place | None = None
    """Where it lies, when the archive knows."""


@dataclass(frozen=True, slots=True)
class MergedName:
    """Another name that means an entity: why (``acronym``, ``initials``, ``alias`` …), and how sure that is."""

    name: str
    reason: str
    confidence: float


@dataclass(frozen=True, slots=True)
class HeldFunction:
    """A function that a person held, with the first and last date at which the archive says so."""

    role: str
    organisation: str | None
    first: str | None
    last: str | None
    ended: bool
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class EntityPortrait:
    """One entity: names met with counts, functions over time, entities met beside it, documents."""

    summary: EntitySummary
    variants: tuple[tuple[str, int], ...]
    functions: tuple[HeldFunction, ...]
    beside: tuple[tuple[str, str, int], ...]
    """(name, label, number of passages shared)."""
    citations: tuple[Citation, ...]
    """The first mention in each document, in date order."""
    merged: tuple[MergedName, ...] = ()


class EntityStore(Protocol):
    """Entities over the archive."""

    def entities(self, *, label: Label | None, like: str | None, limit: int) -> Sequence[EntitySummary]:
        """Entities by number of mentions; ``like`` asks for a part of the name, case and accents apart."""
        ...

    def portrait(self, name: str) -> EntityPortrait:
        """The entity of that name, or whose name holds every word of it.

        Raises:
            NotFound: when there is none.
        """
        ...


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """Who said or did what, when: ``kind`` is quotation, appearance or mention."""

    date: str | None
    date_basis: str | None
    kind: str
    person: str | None
    function: str | None
    organisation: str | None
    text: str
    cue: str | None
    citation: Citation
    confidence: float
    passage: int | None
    """The passage in which it stands, for filters by query."""
    place: str | None = None
    reprints: tuple[Citation, ...] = ()
    """Other documents in which the same words stand."""


class TimelineStore(Protocol):
    """Quotations, appearances and mentions in time."""

    def timeline(self, *, kinds: Collection[str], who: str | None) -> Iterator[TimelineRow]:
        """Rows in date order, undated last; ``who`` keeps rows whose person or organisation holds every word."""
        ...


class ThemeStore(Protocol):
    """Themes in service."""

    def put_themes(self, theming: Theming, fingerprint: str) -> None:
        """Replace the themes, in one transaction; documents whose passages bear other ones are noted as relinked."""
        ...

    def themes(self) -> Sequence[tuple[Theme, int, int]]:
        """Each theme with its number of documents and passages, the largest first."""
        ...

    def theme_fingerprint(self) -> str | None:
        """What the themes in service were made from."""
        ...

    def documents_of_theme(self, theme: int) -> frozenset[int]:
        """Numbers of the documents whose main theme it is."""
        ...

    def themes_of(self, passages: Collection[int]) -> Mapping[int, tuple[int, str]]:
        """Number and label of the heaviest theme of each passage; those that belong to none are left out."""
        ...

    def assignments(self) -> Iterator[tuple[str, str | None, int, float]]:
        """(document, its date, theme, weight), each document's heaviest theme first."""
        ...
