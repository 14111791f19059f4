"""The linker of the house: rules that each say why, with the lists of the package and what staff wrote."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch

from ptce_corpus.annotation.linking import bodies, people, places
from ptce_corpus.annotation.linking.knowledge import words
from ptce_corpus.annotation.linking.proposals import settled
from ptce_corpus.domain.annotation import Label
from ptce_corpus.domain.linking import Link, Linking, Named, Place, Split
from ptce_corpus.text.aliases import Alias

BY_HAND = "alias"


@dataclass(frozen=True, slots=True)
class ArchiveLinker:
    """Links the names of an archive (the port ``Linker``). ``aliases`` written by hand have the last word."""

    aliases: Sequence[Alias] = ()

    def link(self, found: Sequence[Named]) -> Linking:
        """Which of ``found`` are one, which are several, and where the places are."""
        by_label = {label: [one for one in found if one.label is label] for label in (Label.PER, Label.ORG, Label.LOC)}
        by_hand = _ByHand(found, self.aliases)
        known = places.placed(by_label[Label.LOC])
        proposed = [
            *people.proposals(by_label[Label.PER]),
            *bodies.proposals(by_label[Label.ORG]),
            *places.proposals(by_label[Label.LOC], known),
        ]
        links = settled(proposed, apart=by_hand.apart(), fixed=by_hand.links())
        told = {link.entity for link in links} | {split.entity for split in by_hand.splits()}
        apart = (one for one in people.splits(by_label[Label.PER]) if one.entity not in told)
        return Linking(
            links=links,
            splits=(*by_hand.splits(), *apart),
            names=by_hand.names(links),
            places={**known, **by_hand.places(links)},
        )


class _ByHand:
    """What staff wrote, in numbers of the archive."""

    def __init__(self, found: Sequence[Named], aliases: Sequence[Alias]) -> None:
        self._aliases = [alias for alias in aliases if not alias.documents]
        self._kept = [alias for alias in aliases if alias.documents]
        self._held: defaultdict[tuple[Label, tuple[str, ...]], list[Named]] = defaultdict(list)
        for one in found:
            self._held[_key(one.label, one.name)].append(one)

    def _bearers(self, label: Label, names: Collection[str]) -> list[Named]:
        return [one for name in names for one in self._held.get(_key(label, name), ())]

    def links(self) -> Iterator[Link]:
        """Every alias to the entity of the name, or where the archive lacks that to the alias met most."""
        for alias in self._aliases:
            bearers = self._bearers(alias.label, (alias.name, *alias.aliases))
            if bearers:
                head = self._head(alias, bearers)
                yield from (Link(one.number, head.number, BY_HAND, 1.0) for one in bearers if one is not head)

    def splits(self) -> Iterator[Split]:
        """Names that mean somebody of their own in some documents."""
        for alias in self._kept:
            for one in self._bearers(alias.label, (alias.name, *alias.aliases)):
                there = frozenset(
                    sighting.document
                    for sighting in one.sightings
                    if any(fnmatch(sighting.identifier, pattern) for pattern in alias.documents)
                )
                if there:
                    yield Split(one.number, alias.name, there, BY_HAND, 1.0)

    def apart(self) -> frozenset[frozenset[int]]:
        """Pairs of names that are never one."""
        return frozenset(
            frozenset((one.number, other.number))
            for alias in self._aliases
            for one in self._bearers(alias.label, (alias.name, *alias.aliases))
            for other in self._bearers(alias.label, alias.apart)
            if one is not other
        )

    def names(self, links: Sequence[Link]) -> dict[int, str]:
        """The names to show, by the entity that stands for all."""
        return {number: alias.name for number, alias in self._standing(links)}

    def places(self, links: Sequence[Link]) -> dict[int, Place]:
        """The official codes that staff gave."""
        return {number: Place(alias.code) for number, alias in self._standing(links) if alias.code}

    def _standing(self, links: Sequence[Link]) -> Iterator[tuple[int, Alias]]:
        """Each entry of staff whose names the archive bears, with the entity that stands for all of them."""
        heads = {link.entity: link.head for link in links}
        for alias in self._aliases:
            bearers = self._bearers(alias.label, (alias.name, *alias.aliases))
            if bearers:
                head = self._head(alias, bearers).number
                yield heads.get(head, head), alias

    def _head(self, alias: Alias, bearers: Sequence[Named]) -> Named:
        own = [one for one in bearers if _key(one.label, one.name) == _key(alias.label, alias.name)]
        return own[0] if own else max(bearers, key=lambda one: (one.mentions, -one.number))


def _key(label: Label, name: str) -> tuple[Label, tuple[str, ...]]:
    told = words(name)
    return label, tuple(sorted(told)) if label is Label.PER else told
