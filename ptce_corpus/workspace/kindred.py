"""Kindred queries that find something, where one finds nothing or hardly anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ptce_corpus.domain.query import And, Fuzzy, Or, Query, Term
from ptce_corpus.errors import QueryError
from ptce_corpus.search.parser import conjunction, disjunction, narrows, parse, without_stop_words

if TYPE_CHECKING:
    from ptce_corpus.workspace.workspace import Workspace

FEW = 2
"""Passages up to which a query may have been meant otherwise."""
_LEAST, _MOST = 3, 30
"""Parts of a query that are counted one by one."""
_WAYS = 12
"""Choices of words that the query for most of them names."""
Count = Callable[[Query], int]
"""How many passages a query finds."""
Matching = Callable[[Query], frozenset[int]]
"""The numbers of the passages that a query finds."""


@dataclass(frozen=True, slots=True)
class Most:
    """The most of the words asked that stand in one passage: ``words`` of ``of``, in ``total`` passages.

    ``query`` finds these passages: all of them, unless they hold a dozen and more different choices of words.
    """

    words: int
    of: int
    total: int
    query: str


def most(text: str, *, matching: Matching) -> Most | None:
    """Where no passage holds all parts of a query, how many hold most of them: more than half, as many as there can be.

    What narrows the search (dates, kinds, themes, ``-word``) holds all the same; stop words do not count.
    """
    query = parse(text)
    if not isinstance(query, And):
        return None
    limits = [part for part in query.parts if narrows(part)]
    wanted = without_stop_words([part for part in query.parts if not narrows(part)])
    if not _LEAST <= len(wanted) <= _MOST:
        return None
    holding: dict[int, tuple[int, ...]] = {}
    for order, part in enumerate(wanted):
        for passage in matching(conjunction([part, *limits])):
            holding[passage] = (*holding.get(passage, ()), order)
    words = max(map(len, holding.values()), default=0)
    if 2 * words <= len(wanted):
        return None
    ways = Counter(orders for orders in holding.values() if len(orders) == words)
    named = [conjunction([wanted[order] for order in orders]) for orders, _ in ways.most_common(_WAYS)]
    asked = conjunction([disjunction(named), *limits])
    return Most(words, len(wanted), ways.total(), str(asked)) if _typeable(asked) else None


def kindred(workspace: Workspace, text: str, *, within: Count, anywhere: Count) -> Iterator[tuple[str, int]]:
    """Queries near to one that finds nothing, with what each finds ``within`` its filters.

    First any of its words, then its words as the archive spells them; where none such is known, words spelt nearly so
    in place of those that are met not ``anywhere``.
    """
    if not text.strip():
        return
    query, loose = parse(text), parse(text, match="any")
    yield from _finding([loose] if loose != query else [], within)
    spelt = list(respelt(workspace, text, within=within))
    yield from spelt
    if not spelt:
        near = (
            Fuzzy(term.word, 2 if len(term.word) > 5 else 1, term.field) for term in _terms(loose) if not anywhere(term)
        )
        yield from _finding(near, within)


def respelt(workspace: Workspace, text: str, *, within: Count) -> Iterator[tuple[str, int]]:
    """A query with its doubtful words as the archive spells them, with what each way finds."""
    from ptce_corpus.workspace.completing import meant

    if text.strip():
        yield from _finding(map(parse, meant(workspace, text)), within)


def _finding(queries: Iterable[Query], within: Count) -> Iterator[tuple[str, int]]:
    """Those of some queries that find something and can be typed."""
    for query in queries:
        if _typeable(query) and (total := within(query)):
            yield str(query), total


def _typeable(query: Query) -> bool:
    """Whether a query keeps to the limits of what may be typed."""
    try:
        return parse(str(query)) == query
    except QueryError:
        return False


def _terms(query: Query) -> Iterator[Term]:
    """The plain words that a query wants."""
    if isinstance(query, Term) and query.word.isalpha():
        yield query
    elif isinstance(query, And | Or):
        for part in query.parts:
            yield from _terms(part)
