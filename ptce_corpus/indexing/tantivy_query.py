"""From a rewritten query to one of tantivy, with the same meaning as ``search/match.py`` and a ranking near to ours.

tantivy scores each field of a leaf by BM25 for itself and adds them up, where BM25F (``search/ranking.py``) adds up
before it saturates, and has other constants for saturation and length that cannot be set; boosts bring rarity and the
weights of fields near to ours. What only narrows the search scores nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import Any

from tantivy import FieldType, Occur, Searcher
from tantivy import Query as Asked

from ptce_corpus.domain.query import (
    And,
    DateRange,
    Exact,
    FieldName,
    Fuzzy,
    InDocuments,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Term,
)
from ptce_corpus.indexing import tantivy_schema as fields
from ptce_corpus.indexing.facts import day_number
from ptce_corpus.indexing.lexicon import Lexicon
from ptce_corpus.indexing.tantivy_hits import count
from ptce_corpus.indexing.tantivy_proximity import Proximity
from ptce_corpus.indexing.word_lines import STEP, exact_term, inflected_term
from ptce_corpus.search import days, ranking
from ptce_corpus.search.match import Leaf

_FEW = 64
"""Forms of a prefix or near spelling up to which each is scored; of more, each passage scores alike."""
SCALE = 2.2
"""How much larger the scores of tantivy are than ours: it keeps a factor (k1 + 1) that changes no order."""
_ONCE = SCALE * ranking.saturated(1.0)
"""What a word met once is worth to tantivy, but for its rarity."""
TITLE_SHARE = 0.25
"""How much of its weight in BM25F the title is given: it is not saturated with the text."""


@dataclass(frozen=True, slots=True)
class _Held:
    """What finds a leaf in a field; the rarity that tantivy reckons with, 0 where surely no passage holds it.

    ``holding``: how many passages do, at most.
    """

    query: Asked
    natural: float
    holding: int

    def weighed(self, weight: float, rarity: float) -> Asked:
        """The query with its scores as if the leaf were of that rarity, times a weight."""
        boost = weight * rarity / self.natural if self.natural else 1.0
        return self.query if boost == 1.0 else Asked.boost_query(self.query, boost)


class Translation:
    """Translates queries for one state of an index."""

    def __init__(self, searcher: Searcher, lexicon: Lexicon, proximity: Proximity) -> None:
        self._searcher = searcher
        self._lexicon = lexicon
        self._proximity = proximity

    def query(self, query: Query) -> Asked:
        """What finds, and scores, the passages that match."""
        if isinstance(query, And):
            return self._conjunction(query.parts)
        if isinstance(query, Or):
            return any_of([self.query(part) for part in query.parts])
        if isinstance(query, Not):
            return self._conjunction((query,))
        if isinstance(query, InDocuments):
            return _unscored(_among(fields.DOCUMENT, sorted(query.documents)))
        if isinstance(query, DateRange):
            return _unscored(_dated(query))
        if query.field is FieldName.KIND and isinstance(query, Term):
            return _unscored(Asked.term_query(fields.schema(), query.field.value, query.word, "basic"))
        return self._leaf(query)

    def _conjunction(self, parts: Sequence[Query]) -> Asked:
        wanted = [(Occur.Must, self.query(part)) for part in parts if not isinstance(part, Not)]
        barred = [(Occur.MustNot, self.query(part.part)) for part in parts if isinstance(part, Not)]
        if not wanted:
            wanted = [(Occur.Must, _unscored(Asked.all_query()))]
        return Asked.boolean_query(wanted + barred)

    def _leaf(self, leaf: Leaf) -> Asked:
        if leaf.field is not FieldName.TEXT:
            held = self._held(leaf, leaf.field.value)
            return held.weighed(1.0, self._rarity(held.holding))
        if isinstance(leaf, Phrase | Near):
            return self._sequence_of_text(leaf)
        return self._word_of_text(leaf)

    def _word_of_text(self, leaf: Term | Exact | Prefix | Fuzzy) -> Asked:
        """A word of the text, met as it stands or as it was read."""
        text, raw = self._held(leaf, FieldName.TEXT.value), self._held(leaf, FieldName.RAW.value)
        title = self._held(leaf, FieldName.TITLE.value)
        known = [one for one in (text, raw, title) if one.natural]
        holding = text.holding
        if len(known) > 1:
            holding = count(self._searcher, any_of([one.query for one in known]))
        rarity = self._rarity(holding)
        met = [text.weighed(1.0, rarity)]
        if raw.natural:
            met.append(raw.weighed(ranking.RAW_WEIGHT, rarity))
        return _lifted(any_of(met), title, rarity)

    def _sequence_of_text(self, leaf: Phrase | Near) -> Asked:
        """A phrase or proximity of the text, as it stands or was read."""
        text, title = self._held(leaf, FieldName.TEXT.value), self._held(leaf, FieldName.TITLE.value)
        # How many hold the whole sequence is not asked: that would cost as much as to find it.
        rarity = self._rarity(max(text.holding, title.holding))
        met = [text.weighed(1.0, rarity)]
        if self._frequency(fields.MENDED, fields.START):
            met.append(_unscored(self._held(leaf, fields.MENDED).query))
        return _lifted(any_of(met), title, rarity)

    def _held(self, leaf: Leaf, field: str) -> _Held:
        """What finds a leaf in a field."""
        if field not in fields.WORD_FIELDS:
            return _nowhere()
        if isinstance(leaf, Phrase | Near):
            return self._sequence(leaf, field)
        terms = self._terms(leaf)
        if len(terms) > _FEW:
            return self._many(field, terms)
        held = [(term, number) for term in terms if (number := self._frequency(field, term))]
        if not held:
            return _nowhere()
        holding = min(sum(number for _, number in held), self._size)
        rarity = self._idf(holding)
        found = [
            _Held(Asked.term_query(fields.schema(), field, term), self._idf(number), number) for term, number in held
        ]
        return (
            found[0] if len(found) == 1 else _Held(any_of([one.weighed(1.0, rarity) for one in found]), rarity, holding)
        )

    def _sequence(self, leaf: Phrase | Near, field: str) -> _Held:
        if field == FieldName.RAW.value:  # each raw word stands for itself
            return _nowhere()
        spelled = exact_term if isinstance(leaf, Phrase) and leaf.exact else inflected_term
        terms = [spelled(word) for word in leaf.words]
        holding = [self._frequency(field, term) for term in terms]
        if not all(holding):
            return _nowhere()
        natural = sum(map(self._idf, holding))
        if isinstance(leaf, Near):
            return _Held(self._proximity.query(leaf, field), natural, min(holding))
        words: list[Any] = [(place * STEP, term) for place, term in enumerate(terms)]
        return _Held(Asked.phrase_query(fields.schema(), field, words), natural, min(holding))

    def _terms(self, leaf: Term | Exact | Prefix | Fuzzy) -> list[str]:
        if isinstance(leaf, Term):
            return [inflected_term(leaf.word)]
        return [exact_term(form) for form in self._lexicon.forms(leaf)]

    def _many(self, field: str, terms: Sequence[str]) -> _Held:
        """Any of many terms: all passages that hold one score alike."""
        found = _among(field, terms)
        holding = count(self._searcher, found)
        idf = self._idf(holding)
        return _Held(Asked.const_score_query(found, _ONCE * idf), idf, holding) if holding else _nowhere()

    def _idf(self, holding: int) -> float:
        """How tantivy reckons the rarity of a term."""
        return log(1 + (self._size - holding + 0.5) / (holding + 0.5))

    def _rarity(self, holding: int) -> float:
        """How we reckon it."""
        return ranking.rarity(self._size, min(holding, self._size))

    @property
    def _size(self) -> int:
        return self._searcher.num_docs

    def _frequency(self, field: str, term: str) -> int:
        return self._searcher.doc_freq(field, term)


def any_of(queries: Sequence[Asked]) -> Asked:
    """Whatever one of the queries finds."""
    if len(queries) == 1:
        return queries[0]
    return Asked.boolean_query([(Occur.Should, query) for query in queries])


def _lifted(query: Asked, title: _Held, rarity: float) -> Asked:
    """A query whose passages are lifted where the title holds the leaf too."""
    if not title.natural:
        return query
    boosted = title.weighed(TITLE_SHARE * ranking.TITLE_WEIGHT, rarity)
    return Asked.boolean_query([(Occur.Must, query), (Occur.Should, boosted)])


def _unscored(query: Asked) -> Asked:
    return Asked.const_score_query(query, 0.0)


def _among(field: str, values: Sequence[object]) -> Asked:
    return Asked.term_set_query(fields.schema(), field, values) if values else Asked.empty_query()


def _nowhere() -> _Held:
    return _Held(Asked.empty_query(), 0.0, 0)


def _dated(wanted: DateRange) -> Asked:
    """Whatever date may lie in the range; an undated document has neither end."""
    first = day_number(days.first_day(wanted.after)) if wanted.after else 1
    parts = [_range(fields.LATEST, first, None)]
    if wanted.before:
        parts.append(_range(fields.EARLIEST, None, day_number(days.last_day(wanted.before))))
    return Asked.boolean_query([(Occur.Must, part) for part in parts])


def _range(field: str, least: int | None, most: int | None) -> Asked:
    return Asked.range_query(fields.schema(), field, FieldType.Unsigned, least, most)
