"""Proximities for tantivy, whose phrases know exact distances and, for two words, largest ones.

* Two different words are a phrase whose words may lie so far apart, either first.
* More words, near together, are as many phrases as there are ways in which the words can stand: no more than
  ``_MOST_WAYS``.
* More words, further apart, are looked for in the passages where each two of them stand near enough: the places of
  each word are asked for one by one, counted from the beginning of the field. Where that would take longer than
  anyone waits, the question is refused, and told what to ask instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations, product
from typing import Any

from tantivy import Occur, Searcher
from tantivy import Query as Asked

from ptce_corpus.domain.query import Near
from ptce_corpus.errors import UsageError
from ptce_corpus.indexing import tantivy_schema as fields
from ptce_corpus.indexing.postings import NAME_STRIDE
from ptce_corpus.indexing.sequences import windows
from ptce_corpus.indexing.tantivy_hits import numbers
from ptce_corpus.indexing.word_lines import STEP, inflected_term

_MOST_WAYS = 1000
_MOST_LOOKED_UP = 20_000
"""Passages, counted once for each word, in which places are looked up: some seconds."""


class Proximity:
    """Proximities in one state of an index. ``reach``: by field, the most values a passage has, and words a value."""

    def __init__(self, searcher: Searcher, reach: Mapping[str, tuple[int, int]]) -> None:
        self._searcher = searcher
        self._reach = reach

    def query(self, near: Near, field: str) -> Asked:
        """What finds, and scores, the passages that hold a proximity in a field."""
        words, reach = near.words, len(near.words) + near.distance
        if len(words) == 2 and words[0] != words[1]:
            return _pair(field, words[0], words[1], reach)
        wide = len(words) * reach ** (len(words) - 1) > _MOST_WAYS
        pairs = [(Occur.Must, _pair(field, one, other, reach)) for one, other in combinations(dict.fromkeys(words), 2)]
        if len(set(words)) == 1 or not pairs:
            pairs = [(Occur.Must, Asked.term_query(fields.schema(), field, inflected_term(words[0])))]
        held = Asked.boolean_query(pairs)
        exact = self._looked_up(near, field, held) if wide and len(words) > 2 else _ways(near, field, reach)
        return Asked.boolean_query([(Occur.Must, held), (Occur.Must, Asked.const_score_query(exact, 0.0))])

    def _looked_up(self, near: Near, field: str, held: Asked) -> Asked:
        """The passages among those held where the words do stand near, by their numbers.

        Raises:
            UsageError: when there are too many to look through.
        """
        places: dict[int, dict[str, list[int]]] = {number: {} for number in numbers(self._searcher, held)}
        if not places:
            return Asked.empty_query()
        words = dict.fromkeys(near.words)
        if len(places) * len(words) > _MOST_LOOKED_UP:
            raise UsageError(
                f"too many passages ({len(places)}) hold each two of these words near each other: {near}",
                remedy="Ask for rarer words, fewer words or a smaller distance.",
            )
        for word in words:
            for place, number in self._places(word, field, held):
                places[number].setdefault(word, []).append(place)
        found = [number for number, at in places.items() if windows(near, at)]
        return Asked.term_set_query(fields.schema(), fields.NUMBER, found) if found else Asked.empty_query()

    def _places(self, word: str, field: str, held: Asked) -> Iterator[tuple[int, int]]:
        """Each place of a word in each passage held."""
        values, longest = self._reach.get(field, (0, 0))
        term = inflected_term(word)
        for value, order in product(range(values), range(longest)):
            at: list[Any] = [(0, fields.START), (fields.place(value, order) + 1, term)]
            there = Asked.phrase_query(fields.schema(), field, at)
            both = Asked.boolean_query([(Occur.Must, there), (Occur.Must, held)])
            for number in numbers(self._searcher, both):
                yield value * NAME_STRIDE + order, number


def _pair(field: str, one: str, other: str, reach: int) -> Asked:
    """Two different words within the reach, either first."""
    words: list[Any] = [(0, inflected_term(one)), (0, inflected_term(other))]
    return Asked.phrase_query(fields.schema(), field, words, STEP * (reach - 1))


def _ways(near: Near, field: str, reach: int) -> Asked:
    """Each way in which the words can stand within the reach."""
    found = []
    for offsets in product(range(reach), repeat=len(near.words)):
        if min(offsets) == 0 and _stand(near.words, offsets, together=field == fields.MENDED):
            words: list[Any] = [
                (STEP * offset, inflected_term(word)) for offset, word in zip(offsets, near.words, strict=True)
            ]
            found.append((Occur.Should, Asked.phrase_query(fields.schema(), field, words)))
    return Asked.boolean_query(found)


def _stand(words: tuple[str, ...], offsets: tuple[int, ...], *, together: bool) -> bool:
    """Whether words can stand so: different ones at one place only where ``together``, the same one never."""
    last: dict[str, int] = {}
    for word, offset in zip(words, offsets, strict=True):
        if offset <= last.get(word, -1):  # the same words in another order are no other way
            return False
        last[word] = offset
    return together or len(set(offsets)) == len(offsets)
