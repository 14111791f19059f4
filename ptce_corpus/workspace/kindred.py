"""Kindred queries that find something, where one finds nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from ptce_corpus.domain.query import And, DateRange, Fuzzy, Not, Or, Query, Term
from ptce_corpus.search.parser import conjunction, disjunction, parse

if TYPE_CHECKING:
    from ptce_corpus.workspace.workspace import Workspace

_FEWEST, _MOST = 3, 6
"""Parts of a query of which one may be left out."""
Count = Callable[[Query], int]
"""How many passages a query finds."""


def kindred(workspace: Workspace, text: str, *, within: Count, anywhere: Count) -> Iterator[tuple[str, int]]:
    """Queries near to one that finds nothing, with what each finds ``within`` its filters.

    First all of its words but one, whichever, then any of them, then its words as the archive spells them; where none
    such is known, words spelt nearly so that are met ``anywhere``.
    """
    from ptce_corpus.workspace.completing import meant

    if not text.strip():
        return
    most = _most(parse(text))
    if most is not None and (total := within(most)):
        yield str(most), total
    loose = parse(text, match="any")
    if loose != parse(text) and (total := within(loose)):
        yield str(loose), total
    spelt = [(query, total) for query in meant(workspace, text) if (total := within(parse(query)))]
    yield from spelt
    if spelt:
        return
    for term in _terms(loose):
        near = Fuzzy(term.word, 2 if len(term.word) > 5 else 1, term.field)
        if not anywhere(term) and (total := anywhere(near)):
            yield str(near), total


def _most(query: Query) -> Query | None:
    """All parts of a query but any one of them; None where it has too few or too many."""
    if not isinstance(query, And) or not _FEWEST <= len(query.parts) <= _MOST or any(map(_narrows, query.parts)):
        return None
    parts = query.parts
    return disjunction([conjunction([*parts[:left], *parts[left + 1 :]]) for left in reversed(range(len(parts)))])


def _narrows(part: Query) -> bool:
    return isinstance(part, Not | DateRange)


def _terms(query: Query) -> Iterator[Term]:
    """The plain words that a query wants."""
    if isinstance(query, Term) and query.word.isalpha():
        yield query
    elif isinstance(query, And | Or):
        for part in query.parts:
            yield from _terms(part)
