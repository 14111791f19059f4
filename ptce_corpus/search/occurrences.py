"""Where the words of a query stand in a text: what snippets highlight and a concordance lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ptce_corpus.domain.passage import Variant
from ptce_corpus.domain.query import And, Exact, FieldName, Fuzzy, Near, Or, Phrase, Prefix, Query, Term
from ptce_corpus.domain.span import Span
from ptce_corpus.search.match import Leaf, Readings, places, readings, spelled
from ptce_corpus.search.vocabulary import LABELS, NAMES
from ptce_corpus.text.tokens import Token, tokens


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A place where a leaf of a query is met. ``span`` runs from its first to its last word.

    ``words`` are the spans to mark: the whole of a phrase, each word of a proximity.
    """

    span: Span
    words: tuple[Span, ...]
    leaf: Leaf


def occurrences(text: str, query: Query, variants: Sequence[Variant] = ()) -> list[Occurrence]:
    """Every place of ``text`` where something that a rewritten query looks for stands, in order.

    What the query excludes is left out. Words asked of the text and names asked of a field are looked for; words
    asked of the title alone are not. A word met as it was read (``variants``) is the repaired word of that place.
    """
    return occurrences_among(tokens(text), query, variants)


def occurrences_among(words: Sequence[Token], query: Query, variants: Sequence[Variant] = ()) -> list[Occurrence]:
    """The same, of a text whose ``words`` are known."""
    further = readings(variants, words=len(words)) if variants else {}
    found: list[Occurrence] = []
    for leaf in dict.fromkeys(leaves(query)):
        if leaf.field not in (FieldName.TEXT, FieldName.RAW) and leaf.field not in NAMES:
            continue
        for place in _places(words, leaf, further):
            span = words[place.start].span.union(words[place.stop - 1].span)
            marked: tuple[Span, ...] = (span,)
            if isinstance(leaf, Near):
                met = spelled(words, leaf, further)
                marked = tuple(words[at].span for at in place if not set(leaf.words).isdisjoint(met[at]))
            found.append(Occurrence(span, marked, leaf))
    return sorted(found, key=lambda occurrence: (occurrence.span.start, -occurrence.span.end))


def _places(words: Sequence[Token], leaf: Leaf, further: Readings) -> list[range]:
    """Where a leaf is met; one asked of the raw words, at the places of the repaired ones."""
    if leaf.field is not FieldName.RAW:
        return places(words, leaf, further)
    return [range(at, at + 1) for at, forms in further.items() if any(places((form,), leaf) for form in forms)]


def leaves(query: Query) -> Iterator[Leaf]:
    """The leaves that look for words, in order, without those that a Not excludes or that ask for a kind."""
    if isinstance(query, And | Or):
        for part in query.parts:
            yield from leaves(part)
    elif isinstance(query, Term | Exact | Prefix | Fuzzy | Phrase | Near) and query.field not in LABELS:
        yield query
