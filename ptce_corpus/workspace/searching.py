"""Asking the index of a workspace: search, batches, concordance."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from ptce_corpus.domain.annotation import Label
from ptce_corpus.domain.query import And, DateRange, FieldName, Fuzzy, InDocuments, Or, Phrase, Query, Term
from ptce_corpus.domain.results import ConcordanceLine, Facet, Hit
from ptce_corpus.errors import UsageError
from ptce_corpus.ports.catalogue import StoredPassage
from ptce_corpus.search.concordance import concordance
from ptce_corpus.search.days import is_date, preceding
from ptce_corpus.search.facets import facets
from ptce_corpus.search.parser import parse, plain_words
from ptce_corpus.search.rewrite import rewrite
from ptce_corpus.search.snippet import snippet
from ptce_corpus.text.edtf import bounds
from ptce_corpus.text.tokens import tokens
from ptce_corpus.workspace import wiring

if TYPE_CHECKING:
    from ptce_corpus.domain.results import Scored
    from ptce_corpus.ports.index import PassageIndex
    from ptce_corpus.workspace.workspace import Workspace

Match = Literal["all", "any"]
Sort = Literal["score", "date", "quality"]

_BATCH_DEPTH = 5
"""Passages looked at for each document wanted in a batch: documents rank by their best passage."""


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


class Searcher:
    """An open index with the catalogue beside it. Close it, or use ``with``."""

    def __init__(self, workspace: Workspace) -> None:
        self._catalogue = workspace.catalogue
        self._index: PassageIndex = wiring.generations(workspace.indexes, workspace.settings).current()

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
        asked = self._query(text, match, narrowing or Narrowing())
        if sort != "score":
            total, page = self._sorted(asked, _LAST_FIRST[sort], limit, offset)
        else:
            ranking = self._index.search(asked, limit=limit, offset=offset)
            total = ranking.total
            page = self._stored(ranking.passages)
        hits = tuple(_hit(passage, score, asked) for passage, score in page)
        counted = self._facets(asked) if with_facets else {}
        suggestions = () if total else tuple(self._suggestions(text, narrowing or Narrowing()))
        took = (time.perf_counter() - begun) * 1000
        return Answer(text, total, round(took, 2), hits, counted, suggestions)

    def concordance(
        self, text: str, *, width: int = 60, sort: str = "date", limit: int = 100, narrowing: Narrowing | None = None
    ) -> list[ConcordanceLine]:
        """Every occurrence of a query's words in its context; ``sort`` is ``left``, ``right`` or ``date``."""
        asked = self._query(text, "all", narrowing or Narrowing())
        found = self._catalogue.passages(sorted(self._index.matching(asked)))
        lines = list(concordance(found, asked, width=width))
        return sorted(lines, key=_ORDERS[sort])[:limit] if limit else sorted(lines, key=_ORDERS[sort])

    def matching(self, text: str) -> frozenset[int]:
        """The numbers of all passages that match a query."""
        return self._index.matching(self._query(text, "all", Narrowing()))

    def batch(
        self, queries: Iterable[tuple[str, str]], *, match: Match, limit: int
    ) -> Iterator[tuple[str, str, int, float]]:
        """Rank documents for many queries, taken as plain words: (query id, document, rank from 1, score)."""
        for identifier, text in queries:
            if not tokens(text):
                continue
            asked = self._rewritten(plain_words(text, match=match))
            ranking = self._index.search(asked, limit=limit * _BATCH_DEPTH)
            best: dict[str, float] = {}
            for passage, score in self._stored(ranking.passages):
                best.setdefault(passage.citation.document, score)
            for rank, (document, score) in enumerate(list(best.items())[:limit], start=1):
                yield identifier, document, rank, score

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

    def _stored(self, scored: Sequence[Scored]) -> list[tuple[StoredPassage, float]]:
        """Passages with their scores; what a build took away since this generation was made is passed over."""
        scores = {one.passage: one.score for one in scored}
        return [(passage, scores[passage.identifier]) for passage in self._catalogue.passages(list(scores))]

    def _sorted(
        self, asked: Query, order: Callable[[StoredPassage], str | float], limit: int, offset: int
    ) -> tuple[int, list[tuple[StoredPassage, float]]]:
        """The last in an order first; then by number."""
        found = self._catalogue.passages(sorted(self._index.matching(asked)))
        ordered = sorted(found, key=lambda passage: passage.identifier)
        ordered.sort(key=order, reverse=True)
        return len(found), [(passage, 0.0) for passage in ordered[offset : offset + limit]]

    def _facets(self, asked: Query) -> dict[str, tuple[Facet, ...]]:
        """Counts over all that matches; a name counts under the one that the archive knows it by."""
        matching = sorted(self._index.matching(asked))
        documents = {passage.document for passage in self._catalogue.passages(matching)}
        names, wanted = self._catalogue.names(matching), set(matching)
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
        return facets(found)

    def _suggestions(self, text: str, narrowing: Narrowing) -> Iterator[tuple[str, int]]:
        """Kindred queries that do find something: any of the words, then words spelt nearly so."""
        if not text.strip():
            return
        loose = parse(text, match="any")
        total = self._count(loose, narrowing) if loose != parse(text) else 0
        if total:
            yield str(loose), total
        for term in _terms(loose):
            if not self._count(term, Narrowing()):
                near = Fuzzy(term.word, 2 if len(term.word) > 5 else 1, term.field)
                total = self._count(near, Narrowing())
                if total:
                    yield str(near), total

    def _count(self, query: Query, narrowing: Narrowing) -> int:
        parts = (query, *self._filters(narrowing))
        return self._index.search(self._rewritten(And(parts) if len(parts) > 1 else query), limit=1).total


def _terms(query: Query) -> Iterator[Term]:
    """The plain words that a query wants."""
    if isinstance(query, Term) and query.word.isalpha():
        yield query
    elif isinstance(query, And | Or):
        for part in query.parts:
            yield from _terms(part)


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


def _latest(passage: StoredPassage) -> str:
    """The last day of its document's date; undated ones come before all."""
    date = passage.citation.date
    ends = bounds(date) if date else None
    return ends[1] if ends else ""


def _quality(passage: StoredPassage) -> float:
    return passage.quality or 0.0


_LAST_FIRST: dict[str, Callable[[StoredPassage], str | float]] = {"date": _latest, "quality": _quality}


def _by_right(line: ConcordanceLine) -> tuple[str, ...]:
    return (line.right.strip().casefold(), line.document)


def _by_left(line: ConcordanceLine) -> tuple[str, ...]:
    return (" ".join(reversed(line.left.casefold().split())), line.document)


def _by_day(line: ConcordanceLine) -> tuple[str, ...]:
    ends = bounds(line.date) if line.date else None
    return (ends[0] if ends else "9999", line.document)


_ORDERS = {"left": _by_left, "right": _by_right, "date": _by_day}
