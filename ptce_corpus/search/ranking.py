"""BM25F: how well a passage answers, from how often and where each leaf of a query is met.

Source: S. Robertson, H. Zaragoza, M. Taylor, "Simple BM25 extension to multiple weighted fields", CIKM 2004. Each
leaf (a word, a prefix, a phrase …) counts as one term; what only narrows the search (dates, kinds, themes, Not) does
not count. A leaf asked of the text is also weighed in the title, where it need not match.

The weights were chosen on one half of the queries of ``benchmarks/ranking.py`` and are reported on the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from ptce_corpus.domain.query import FieldName

SATURATION = 1.0
"""k1: how soon further places of a word stop to matter."""
TITLE_WEIGHT = 0.6
"""How much a place in the title counts against one in the text, both for their length."""
RAW_WEIGHT = 0.2
"""How much a word met as it was read, before repair, counts against one in the text."""
LENGTH_NORMALISATION = {FieldName.TEXT: 0.6, FieldName.TITLE: 0.5}
"""b: how much long fields are held back; 0 for fields of names."""
RARITY_POWER = 1.2
"""How much more than its inverse document frequency a rare word counts."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field in which a leaf is weighed: its weight, and its mean length in tokens over all passages."""

    name: FieldName
    weight: float
    mean_length: float

    def weighted(
        self, frequencies: Mapping[int, int], holders: Iterable[int], lengths: Mapping[int, int] | Sequence[int]
    ) -> dict[int, float]:
        """For each holder, its frequency against the length of the field that holds it, both in tokens."""
        share = LENGTH_NORMALISATION.get(self.name, 0.0)
        slope = share / self.mean_length if self.mean_length else 0.0
        level = 1 - share if self.mean_length else 1.0
        weight = self.weight
        return {holder: weight * frequencies[holder] / (level + slope * lengths[holder]) for holder in holders}


def fields_weighed(field: FieldName) -> tuple[tuple[FieldName, float], ...]:
    """The fields in which a leaf asked of a field is weighed, with their weights."""
    if field is FieldName.TEXT:
        return ((FieldName.TEXT, 1.0), (FieldName.TITLE, TITLE_WEIGHT), (FieldName.RAW, RAW_WEIGHT))
    return ((field, 1.0),)


def rarity(passages: int, holding: int) -> float:
    """How telling a leaf is that ``holding`` of ``passages`` hold: its inverse document frequency to a power, >= 0."""
    return float(log(1 + (passages - holding + 0.5) / (holding + 0.5)) ** RARITY_POWER)


def saturated(weighted: float) -> float:
    """A weighted frequency, brought under one."""
    return weighted / (SATURATION + weighted)
