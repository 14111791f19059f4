"""Finding the themes of an archive: tf-idf over our own tokens, latent space, spherical k-means, soft memberships."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.preprocessing import normalize

from ptce_corpus.domain.theme import Membership, Theme, Theming
from ptce_corpus.settings import ThemeSettings
from ptce_corpus.theming import labels
from ptce_corpus.theming.clusters import clustered
from ptce_corpus.theming.vectoriser import Matrix, Vectoriser, fitted

FEWEST_PASSAGES = 8
"""Below this an archive has no themes."""

FEWEST_THEMES, MOST_THEMES = 2, 40
"""Bounds on the number that the size of the archive decides."""

LARGEST_SAMPLE = 50_000
"""Passages on which themes are found; a larger archive is sampled evenly, and all its passages are assigned."""

BATCH = 5_000
"""Passages assigned at once."""

LIGHTEST = 0.1
"""A membership below this share is dropped, unless it is the passage's heaviest."""

SHARPNESS = 4
"""Power to which closeness is raised before it is shared out among themes."""

PROOFS = 3
"""Passages that prove a theme."""

APART = 10
"""Passages between two proofs, so that they come from different documents where that can be."""

WORDS_OF_A_PROOF = 15
"""Telling words that a passage needs to be fully typical."""

TYPICAL = 200
"""Passages of a theme, the most typical, from which its words are taken."""

Shares = NDArray[np.float64]


class LatentThemes:
    """Themes of passages (port ``ThemeModel``).

    The same passages, in the same order, and the same seed give the same themes, whatever numbers the passages bear:
    numbers tell in which order documents happened to be stored.
    """

    def __init__(self, settings: ThemeSettings) -> None:
        self._settings = settings

    def fit(self, passages: Sequence[tuple[int, str]]) -> Theming:
        """Find themes in passages, given as (number, text), those of a document one after another.

        Fewer than eight passages, or wordless ones, give no theme.
        """
        if len(passages) < FEWEST_PASSAGES:
            return Theming((), ())
        numbers = [number for number, _ in passages]
        texts = [text for _, text in passages]
        sample = texts[:: math.ceil(len(texts) / LARGEST_SAMPLE)]
        found = fitted(sample)
        if found is None:
            return Theming((), ())
        vectoriser, weights = found
        wanted = self._settings.number or number_of_themes(len(texts))
        centres = _centres(weights, clustered(weights, number=wanted, seed=self._settings.seed))
        batches = _batches(texts, weights if len(sample) == len(texts) else None, vectoriser)
        assigned = [_assigned(rows, centres) for rows in batches]
        shares = np.vstack([part for part, _ in assigned])
        typicality = np.vstack([part for _, part in assigned])
        order = np.argsort(-shares.sum(axis=0), kind="stable")
        themes = _told(vectoriser.vocabulary, centres[order], typicality[:, order], passages)
        return Theming(themes, _memberships(shares[:, order], numbers))


def number_of_themes(passages: int) -> int:
    """How many themes an archive of so many passages is cut into.

    The square root of half their number (the rule of Mardia, Kent and Bibby, 1979), in bounds: a list longer than
    forty is read by nobody.
    """
    return max(FEWEST_THEMES, min(MOST_THEMES, round(math.sqrt(passages / 2))))


def _centres(weights: Matrix, found: NDArray[np.intp]) -> Shares:
    """The mean direction of each cluster over the stems; clusters without rows are left out."""
    present = [cluster for cluster in np.unique(found) if cluster >= 0]
    sums = [np.asarray(weights[np.flatnonzero(found == cluster)].sum(axis=0)).ravel() for cluster in present]
    unit: Shares = normalize(np.vstack(sums)) if sums else np.zeros((0, weights.shape[1]))
    return unit


def _batches(texts: Sequence[str], known: Matrix | None, vectoriser: Vectoriser) -> Iterator[Matrix]:
    """Rows of all texts, a batch at a time; those already ``known`` are not made again."""
    for start in range(0, len(texts), BATCH):
        yield vectoriser.rows(texts[start : start + BATCH]) if known is None else known[start : start + BATCH]


def _assigned(rows: Matrix, centres: Shares) -> tuple[Shares, Shares]:
    """How each row is shared out among the themes, and how typical it is of each.

    Shares follow closeness to the centres; light ones are dropped. A few words make no typical passage, however
    close they are.
    """
    closeness = np.asarray(rows @ centres.T)
    sharpened = closeness**SHARPNESS
    total = sharpened.sum(axis=1, keepdims=True)
    shares = np.divide(sharpened, total, out=np.zeros_like(sharpened), where=total > 0)
    heaviest = shares == shares.max(axis=1, keepdims=True, initial=0.0)
    shares = np.where((shares >= LIGHTEST) | heaviest, shares, 0.0)
    fullness = np.minimum(np.asarray(rows.getnnz(axis=1)) / WORDS_OF_A_PROOF, 1.0)
    return shares, shares * closeness * fullness[:, np.newaxis]


def _told(
    vocabulary: Sequence[str], centres: Shares, typicality: Shares, passages: Sequence[tuple[int, str]]
) -> tuple[Theme, ...]:
    """Themes in words, with their proofs."""
    scores = labels.relevance(centres)
    themes = []
    for index in range(len(centres)):
        rows = np.argsort(-typicality[:, index], kind="stable")[:TYPICAL]
        typical = [int(row) for row in rows if typicality[row, index] > 0]
        worded = labels.wording(passages[row][1] for row in typical)
        themes.append(
            Theme(
                identifier=index + 1,
                label=labels.label(scores[index], vocabulary, worded),
                terms=labels.terms(scores[index], vocabulary, worded),
                proof=_proofs(typical, passages),
            )
        )
    return tuple(themes)


def _proofs(typical: Sequence[int], passages: Sequence[tuple[int, str]]) -> tuple[int, ...]:
    """Numbers of the most typical passages of different texts, if possible from different documents.

    Passages of one document follow one another: those that lie apart are taken first.
    """
    first_with: dict[str, int] = {}
    for row in typical:
        first_with.setdefault(passages[row][1], row)
    rows = list(first_with.values())
    apart: list[int] = []
    for row in rows:
        if len(apart) < PROOFS and all(abs(row - other) >= APART for other in apart):
            apart.append(row)
    rest = [row for row in rows if row not in apart]
    return tuple(passages[row][0] for row in (apart + rest)[:PROOFS])


def _memberships(shares: Shares, numbers: Sequence[int]) -> tuple[Membership, ...]:
    """Who belongs to which theme, by passage."""
    return tuple(
        Membership(numbers[row], int(theme) + 1, max(round(float(shares[row, theme]), 4), 0.0001))
        for row, theme in np.argwhere(shares > 0)
    )
