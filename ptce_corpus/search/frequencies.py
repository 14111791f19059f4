"""How often a query's words are met in each part of an archive, against the length of the part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

PER = 10_000
"""Words to which a frequency is related, so that parts of any length compare."""
MOST_GAPS = 1200
"""Empty months or years that are filled in; a longer row is the work of a wrong date."""


@dataclass(frozen=True, slots=True)
class Frequency:
    """A part of an archive: ``count`` places in ``documents`` of its documents, among ``words``.

    ``value`` is a year, month, kind or speaker; None for what has none, such as undated documents.
    """

    value: str | None
    count: int
    documents: int
    words: int

    @property
    def rate(self) -> float | None:
        """Places for each ``PER`` words; None for a part without words."""
        return self.count * PER / self.words if self.words else None


def frequencies(
    counts: Mapping[str | None, int], *, documents: Mapping[str | None, int], words: Mapping[str | None, int]
) -> list[Frequency]:
    """A row for each part that has words or places, by value; that without a value last."""
    values = {*counts, *words}
    return [
        Frequency(value, counts.get(value, 0), documents.get(value, 0), words.get(value, 0))
        for value in sorted(values, key=lambda value: (value is None, value or ""))
    ]


def without_gaps(found: Iterable[Frequency]) -> list[Frequency]:
    """The rows of years (``2014``) or months (``2014-07``), with empty ones for those between that have none."""
    rows = list(found)
    dated = {row.value: row for row in rows if row.value is not None}
    if not dated:
        return rows
    between = _between(min(dated), max(dated))
    if len(between) > MOST_GAPS:
        return rows
    filled = [dated.get(value) or Frequency(value, 0, 0, 0) for value in between]
    return filled + [row for row in rows if row.value is None]


def _between(first: str, last: str) -> list[str]:
    """The years or months from one to another, both included."""
    if "-" not in first:
        return [f"{year:04}" for year in range(int(first), int(last) + 1)]
    begins, ends = _months(first), _months(last)
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(begins, ends + 1)]


def _months(value: str) -> int:
    """The number of a month since the year 0."""
    year, month = value.split("-")
    return int(year) * 12 + int(month) - 1
