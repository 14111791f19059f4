"""Answers rewritten queries from posting lists, by the algebra of sets; the same meaning as ``search/match.py``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from functools import cached_property, lru_cache
from heapq import nlargest

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
from ptce_corpus.indexing.facts import Facts, day_number
from ptce_corpus.indexing.lexicon import Lexicon
from ptce_corpus.indexing.postings import PostingList
from ptce_corpus.indexing.sequences import common, near, runs
from ptce_corpus.search import days, ranking
from ptce_corpus.search.match import Leaf
from ptce_corpus.search.occurrences import leaves

Lookup = Callable[[FieldName, str], PostingList | None]
"""Gives the posting list of a word form in a field; rows of the facts stand for passages."""
_KEPT = 64
"""Leaves whose counts are kept for the next query."""
_MOST_ROWS = 1_000_000
"""Rows that these hold in all, at some hundred bytes each."""


class Evaluation:
    """Posting lists, the lexicon over them and the facts of each row, asked together. ``removed`` rows count not."""

    def __init__(self, lookup: Lookup, lexicon: Lexicon, facts: Facts, removed: frozenset[int]) -> None:
        self.lookup = lookup
        self.lexicon = lexicon
        self.facts = facts
        self.removed = removed
        self._counted: dict[tuple[Leaf, FieldName], dict[int, int]] = {}
        self._rows_kept = 0
        self._last: tuple[Query, Set[int]] | None = None
        self._forms = lru_cache(maxsize=_KEPT)(lexicon.forms)

    def matching(self, query: Query) -> Set[int]:
        """The rows of all passages that match; kept until another query is asked."""
        if self._last is None or self._last[0] != query:
            self._last = (query, self._rows(query))
        return self._last[1]

    def _rows(self, query: Query) -> Set[int]:
        if isinstance(query, And):
            return self._conjunction(query.parts)
        if isinstance(query, Or):
            found: set[int] = set()
            return found.union(*(self._rows(part) for part in query.parts))
        if isinstance(query, Not):
            return self._all - self._rows(query.part)
        if isinstance(query, InDocuments):
            wanted = query.documents
            return {row for row in self._all if self.facts.documents[row] in wanted}
        if isinstance(query, DateRange):
            return self._dated(query)
        return self._holding(query)

    def best(self, query: Query, number: int) -> tuple[int, list[tuple[int, float]]]:
        """How many passages match, and the rows and scores of the best, best first, then by passage number."""
        found = self.matching(query)
        if not number:
            return len(found), []
        scores = dict.fromkeys(found, 0.0)
        for leaf in leaves(query):
            self._weigh(leaf, scores)
        identifiers = self.facts.identifiers
        least = min(nlargest(number, scores.values()), default=0.0)
        foremost = [item for item in scores.items() if item[1] >= least]
        foremost.sort(key=lambda item: (-item[1], identifiers[item[0]]))
        return len(found), foremost[:number]

    def counts(self, leaf: Leaf, field: FieldName) -> dict[int, int]:
        """How often each row holds what a leaf asks for, looked for in a field."""
        known = self._counted.get((leaf, field))
        if known is None:
            known = self._sequences(leaf, (field,)) if isinstance(leaf, Phrase | Near) else self._words(leaf, field)
            self._keep((leaf, field), known)
        return known

    def _keep(self, asked: tuple[Leaf, FieldName], counts: dict[int, int]) -> None:
        """Keep counts for the next query, in place of the oldest."""
        self._counted[asked] = counts
        self._rows_kept += len(counts)
        while len(self._counted) > 1 and (len(self._counted) > _KEPT or self._rows_kept > _MOST_ROWS):
            self._rows_kept -= len(self._counted.pop(next(iter(self._counted))))

    @cached_property
    def _all(self) -> Set[int]:
        return set(range(len(self.facts))) - self.removed

    @property
    def _number(self) -> int:
        """How many rows count."""
        return len(self.facts) - len(self.removed)

    @cached_property
    def _mean_lengths(self) -> Mapping[FieldName, float]:
        number = self._number or 1
        means = {}
        for name in ranking.LENGTH_NORMALISATION:
            lengths = self.facts.lengths(name)
            means[name] = (sum(lengths) - sum(lengths[row] for row in self.removed)) / number
        return means

    def _conjunction(self, parts: Sequence[Query]) -> Set[int]:
        wanted = sorted((self._rows(part) for part in parts if not isinstance(part, Not)), key=len)
        found = wanted[0] if wanted else self._all
        for other in wanted[1:]:
            found = found & other
        for part in parts:
            if isinstance(part, Not) and found:
                found = found - self._rows(part.part)
        return found

    def _holding(self, leaf: Leaf) -> Set[int]:
        """The rows where a leaf is met; one asked of the text also among the words as they were read."""
        found = self.counts(leaf, leaf.field).keys()
        if leaf.field is not FieldName.TEXT:
            return found
        if not isinstance(leaf, Phrase | Near):
            raw = self.counts(leaf, FieldName.RAW).keys()
            return found | raw if raw else found
        exact = isinstance(leaf, Phrase) and leaf.exact
        if not any(self._lists(Exact(word) if exact else Term(word), FieldName.RAW) for word in leaf.words):
            return found
        return self._sequences(leaf, (FieldName.TEXT, FieldName.RAW)).keys()

    def _dated(self, wanted: DateRange) -> Set[int]:
        first = day_number(days.first_day(wanted.after)) if wanted.after else 0
        last = day_number(days.last_day(wanted.before)) if wanted.before else 99991231
        spans = zip(self.facts.earliest, self.facts.latest, strict=True)
        return {
            row for row, (early, late) in enumerate(spans) if late and early <= last and late >= first
        } - self.removed

    def _words(self, leaf: Term | Exact | Prefix | Fuzzy, field: FieldName) -> dict[int, int]:
        if field is FieldName.KIND:
            forms: Iterable[str] = (leaf.word,)
        else:
            forms = self._forms(leaf)
        lists = [postings for form in forms if (postings := self.lookup(field, form)) is not None]
        lists.sort(key=lambda postings: -len(postings.passages))
        found: dict[int, int] = {}
        for postings in lists:
            counts = dict(zip(postings.passages, postings.counts, strict=True))
            for row in counts.keys() & found.keys() if found else ():
                counts[row] += found[row]
            found = found | counts if found else counts
        for row in self.removed & found.keys():
            del found[row]
        return found

    def _sequences(self, leaf: Phrase | Near, fields: tuple[FieldName, ...]) -> dict[int, int]:
        """How often each row holds a phrase or proximity in some fields, whose positions are the same."""
        if fields == (FieldName.RAW,):  # each raw word stands for itself
            return {}
        exact = isinstance(leaf, Phrase) and leaf.exact
        lists = {
            word: self._lists(Exact(word, leaf.field) if exact else Term(word, leaf.field), *fields)
            for word in dict.fromkeys(leaf.words)
        }
        rows = common(lists.values()) - self.removed
        if not rows:
            return {}
        if isinstance(leaf, Phrase):
            return dict(runs([lists[word] for word in leaf.words], rows))
        return near(leaf, lists, rows)

    def _lists(self, leaf: Term | Exact, *fields: FieldName) -> list[PostingList]:
        found = (self.lookup(field, form) for field in fields for form in self._forms(leaf))
        return [postings for postings in found if postings is not None]

    def _weigh(self, leaf: Leaf, scores: dict[int, float]) -> None:
        """Add to each score what the leaf is worth in that row (BM25F)."""
        weighted: dict[int, float] = {}
        holding: Set[int] = frozenset()
        for name, weight in ranking.fields_weighed(leaf.field):
            counts = self.counts(leaf, name)
            holding = holding | counts.keys() if holding else counts.keys()
            field = ranking.Field(name, weight, self._mean_lengths.get(name, 0.0))
            values = field.weighted(counts, scores.keys() & counts.keys(), self.facts.lengths(name))
            weighted = _summed(weighted, values)
        rarity = ranking.rarity(self._number, len(holding))
        for row, value in weighted.items():
            scores[row] += rarity * ranking.saturated(value)


def _summed(some: dict[int, float], others: dict[int, float]) -> dict[int, float]:
    """The sum of two columns; a row that one lacks is 0 there."""
    if not some:
        return others
    for row, value in others.items():
        some[row] = some.get(row, 0.0) + value
    return some
