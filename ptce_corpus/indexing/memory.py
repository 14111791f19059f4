"""An index held in memory that asks ``search/match.py`` of every passage: slow, and right by construction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property

from ptce_corpus.domain.passage import IndexedPassage
from ptce_corpus.domain.query import FieldName, Query
from ptce_corpus.domain.results import Facet, Ranking, Scored
from ptce_corpus.errors import WorkspaceError
from ptce_corpus.search import ranking
from ptce_corpus.search.facets import facets
from ptce_corpus.search.match import Leaf, matches, places, sequences
from ptce_corpus.search.occurrences import leaves


class MemoryIndex:
    """Passages in memory, ranked by BM25F; what every other index is compared with."""

    def __init__(self, passages: Iterable[IndexedPassage]) -> None:
        self._passages = {passage.identifier: passage for passage in passages}

    def search(self, query: Query, *, limit: int, offset: int = 0) -> Ranking:
        """The passages that match, best first."""
        found = self.matching(query)
        scores = dict.fromkeys(found, 0.0)
        for leaf in leaves(query):
            for identifier, score in self._scores(leaf, found).items():
                scores[identifier] += score
        best = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
        return Ranking(len(found), tuple(Scored(*item) for item in best[offset : offset + limit]))

    def matching(self, query: Query) -> frozenset[int]:
        """The numbers of all passages that match."""
        return frozenset(number for number, passage in self._passages.items() if matches(passage, query))

    def facets(self, query: Query, *, limit: int) -> Mapping[str, tuple[Facet, ...]]:
        """What the passages that match have in common."""
        return facets((self._passages[number] for number in self.matching(query)), limit=limit)

    def documents(self) -> frozenset[int]:
        """The numbers of the documents held."""
        return frozenset(passage.document for passage in self._passages.values())

    def close(self) -> None:
        """Nothing to let go of."""

    def _scores(self, leaf: Leaf, found: Collection[int]) -> dict[int, float]:
        """What a leaf adds to each passage found."""
        weighted: dict[int, float] = {}
        for name, weight in ranking.fields_weighed(leaf.field):
            frequencies = {
                number: sum(len(places(words, leaf)) for words in sequences(passage, name))
                for number, passage in self._passages.items()
            }
            holders = [number for number, frequency in frequencies.items() if frequency]
            lengths = {number: _length(self._passages[number], name) for number in holders}
            field = ranking.Field(name, weight, self._mean_lengths[name])
            for number, value in field.weighted(frequencies, holders, lengths).items():
                weighted[number] = weighted.get(number, 0.0) + value
        rarity = ranking.rarity(len(self._passages), len(weighted))
        return {number: rarity * ranking.saturated(weighted[number]) for number in found if number in weighted}

    @cached_property
    def _mean_lengths(self) -> dict[FieldName, float]:
        number = len(self._passages) or 1
        return {name: sum(_length(passage, name) for passage in self._passages.values()) / number for name in FieldName}


class MemoryGenerations:
    """Generations of an index in memory; the first is there once something was put in service."""

    def __init__(self) -> None:
        self._passages: dict[int, IndexedPassage] | None = None

    def current(self) -> MemoryIndex:
        """The generation in service.

        Raises:
            WorkspaceError: when there is none yet.
        """
        if self._passages is None:
            raise WorkspaceError("there is no index yet", remedy="ptce build")
        return MemoryIndex(self._passages.values())

    def advance(self, added: Iterable[IndexedPassage], removed: Collection[int], *, afresh: bool = False) -> None:
        """Put the next generation in service."""
        held = {} if afresh or self._passages is None else self._passages
        kept = {number: passage for number, passage in held.items() if passage.document not in frozenset(removed)}
        self._passages = kept | {passage.identifier: passage for passage in added}


def _length(passage: IndexedPassage, field: FieldName) -> int:
    return sum(len(words) for words in sequences(passage, field))
