"""What a tantivy searcher answers, as plain numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tantivy import Order, Query, Searcher

from ptce_corpus.indexing.tantivy_schema import NUMBER, facet_field
from ptce_corpus.search.facets import FACETS, YEAR

_MOST_VALUES = 65_000
"""Values of one facet that tantivy tells at most; it tells the commonest."""
_EACH_SEGMENT = 1 << 30
"""Values that a segment is asked for: all, so that the sums over segments are right."""
_BEYOND = 16
"""Values asked for beside those wanted, in case some are as common as the last of these."""


def count(searcher: Searcher, query: Query) -> int:
    """How many passages a query finds."""
    found: Any = searcher.search(query, limit=1)
    return int(found.count)


def numbers(searcher: Searcher, query: Query, *, limit: int | None = None) -> list[int]:
    """The numbers of the passages that a query finds, in ascending order; all of them, or the lowest."""
    most = max(searcher.num_docs, 1) if limit is None else limit
    found: Any = searcher.search(query, limit=most, count=False, order_by_field=NUMBER, order=Order.Asc)
    return [number for number, _ in found.hits]


def best(searcher: Searcher, query: Query, *, limit: int) -> tuple[int, list[tuple[float, int]]]:
    """How many passages a query finds, and scores and numbers of the best, best first, then by number.

    tantivy orders passages that score alike by where they lie; so all that score like the last wanted are asked for,
    and more than ``limit`` may be given.
    """
    depth = limit + 16
    found: Any = searcher.search(query, limit=depth)
    hits = found.hits
    while len(hits) == depth and hits[-1][0] == hits[limit - 1][0]:
        depth *= 8
        again: Any = searcher.search(query, limit=depth, count=False)
        hits = again.hits
    held: list[Any] = searcher.fast_field_values(NUMBER, [address for _, address in hits])
    scored = [(score, number) for (score, _), number in zip(hits, held, strict=True)]
    return int(found.count), sorted(scored, key=lambda one: (-one[0], one[1]))


def facet_counts(searcher: Searcher, query: Query, *, limit: int) -> dict[str, dict[int, int]]:
    """How many passages that a query finds have the commonest values of each facet, by the numbers of values.

    Of values that are as common tantivy tells any first; so where some of them may be left out, all are asked for. All
    years are told.
    """
    asked = {name: _MOST_VALUES if name == YEAR else limit + _BEYOND for name in FACETS}
    found = _counted(searcher, query, asked)
    cut = {
        name: _MOST_VALUES
        for name, counts in found.items()
        if limit and len(counts) == asked[name] < _MOST_VALUES and counts[limit - 1][1] == counts[-1][1]
    }
    if cut:
        found |= _counted(searcher, query, cut)
    return {name: dict(counts) for name, counts in found.items()}


def _counted(searcher: Searcher, query: Query, asked: Mapping[str, int]) -> dict[str, list[tuple[int, int]]]:
    """For each facet, so many of its commonest values with how many passages have them."""
    wanted: dict[str, Any] = {
        name: {"terms": {"field": facet_field(name), "size": number, "segment_size": _EACH_SEGMENT}}
        for name, number in asked.items()
    }
    told: Any = searcher.aggregate(query, wanted)
    return {name: [(int(one["key"]), one["doc_count"]) for one in told[name]["buckets"]] for name in asked}
