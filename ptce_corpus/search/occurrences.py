"""Where the words of a query stand in a text: what snippets highlight and a concordance lists."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from ptce_corpus.domain.passage import Variant
from ptce_corpus.domain.query import And, Exact, FieldName, Fuzzy, Near, Or, Phrase, Prefix, Query, Term
from ptce_corpus.domain.span import Span
from ptce_corpus.search.match import Leaf, Readings, asked, places, readings, spelled, spelling
from ptce_corpus.search.vocabulary import LABELS, NAMES
from ptce_corpus.text.pieces import cut, forms_in
from ptce_corpus.text.tokens import Form, Token, tokens

_MOST_SEEN = 1 << 15
"""Pieces of texts that are remembered for a query."""
_QUERIES_KEPT = 8


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
    return _search(query).occurrences(text, variants)


def occurrences_among(words: Sequence[Token], query: Query, variants: Sequence[Variant] = ()) -> list[Occurrence]:
    """The same, of a text whose ``words`` are known."""
    further = readings(variants, words=len(words)) if variants else {}
    found: list[Occurrence] = []
    for leaf in _shown(query):
        for place in _places(words, leaf, further):
            span = words[place.start].span.union(words[place.stop - 1].span)
            marked: tuple[Span, ...] = (span,)
            if isinstance(leaf, Near):
                met = spelled(words, leaf, further)
                marked = tuple(words[at].span for at in place if not set(leaf.words).isdisjoint(met[at]))
            found.append(Occurrence(span, marked, leaf))
    return _in_order(found)


def leaves(query: Query) -> Iterator[Leaf]:
    """The leaves that look for words, in order, without those that a Not excludes or that ask for a kind."""
    if isinstance(query, And | Or):
        for part in query.parts:
            yield from leaves(part)
    elif isinstance(query, Term | Exact | Prefix | Fuzzy | Phrase | Near) and query.field not in LABELS:
        yield query


def _shown(query: Query) -> tuple[Leaf, ...]:
    """The leaves that are looked for in texts, each once."""
    shown = (FieldName.TEXT, FieldName.RAW)
    return tuple(dict.fromkeys(leaf for leaf in leaves(query) if leaf.field in shown or leaf.field in NAMES))


def _in_order(found: list[Occurrence]) -> list[Occurrence]:
    return sorted(found, key=lambda occurrence: (occurrence.span.start, -occurrence.span.end))


def _places(words: Sequence[Token], leaf: Leaf, further: Readings) -> list[range]:
    """Where a leaf is met; one asked of the raw words, at the places of the repaired ones."""
    if leaf.field is not FieldName.RAW:
        return places(words, leaf, further)
    return [range(at, at + 1) for at, forms in further.items() if any(places((form,), leaf) for form in forms)]


_Met = Mapping[int, tuple[Form | Token, ...]]
"""The words of a text that may matter to a query, by position in ascending order, with what was read there."""
_Seen = tuple[int, tuple[tuple[int, Token], ...]]
"""How many words a piece of a text has, and which of them may matter, with their places in it."""


@lru_cache(maxsize=_QUERIES_KEPT)
def _search(query: Query) -> _Search:
    return _Search(_shown(query))


class _Search:
    """Looks for some leaves in texts, one after another. Only words that may matter are looked at more than once."""

    def __init__(self, sought: tuple[Leaf, ...]) -> None:
        self._sought = sought
        self._seen = _Pieces(sought)

    def occurrences(self, text: str, variants: Sequence[Variant]) -> list[Occurrence]:
        """Every place of a text where one of the leaves is met, in order."""
        pieces = cut(text)
        seen = list(map(self._seen.__getitem__, pieces))
        met: dict[int, tuple[Form | Token, ...]] = {}
        spans: dict[int, Span] = {}
        position = begun = 0
        for piece, (number, words) in zip(pieces, seen, strict=True):
            begun = text.index(piece, begun)  # only blanks lie before the next piece, and it begins with none
            for order, word in words:
                met[position + order] = (word,)
                spans[position + order] = word.span.shifted(begun)
            begun += len(piece)
            position += number
        further: Readings = {}
        if variants:
            further = readings(variants, words=position)
            spans |= _spans(text, pieces, [number for number, _ in seen], further)
            met = {at: (*met.get(at, ()), *further.get(at, ())) for at in sorted(met.keys() | further.keys())}
        return _in_order([one for leaf in self._sought for one in _occurrences(met, leaf, further, spans)])


class _Pieces(dict[str, _Seen]):
    """For each piece of a text, which of its words may matter to some leaves."""

    def __init__(self, sought: tuple[Leaf, ...]) -> None:
        super().__init__()
        self._stems: set[str] = set()
        self._exact: set[str] = set()
        self._folded: set[str] = set()
        self._loose = tuple(leaf for leaf in sought if isinstance(leaf, Prefix | Fuzzy))
        for leaf in sought:
            if isinstance(leaf, Term | Exact | Phrase | Near):
                words = leaf.words if isinstance(leaf, Phrase | Near) else (leaf.word,)
                self._wanted(leaf).update(words)

    def __missing__(self, piece: str) -> _Seen:
        forms = forms_in(piece)
        seen: _Seen = (len(forms), ())
        stems, exact, folded, loose = self._stems, self._exact, self._folded, self._loose
        for form in forms:  # most pieces of most texts do not matter: this is where a snippet spends its time
            if form.stem in stems or form.exact in exact or form.folded in folded or (loose and self._matters(form)):
                seen = (len(forms), tuple((at, word) for at, word in enumerate(tokens(piece)) if self._matters(word)))
                break
        if len(self) >= _MOST_SEEN:
            self.clear()
        self[piece] = seen
        return seen

    def _wanted(self, leaf: Term | Exact | Phrase | Near) -> set[str]:
        """The words wanted in the form in which a leaf asks for them."""
        if isinstance(leaf, Exact) or (isinstance(leaf, Phrase) and leaf.exact):
            return self._exact
        return self._folded if leaf.field in NAMES else self._stems

    def _matters(self, word: Form | Token) -> bool:
        return (
            word.stem in self._stems
            or word.exact in self._exact
            or word.folded in self._folded
            or any(asked(word, leaf) for leaf in self._loose)
        )


def _spans(text: str, pieces: Sequence[str], numbers: Sequence[int], wanted: Iterable[int]) -> dict[int, Span]:
    """Where the words of some positions stand; ``numbers`` tells how many words each piece has."""
    begun = []
    at = 0
    for piece in pieces:
        at = text.index(piece, at)
        begun.append(at)
        at += len(piece)
    ends = list(accumulate(numbers))
    found = {}
    for position in wanted:
        order = bisect_right(ends, position)
        inside = tokens(pieces[order])[position - ends[order] + numbers[order]]
        found[position] = inside.span.shifted(begun[order])
    return found


def _occurrences(met: _Met, leaf: Leaf, further: Readings, spans: Mapping[int, Span]) -> Iterator[Occurrence]:
    """Where a leaf is met among the words that may matter."""
    if leaf.field is FieldName.RAW:
        for place in _places((), leaf, further):
            yield Occurrence(spans[place.start], (spans[place.start],), leaf)
    elif isinstance(leaf, Phrase | Near):
        spelt = {at: {spelling(form, leaf) for form in forms}.intersection(leaf.words) for at, forms in met.items()}
        spelt = {at: words for at, words in spelt.items() if words}
        for held in _runs(spelt, leaf) if isinstance(leaf, Phrase) else _windows(spelt, leaf):
            span = spans[held[0]].union(spans[held[-1]])
            yield Occurrence(span, (span,) if isinstance(leaf, Phrase) else tuple(spans[at] for at in held), leaf)
    else:
        for at, forms in met.items():
            if any(asked(form, leaf) for form in forms):
                yield Occurrence(spans[at], (spans[at],), leaf)


def _runs(spelt: Mapping[int, set[str]], phrase: Phrase) -> Iterator[tuple[int, int]]:
    """The first and last positions of a phrase."""
    for start in spelt:
        if all(word in spelt.get(at, ()) for at, word in enumerate(phrase.words, start)):
            yield start, start + len(phrase.words) - 1


def _windows(spelt: Mapping[int, set[str]], near: Near) -> Iterator[list[int]]:
    """The positions of wanted words in the shortest stretch from each that holds all of them, when short enough."""
    wanted, reach = Counter(near.words), len(near.words) + near.distance
    positions = list(spelt)
    for first, start in enumerate(positions):
        missing = wanted.copy()
        for last in range(first, min(first + reach, len(positions))):
            if positions[last] >= start + reach:
                break
            missing.subtract(word for word in spelt[positions[last]] if missing[word] > 0)
            if not any(missing.values()):
                yield positions[first : last + 1]
                break
