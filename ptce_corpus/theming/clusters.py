"""Spherical k-means on a latent space: which rows go together, by the angle between them.

Dhillon and Modha, "Concept decompositions for large sparse text data using clustering", Machine Learning 42 (2001);
seeds by k-means++ (Arthur and Vassilvitskii, 2007). Written out in numpy, since sums made by threads in no fixed
order would not give the same themes each time.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.decomposition import TruncatedSVD
from sklearn.preprocessing import normalize

from ptce_corpus.theming.vectoriser import Matrix

DIMENSIONS = 100
"""Of the latent space (LSA)."""

ROUNDS = 50
"""Of assignment, at most; twenty are usually enough."""

STARTS = 4
"""Seedings tried; the one whose rows stand closest to their centres is kept."""

Rows = NDArray[np.float64]
Labels = NDArray[np.intp]


def clustered(weights: Matrix, *, number: int, seed: int) -> Labels:
    """The cluster of each row, in ``number`` clusters at most; -1 for an empty row."""
    latent = _latent(weights, seed=seed)
    filled = np.flatnonzero(np.linalg.norm(latent, axis=1) > 0)
    labels = np.full(weights.shape[0], -1, dtype=np.intp)
    if len(filled):
        random = np.random.default_rng(seed)
        tried = (_one_start(latent[filled], number=min(number, len(filled)), random=random) for _ in range(STARTS))
        labels[filled] = max(tried, key=lambda found: found[0])[1]
    return labels


def _latent(weights: Matrix, *, seed: int) -> Rows:
    """Rows of unit length in the space of the strongest singular vectors."""
    dimensions = min(DIMENSIONS, *(size - 1 for size in weights.shape))
    if dimensions < 2:
        return np.asarray(weights.todense(), dtype=np.float64)
    latent: Rows = TruncatedSVD(dimensions, random_state=seed).fit_transform(weights)
    latent[np.asarray(weights.getnnz(axis=1)) == 0] = 0.0
    unit: Rows = normalize(latent)
    return unit


def _one_start(rows: Rows, *, number: int, random: np.random.Generator) -> tuple[float, Labels]:
    """Sum of cosines to the centres, and the cluster of each row, from one seeding."""
    centres = _seeds(rows, number=number, random=random)
    labels = np.full(len(rows), -1, dtype=np.intp)
    for _ in range(ROUNDS):
        closeness = rows @ centres.T
        found = closeness.argmax(axis=1)
        if np.array_equal(found, labels):
            break
        labels = found
        sums = _members(labels, number=len(centres)) @ rows
        empty = ~sums.any(axis=1)
        sums[empty] = centres[empty]
        centres = normalize(sums)
    return float((rows @ centres.T).max(axis=1).sum()), labels


def _members(labels: Labels, *, number: int) -> Matrix:
    """Clusters by rows: 1 where a row is of a cluster."""
    rows = np.arange(len(labels))
    return csr_matrix((np.ones(len(labels)), (labels, rows)), shape=(number, len(labels)))


def _seeds(rows: Rows, *, number: int, random: np.random.Generator) -> Rows:
    """Rows far from one another: each is drawn in proportion to its distance from those before."""
    chosen = [int(random.integers(len(rows)))]
    distance = 1.0 - rows @ rows[chosen[0]]
    while len(chosen) < number:
        spread = np.maximum(distance, 0.0)
        total = spread.sum()
        if total <= 1e-9:
            break
        chosen.append(int(random.choice(len(rows), p=spread / total)))
        distance = np.minimum(distance, 1.0 - rows @ rows[chosen[-1]])
    return rows[chosen]
