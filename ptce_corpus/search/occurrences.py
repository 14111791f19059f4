"""Where the words of a query stand in a text: what snippets highlight and a concordance lists."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain

from ptce_corpus.domain.passage import Variant
from ptce_corpus.domain.query import And, Exact, FieldName, Fuzzy, Near, Or, Phrase, Prefix, Query, Term
from ptce_corpus.domain.span import Span
from ptce_corpus.search.match import Leaf, Readings, asked, places, readings, spelled, spelling
from ptce_corpus.search.vocabulary import LABELS, NAMES
from ptce_corpus.text.pieces import SPELLINGS, cut, forms_in, spelled_in, starts, tokens_in
from ptce_corpus.text.tokens import Form, Token

_MOST_SEEN = 1 << 15
"""Pieces of texts that are remembered for a query."""
_QUERIES_KEPT = 8


Place = tuple[int, int, int, tuple[tuple[int, int], ...]]
"""Start and end of an occurrence, the order of its leaf, start and end of each of its words; cheaper than spans."""


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
    search = _search(query)
    return [
        Occurrence(Span(start, end), tuple(Span(*word) for word in words), search.sought[order])
        for start, end, order, words in search.places(text, variants)
    ]


def places_in(text: str, query: Query, variants: Sequence[Variant] = ()) -> list[Place]:
    """The same, as plain numbers."""
    return _search(query).places(text, variants)


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


_Words = Mapping[int, tuple[Form | Token, ...]]
"""The words of a text that may matter to a query, by position in ascending order, with what was read there."""
_Spans = dict[int, tuple[int, int]]
"""Where words stand, by position."""


@lru_cache(maxsize=_QUERIES_KEPT)
def _search(query: Query) -> _Search:
    return _Search(_shown(query))


class _Search:
    """Looks for some leaves in texts, one after another; only pieces that may matter are looked at closely."""

    def __init__(self, sought: tuple[Leaf, ...]) -> None:
        self.sought = sought
        self._wanted: set[str] = set()
        for leaf in sought:
            if isinstance(leaf, Term | Exact | Phrase | Near):
                self._wanted.update(leaf.words if isinstance(leaf, Phrase | Near) else (leaf.word,))
        self._phrases = [(order, leaf) for order, leaf in enumerate(sought) if isinstance(leaf, Phrase)]
        self._loose = _Loose(tuple(leaf for leaf in sought if isinstance(leaf, Prefix | Fuzzy)))
        self._near = any(isinstance(leaf, Near) for leaf in sought)
        self._met = _Met(sought)

    def places(self, text: str, variants: Sequence[Variant]) -> list[Place]:
        """Every place of a text where one of the leaves is met, in order."""
        pieces = cut(text)
        spelled = spelled_in(pieces)
        if variants or self._near:
            return self._several(text, pieces, spelled, variants)
        runs = _runs_among(spelled, self._phrases) if self._phrases else []
        orders = self._orders(pieces, spelled) if len(self._phrases) < len(self.sought) else []
        if not orders and not runs:
            return []
        begun = starts(text, pieces)
        found: list[Place] = []
        for order in orders:
            for start, end, leaf in self._met[pieces[order]]:
                word = (begun[order] + start, begun[order] + end)
                found.append((*word, leaf, (word,)))
        if runs:
            ends = list(accumulate(map(len, spelled)))
            spans = _spans(pieces, begun, ends, {at for first, last, _ in runs for at in (first, last)})
            for first, last, leaf in runs:
                stretch = (spans[first][0], spans[last][1])
                found.append((*stretch, leaf, (stretch,)))
            found.sort(key=lambda place: (place[0], -place[1], place[2]))
        return found

    def _several(
        self, text: str, pieces: Sequence[str], spelled: Sequence[tuple[str, ...]], variants: Sequence[Variant]
    ) -> list[Place]:
        """The same where a place may have several words apart, or what was read before repair beside its word."""
        orders = self._orders(pieces, spelled)
        if not orders and not variants:
            return []
        begun = starts(text, pieces)
        ends = list(accumulate(map(len, spelled)))
        met: dict[int, tuple[Form | Token, ...]] = {}
        spans: _Spans = {}
        for order in orders:
            first = (ends[order] - len(spelled[order])) // SPELLINGS
            for at, word in enumerate(tokens_in(pieces[order]), first):
                met[at] = (word,)
                spans[at] = (word.span.start + begun[order], word.span.end + begun[order])
        further: Readings = {}
        if variants:
            further = readings(variants, words=ends[-1] // SPELLINGS if ends else 0)
            spans |= _spans(pieces, begun, ends, further)
            met = {at: (*met.get(at, ()), *further.get(at, ())) for at in sorted(met.keys() | further.keys())}
        found: list[Place] = []
        for order, leaf in enumerate(self.sought):
            found += _found(met, leaf, further, spans, order)
        found.sort(key=lambda place: (place[0], -place[1]))
        return found

    def _orders(self, pieces: Sequence[str], spelled: Sequence[tuple[str, ...]]) -> list[int]:
        """Which pieces hold a word that may matter: this is where a snippet spends its time."""
        absent, loose = self._wanted.isdisjoint, self._loose
        if not loose.leaves:
            return [order for order, words in enumerate(spelled) if not absent(words)]
        both = enumerate(zip(pieces, spelled, strict=True))
        return [order for order, (piece, words) in both if loose[piece] or not absent(words)]


class _Loose(dict[str, bool]):
    """Whether a piece of a text holds a word that one of some loose leaves asks for."""

    def __init__(self, leaves: tuple[Prefix | Fuzzy, ...]) -> None:
        super().__init__()
        self.leaves = leaves

    def __missing__(self, piece: str) -> bool:
        met = any(asked(word, leaf) for word in forms_in(piece) for leaf in self.leaves)
        if len(self) >= _MOST_SEEN:
            self.clear()
        self[piece] = met
        return met


class _Met(dict[str, tuple[tuple[int, int, int], ...]]):
    """Start and end of each word of a piece that a leaf asks for, with the order of the leaf; leaves of one word."""

    def __init__(self, sought: tuple[Leaf, ...]) -> None:
        super().__init__()
        self._single = [
            (order, leaf)
            for order, leaf in enumerate(sought)
            if not isinstance(leaf, Phrase | Near) and leaf.field is not FieldName.RAW
        ]

    def __missing__(self, piece: str) -> tuple[tuple[int, int, int], ...]:
        met = tuple(
            (word.span.start, word.span.end, order)
            for word in tokens_in(piece)
            for order, leaf in self._single
            if asked(word, leaf)
        )
        if len(self) >= _MOST_SEEN:
            self.clear()
        self[piece] = met
        return met


def _spans(pieces: Sequence[str], begun: Sequence[int], ends: Sequence[int], positions: Iterable[int]) -> _Spans:
    """Where the words of some positions stand; ``ends`` counts the spellings up to the end of each piece."""
    found = {}
    for position in positions:
        order = bisect_right(ends, position * SPELLINGS)
        inside = tokens_in(pieces[order])
        span = inside[position - ends[order] // SPELLINGS + len(inside)].span
        found[position] = (span.start + begun[order], span.end + begun[order])
    return found


def _found(met: _Words, leaf: Leaf, further: Readings, spans: _Spans, order: int) -> Iterator[Place]:
    """Where a leaf, told by its order, is met among the words that may matter."""
    if leaf.field is FieldName.RAW:
        for place in _places((), leaf, further):
            yield *spans[place.start], order, (spans[place.start],)
    elif isinstance(leaf, Phrase | Near):
        spelt = {at: {spelling(form, leaf) for form in forms}.intersection(leaf.words) for at, forms in met.items()}
        spelt = {at: words for at, words in spelt.items() if words}
        for held in _runs(spelt, leaf) if isinstance(leaf, Phrase) else _windows(spelt, leaf):
            start, end = spans[held[0]][0], spans[held[-1]][1]
            yield start, end, order, ((start, end),) if isinstance(leaf, Phrase) else tuple(spans[at] for at in held)
    else:
        for at, forms in met.items():
            if any(asked(form, leaf) for form in forms):
                yield *spans[at], order, (spans[at],)


def _runs_among(
    spelled: Sequence[tuple[str, ...]], phrases: Sequence[tuple[int, Phrase]]
) -> list[tuple[int, int, int]]:
    """The first and last position of each phrase among all words of a text, with the order of its leaf."""
    words = list(chain.from_iterable(spelled))
    found: list[tuple[int, int, int]] = []
    for order, phrase in phrases:
        if phrase.field is FieldName.RAW:
            continue
        column = words[_spelling_of(phrase) :: SPELLINGS]
        sought = list(phrase.words)
        longest = max(sought, key=len)  # seldom a common one
        inside = sought.index(longest)
        begun = [at for at, word in enumerate(column, -inside) if word == longest and at >= 0]
        length = len(sought)
        found += [(at, at + length - 1, order) for at in begun if column[at : at + length] == sought]
    return found


def _spelling_of(phrase: Phrase) -> int:
    """Which of the spellings of words a phrase asks for, as ``match.spelling`` does."""
    if phrase.exact:
        return 1
    return 2 if phrase.field in NAMES else 0


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
