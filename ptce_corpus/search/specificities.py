"""Which words a part of an archive uses more, and which less, than chance would have it.

Source: P. Lafon, "Sur la variabilité de la fréquence des formes dans un corpus", Mots 1, 1980; the model that TXM,
Lexico and Hyperbase use. Of ``total`` words ``word`` are the word in question and ``part`` stand in the part: if the
words were drawn by lot, how often the word stands in the part would follow the hypergeometric law.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import lgamma, log, log1p

_LN_10 = log(10)
_NEGLIGIBLE = 1e-17
"""Share of the sum so far under which what follows changes no digit."""


@dataclass(frozen=True, slots=True)
class Specificity:
    """A word of a part: ``count`` of its ``of`` places are there; ``score`` is over 0 for more than chance."""

    word: str
    count: int
    of: int
    score: float


def specificity(count: int, *, word: int, part: int, total: int) -> float:
    """The order of magnitude, in powers of ten, of how unlikely a count is, with its sign.

    Where the word stands in the part at least as often as its share (``word * part / total``), minus the decimal
    logarithm of the probability to find it there so often or more; else the logarithm of the probability to find it
    there so rarely or more rarely. Reckoned in logarithms, without rounding to 0 however unlikely.

    Raises:
        ValueError: when no text has such counts.
    """
    least, most = max(0, word + part - total), min(word, part)
    if not least <= count <= most:
        raise ValueError(f"no text has such counts: {count} of {word} in {part} of {total}")
    if count * total >= word * part:
        return abs(_log_tail(count, most, word=word, part=part, total=total)) / _LN_10
    # What is rare in the part is frequent in all the rest.
    return -abs(_log_tail(word - count, word - least, word=word, part=total - part, total=total)) / _LN_10


def specificities(
    counts: Mapping[str, int], *, words: Mapping[str, int], part: int, total: int, least: int = 1
) -> list[Specificity]:
    """Each word of the archive with its specificity in a part, the most telling use first, the most telling lack last.

    ``counts`` are the words of the part, whose sum is ``part``; ``words`` those of the archive, whose sum is
    ``total``. Words with fewer than ``least`` places in the archive are left out.
    """
    found = [
        Specificity(word, counts.get(word, 0), of, specificity(counts.get(word, 0), word=of, part=part, total=total))
        for word, of in words.items()
        if of >= least
    ]
    return sorted(found, key=lambda one: (-one.score, -one.count, one.word))


def banal(score: float, threshold: float) -> bool:
    """Whether a score is too small to tell anything; TXM takes 2: one case of a hundred."""
    return abs(score) < threshold


def extremes(found: Iterable[Specificity], *, limit: int, threshold: float) -> Iterator[Specificity]:
    """The ``limit`` highest scores and the ``limit`` lowest of an ordered list, those that tell something."""
    telling = [one for one in found if not banal(one.score, threshold)]
    more = [one for one in telling if one.score > 0]
    less = [one for one in telling if one.score < 0]
    yield from more[:limit] if limit else more
    yield from less[-limit:] if limit else less


def _log_tail(count: int, most: int, *, word: int, part: int, total: int) -> float:
    """The natural logarithm of the probability of ``count`` or more, up to ``most``; ``count`` is at least the mean.

    Each term follows from the one before by a ratio that falls as one goes on, so the sum soon stands still.
    """
    chance = _log_choose(word, count) + _log_choose(total - word, part - count) - _log_choose(total, part)
    rest = 0.0
    term = 1.0
    for number in range(count, most):
        term *= (word - number) * (part - number) / ((number + 1) * (total - word - part + number + 1))
        rest += term
        if term < _NEGLIGIBLE * (1 + rest):
            break
    return min(0.0, chance + log1p(rest))


def _log_choose(number: int, chosen: int) -> float:
    return lgamma(number + 1) - lgamma(chosen + 1) - lgamma(number - chosen + 1)
