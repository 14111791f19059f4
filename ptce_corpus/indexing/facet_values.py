"""Under which values each passage counts in facets: row by row, each value as its number in the table of values."""

from __future__ import annotations

import struct
import sys
from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain

from ptce_corpus.search.facets import FACETS

_SIZES = struct.Struct("<QQ")
WIDTH = array("I").itemsize
"""Bytes of a number in a column."""
_ORDER = {facet: order for order, facet in enumerate(FACETS)}


@dataclass(slots=True)
class FacetValues:
    """The values of all facets together. The values of a row stand one after another among the marks.

    A mark tells a facet and a value: the number of the value times that of the facets, and the order of the facet.
    """

    _marks: array[int] = field(default_factory=lambda: array("I"))
    _starts: array[int] = field(default_factory=lambda: array("I", [0]))

    def __len__(self) -> int:
        return len(self._starts) - 1

    def add(self, held: Iterable[tuple[str, int]]) -> None:
        """Add a row that has values of facets, by their numbers."""
        self._marks.extend([number * len(FACETS) + _ORDER[facet] for facet, number in held])
        self._starts.append(len(self._marks))

    def take(self, other: FacetValues, rows: Iterable[int]) -> None:
        """Add some rows of others."""
        for row in rows:
            self._marks.extend(other._marks[other._starts[row] : other._starts[row + 1]])
            self._starts.append(len(self._marks))

    def counted(self, rows: Iterable[int]) -> Counter[int]:
        """How many of the rows have each mark."""
        marks, starts = self._marks, self._starts
        return Counter(chain.from_iterable([marks[starts[row] : starts[row + 1]] for row in rows]))

    def written(self) -> bytes:
        """The rows as bytes, little end first."""
        sizes = _SIZES.pack(len(self), len(self._marks))
        return sizes + little(self._starts).tobytes() + little(self._marks).tobytes()

    @classmethod
    def read(cls, packed: bytes) -> FacetValues:
        """The rows that some bytes hold.

        Raises:
            ValueError: when the bytes are of another length than they say.
        """
        rows, marks = _SIZES.unpack(packed[: _SIZES.size].ljust(_SIZES.size, b"\xff"))
        middle = _SIZES.size + (rows + 1) * WIDTH
        if len(packed) != middle + marks * WIDTH:
            raise ValueError("facet values are of another length than the facts say")
        return cls(_read(packed[middle:]), _read(packed[_SIZES.size : middle]))


def by_facet(counts: Counter[int]) -> dict[str, dict[int, int]]:
    """Counted marks as counted numbers of values, facet by facet."""
    found: list[dict[int, int]] = [{} for _ in FACETS]
    for mark, count in counts.items():
        number, order = divmod(mark, len(FACETS))
        found[order][number] = count
    return dict(zip(FACETS, found, strict=True))


def _read(packed: bytes) -> array[int]:
    column = array("I")
    column.frombytes(packed)
    return little(column)


def little(column: array[int]) -> array[int]:
    """The column with its bytes in the order of the file, or back."""
    if sys.byteorder == "big":
        column = array(column.typecode, column)
        column.byteswap()
    return column
