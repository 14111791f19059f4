"""The annotations of a document while corrections are made to them: what was found, and the names that it bore."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from ptce_corpus.domain.annotation import Annotations, Appearance, Function, Mention, Quotation, Speaker
from ptce_corpus.domain.span import Span
from ptce_corpus.text.corrections import Correction, plain
from ptce_corpus.text.replay.places import Places

Found = TypeVar("Found", Mention, Quotation, Appearance, Function)
CORRECTION = "correction"
"""The reason of a mention that a line made or changed."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is now, and all that it was, so that a later line may call it by any of them."""

    shown: str
    borne: frozenset[str]

    @classmethod
    def of(cls, shown: str | None) -> Name | None:
        """The name of something that no line renamed."""
        return cls(shown, frozenset((plain(shown),))) if shown else None

    def renamed(self, shown: str) -> Name:
        """The same thing under another name."""
        return Name(shown, self.borne | {plain(shown)})


def shown(name: Name | None) -> str | None:
    """A name as it is now."""
    return name.shown if name else None


@dataclass(slots=True)
class Held(Generic[Found]):
    """One thing found. ``printed`` is where its name stands, when that is known."""

    item: Found
    span: Span
    printed: Span | None
    name: Name | None
    organisation: Name | None = None


@dataclass(slots=True)
class Sheet:
    """What was found in one document, each list in order of place."""

    places: Places
    mentions: list[Held[Mention]]
    quotations: list[Held[Quotation]]
    appearances: list[Held[Appearance]]
    functions: list[Held[Function]]

    @classmethod
    def of(cls, places: Places, found: Annotations) -> Sheet:
        """The annotations of a document."""
        return cls(
            places,
            [mention_held(one) for one in found.mentions],
            [quotation_held(one) for one in found.quotations],
            [appearance_held(one) for one in found.appearances],
            [Held(one, one.span, None, Name.of(one.person), Name.of(one.organisation)) for one in found.functions],
        )

    def __iter__(self) -> Iterator[Held[Mention] | Held[Quotation] | Held[Appearance] | Held[Function]]:
        yield from self.mentions
        yield from self.quotations
        yield from self.appearances
        yield from self.functions

    def names(self) -> Mapping[str, frozenset[int]]:
        """All names that something bears or bore, plainly written, and the pages on which it stands."""
        found: defaultdict[str, set[int]] = defaultdict(set)
        for held in self:
            for name in filter(None, (held.name, held.organisation)):
                for borne in name.borne:
                    found[borne].add(self.places.page(held.span))
        return {name: frozenset(pages) for name, pages in found.items()}

    def annotations(self) -> Annotations:
        """The annotations as they are now."""
        return Annotations(
            tuple(replace(held.item, name=shown(held.name)) for held in _ordered(self.mentions)),
            tuple(_quotation(held) for held in _ordered(self.quotations)),
            tuple(
                replace(held.item, person=shown(held.name) or "", organisation=shown(held.organisation))
                for held in _ordered(self.appearances)
            ),
            tuple(
                replace(held.item, person=shown(held.name) or "", organisation=shown(held.organisation))
                for held in _ordered(self.functions)
            ),
        )


def means(name: Name | None, line: Correction) -> bool:
    """Whether a line calls something by a name that it bears or bore."""
    return name is not None and plain(line.text) in name.borne


def mention_held(mention: Mention) -> Held[Mention]:
    """A mention, to be corrected."""
    return Held(mention, mention.span, mention.span, Name.of(mention.name))


def quotation_held(quotation: Quotation) -> Held[Quotation]:
    """A quotation, to be corrected; its name is its speaker's."""
    said = quotation.speaker or Speaker(None, None)
    return Held(quotation, quotation.span, said.span, Name.of(said.name), Name.of(said.organisation))


def appearance_held(row: Appearance) -> Held[Appearance]:
    """An appearance, to be corrected."""
    return Held(row, row.span, row.span, Name.of(row.person), Name.of(row.organisation))


def _quotation(held: Held[Quotation]) -> Quotation:
    said = held.item.speaker
    if said is None:
        return held.item
    named = replace(said, name=shown(held.name), organisation=shown(held.organisation))
    return replace(held.item, speaker=named)


def _ordered(held: Iterable[Held[Found]]) -> list[Held[Found]]:
    return sorted(held, key=lambda one: one.span.start)
