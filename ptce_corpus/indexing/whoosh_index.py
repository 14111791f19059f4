"""A generation of the Whoosh index, opened for searching."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from functools import lru_cache
from itertools import chain
from pathlib import Path
from threading import Lock

from ptce_corpus.domain.query import FieldName, Query
from ptce_corpus.domain.results import Facet, Ranking, Scored
from ptce_corpus.indexing.evaluation import Evaluation
from ptce_corpus.indexing.facet_table import TABLE_NAME, FacetTable
from ptce_corpus.indexing.facet_values import by_facet
from ptce_corpus.indexing.facts import Facts
from ptce_corpus.indexing.lexicon import NAME as LEXICON_NAME
from ptce_corpus.indexing.lexicon import Lexicon
from ptce_corpus.indexing.postings import PostingList
from ptce_corpus.indexing.whoosh_segments import Segment, open_segments

_KEPT_LISTS = 256


class WhooshIndex:
    """One generation. Its files are open from the start, so that removing them disturbs no search."""

    def __init__(self, folder: Path, *, documents: frozenset[int]) -> None:
        self._documents = documents
        self._segments = open_segments(folder)
        facts, removed = _joined(self._segments)
        lexicon = Lexicon((folder / LEXICON_NAME).read_bytes())
        self._table = FacetTable((folder / TABLE_NAME).read_bytes())
        lookup = lru_cache(maxsize=_KEPT_LISTS)(self._postings)
        self._evaluation = Evaluation(lookup, lexicon, facts, removed)
        # Whoosh finds a place in a file and reads there in two steps, and what was counted is kept for the next query:
        # threads take turns, which costs them nothing, since one runs at a time anyhow.
        self._turn = Lock()

    def search(self, query: Query, *, limit: int, offset: int = 0) -> Ranking:
        """The passages that match, best first."""
        with self._turn:
            total, best = self._evaluation.best(query, offset + limit)
        numbers = self._evaluation.facts.identifiers
        return Ranking(total, tuple(Scored(numbers[row], score) for row, score in best[offset:]))

    def matching(self, query: Query) -> frozenset[int]:
        """The numbers of all passages that match."""
        numbers = self._evaluation.facts.identifiers
        with self._turn:
            return frozenset(numbers[row] for row in self._evaluation.matching(query))

    def facets(self, query: Query, *, limit: int) -> Mapping[str, tuple[Facet, ...]]:
        """What the passages that match have in common."""
        with self._turn:
            counts = by_facet(self._counted(self._evaluation.matching(query)))
        return {facet: self._table.named(facet, held, limit=limit) for facet, held in counts.items()}

    def documents(self) -> frozenset[int]:
        """The numbers of the documents that this index holds."""
        return self._documents

    def close(self) -> None:
        """Let go of files."""
        for segment in self._segments:
            segment.close()
        self._segments = []

    def _counted(self, found: Set[int]) -> Counter[int]:
        """How many of the rows found have each value of a facet."""
        if len(self._segments) == 1:
            return self._segments[0].facts.values.counted(found)
        counts: Counter[int] = Counter()
        base = 0
        for segment in self._segments:
            end = base + segment.size
            counts.update(segment.facts.values.counted([row - base for row in found if base <= row < end]))
            base = end
        return counts

    def _postings(self, field: FieldName, word: str) -> PostingList | None:
        """The posting list of a word form over all segments, its passages numbered through."""
        found = []
        base = 0
        for segment in self._segments:
            postings = segment.postings(field, word)
            if postings is not None:
                found.append(_shifted(postings, base))
            base += segment.size
        return found[0] if len(found) == 1 else _chained(found)


def _shifted(postings: PostingList, base: int) -> PostingList:
    if not base:
        return postings
    return PostingList(list(map(base.__add__, postings.passages)), postings.counts, postings.positions)


def _chained(lists: list[PostingList]) -> PostingList | None:
    """The lists one after another as one; None for no list."""
    if not lists:
        return None
    columns = zip(*((one.passages, one.counts, one.positions) for one in lists), strict=True)
    return PostingList(*map(_together, columns))


def _together(columns: Sequence[Sequence[int]]) -> Sequence[int]:
    """Columns one after another; arrays of one type are copied as they are."""
    kinds = {column.typecode if isinstance(column, array) else "" for column in columns}
    if len(kinds) > 1 or "" in kinds:
        return list(chain.from_iterable(columns))
    joined = array(kinds.pop())
    for column in columns:
        joined.extend(column)
    return joined


def _joined(segments: list[Segment]) -> tuple[Facts, frozenset[int]]:
    """The facts of all segments one after another, and which of their rows are removed."""
    facts = Facts()
    removed: set[int] = set()
    for segment in segments:
        removed.update(map(len(facts).__add__, segment.removed))
        facts.extend(segment.facts)
    return facts, frozenset(removed)
