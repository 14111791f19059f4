"""Phrases and proximities among posting lists: rows that hold all words, then the places where they stand together."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import accumulate, chain, compress, islice

from ptce_corpus.domain.query import Near
from ptce_corpus.indexing.postings import PostingList

_ROW = 40
"""Bits of a position, below its row."""
_DENSE = 8
"""How many times as many passages as rows a list may have to be read from end to end."""

Lists = Sequence[PostingList]
"""The posting lists of a word, one for each form."""


def common(words: Iterable[Lists]) -> Set[int]:
    """The rows that hold all of some words."""
    rarest, *others = sorted(words, key=_size)
    rows = set(chain.from_iterable(one.passages for one in rarest))
    for lists in others:
        rows = rows.intersection(chain.from_iterable(one.passages for one in lists)) if rows else rows
    return rows


def runs(words: Sequence[Lists], rows: Set[int]) -> Mapping[int, int]:
    """At how many places words follow one another, for those of the rows where they do.

    The rarest is looked at first: commoner ones are then looked for in fewer rows. A place where the run would begin
    is kept as one number, its row above its position: a set of numbers costs far less than a set for each row.
    """
    first, *others = sorted(range(len(words)), key=lambda step: _size(words[step]))
    begun = set(_beginnings(words[first], first, rows))
    for step in others:
        rows = {place >> _ROW for place in begun}
        begun = begun.intersection(_beginnings(words[step], step, rows))
    return Counter([place >> _ROW for place in begun])


def _beginnings(lists: Lists, step: int, rows: Set[int]) -> Iterator[int]:
    """Where runs would begin that have a word of these lists at a step."""
    for postings in lists:
        for row, places in _held(postings, rows):
            base = (row << _ROW) - step
            for place in places:
                if place >= step:
                    yield base + place


def near(asked: Near, words: Mapping[str, Lists], rows: Set[int]) -> dict[int, int]:
    """From how many places a proximity holds, for those of the rows where it does."""
    places = [_places(words[word], rows) for word in words]
    found = ((row, windows(asked, {word: at[row] for word, at in zip(words, places, strict=True)})) for row in rows)
    return {row: number for row, number in found if number}


def windows(asked: Near, places: Mapping[str, Sequence[int]]) -> int:
    """From how many places of a wanted word all words stand within the reach of the proximity."""
    reach = len(asked.words) + asked.distance
    if len(places) == len(asked.words):
        return _windows_of_different(places.values(), reach)
    met: dict[int, set[str]] = {}
    for word, at in places.items():
        for place in at:
            met.setdefault(place, set()).add(word)
    events = sorted(met)
    wanted = Counter(asked.words)
    number = 0
    for first, start in enumerate(events):
        missing = wanted.copy()
        left = len(asked.words)
        for place in events[first : first + reach]:
            if place >= start + reach:
                break
            for word in met[place]:
                if missing[word] > 0:
                    missing[word] -= 1
                    left -= 1
        number += not left
    return number


def _windows_of_different(places: Iterable[Sequence[int]], reach: int) -> int:
    """The same for words that are all different: from a place on, the next place of each must be within reach."""
    columns = [sorted(at) for at in places]
    starts = set(chain.from_iterable(columns))
    for column in columns:
        kept = set()
        for start in starts:
            following = bisect_left(column, start)
            if following < len(column) and column[following] < start + reach:
                kept.add(start)
        starts = kept
    return len(starts)


def _size(lists: Lists) -> int:
    return sum(len(one.passages) for one in lists)


def _held(postings: PostingList, rows: Set[int]) -> Iterator[tuple[int, Sequence[int]]]:
    """Where a word stands in each of the rows that hold it."""
    passages, positions = postings.passages, postings.positions
    starts = list(accumulate(postings.counts, initial=0))
    last = len(passages)
    if last <= _DENSE * len(rows):
        stretches = zip(passages, starts, islice(starts, 1, None), strict=False)
        for row, start, end in compress(stretches, map(rows.__contains__, passages)):
            yield row, positions[start:end]
        return
    for row in rows:
        at = bisect_left(passages, row)
        if at < last and passages[at] == row:
            yield row, positions[starts[at] : starts[at + 1]]


def _places(lists: Lists, rows: Set[int]) -> Mapping[int, Sequence[int]]:
    """Where the words of some posting lists stand in each of the rows."""
    if len(lists) == 1:
        return dict(_held(lists[0], rows))
    found: defaultdict[int, list[int]] = defaultdict(list)
    for postings in lists:
        for row, places in _held(postings, rows):
            found[row].extend(places)
    return found
