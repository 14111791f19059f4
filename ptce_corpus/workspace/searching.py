"""Asking the index of a workspace: search, batches."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from ptce_corpus.domain.query import Fuzzy, InDocuments, Or, Query, Term
from ptce_corpus.domain.results import Facet, Hit
from ptce_corpus.ports.catalogue import StoredPassage
from ptce_corpus.search.facets import LIMIT
from ptce_corpus.search.parser import conjunction, disjunction, parse, plain_words
from ptce_corpus.search.rewrite import rewrite
from ptce_corpus.search.snippet import snippet
from ptce_corpus.text.tokens import forms, tokens
from ptce_corpus.workspace import latencies, wiring
from ptce_corpus.workspace.kindred import FEW, Most, kindred, most, respelt
from ptce_corpus.workspace.narrowing import EVERYTHING, Narrowing
from ptce_corpus.workspace.paging import AnswerPages, Sort

if TYPE_CHECKING:
    from ptce_corpus.ports.index import PassageIndex
    from ptce_corpus.workspace.workspace import Workspace

Match = Literal["all", "any"]

ALL = 1 << 31
"""A limit that no archive reaches."""
_SHORTEST_MISREAD = 5
"""Letters of a word that may be looked for under near spellings where the archive does not have it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search answers: ``total`` counts passages; ``suggestions`` are other queries that find something.

    Where nothing holds all words of the query, ``most`` tells how many passages hold most of them. ``filters`` are
    those that were set beside the query, by the names of the command line's options.
    """

    query: str
    total: int
    took_ms: float
    hits: tuple[Hit, ...]
    facets: dict[str, tuple[Facet, ...]] = field(default_factory=dict)
    suggestions: tuple[tuple[str, int], ...] = ()
    filters: Mapping[str, str | float] = field(default_factory=dict)
    most: Most | None = None


@dataclass(frozen=True, slots=True)
class RankedDocument:
    """A document that answers a query of a batch, by its best passage; ``rank`` counts from 1."""

    query: str
    rank: int
    score: float
    passage: StoredPassage
    asked: Query

    @property
    def document(self) -> str:
        """The document's identifier."""
        return self.passage.citation.document

    def hit(self) -> Hit:
        """Its best passage, with a snippet."""
        return _hit(self.passage, self.score, self.asked)


