"""Other spellings of a query that finds nothing, or little: "did you mean", from the archive's own words.

Only words that the archive does not know, or knows far less than a word spelt almost like them, are changed; phrases,
fields and operators stay as they were asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Protocol

from ptce_corpus.domain.query import And, Exact, FieldName, Near, Or, Phrase, Query, Term
from ptce_corpus.text.tokens import tokens

SHORTEST = 3
"""Letters of a word that may be misspelt; a shorter one is near to too many."""
_TWO_EDITS = 6
"""Letters from which a word may be two edits away."""
_SHORTEST_HALF = 3
_RARE = 2
"""Places up to which a word may be a slip of a far commoner one."""
_FAR_COMMONER = 10
_MOST_WORDS = 12
"""Words of a query that are looked at."""
_ALTERNATIVES = 5
"""Spellings tried for each word."""
_FIELDS = frozenset({FieldName.TEXT, FieldName.TITLE})


@dataclass(frozen=True, slots=True)
class Spelling:
    """A word of the archive near one asked: how many edits away, and in how many places it stands."""

    word: str
    distance: int
    places: int


class Vocabulary(Protocol):
    """The words of an archive."""

    def places(self, stem: str) -> int:
        """How often the word stands in the archive, in any of its forms."""
        ...

    def near(self, folded: str, *, distance: int) -> Sequence[Spelling]:
        """Words within so many edits of a folded one, itself left out, each in its commonest form with accents."""
        ...


def respelt(query: Query, vocabulary: Vocabulary, *, limit: int = 5) -> list[Query]:
    """The query as it may have been meant, the likeliest first: as parsed, so that ``str()`` gives what to type.

    The first has the likeliest spelling of every doubtful word, the others another one of a single word. Nothing where
    every word is known.
    """
    words = islice(dict.fromkeys(_words(query)), _MOST_WORDS)
    spellings = {word: found for word in words if (found := _spellings(word, vocabulary))}
    best = {word: found[0] for word, found in spellings.items()}
    return list(islice(dict.fromkeys(_written(query, choice) for choice in _choices(best, spellings)), limit))


def _choices(best: dict[str, str], spellings: dict[str, list[str]]) -> Iterator[dict[str, str]]:
    if not best:
        return
    yield best
    for order in range(1, _ALTERNATIVES):
        for word, found in spellings.items():
            if order < len(found):
                yield {**best, word: found[order]}


def _words(query: Query) -> Iterator[str]:
    """The words that a query looks for in texts and titles, as they were typed."""
    if isinstance(query, And | Or):
        for part in query.parts:
            yield from _words(part)
    elif isinstance(query, Phrase | Near) and query.field in _FIELDS:
        yield from query.words
    elif isinstance(query, Term | Exact) and query.field in _FIELDS:
        yield query.word


def _spellings(word: str, vocabulary: Vocabulary) -> list[str]:
    """How a doubtful word may have been meant, the likeliest first; nothing for a word that is well known."""
    found = tokens(word)
    if len(found) != 1 or len(found[0].folded) < SHORTEST or not found[0].folded.isalpha():
        return []
    (token,) = found
    places = vocabulary.places(token.stem)
    if places > _RARE:
        return []
    near = vocabulary.near(token.folded, distance=2 if len(token.folded) >= _TWO_EDITS else 1)
    if places:
        near = [one for one in near if one.distance == 1 and one.places >= _FAR_COMMONER * places]
    ordered = sorted(
        _no_slips(near), key=lambda one: (one.distance, one.word[:1] != token.exact[:1], -one.places, one.word)
    )
    by_stem: dict[str, str] = {}
    for one in ordered:
        by_stem.setdefault(tokens(one.word)[0].stem, one.word)
    meant = list(by_stem.values())[:_ALTERNATIVES]
    if not places:
        meant += _halves(token.exact, vocabulary)
    return [word[: token.span.start] + one + word[token.span.end :] for one in meant]


def _no_slips(near: Sequence[Spelling]) -> Iterator[Spelling]:
    """The words but those that are a slip themselves: another, at least as near, is far commoner."""
    distances = {one.distance for one in near}
    commonest = {reach: max(one.places for one in near if one.distance <= reach) for reach in distances}
    for one in near:
        if _FAR_COMMONER * one.places > commonest[one.distance]:
            yield one


def _halves(word: str, vocabulary: Vocabulary) -> list[str]:
    """The word cut in two known ones, where the rarer of them is commonest."""
    cuts = range(_SHORTEST_HALF, len(word) - _SHORTEST_HALF + 1)
    halves = [(word[:cut], word[cut:]) for cut in cuts]
    known = [(min(_places(half, vocabulary) for half in pair), pair) for pair in halves]
    best = max(known, default=(0, ("", "")))
    return [" ".join(best[1])] if best[0] > _RARE else []


def _places(word: str, vocabulary: Vocabulary) -> int:
    found = tokens(word)
    return vocabulary.places(found[0].stem) if len(found) == 1 else 0


def _written(query: Query, meant: dict[str, str]) -> Query:
    """The query with some words in another spelling; a word that has become two is a phrase."""
    if isinstance(query, And | Or):
        return replace(query, parts=tuple(_written(part, meant) for part in query.parts))
    if isinstance(query, Phrase | Near) and query.field in _FIELDS:
        words = " ".join(meant.get(word, word) for word in query.words).split(" ")
        return replace(query, words=tuple(words))
    if isinstance(query, Term | Exact) and query.field in _FIELDS and query.word in meant:
        words = meant[query.word].split(" ")
        if len(words) == 1:
            return replace(query, word=words[0])
        return Phrase(tuple(words), query.field, exact=isinstance(query, Exact))
    return query
