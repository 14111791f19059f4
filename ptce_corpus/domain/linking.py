"""Entities of the archive that are one, and one that is several: what a linker is told, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ptce_corpus.domain.annotation import Label


@dataclass(frozen=True, slots=True)
class Post:
    """A function that a document gives to a person."""

    role: str
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class Sighting:
    """What one document says of an entity: the names it gives it, each with how often it is printed.

    ``document`` is its number, ``identifier`` its path, ``year`` its date. ``forms`` are the names as printed,
    ``company`` the numbers of the entities that the same document names.
    """

    document: int
    forms: Mapping[str, int]
    identifier: str = ""
    posts: tuple[Post, ...] = ()
    company: frozenset[int] = frozenset()
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """All mentions of the archive that share a name: ``name`` is its most frequent canonical form."""

    number: int
    label: Label
    name: str
    sightings: tuple[Sighting, ...]

    @property
    def mentions(self) -> int:
        """How often it is named."""
        return sum(sum(sighting.forms.values()) for sighting in self.sightings)


@dataclass(frozen=True, slots=True)
class Link:
    """``entity`` is the same as ``head``, because of ``reason``; in ``documents`` alone, where some are given."""

    entity: int
    head: int
    reason: str
    confidence: float
    documents: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Split:
    """In ``documents``, ``entity`` is somebody else, shown as ``called``: "Jean Martin (Avise)"."""

    entity: int
    called: str
    documents: frozenset[int]
    reason: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Place:
    """The official code of a place and its middle, in degrees."""

    code: str
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Linking:
    """What a linker found. ``names`` are display names given by hand; heads are no one's link."""

    links: tuple[Link, ...] = ()
    splits: tuple[Split, ...] = ()
    names: Mapping[int, str] = field(default_factory=dict)
    places: Mapping[int, Place] = field(default_factory=dict)
