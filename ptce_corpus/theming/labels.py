"""Telling a theme in words: its terms, and a label that people read."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ptce_corpus.domain.theme import ThemeTerm
from ptce_corpus.text.tokens import Token, stop_words, tokens
from ptce_corpus.theming.vectoriser import telling

TERMS = 15
"""Terms told of a theme."""

LABEL_PARTS = 3
"""Words or phrases in a label, at most."""

COHESION = 0.2
"""A phrase is one when it makes up this share of the places of its rarer word."""

PHRASE_BONUS = 2.5
"""How much a phrase is preferred to a word: it says more."""

FEWEST = 3
"""Times that a phrase stands in the passages of its theme, at least."""

_BETWEEN = re.compile(r"[\w'’ \u00a0\u202f]{1,12}")
"""What may stand between the two words of a phrase ("pôle de coopération"): no punctuation, no new line."""

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Wording:
    """How the passages of a theme word its stems: printed forms of stems and of pairs, and counts."""

    stems: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    pairs: dict[Pair, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def of_stem(self, stem: str) -> str:
        """The most frequent form of a stem."""
        return _most_frequent(self.stems[stem])

    def of_pair(self, pair: Pair) -> str:
        """The most frequent form of a pair."""
        return _most_frequent(self.pairs[pair])


def _most_frequent(forms: Counter[str]) -> str:
    return min(forms, key=lambda form: (-forms[form], form))


def wording(texts: Iterable[str]) -> Wording:
    """How texts word their stems."""
    found = Wording()
    for text in texts:
        read = tokens(text)
        earlier: tuple[int, Token] | None = None
        for place, token in enumerate(read):
            if not telling(token):
                continue
            found.stems[token.stem][_printed(text, token)] += 1
            if earlier and token.stem != earlier[1].stem and _joined(text, read[earlier[0] : place + 1]):
                found.pairs[earlier[1].stem, token.stem][_phrase(text, earlier[1], token)] += 1
            earlier = place, token
    return found


def _joined(text: str, read: Sequence[Token]) -> bool:
    """Whether the first and the last of these words make a phrase: at most one function word between them."""
    if len(read) > 3 or any(token.folded not in stop_words() for token in read[1:-1]):
        return False
    return _BETWEEN.fullmatch(text, read[0].span.end, read[-1].span.start) is not None


def _phrase(text: str, first: Token, last: Token) -> str:
    between = text[first.span.end : last.span.start].replace("’", "'")
    return " ".join(f"{_printed(text, first)}{between}{_printed(text, last)}".split())


def _printed(text: str, token: Token) -> str:
    """A word as it is printed: an acronym in capitals, others in lower case."""
    word = token.span.cut(text)
    return word if word.isupper() and len(word) <= 6 else word.lower()


def relevance(centres: NDArray[np.float64]) -> NDArray[np.float64]:
    """How telling each stem is of each theme: its weight there, the more so the less other themes share it.

    ``centres``: themes by stems, mean tf-idf. FREX-like (Bischof and Airoldi, 2012), as a product.
    """
    shares = centres / np.maximum(centres.sum(axis=0), 1e-12)
    return np.asarray(centres * np.sqrt(shares))


def terms(scores: NDArray[np.float64], vocabulary: Sequence[str], worded: Wording) -> tuple[ThemeTerm, ...]:
    """The most telling terms in the form that people read, with weights in (0, 1], heaviest first."""
    order = np.argsort(-scores, kind="stable")
    top = float(scores[order[0]]) if len(order) else 0.0
    chosen: dict[str, float] = {}
    for column in order:
        stem, score = vocabulary[int(column)], float(scores[column])
        if score <= 0 or len(chosen) == TERMS:
            break
        if stem in worded.stems:
            chosen.setdefault(worded.of_stem(stem), max(round(score / top, 4), 0.0001))
    return tuple(ThemeTerm(term, weight) for term, weight in chosen.items())


def label(scores: NDArray[np.float64], vocabulary: Sequence[str], worded: Wording) -> str:
    """Two or three of the most telling words or phrases; no word of one returns in another."""
    weight = {vocabulary[int(column)]: float(scores[column]) for column in np.flatnonzero(scores > 0)}
    heaviest = sorted((stem for stem in weight if stem in worded.stems), key=lambda stem: (-weight[stem], stem))
    candidates: list[tuple[float, tuple[str, ...], str]]
    candidates = [(weight[stem], (stem,), worded.of_stem(stem)) for stem in heaviest[:TERMS]]
    candidates += [
        (worth, pair, worded.of_pair(pair))
        for pair in worded.pairs
        if (worth := _worth(pair, weight, worded)) is not None
    ]
    parts: list[str] = []
    used: set[str] = set()
    for _, stems, form in sorted(candidates, key=lambda candidate: (-candidate[0], candidate[1])):
        if not used & set(stems) and len(parts) < LABEL_PARTS:
            parts.append(form)
            used |= set(stems)
    return ", ".join(parts)


def _worth(pair: Pair, weight: dict[str, float], worded: Wording) -> float | None:
    """How telling a phrase is: the weight of its words, as far as they stand in it; None for what is no phrase."""
    times = worded.pairs[pair].total()
    whole = [worded.stems[stem].total() for stem in pair]
    if times < FEWEST or times < COHESION * min(whole) or not all(stem in weight for stem in pair):
        return None
    return PHRASE_BONUS * sum(weight[stem] * times / every for stem, every in zip(pair, whole, strict=True))
