"""What a tantivy searcher answers, as plain numbers."""

from __future__ import annotations

from typing import Any

from tantivy import Order, Query, Searcher

from ptce_corpus.indexing.tantivy_schema import NUMBER


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
