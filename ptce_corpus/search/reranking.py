"""The second look at the best passages: finer forms of words, their letters, pairs, names and the title count too.

An index weighs stems (``search/ranking.py``). Of the passages that it puts first, this module reads text and title, and
adds to the score of each what the words asked are worth there in other ways, by the same BM25 and the rarity of stems:

* as asked with accents, without accents, and by their first letters (*territoire*, *territorial*);
* by groups of four letters (``search/letter_groups.py``), which misspelt, misread and derived words share;
* once more as a name, where it was asked with a capital and is not the first word;
* in pairs: two words of the query that follow one another in the passage, common words between them left out;
* in the title, taken for itself.

Common words (``stop_words``) are weighed by the index like others, since it knows stems only; here most of that is
taken back. All worths are added, none taken away, so that what had a second look stays before what had none.

``benchmarks/ranking.py`` measures. What did not help there, or too little for its cost: nearness of words, the share of
words met, the whole text of a document, the sum of its passages, words that come with the best passages (RM3), likeness
of the best passages among each other, Snowball's stems, Dirichlet's language model, rarity of letters counted in the
index itself, families of words written by hand (*naître*, *naissance*), another weight for numbers, for the first, last
and longest words of a question and for the one behind *quel*, and vectors of words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from ptce_corpus.domain.citation import Citation
from ptce_corpus.domain.query import And, FieldName, Or, Phrase, Query, Term
from ptce_corpus.search import letter_groups, ranking
from ptce_corpus.search.letter_groups import END, groups_of
from ptce_corpus.text.pieces import forms_of
from ptce_corpus.text.tokens import Form, forms, stop_words

DEPTH = 50
"""Passages that get a second look."""
DEPTH_OF_DOCUMENTS = 100
"""The same where documents are ranked, of which several may be passages of one."""
SAME_LETTERS, FOLDED, BEGINNING, NAME = 0.1, 0.2, 0.35, 0.6
"""What a word counts in the form asked, without accents, by its first letters, and once more as a name; a stem is 1."""
GROUP = 0.25
"""What a group of four letters counts."""
PAIR = 0.3
"""What two words that follow one another count, with the mean of their rarities."""
TITLE = 0.6
"""What a word counts in the title, whatever its length, beside what the index gives it there."""
COMMON = 0.65
"""How much of a common word's worth in the index is taken back."""
LEAD = 2.0
"""What the beginning of a document counts, where documents are ranked."""
_LEAD_HALVED = 500
"""Characters from the beginning after which it counts half."""
_PAGE = 3000
"""Characters of a page, about."""
FIRST_LETTERS = 7
"""Of a word; its near kin share them."""
MEAN_LENGTH = 90.0
"""Tokens of a passage, about: passages are cut to 300 to 900 characters (``text/passages.py``)."""
_TEXTS_KEPT = 1024

Holding = Callable[[Term], int]
"""In how many passages a term of an index is met."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A word that a query asks of the text: its forms, how telling it is, and whether it is written as a name."""

    form: Form
    rarity: float
    named: bool

    @property
    def common(self) -> bool:
        """Whether it is too common to tell passages apart."""
        return self.form.folded in stop_words()


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
    """Tells what some words are worth in passages beside what the index says."""

    def __init__(self, words: Sequence[Wanted]) -> None:
        held = [word for word in words if word.rarity]
        telling_words = [word for word in words if not word.common]
        self._exact = {word.form.exact: SAME_LETTERS * word.rarity for word in held}
        self._folded = _greatest((word.form.folded, FOLDED * word.rarity) for word in held)
        self._begun = _greatest((word.form.folded[:FIRST_LETTERS], BEGINNING * word.rarity) for word in held)
        self._named = {word.form.stem: NAME * word.rarity for word in held if word.named}
        self._common = {word.form.stem: COMMON * word.rarity for word in held if word.common}
        self._title = {word.form.stem: TITLE * word.rarity for word in held if not word.common}
        groups = {group for word in telling_words for group in groups_of(word.form.folded)}
        self._groups = {group: GROUP * letter_groups.rarity(group) for group in sorted(groups)}
        self._pairs = {
            f" {one.form.stem} {other.form.stem} ": PAIR * (one.rarity + other.rarity) / 2
            for one, other in pairwise(telling_words)
        }
        self._given_back = sum(self._common.values())

    def bonus(self, text: str, *, title: str = "") -> float:
        """What is to be added to the score of a passage, >= 0."""
        read = _read(text)
        kin = [form for form in read.forms if form.folded[:FIRST_LETTERS] in self._begun]
        slope = ranking.LENGTH_NORMALISATION[FieldName.TEXT]
        level = 1 - slope + slope * len(read.forms) / MEAN_LENGTH
        return (
            _worth(self._exact, Counter(form.exact for form in kin), level)
            + _worth(self._folded, Counter(form.folded for form in kin), level)
            + _worth(self._begun, Counter(form.folded[:FIRST_LETTERS] for form in kin), level)
            + _worth(self._named, read.stems, level)
            + _worth(self._title, _read(title).stems, 1.0)
            + _written(self._groups, read.letters, level)
            + _written(self._pairs, read.telling, level)
            + (self._given_back - _worth(self._common, read.stems, level))
        )


def lead(citation: Citation) -> float:
    """What is to be added to the score of a passage where documents are ranked: the nearer their beginning, the more.

    What a document is about is told where it begins; and of the many passages of a long one, the best is good by
    chance.
    """
    before = (citation.page - 1) * _PAGE + citation.span.start
    return LEAD * _LEAD_HALVED / (_LEAD_HALVED + before)


def _greatest(weighed: Iterable[tuple[str, float]]) -> dict[str, float]:
    """The weight of each word, the greatest where several have the same letters."""
    found: dict[str, float] = {}
    for letters, weight in weighed:
        found[letters] = max(weight, found.get(letters, 0.0))
    return found


def _worth(weights: Mapping[str, float], counts: Mapping[str, int], level: float) -> float:
    return sum(weight * ranking.saturated(counts[word] / level) for word, weight in weights.items() if word in counts)


def _written(weights: Mapping[str, float], line: str, level: float) -> float:
    """What letters are worth in a line of words, by how often they are written there."""
    found = ((weight, line.count(letters)) for letters, weight in weights.items() if letters in line)
    return sum(weight * ranking.saturated(number / level) for weight, number in found)


@dataclass(frozen=True, slots=True)
class _Read:
    """A text as it is looked at: its forms, how often it has each stem, and two lines of its words.

    ``letters``: the folded words, ``END`` around each; ``telling``: the stems of all but common words, a blank around
    each.
    """

    forms: tuple[Form, ...]
    stems: Mapping[str, int]
    letters: str
    telling: str


@lru_cache(maxsize=_TEXTS_KEPT)
def _read(text: str) -> _Read:
    found = tuple(forms_of(text))
    common = stop_words()
    kept = [form for form in found if form.folded not in common]
    letters = END.join(form.folded for form in kept)
    telling_stems = " ".join(form.stem for form in kept)
    return _Read(found, Counter(form.stem for form in found), f"{END}{letters}{END}", f" {telling_stems} ")


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
