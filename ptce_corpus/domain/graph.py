"""Entities of the archive and what binds them, as a graph."""

from __future__ import annotations

from dataclasses import dataclass

from ptce_corpus.domain.annotation import Label
from ptce_corpus.domain.linking import Place


@dataclass(frozen=True, slots=True)
class Meant:
    """The entity of the archive that a mention means."""

    number: int
    name: str
    label: Label
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """An entity with how often it is named. ``first`` and ``last`` are ISO days, the bounds of its dated documents.

    ``years`` are (year of the document, mentions in it), dated documents alone, in order.
    """

    meant: Meant
    mentions: int
    documents: int
    first: str | None = None
    last: str | None = None
    years: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Tie:
    """Two entities named in the same passages, by number, ``one`` the lower.

    ``years`` are (year of the document, passages shared), dated documents alone, in order.
    """

    one: int
    other: int
    passages: int
    documents: int
    first: str | None = None
    last: str | None = None
    years: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Office:
    """A function that a person holds in an organisation, both by number, as so many documents tell it."""

    person: int
    organisation: int
    role: str
    documents: int
    first: str | None = None
    last: str | None = None
    ended: bool = False
