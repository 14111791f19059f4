"""The values that facets count, numbered in the order in which an index met them; one file of a generation.

An index counts numbers, which is far cheaper than words, and names the few that are told. A table only grows until the
index is made afresh: a number keeps its meaning in every segment.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterable, Iterator, Mapping
from heapq import nlargest
from itertools import accumulate
from pathlib import Path

from ptce_corpus.domain.passage import IndexedPassage
from ptce_corpus.domain.results import Facet
from ptce_corpus.indexing.facet_values import WIDTH, little
from ptce_corpus.search.facets import YEAR, ordered, values

TABLE_NAME = "values.bin"
_COUNT = struct.Struct("<Q")


class FacetTable:
    """Values by number: how many, where each ends among the letters of all, these letters. Read as far as it is asked.

    Raises:
        ValueError: when the bytes are of another length than they say.
    """

    def __init__(self, written: bytes) -> None:
        (number,) = _COUNT.unpack(written[: _COUNT.size].ljust(_COUNT.size, b"\xff"))
        begun = _COUNT.size + number * WIDTH
        ends = array("I")
        ends.frombytes(written[_COUNT.size : begun])
        self._ends = little(ends)
        self._letters = written[begun:]
        if len(self._ends) != number or len(self._letters) != (self._ends[-1] if number else 0):
            raise ValueError("the values of facets are of another length than they say")

    def named(self, facet: str, counts: Mapping[int, int], *, limit: int) -> tuple[Facet, ...]:
        """What is told of a facet whose values were counted by number."""
        chosen: Iterable[tuple[int, int]] = counts.items()
        if facet != YEAR:
            least = min(nlargest(limit, counts.values()), default=0)
            chosen = ((number, count) for number, count in chosen if count >= least)
        return ordered(facet, {self._value(number): count for number, count in chosen}, limit=limit)

    def __iter__(self) -> Iterator[str]:
        """All values in the order of their numbers."""
        return map(self._value, range(len(self._ends)))

    def _value(self, number: int) -> str:
        return self._letters[self._ends[number - 1] if number else 0 : self._ends[number]].decode(
            errors="surrogatepass"
        )


class FacetNumbers:
    """Numbers values for a writer, on from those of an earlier table."""

    def __init__(self, folder: Path, *, create: bool) -> None:
        self._path = folder / TABLE_NAME
        known = () if create else FacetTable(self._path.read_bytes())
        self._numbers: dict[str, int] = {value: number for number, value in enumerate(known)}

    def of(self, passage: IndexedPassage) -> Iterator[tuple[str, int]]:
        """The facets of a passage with the number of each value that it has."""
        numbers = self._numbers
        for facet, held in values(passage).items():
            for value in held:
                yield facet, numbers.setdefault(value, len(numbers))

    def write(self) -> None:
        """Write the table."""
        letters = [value.encode(errors="surrogatepass") for value in self._numbers]
        ends = little(array("I", accumulate(map(len, letters))))
        self._path.write_bytes(_COUNT.pack(len(letters)) + ends.tobytes() + b"".join(letters))
