"""The posting lists of a Whoosh segment that is being made; stands where Whoosh has its own pool of single postings.

While passages come in, a list is one array of places, each the row of a passage and a position in it as one number:
one step for each word of a text. Rows, counts and positions are told apart when the list is written.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import repeat
from operator import add

from ptce_corpus.domain.query import FieldName
from ptce_corpus.indexing.postings import PostingList, encoded

_ROW = 32
"""Bits of a place that tell the position; those above tell the row."""
_POSITION = (1 << _ROW) - 1


class Pool:
    """Lists of places by field and word form. Rows come in ascending order, the positions of a row too."""

    def __init__(self) -> None:
        self._lists: dict[FieldName, defaultdict[str, array[int]]] = {}

    def add(self, field: FieldName, row: int, words: Iterable[str], *, first: int = 0) -> None:
        """Note the word forms of a passage's field, which stand at the positions from ``first`` on."""
        lists = self._of(field)
        for place, word in enumerate(words, (row << _ROW) + first):
            lists[word].append(place)

    def take(self, field: FieldName, word: str, rows: Iterable[int], postings: PostingList) -> None:
        """Add the postings of another segment; ``rows``: what the passages of the list are called here."""
        starts = [row << _ROW for row, count in zip(rows, postings.counts, strict=True) for _ in repeat(None, count)]
        self._of(field)[word].extend(map(add, starts, postings.positions))

    def iter_postings(self) -> Iterator[tuple[str, bytes, int, float, bytes]]:
        """Each list as a single posting of its word, in the order of the term dictionary."""
        for field in sorted(self._lists):
            lists = self._lists[field]
            for word in sorted(lists):
                postings = _told_apart(lists[word])
                yield field.value, word.encode(), 0, float(len(postings.passages)), encoded(postings)

    def cleanup(self) -> None:
        """Nothing lies on disk."""

    def _of(self, field: FieldName) -> defaultdict[str, array[int]]:
        if field not in self._lists:
            self._lists[field] = defaultdict(partial(array, "Q"))
        return self._lists[field]


def _told_apart(places: array[int]) -> PostingList:
    counts = Counter([place >> _ROW for place in places])
    return PostingList(list(counts), list(counts.values()), [place & _POSITION for place in places])
