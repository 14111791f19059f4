"""What an index knows of each passage beside its words: number, document, days, lengths, facets; by columns."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field

from ptce_corpus.domain.passage import IndexedPassage
from ptce_corpus.domain.query import FieldName
from ptce_corpus.indexing.facet_values import FacetValues, little

_COUNT = struct.Struct("<Q")
_CODES = "QQIIII"


def day_number(day: str | None) -> int:
    """An ISO day as a number that keeps their order; 0 for none."""
    return int(day.replace("-", "")) if day else 0


@dataclass(slots=True)
class Facts:
    """Columns with a row for each passage. Days are day numbers, 0 for an undated document; lengths are in tokens."""

    identifiers: array[int] = field(default_factory=lambda: array("Q"))
    documents: array[int] = field(default_factory=lambda: array("Q"))
    earliest: array[int] = field(default_factory=lambda: array("I"))
    latest: array[int] = field(default_factory=lambda: array("I"))
    text_lengths: array[int] = field(default_factory=lambda: array("I"))
    title_lengths: array[int] = field(default_factory=lambda: array("I"))
    values: FacetValues = field(default_factory=FacetValues, kw_only=True)

    def __len__(self) -> int:
        return len(self.identifiers)

    def add(
        self, passage: IndexedPassage, *, text_length: int, title_length: int, values: Iterable[tuple[str, int]]
    ) -> None:
        """Add a row. ``values``: under which values of facets the passage counts, by their numbers."""
        dated = passage.earliest is not None and passage.latest is not None
        self.identifiers.append(passage.identifier)
        self.documents.append(passage.document)
        self.earliest.append(day_number(passage.earliest) if dated else 0)
        self.latest.append(day_number(passage.latest) if dated else 0)
        self.text_lengths.append(text_length)
        self.title_lengths.append(title_length)
        self.values.add(values)

    def extend(self, other: Facts) -> None:
        """Add all rows of others, whose facet values stay with them."""
        for mine, theirs in zip(self._columns(), other._columns(), strict=True):
            mine.extend(theirs)

    def take(self, other: Facts, rows: Iterable[int]) -> None:
        """Add some rows of others."""
        chosen = list(rows)
        for mine, theirs in zip(self._columns(), other._columns(), strict=True):
            mine.extend(theirs[row] for row in chosen)
        self.values.take(other.values, chosen)

    def lengths(self, name: FieldName) -> array[int]:
        """The lengths of a field whose length counts in the ranking."""
        return self.title_lengths if name is FieldName.TITLE else self.text_lengths

    def written(self) -> bytes:
        """The rows as bytes, little end first."""
        columns = b"".join(little(column).tobytes() for column in self._columns())
        return _COUNT.pack(len(self)) + columns + self.values.written()

    @classmethod
    def read(cls, packed: bytes) -> Facts:
        """The rows that some bytes hold.

        Raises:
            ValueError: when the bytes are too few or too many.
        """
        (number,) = _COUNT.unpack(packed[: _COUNT.size].ljust(_COUNT.size, b"\xff"))
        if len(packed) < _COUNT.size + number * sum(array(code).itemsize for code in _CODES):
            raise ValueError("facts are of another length than they say")
        columns = []
        start = _COUNT.size
        for code in _CODES:
            column = array(code)
            end = start + number * column.itemsize
            column.frombytes(packed[start:end])
            columns.append(little(column))
            start = end
        facts = cls(*columns)
        facts.values = FacetValues.read(packed[start:])
        if len(facts.values) != number:
            raise ValueError("facts and facet values are of different lengths")
        return facts

    def _columns(self) -> tuple[array[int], ...]:
        return (
            self.identifiers,
            self.documents,
            self.earliest,
            self.latest,
            self.text_lengths,
            self.title_lengths,
        )
