"""The passages that answer a query, in an order, a page or a stream of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Literal

from ptce_corpus.domain.query import And, Query, Term
from ptce_corpus.ports.catalogue import StoredPassage
from ptce_corpus.search import reranking
from ptce_corpus.text.edtf import bounds

if TYPE_CHECKING:
    from ptce_corpus.domain.results import Scored
    from ptce_corpus.ports.catalogue import PassageStore
    from ptce_corpus.ports.index import PassageIndex

Sort = Literal["score", "date", "quality"]
Found = tuple[StoredPassage, float]
"""A passage with its score, 0 where it was not ranked."""

_AT_ONCE = 200
"""Passages taken from the catalogue at a time."""
_PASSAGES_A_DOCUMENT = 5
"""Passages looked at for each document wanted."""
_EVERYTHING = And(())


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """How many passages match, and those of a page of the answer, streamed.

    ``engine_ms`` is how long the index alone took to rank them, in milliseconds; None where nothing was ranked.
    """

    total: int
    found: Iterator[Found]
    engine_ms: float | None = None


class AnswerPages:
    """An open index with the passages of the catalogue beside it."""

    def __init__(self, index: PassageIndex, catalogue: PassageStore) -> None:
        self._index = index
        self._catalogue = catalogue
        self._holding: dict[Term, int] = {}

    def found(self, asked: Query, *, typed: Query | None, sort: Sort, limit: int, offset: int) -> AnswerPage:
        """A page of the answer.

        ``asked`` is the query in terms of the index, ``typed`` the same before it was rewritten, None where it holds
        no word. The best come first, or the newest or best read; then by number.
        """
        if sort == "score":
            return self._ranked(asked, typed, limit, offset)
        numbers = self._sorted(asked, _LAST_FIRST[sort])
        return AnswerPage(len(numbers), ((one, 0.0) for one in self.stored(numbers[offset : offset + limit])))

    def _ranked(
        self, asked: Query, typed: Query | None, limit: int, offset: int, *, of_documents: bool = False
    ) -> AnswerPage:
        """The best by the index, of which the first get a second look; to rank documents, their beginnings count."""
        begun = time.perf_counter()
        depth = reranking.DEPTH_OF_DOCUMENTS if of_documents else reranking.DEPTH
        ranking = self._index.search(asked, limit=max(limit + offset, depth))
        engine_ms = (time.perf_counter() - begun) * 1000
        scored = ranking.passages
        words = self._wanted(typed) if typed is not None and offset < depth else ()
        if not words:
            return AnswerPage(ranking.total, self._scored(scored[offset : offset + limit]), engine_ms)
        look = reranking.SecondLook(words)
        head = [
            (
                passage,
                score
                + look.bonus(passage.text, title=passage.citation.title)
                + (reranking.lead(passage.citation) if of_documents else 0.0),
            )
            for passage, score in self._scored(scored[:depth])
        ]
        head.sort(key=lambda one: (-one[1], one[0].identifier))
        rest = scored[max(offset, depth) : offset + limit]
        return AnswerPage(ranking.total, chain(head[offset : offset + limit], self._scored(rest)), engine_ms)

    def documents(self, asked: Query, *, typed: Query, limit: int) -> list[Found]:
        """The documents that answer best, each with its best passage and its score, at most ``limit``."""
        page = self._ranked(asked, typed, limit * _PASSAGES_A_DOCUMENT, 0, of_documents=True)
        best: dict[int, Found] = {}
        for passage, score in page.found:
            best.setdefault(passage.document, (passage, score))
            if len(best) == limit:
                break
        return list(best.values())

    def _wanted(self, typed: Query) -> tuple[reranking.Wanted, ...]:
        return reranking.wanted(typed, passages=self._size, holding=self.holding)

    @cached_property
    def _size(self) -> int:
        return self._index.search(_EVERYTHING, limit=0).total

    def holding(self, term: Term) -> int:
        """In how many passages a term of the index is met."""
        if term not in self._holding:
            self._holding[term] = self._index.search(term, limit=0).total
        return self._holding[term]

    def _scored(self, scored: Sequence[Scored]) -> Iterator[Found]:
        """Passages with their scores; what a build took away since this generation was made is passed over."""
        scores = {one.passage: one.score for one in scored}
        return ((passage, scores[passage.identifier]) for passage in self.stored(list(scores)))

    def stored(self, numbers: Sequence[int]) -> Iterator[StoredPassage]:
        """Passages by number, in the order asked, streamed."""
        for start in range(0, len(numbers), _AT_ONCE):
            yield from self._catalogue.passages(numbers[start : start + _AT_ONCE])

    def _sorted(self, asked: Query, order: Callable[[StoredPassage], str | float]) -> list[int]:
        """The numbers of all that match, the last in an order first, then by number."""
        matching = sorted(self._index.matching(asked))
        keys = [(order(passage), passage.identifier) for passage in self.stored(matching)]
        return [number for _, number in sorted(keys, key=lambda one: one[0], reverse=True)]


def _latest(passage: StoredPassage) -> str:
    """The last day of its document's date; undated ones come before all."""
    date = passage.citation.date
    ends = bounds(date) if date else None
    return ends[1] if ends else ""


def _quality(passage: StoredPassage) -> float:
    return passage.quality or 0.0


_LAST_FIRST: dict[str, Callable[[StoredPassage], str | float]] = {"date": _latest, "quality": _quality}
