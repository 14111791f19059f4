"""Where the words of a query stand in a text: what snippets highlight and a concordance lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ptce_corpus.domain.query import And, Exact, FieldName, Fuzzy, Near, Or, Phrase, Prefix, Query, Term
from ptce_corpus.domain.span import Span
from ptce_corpus.search.match import Leaf, places
from ptce_corpus.search.vocabulary import LABELS, NAMES
from ptce_corpus.text.tokens import tokens


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A place where a leaf of a query is met. ``span`` runs from its first to its last word.

    ``words`` are the spans to mark: the whole of a phrase, each word of a proximity.
    """

    span: Span
    words: tuple[Span, ...]
    leaf: Leaf


def occurrences(text: str, query: Query) -> list[Occurrence]:
    """Every place of ``text`` where something that a rewritten query looks for stands, in order.

    What the query excludes is left out. Words asked of the text and names asked of a field are looked for; words
    asked of the title alone are not.
    """
    words = tokens(text)
    found: list[Occurrence] = []
    for leaf in dict.fromkeys(leaves(query)):
        if leaf.field is not FieldName.TEXT and leaf.field not in NAMES:
            continue
        for place in places(words, leaf):
            span = words[place.start].span.union(words[place.stop - 1].span)
            marked: tuple[Span, ...] = (span,)
            if isinstance(leaf, Near):
                wanted = [word.folded if leaf.field in NAMES else word.stem for word in words]
                marked = tuple(words[at].span for at in place if wanted[at] in leaf.words)
            found.append(Occurrence(span, marked, leaf))
    return sorted(found, key=lambda occurrence: (occurrence.span.start, -occurrence.span.end))


def leaves(query: Query) -> Iterator[Leaf]:
    """The leaves that look for words, in order, without those that a Not excludes or that ask for a kind."""
    if isinstance(query, And | Or):
        for part in query.parts:
            yield from leaves(part)
    elif isinstance(query, Term | Exact | Prefix | Fuzzy | Phrase | Near) and query.field not in LABELS:
        yield query
