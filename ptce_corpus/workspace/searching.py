"""Asking the index of a workspace: search, batches."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from ptce_corpus.domain.annotation import Label
from ptce_corpus.domain.query import And, DateRange, FieldName, Fuzzy, InDocuments, Or, Phrase, Query, Term
from ptce_corpus.domain.results import Facet, Hit
from ptce_corpus.errors import UsageError
from ptce_corpus.ports.catalogue import StoredPassage
from ptce_corpus.search.days import is_date, preceding
from ptce_corpus.search.facets import facets
from ptce_corpus.search.parser import disjunction, parse, plain_words
from ptce_corpus.search.rewrite import rewrite
from ptce_corpus.search.snippet import snippet
from ptce_corpus.text.tokens import forms, tokens
from ptce_corpus.workspace import latencies, wiring
from ptce_corpus.workspace.kindred import kindred
from ptce_corpus.workspace.paging import Pages, Sort

if TYPE_CHECKING:
    from ptce_corpus.ports.index import PassageIndex
    from ptce_corpus.workspace.workspace import Workspace

Match = Literal["all", "any"]

ALL = 1 << 31
"""A limit that no archive reaches."""
_SHORTEST_MISREAD = 5
"""Letters of a word that may be looked for under near spellings where the archive does not have it."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Filters beside the query: each keeps passages that mention it, or documents of that kind and time."""

    person: str | None = None
    organisation: str | None = None
    place: str | None = None
    theme: str | None = None
    kind: str | None = None
    after: str | None = None
    before: str | None = None
    min_quality: float | None = None

    def queries(self) -> list[Query]:
        """The filters as queries.

        Raises:
            UsageError: when a date is none.
        """
        for date in (self.after, self.before):
            if date is not None and not is_date(date):
                raise UsageError(f"not a date: {date}", remedy="Write 2014, 2014-07 or 2014-07-30.")
        named = {
            FieldName.PERSON: self.person,
            FieldName.ORGANISATION: self.organisation,
            FieldName.PLACE: self.place,
            FieldName.THEME: self.theme,
            FieldName.KIND: self.kind,
        }
        found: list[Query] = [_worded(text, name) for name, text in named.items() if text]
        if self.after or self.before:
            # Like ``depuis:`` and ``avant:``: the first day counts, the day named after "before" does not.
            found.append(DateRange(self.after, preceding(self.before) if self.before else None))
        return found


