"""From passages to tf-idf rows over the words that can carry a theme."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer

from ptce_corpus.text.tokens import Form, Token, forms, stop_words, tokens

MAX_FEATURES = 8000
"""Stems kept, the most frequent; 20,000 gave no better themes on our measures."""

SHORTEST = 3
"""Letters of a stem that can carry a theme."""

Matrix = Any
"""A sparse matrix of scipy: passages by stems."""


@cache
def _left_out() -> frozenset[str]:
    """Stems of the words that tell no theme from another."""
    text = (resources.files(__package__) / "data" / "stopwords.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(token.stem for line in lines for token in tokens(line))


def telling(token: Form | Token) -> bool:
    """Whether a word can carry a theme: no number, no function word, no word of every press release."""
    return (
        len(token.stem) >= SHORTEST
        and token.stem.isalpha()
        and token.folded not in stop_words()
        and token.stem not in _left_out()
    )


def stems(text: str) -> list[str]:
    """The stems of a text that can carry a theme, in its order."""
    return [form.stem for form in forms(text) if telling(form)]


@dataclass(frozen=True, slots=True)
class Vectoriser:
    """Stems and their weights, fitted on an archive; rows are of unit length, or empty."""

    counter: CountVectorizer
    weights: TfidfTransformer
    vocabulary: tuple[str, ...]

    def rows(self, texts: Iterable[str]) -> Matrix:
        """One tf-idf row a text."""
        return self.weights.transform(self.counter.transform(texts))


def fitted(texts: Sequence[str]) -> tuple[Vectoriser, Matrix] | None:
    """A vectoriser made for these texts, and their rows; None when no word is shared as a theme must be.

    A stem counts when it stands in several passages, and in no more than a share of them that narrows as the
    archive grows: what a fifth of a large archive speaks of is its subject, not a theme in it.
    """
    counter = CountVectorizer(analyzer=stems, dtype=np.float64)
    try:
        counts = counter.fit_transform(texts)
    except ValueError:  # what scikit-learn says of texts without a single stem
        return None
    kept = _kept(counts)
    if not len(kept):
        return None
    vocabulary = tuple(counter.get_feature_names_out()[kept])
    counter = CountVectorizer(analyzer=stems, dtype=np.float64, vocabulary=vocabulary)
    weights = TfidfTransformer(sublinear_tf=True).fit(counts[:, kept])
    return Vectoriser(counter, weights, vocabulary), weights.transform(counts[:, kept])


def _kept(counts: Matrix) -> NDArray[np.intp]:
    """Columns of the stems that are neither too rare nor too common, at most ``MAX_FEATURES``, in order."""
    passages = counts.shape[0]
    held = np.asarray(counts.getnnz(axis=0))
    rarest = 2 if passages < 500 else 3
    most = passages * (0.6 if passages < 200 else 0.2)
    fit = np.flatnonzero((held >= rarest) & (held <= most))
    if len(fit) > MAX_FEATURES:
        fit = fit[np.argsort(-held[fit], kind="stable")[:MAX_FEATURES]]
    return np.sort(fit)
