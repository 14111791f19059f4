"""What the annotation finds in a document; spans count in the document's cleaned text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ptce_corpus.domain.span import Span


class Label(StrEnum):
    """Class of a mention."""

    PER = "PER"
    ORG = "ORG"
    LOC = "LOC"
    DATE = "DATE"
    TIME = "TIME"
    FUNCTION = "FUNCTION"


class QuotationKind(StrEnum):
    """How words are reported."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in the text that names something.

    ``name`` is the canonical form inside the document (PER, ORG, LOC), ``value`` the EDTF value (DATE, TIME),
    ``reason`` what found it: ``model``, ``gazetteer``, ``rule:…``.
    """

    span: Span
    label: Label
    text: str
    name: str | None = None
    value: str | None = None
    confidence: float = 1.0
    reason: str = "model"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is quoted: the closest mention, and the person or organisation that it stands for."""

    span: Span | None
    name: str | None
    function: str | None = None
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class Quotation:
    """Something said, without its marks; ``cue`` is the verb or preposition that introduces it."""

    span: Span
    text: str
    kind: QuotationKind
    cue: Span | None
    speaker: Speaker | None
    confidence: float = 1.0
    date: str | None = None
    """EDTF date of the words where the text states one; None: the document's."""


@dataclass(frozen=True, slots=True)
class Appearance:
    """A person on a programme or in minutes. ``start`` and ``end`` are ISO local times, or a date alone."""

    span: Span
    person: str
    function: str | None = None
    organisation: str | None = None
    session: str | None = None
    start: str | None = None
    end: str | None = None
    place: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Function:
    """A role that a person holds in an organisation, as one passage tells it; ``ended`` for "ancienne …"."""

    span: Span
    person: str
    role: str
    organisation: str | None = None
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Annotations:
    """All that was found in one document, each list in order of place."""

    mentions: tuple[Mention, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    appearances: tuple[Appearance, ...] = ()
    functions: tuple[Function, ...] = ()