def _worded(text: str, name: FieldName) -> Query:
    words = tuple(text.split())
    return Term(words[0], name) if len(words) == 1 else Phrase(words, name)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search answers: ``total`` counts passages; ``suggestions`` are other queries that find something."""

    query: str
    total: int
    took_ms: float
    hits: tuple[Hit, ...]
    facets: dict[str, tuple[Facet, ...]] = field(default_factory=dict)
    suggestions: tuple[tuple[str, int], ...] = ()


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
    """An open index with the catalogue beside it. Close it, or use ``with``."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._catalogue = workspace.catalogue
        self._index: PassageIndex = wiring.generations(workspace.indexes, workspace.settings).current()
        self._pages = Pages(self._index, self._catalogue)

    def __enter__(self) -> Searcher:
        return self

    def __exit__(self, *_: object) -> None:
        self._index.close()

    def search(
        self,
        text: str,
        *,
        match: Match = "all",
        narrowing: Narrowing | None = None,
        limit: int = 10,
        offset: int = 0,
        sort: Sort = "score",
        with_facets: bool = False,
    ) -> Answer:
        """Passages that answer a query: the best, the newest or those of the best read documents first.

        Raises:
            QueryError: when the query is wrong; every fault is told.
        """
        begun = time.perf_counter()
        filters = narrowing or Narrowing()
        asked = self._query(text, match, filters)
        typed = parse(text, match=match) if text.strip() else None
        total, page = self._pages.found(asked, typed=typed, sort=sort, limit=limit, offset=offset)
        if self._pages.engine_ms is not None:
            latencies.note(self._workspace.index_folder, self._pages.engine_ms)
        hits = tuple(_hit(passage, score, asked) for passage, score in page)
        counted = self._facets(asked) if with_facets else {}
        suggestions = () if total else tuple(self._kindred(text, filters))
        took = (time.perf_counter() - begun) * 1000
        return Answer(text, total, round(took, 2), hits, counted, suggestions)

    def stream(
        self,
        text: str,
        *,
        match: Match = "all",
        narrowing: Narrowing | None = None,
        offset: int = 0,
        sort: Sort = "score",
    ) -> Iterator[Hit]:
        """All passages that answer a query, in the order of ``search``, without a wall, each as it is reached.

        Raises:
            QueryError: when the query is wrong; every fault is told.
        """
        asked = self._query(text, match, narrowing or Narrowing())
        typed = parse(text, match=match) if text.strip() else None
        _, found = self._pages.found(asked, typed=typed, sort=sort, limit=ALL, offset=offset)
        return (_hit(passage, score, asked) for passage, score in found)

    def matching(self, text: str) -> frozenset[int]:
        """The numbers of all passages that match a query."""
        return self._index.matching(self._query(text, "all", Narrowing()))

    def passages(self, text: str, *, match: Match = "all") -> Iterator[StoredPassage]:
        """All passages that match a query, by number, streamed."""
        return self._pages.stored(sorted(self._index.matching(self._query(text, match, Narrowing()))))

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

    def _query(self, text: str, match: Match, narrowing: Narrowing) -> Query:
        parts = self._filters(narrowing)
        if text.strip() or not parts:
            parts.insert(0, parse(text, match=match))
        return self._rewritten(And(tuple(parts)) if len(parts) > 1 else parts[0], text)

    def _filters(self, narrowing: Narrowing) -> list[Query]:
        """The filters as queries; the quality of documents is known to the catalogue alone."""
        found, least = narrowing.queries(), narrowing.min_quality
        if least is not None:
            found.append(InDocuments(frozenset(self._catalogue.of_quality(least)), f"quality:{least}"))
        return found

    def _rewritten(self, query: Query, text: str | None = None) -> Query:
        return rewrite(query, text=text, documents_of_theme=self._documents_of_theme)

    def _documents_of_theme(self, asked: str) -> frozenset[int]:
        """Documents of the theme with that number, or of those whose label and terms hold every word asked."""
        words = {token.stem for token in tokens(asked)}
        found: frozenset[int] = frozenset()
        for theme, *_ in self._catalogue.themes():
            told = " ".join([theme.label, *(term.term for term in theme.terms)])
            if asked == str(theme.identifier) or (words and words <= {token.stem for token in tokens(told)}):
                found |= self._catalogue.documents_of_theme(theme.identifier)
        return found

    def _facets(self, asked: Query) -> dict[str, tuple[Facet, ...]]:
        """Counts over all that matches; a name counts under the one that the archive knows it by."""
        matching = sorted(self._index.matching(asked))
        documents = {passage.document for passage in self._catalogue.passages(matching)}
        names, wanted = self._catalogue.names(matching), set(matching)
        themes = {number: label for number, (_, label) in self._catalogue.themes_of(matching).items()}
        found = (
            replace(
                one,
                people=names.get(one.identifier, {}).get(Label.PER, ()),
                organisations=names.get(one.identifier, {}).get(Label.ORG, ()),
                places=names.get(one.identifier, {}).get(Label.LOC, ()),
            )
            for one in self._catalogue.indexable(documents)
            if one.identifier in wanted
        )
        return facets(found, themes=themes)

    def _kindred(self, text: str, narrowing: Narrowing) -> Iterator[tuple[str, int]]:
        return kindred(
            self._workspace,
            text,
            within=lambda query: self._count(query, narrowing),
            anywhere=lambda query: self._count(query, Narrowing()),
        )

    def _count(self, query: Query, narrowing: Narrowing) -> int:
        parts = (query, *self._filters(narrowing))
        return self._index.search(self._rewritten(And(parts) if len(parts) > 1 else query), limit=0).total


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
