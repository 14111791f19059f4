"""Which row of a table of vectors is that of a word, in a tenth of the memory that a dictionary takes."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.vectors import Vectors


class Rows(Mapping[int, int]):
    """Rows by the hash of a word: two arrays, which processes share untouched since no lookup counts references."""

    def __init__(self, rows: Mapping[int, int]) -> None:
        self._keys = array("Q", sorted(rows))
        self._rows = array("i", map(rows.__getitem__, self._keys))

    def __getitem__(self, key: int) -> int:
        at = bisect_left(self._keys, key)
        if at == len(self._keys) or self._keys[at] != key:
            raise KeyError(key)
        return self._rows[at]

    def __iter__(self) -> Iterator[int]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)

    def get(self, key: int, default: int = -1) -> int:  # type: ignore[override]
        """The row of a hash; ``default`` when there is none."""
        at = bisect_left(self._keys, key)
        return self._rows[at] if at < len(self._keys) and self._keys[at] == key else default


def keep_rows(vectors: Vectors) -> None:
    """Let ``vectors``, to which nothing is added any more, know its rows by two arrays."""
    vectors.key2row = Rows(vectors.key2row)
