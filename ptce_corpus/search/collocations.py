"""Which words stand around a query's words more often than chance would have it.

Surface co-occurrence, as S. Evert names it ("Corpora and collocations", in Corpus Linguistics, 2008): the words
within so many places left and right of the query's own, inside a passage, each counted once however many of the
query's words it stands near. They are compared with all other words of the archive, the query's own set aside.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from ptce_corpus.domain.passage import Variant
from ptce_corpus.domain.query import Query
from ptce_corpus.search.association import Contingency, log_likelihood, mutual_information, t_score
from ptce_corpus.search.concordance import outermost
from ptce_corpus.search.occurrences import Occurrence, occurrences_among
from ptce_corpus.text.tokens import Token, tokens


class Read(Protocol):
    """A text with what was read in it before repair."""

    @property
    def text(self) -> str:
        """The repaired text."""
        ...

    @property
    def variants(self) -> tuple[Variant, ...]:
        """Words as they were read."""
        ...


@dataclass(slots=True)
class Surroundings:
    """The words around a query's own, as they are counted."""

    left: Counter[str] = field(default_factory=Counter)
    """Stems, by how often they stand nearest to one of the query's words before it."""
    right: Counter[str] = field(default_factory=Counter)
    own: Counter[str] = field(default_factory=Counter)
    """Stems of the query's own words where they were met."""
    passages: Counter[str] = field(default_factory=Counter)
    """How many passages hold a stem around the query's words."""
    occurrences: int = 0
    """Places of the query's words, as many as the concordance has lines."""

    @property
    def words(self) -> int:
        """All words around."""
        return self.left.total() + self.right.total()

    def read(self, text: str, query: Query, *, window: int, variants: Sequence[Variant] = ()) -> None:
        """Count the words of a text that stand within ``window`` places of what a rewritten query looks for."""
        words = tokens(text)
        found = occurrences_among(words, query, variants)
        if not found:
            return
        own = _positions(words, found)
        self.occurrences += len(outermost(found))
        self.own.update(words[at].stem for at in own)
        around: set[str] = set()
        for at, before in _around(own, len(words), window).items():
            stem = words[at].stem
            (self.left if before else self.right)[stem] += 1
            around.add(stem)
        self.passages.update(around)


@dataclass(frozen=True, slots=True)
class Collocate:
    """A word met around a query's words: ``count`` times, on the ``left`` or ``right``, where chance has ``expected``.

    ``total`` are its places in the archive, apart from those where it is the query's own word; ``stem`` stands for
    all its inflected forms.
    """

    stem: str
    count: int
    left: int
    right: int
    passages: int
    total: int
    expected: float
    log_likelihood: float
    mutual_information: float
    t_score: float


def surroundings(passages: Iterable[Read], query: Query, *, window: int) -> Surroundings:
    """The words around those that a rewritten query looks for, over some passages."""
    counted = Surroundings()
    for passage in passages:
        counted.read(passage.text, query, window=window, variants=passage.variants)
    return counted


def collocates(counted: Surroundings, *, words: Mapping[str, int], total: int, least: int = 1) -> list[Collocate]:
    """The words that stand around a query's words more often than chance has it, the surest first.

    ``words`` tells how often each stem stands in the archive, ``total`` how many words that has. Words met fewer than
    ``least`` times around are left out.
    """
    elsewhere = total - counted.own.total()
    found = []
    for stem in {**counted.left, **counted.right}:
        count = counted.left[stem] + counted.right[stem]
        if count < least:
            continue
        table = Contingency(count, words[stem] - counted.own[stem], counted.words, elsewhere)
        if table.both > table.expected:
            found.append(_collocate(stem, table, counted))
    return sorted(found, key=lambda one: (-one.log_likelihood, one.stem))


def _collocate(stem: str, table: Contingency, counted: Surroundings) -> Collocate:
    return Collocate(
        stem=stem,
        count=table.both,
        left=counted.left[stem],
        right=counted.right[stem],
        passages=counted.passages[stem],
        total=table.word,
        expected=table.expected,
        log_likelihood=log_likelihood(table),
        mutual_information=mutual_information(table),
        t_score=t_score(table),
    )


def _positions(words: Sequence[Token], found: Iterable[Occurrence]) -> list[int]:
    """The places, among the words, of those that were looked for, in order."""
    starts = [word.span.start for word in words]
    own: set[int] = set()
    for span in {span for occurrence in found for span in occurrence.words}:
        own.update(range(bisect_left(starts, span.start), bisect_left(starts, span.end)))
    return sorted(own)


def _around(own: Sequence[int], length: int, window: int) -> dict[int, bool]:
    """The places within ``window`` of one of the query's own, and whether they stand before the nearest of these."""
    nearest: dict[int, tuple[int, bool]] = {}
    for at in own:
        for place in range(max(0, at - window), min(length, at + window + 1)):
            step = (abs(place - at), place < at)
            if place not in nearest or step < nearest[place]:
                nearest[place] = step
    taken = frozenset(own)
    return {place: before for place, (_, before) in nearest.items() if place not in taken}
