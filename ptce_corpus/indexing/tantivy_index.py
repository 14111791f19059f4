"""A generation of the tantivy index, opened for searching."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from ptce_corpus.domain.query import Query
from ptce_corpus.domain.results import Facet, Ranking, Scored
from ptce_corpus.indexing import tantivy_schema as fields
from ptce_corpus.indexing.facet_table import TABLE_NAME, FacetTable
from ptce_corpus.indexing.lexicon import NAME as LEXICON_NAME
from ptce_corpus.indexing.lexicon import Lexicon
from ptce_corpus.indexing.tantivy_faults import guarded
from ptce_corpus.indexing.tantivy_hits import best, count, facet_counts, numbers
from ptce_corpus.indexing.tantivy_proximity import Proximity
from ptce_corpus.indexing.tantivy_query import SCALE, Translation
from ptce_corpus.indexing.tantivy_writer import read_reach
from ptce_corpus.search.occurrences import leaves

_KEPT = 16
"""Queries whose translation is kept."""


class TantivyIndex:
    """One generation. Its files are open from the start, so that removing them disturbs no search."""

    def __init__(self, folder: Path, *, documents: frozenset[int]) -> None:
        self._documents = documents
        with guarded():
            index = fields.opened(folder)
            self._searcher = index.searcher()
            lexicon = Lexicon((folder / LEXICON_NAME).read_bytes())
            self._table = FacetTable((folder / TABLE_NAME).read_bytes())
            proximity = Proximity(self._searcher, read_reach(folder))
            # The same query is asked for passages, for facets, and again for the next page.
            self._asked = lru_cache(maxsize=_KEPT)(Translation(self._searcher, lexicon, proximity).query)

    def search(self, query: Query, *, limit: int, offset: int = 0) -> Ranking:
        """The passages that match, best first, then by number."""
        with guarded():
            asked = self._asked(query)
            wanted = min(offset + limit, self._searcher.num_docs)
            if wanted <= offset:
                return Ranking(count(self._searcher, asked), ())
            if not any(True for _ in leaves(query)):
                found = numbers(self._searcher, asked, limit=wanted)[offset:]
                return Ranking(count(self._searcher, asked), tuple(Scored(number, 0.0) for number in found))
            total, scored = best(self._searcher, asked, limit=wanted)
            return Ranking(total, tuple(Scored(number, score / SCALE) for score, number in scored[offset:wanted]))

    def matching(self, query: Query) -> frozenset[int]:
        """The numbers of all passages that match."""
        with guarded():
            return frozenset(numbers(self._searcher, self._asked(query)))

    def facets(self, query: Query, *, limit: int) -> Mapping[str, tuple[Facet, ...]]:
        """What the passages that match have in common."""
        with guarded():
            asked = self._asked(query)
            counts = facet_counts(self._searcher, asked, limit=limit)
            return {facet: self._table.named(facet, held, limit=limit) for facet, held in counts.items()}

    def documents(self) -> frozenset[int]:
        """The numbers of the documents that this index holds."""
        return self._documents

    def close(self) -> None:
        """Let go of files, which are those of the searcher."""
        del self._searcher, self._asked
