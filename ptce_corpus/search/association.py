"""How strongly two words attract each other, from how often they stand together and apart.

All three measures compare what was counted with what chance would bring if neither word knew of the other:

* log-likelihood: T. Dunning, "Accurate methods for the statistics of surprise and coincidence", Computational
  Linguistics 19(1), 1993. Holds for rare words too; 3.84, 6.63 and 10.83 are passed by chance in one case of 20, 100
  and 1,000.
* mutual information: K. Church, P. Hanks, "Word association norms, mutual information, and lexicography",
  Computational Linguistics 16(1), 1990. Brings up rare words that hardly stand alone.
* t-score: K. Church, W. Gale, P. Hanks, D. Hindle, "Using statistics in lexical analysis", 1991. Brings up common
  words.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, log, log2, sqrt


@dataclass(frozen=True, slots=True)
class Contingency:
    """Words of a text, by whether they are a certain word, and whether they stand at certain places.

    ``both`` are the places that hold the word, ``word`` its places in all, ``places`` those places in all, ``total``
    all words.

    Raises:
        ValueError: when no text has such counts.
    """

    both: int
    word: int
    places: int
    total: int

    def __post_init__(self) -> None:
        if not max(0, self.word + self.places - self.total) <= self.both <= min(self.word, self.places):
            raise ValueError(f"no text has such counts: {self}")

    @property
    def expected(self) -> float:
        """How many of the places chance would fill with the word."""
        return self.word * self.places / self.total if self.total else 0.0

    @property
    def cells(self) -> tuple[tuple[int, float], ...]:
        """Count and expectation of each of the four cells: word or not, these places or not."""
        rows, columns = (self.word, self.total - self.word), (self.places, self.total - self.places)
        counts = (
            self.both,
            self.word - self.both,
            self.places - self.both,
            self.total - self.word - self.places + self.both,
        )
        expectations = (row * column / self.total if self.total else 0.0 for row in rows for column in columns)
        return tuple(zip(counts, expectations, strict=True))


def log_likelihood(counted: Contingency) -> float:
    """G², twice the sum over the cells of ``count * ln(count / expectation)``; never negative, 0 for independence."""
    told = sum(count * log(count / expected) for count, expected in counted.cells if count)
    return max(0.0, 2 * told)


def mutual_information(counted: Contingency) -> float:
    """``log2(count / expectation)`` of the word at these places, in bits; minus infinity where it is never there."""
    return log2(counted.both / counted.expected) if counted.both else -inf


def t_score(counted: Contingency) -> float:
    """``(count - expectation) / √count``; minus infinity where the word never stands at these places."""
    return (counted.both - counted.expected) / sqrt(counted.both) if counted.both else -inf