class Searcher:
    """An open index with the catalogue beside it, which threads may share. Close it, or use ``with``."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._catalogue = workspace.searchable
        self._index: PassageIndex = wiring.generations(workspace.indexes, workspace.settings).current()
        self._pages = AnswerPages(self._index, self._catalogue)

    def __enter__(self) -> Searcher:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the index; the catalogue is the workspace's."""
        self._index.close()

    def search(
        self,
        text: str,
        *,
        match: Match = "all",
        narrowing: Narrowing = EVERYTHING,
        limit: int = 10,
        offset: int = 0,
        sort: Sort = "score",
        with_facets: bool = False,
    ) -> Answer:
        """Passages that answer a query: the best, the newest or those of the best read documents first.

        Raises:
            QueryError: when the query is wrong; every fault is told.
            UsageError: when a filter is wrong.
        """
        begun = time.perf_counter()
        asked, typed = self._query(text, match, narrowing)
        page = self._pages.found(asked, typed=typed, sort=sort, limit=limit, offset=offset)
        if page.engine_ms is not None:
            latencies.note(self._workspace.index_folder, page.engine_ms)
        hits = tuple(_hit(passage, score, asked) for passage, score in page.found)
        counted = dict(self._index.facets(asked, limit=LIMIT)) if with_facets else {}
        fullest, suggestions = self._kindred(text, match, narrowing, total=page.total)
        took = (time.perf_counter() - begun) * 1000
        return Answer(text, page.total, round(took, 2), hits, counted, suggestions, narrowing.told(), fullest)

    def stream(
        self,
        text: str,
        *,
        match: Match = "all",
        narrowing: Narrowing = EVERYTHING,
        offset: int = 0,
        sort: Sort = "score",
    ) -> Iterator[Hit]:
        """All passages that answer a query, in the order of ``search``, without a wall, each as it is reached.

        Raises:
            QueryError: when the query is wrong; every fault is told.
        """
        asked, typed = self._query(text, match, narrowing)
        page = self._pages.found(asked, typed=typed, sort=sort, limit=ALL, offset=offset)
        return (_hit(passage, score, asked) for passage, score in page.found)

    def matching(self, text: str, narrowing: Narrowing = EVERYTHING) -> frozenset[int]:
        """The numbers of all passages that match a query, under filters."""
        asked, _ = self._query(text, "all", narrowing)
        return self._index.matching(asked)

    def passages(self, text: str, *, match: Match = "all") -> Iterator[StoredPassage]:
        """All passages that match a query, by number, streamed."""
        asked, _ = self._query(text, match, EVERYTHING)
        return self._pages.stored(sorted(self._index.matching(asked)))

    def batch(self, queries: Iterable[tuple[str, str]], *, match: Match, limit: int) -> Iterator[RankedDocument]:
        """Rank documents for many queries, taken as plain words."""
        for identifier, text in queries:
            if not tokens(text):
                continue
            typed = plain_words(text, match=match)
            asked = self._rewritten(self._respelt(typed) if match == "any" else typed)
            found = self._pages.documents(asked, typed=typed, limit=limit)
            for rank, (passage, score) in enumerate(found, start=1):
                yield RankedDocument(identifier, rank, score, passage, asked)

    def _respelt(self, query: Query) -> Query:
        """The query, words that the archive does not have also under near spellings: they may have been misread."""
        parts = query.parts if isinstance(query, Or) else (query,)
        return disjunction([inner for part in parts for inner in (part, *self._near(part))])

    def _near(self, part: Query) -> tuple[Query, ...]:
        if not isinstance(part, Term) or not part.word.isalpha() or len(part.word) < _SHORTEST_MISREAD:
            return ()
        known = all(self._pages.holding(Term(form.stem)) for form in forms(part.word))
        return () if known else (Fuzzy(part.word, 1),)

    def _query(self, text: str, match: Match, narrowing: Narrowing) -> tuple[Query, Query | None]:
        """A query under filters in terms of the index, and as it was typed, None where only filters are given."""
        filters = self._filters(narrowing)
        if filters and not text.strip():
            return conjunction(filters), None
        typed = parse(text, match=match)
        return conjunction([self._rewritten(typed, text), *filters]), typed

    def _filters(self, narrowing: Narrowing) -> list[Query]:
        """The filters in terms of the index; the quality of documents is known to the catalogue alone."""
        found, least = narrowing.rewritten(documents_of_theme=self._documents_of_theme), narrowing.min_quality
        if least is not None:
            found.append(InDocuments(frozenset(self._catalogue.of_quality(least)), f"quality:{least}"))
        return found

    def _rewritten(self, query: Query, text: str | None = None) -> Query:
        return rewrite(query, text=text, documents_of_theme=self._documents_of_theme)

    def _documents_of_theme(self, asked: str) -> frozenset[int] | None:
        """Documents of the theme with that number, or of those whose label and terms hold every word asked."""
        words = {token.stem for token in tokens(asked)}
        met = []
        for theme, *_ in self._catalogue.themes():
            told = " ".join([theme.label, *(term.term for term in theme.terms)])
            if asked == str(theme.identifier) or (words and words <= {token.stem for token in tokens(told)}):
                met.append(self._catalogue.documents_of_theme(theme.identifier))
        return frozenset[int]().union(*met) if met else None

    def _kindred(
        self, text: str, match: Match, narrowing: Narrowing, *, total: int
    ) -> tuple[Most | None, tuple[tuple[str, int], ...]]:
        """How many passages hold most of the words, and other queries, where one finds nothing or hardly anything."""
        if total > FEW or not text.strip():
            return None, ()

        def within(query: Query) -> int:
            return self._index.search(self._narrowed(query, narrowing), limit=0).total

        def anywhere(query: Query) -> int:
            return self._index.search(self._rewritten(query), limit=0).total

        if total:
            return None, tuple(one for one in respelt(self._workspace, text, within=within) if one[1] > FEW)
        found = None
        if match == "all":
            found = most(text, matching=lambda query: self._index.matching(self._narrowed(query, narrowing)))
        first = [(found.query, within(parse(found.query)))] if found else []
        return found, (*first, *kindred(self._workspace, text, within=within, anywhere=anywhere))

    def _narrowed(self, query: Query, narrowing: Narrowing) -> Query:
        return conjunction([self._rewritten(query), *self._filters(narrowing)])


def _hit(passage: StoredPassage, score: float, query: Query) -> Hit:
    cited = passage.citation
    cut = snippet(passage.text, query, variants=passage.variants)
    return Hit(
        document=cited.document,
        title=cited.title,
        date=cited.date,
        kind=passage.kind,
        page=cited.page,
        passage=passage.identifier,
        score=round(score, 4),
        snippet=cut,
        citation=cited,
        quality=passage.quality,
    )
