"""The second look at the best passages: words in the very form asked, their near kin, and names count more.

An index weighs stems (``search/ranking.py``). Of the passages that it puts first, this module reads the text, and adds
to the score of each what its words are worth in finer forms: as asked with accents, without accents, and by their first
letters, which derived words share where stems part (*territoire*, *territorial*). A word asked with a capital, unless
it is the first, is taken for a name. The same BM25 as in the index, with the rarity of the stem, weighs them.

What was tried beside this and did not help on ``benchmarks/ranking.py``: nearness of the words, the share of the words
met, the sum of a document's passages, words that come with the best passages (RM3), and vectors of words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ptce_corpus.domain.query import And, FieldName, Or, Phrase, Query, Term
from ptce_corpus.search import ranking
from ptce_corpus.text.tokens import Form, forms

DEPTH = 20
"""Passages that get a second look."""
SAME_LETTERS, FOLDED, BEGINNING, NAME = 0.2, 0.2, 0.5, 0.3
"""What a word counts in the form asked, without accents, by its first letters, and once more as a name; a stem is 1."""
WHOLE = 0.4
"""What a whole document counts beside its best passage, where documents are ranked."""
WHOLES = 10
"""Documents that are looked at as a whole."""
_WHOLE_SLOPE = 0.9
"""How much long documents are held back."""
LETTERS = 7
"""First letters of a word that its near kin share."""
MEAN_LENGTH = 90.0
"""Tokens of a passage, about: passages are cut to 300 to 900 characters (``text/passages.py``)."""
_TEXTS_KEPT = 2048

Holding = Callable[[Term], int]
"""In how many passages a term of an index is met."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A word that a query asks of the text: its forms, how telling it is, and whether it is written as a name."""

    form: Form
    rarity: float
    named: bool


def wanted(query: Query, *, passages: int, holding: Holding) -> tuple[Wanted, ...]:
    """The words that a parsed query wants in the text, each stem once, with their rarity among so many passages."""
    found: dict[str, Wanted] = {}
    for place, word in enumerate(_words(query)):
        for form in forms(word):
            if form.stem not in found:
                number = holding(Term(form.stem))
                rarity = ranking.rarity(passages, number) if number else 0.0
                found[form.stem] = Wanted(form, rarity, named=place > 0 and word[:1].isupper())
    return tuple(found.values())


class SecondLook:
    """Tells what the finer forms of some words are worth in passages."""

    def __init__(self, words: Sequence[Wanted]) -> None:
        held = [word for word in words if word.rarity]
        self._exact = {word.form.exact: SAME_LETTERS * word.rarity for word in held}
        self._folded = _greatest((word.form.folded, FOLDED * word.rarity) for word in held)
        self._begun = _greatest((word.form.folded[:LETTERS], BEGINNING * word.rarity) for word in held)
        self._named = {word.form.stem: NAME * word.rarity for word in held if word.named}

    def bonus(self, text: str) -> float:
        """What is to be added to the score of a passage."""
        found = _forms(text)
        kin = [form for form in found if form.folded[:LETTERS] in self._begun]
        slope = ranking.LENGTH_NORMALISATION[FieldName.TEXT]
        level = 1 - slope + slope * len(found) / MEAN_LENGTH
        return (
            _worth(self._exact, Counter(form.exact for form in kin), level)
            + _worth(self._folded, Counter(form.folded for form in kin), level)
            + _worth(self._begun, Counter(form.folded[:LETTERS] for form in kin), level)
            + (_worth(self._named, Counter(form.stem for form in found), level) if self._named else 0.0)
        )


def whole_worth(texts: Iterable[str], words: Sequence[Wanted], *, mean_length: float) -> float:
    """What words are worth in a whole document, given by its passages; ``mean_length`` is in tokens.

    To be added to the score of its best passage where documents are ranked: of two documents with a good passage,
    the one that is about the matter throughout comes first.
    """
    found = [form.stem for text in texts for form in _forms(text)]
    counts = Counter(found)
    level = 1 - _WHOLE_SLOPE + _WHOLE_SLOPE * len(found) / mean_length
    return WHOLE * _worth({word.form.stem: word.rarity for word in words}, counts, level)


def _greatest(weighed: Iterable[tuple[str, float]]) -> dict[str, float]:
    """The weight of each word, the greatest where several have the same letters."""
    found: dict[str, float] = {}
    for letters, weight in weighed:
        found[letters] = max(weight, found.get(letters, 0.0))
    return found


def _worth(weights: Mapping[str, float], counts: Mapping[str, int], level: float) -> float:
    return sum(weight * ranking.saturated(counts[word] / level) for word, weight in weights.items() if word in counts)


@lru_cache(maxsize=_TEXTS_KEPT)
def _forms(text: str) -> tuple[Form, ...]:
    return tuple(forms(text))


def _words(query: Query) -> Iterator[str]:
    """The words that a parsed query wants in the text, in its order; those of exact and near spellings are left out."""
    match query:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _words(part)
        case Term(word, FieldName.TEXT):
            yield word
        case Phrase(words, FieldName.TEXT, False):
            yield from words
        case _:
            return
