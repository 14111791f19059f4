"""What a rewritten query means. An index is right when it agrees with this module.

* The text of a passage, its title and each of its names are sequences of tokens. A plain word is looked for in the
  text alone: the title is its own field, and lifts a passage in the ranking (``search/ranking.py``).
* Where repair changed a word of the text, what was read there stands at the same place: either form is met, alone or in
  a phrase. In the field of raw words each stands for itself.
* A phrase does not run from one name into the next, nor a proximity.
* A proximity of ``n`` words at distance ``d`` holds when some ``n + d`` tokens in a row contain them all, each as
  often as it is asked for.
* A date range holds when the days between which the document's date lies overlap it; never for an undated document.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from ptce_corpus.domain.passage import IndexedPassage, Variant
from ptce_corpus.domain.query import (
    And,
    DateRange,
    Exact,
    FieldName,
    Fuzzy,
    InDocuments,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Term,
)
from ptce_corpus.search import days
from ptce_corpus.search.edits import within
from ptce_corpus.search.vocabulary import NAMES
from ptce_corpus.text.tokens import Form, Token, forms

Leaf = Term | Exact | Prefix | Fuzzy | Phrase | Near
"""The parts of a query that look for words."""
Words = Sequence[Form | Token]
Readings = Mapping[int, tuple[Form, ...]]
"""Further forms of some words, by position: what was read there before repair."""
_NONE: Readings = MappingProxyType({})


def matches(passage: IndexedPassage, query: Query) -> bool:
    """Whether a passage answers a rewritten query."""
    match query:
        case And(parts):
            return all(matches(passage, part) for part in parts)
        case Or(parts):
            return any(matches(passage, part) for part in parts)
        case Not(part):
            return not matches(passage, part)
        case InDocuments(documents, _):
            return passage.document in documents
        case DateRange():
            return _overlaps(passage, query)
        case Term(word, FieldName.KIND):
            return passage.kind == word
        case _ if query.field is FieldName.TEXT and passage.variants:
            words = _forms(passage.text)
            return bool(places(words, query, readings(passage.variants, words=len(words))))
        case _:
            return any(places(words, query) for words in sequences(passage, query.field))


def places(words: Words, leaf: Leaf, further: Readings = _NONE) -> list[range]:
    """Where a leaf is met: the positions from its first to its last token, one range for each place.

    At each position of ``further`` its forms are met beside the word itself.
    """
    return list(_places(words, leaf, further))


def readings(variants: Iterable[Variant], *, words: int) -> Readings:
    """The forms of what was read, each once, at the positions of a text of so many ``words``."""
    found: dict[int, dict[Form, None]] = {}
    for variant in variants:
        if variant.position < words:
            found.setdefault(variant.position, {}).update(dict.fromkeys(_forms(variant.text)))
    return {position: tuple(found[position]) for position in sorted(found)}


def sequences(passage: IndexedPassage, field: FieldName) -> tuple[tuple[Form, ...], ...]:
    """The sequences of tokens in which words of a field are looked for."""
    match field:
        case FieldName.TEXT:
            texts: tuple[str, ...] = (passage.text,)
        case FieldName.TITLE:
            texts = (passage.title,)
        case FieldName.PERSON:
            texts = passage.people
        case FieldName.ORGANISATION:
            texts = passage.organisations
        case FieldName.PLACE:
            texts = passage.places
        case FieldName.SPEAKER:
            texts = passage.speakers
        case FieldName.RAW:
            read = readings(passage.variants, words=len(_forms(passage.text)))
            return tuple((form,) for held in read.values() for form in held)
        case _:
            texts = ()
    return tuple(_forms(text) for text in texts)


@lru_cache(maxsize=4096)
def _forms(text: str) -> tuple[Form, ...]:
    return tuple(forms(text))


def _places(words: Words, leaf: Leaf, further: Readings) -> Iterator[range]:
    if isinstance(leaf, Phrase):
        met = spelled(words, leaf, further)
        length = len(leaf.words)
        for start in range(len(met) - length + 1):
            if all(word in met[start + step] for step, word in enumerate(leaf.words)):
                yield range(start, start + length)
    elif isinstance(leaf, Near):
        yield from _windows(spelled(words, leaf, further), leaf)
    else:
        for place, word in enumerate(words):
            if asked(word, leaf) or any(asked(form, leaf) for form in further.get(place, ())):
                yield range(place, place + 1)


def _windows(met: list[tuple[str, ...]], near: Near) -> Iterator[range]:
    """From each place with a wanted word, the shortest stretch that holds all of them, when it is short enough."""
    wanted = Counter(near.words)
    for start, here in enumerate(met):
        if wanted.keys().isdisjoint(here):
            continue
        missing = wanted.copy()
        for end in range(start, min(start + len(near.words) + near.distance, len(met))):
            missing.subtract(word for word in met[end] if missing[word] > 0)
            if not any(missing.values()):
                yield range(start, end + 1)
                break


def spelled(words: Words, leaf: Phrase | Near, further: Readings = _NONE) -> list[tuple[str, ...]]:
    """Each word in the forms in which a phrase or proximity asks for it: its own, and those read there, each once."""
    met: list[tuple[str, ...]] = [(spelling(word, leaf),) for word in words]
    for place, forms_read in further.items():
        met[place] = tuple(dict.fromkeys((*met[place], *(spelling(form, leaf) for form in forms_read))))
    return met


def spelling(word: Form | Token, leaf: Phrase | Near) -> str:
    """The form of a word in which a phrase or proximity asks for words."""
    if isinstance(leaf, Phrase) and leaf.exact:
        return word.exact
    return word.folded if leaf.field in NAMES else word.stem


def asked(word: Form | Token, leaf: Term | Exact | Prefix | Fuzzy) -> bool:
    """Whether one token is what a leaf asks for."""
    if isinstance(leaf, Exact):
        return word.exact == leaf.word
    if isinstance(leaf, Prefix):
        return word.folded.startswith(leaf.word)
    if isinstance(leaf, Fuzzy):
        return within(word.folded, leaf.word, leaf.distance)
    return leaf.word == (word.folded if leaf.field in NAMES else word.stem)


def _overlaps(passage: IndexedPassage, wanted: DateRange) -> bool:
    if passage.earliest is None or passage.latest is None:
        return False
    begins = wanted.after is None or days.first_day(wanted.after) <= passage.latest
    return begins and (wanted.before is None or passage.earliest <= days.last_day(wanted.before))
