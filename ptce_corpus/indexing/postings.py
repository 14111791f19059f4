"""Posting lists: where a word stands, passage by passage, and the bytes they are kept in.

A list is kept whole, as one value of the engine: the passages (as steps from one to the next), how often each holds
the word, and the positions, each as the smallest unsigned integers that hold them. Nothing in it is pickled.
"""

from __future__ import annotations

import struct
import sys
import zlib
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, compress, repeat
from operator import sub

_HEADER = struct.Struct("<II3s")
_CODES = (("B", 0xFF), ("H", 0xFFFF), ("I", 0xFFFFFFFF))
_PLAIN, _DEFLATED = b"=", b"z"
_WORTH_PACKING = 256
"""Bytes from which a list is compressed."""
NAME_STRIDE = 1 << 16
"""Positions from one name of a passage to the next; a name longer than this is cut there."""


@dataclass(frozen=True, slots=True)
class PostingList:
    """The passages that hold a word, in ascending order, how often each does, and all positions one after another."""

    passages: Sequence[int]
    counts: Sequence[int]
    positions: Sequence[int]

    def without(self, removed: frozenset[int]) -> PostingList:
        """The list without some passages."""
        if not removed or removed.isdisjoint(self.passages):
            return self
        kept = [passage not in removed for passage in self.passages]
        of_kept = chain.from_iterable(map(repeat, kept, self.counts))
        return PostingList(
            list(compress(self.passages, kept)),
            list(compress(self.counts, kept)),
            list(compress(self.positions, of_kept)),
        )


def encoded(postings: PostingList) -> bytes:
    """The bytes of a posting list."""
    passages = postings.passages
    steps = [passages[0], *map(sub, passages[1:], passages)] if len(passages) else []
    parts = [_packed(steps), _packed(postings.counts), _packed(postings.positions)]
    codes = "".join(code for code, _ in parts).encode()
    header = _HEADER.pack(len(passages), len(postings.positions), codes)
    plain = header + b"".join(packed for _, packed in parts)
    return _PLAIN + plain if len(plain) < _WORTH_PACKING else _DEFLATED + zlib.compress(plain, 1)


def decoded(packed: bytes) -> PostingList:
    """The posting list that some bytes hold."""
    packed = packed[1:] if packed[:1] == _PLAIN else zlib.decompress(packed[1:])
    number, places, codes = _HEADER.unpack_from(packed)
    lists = []
    start = _HEADER.size
    for code, length in zip(codes.decode("ascii"), (number, number, places), strict=True):
        values = array(code)
        end = start + length * values.itemsize
        values.frombytes(packed[start:end])
        if sys.byteorder == "big":
            values.byteswap()
        lists.append(values)
        start = end
    return PostingList(list(accumulate(lists[0])), lists[1], lists[2])


def _packed(values: Sequence[int]) -> tuple[str, bytes]:
    """The values as the smallest integers that hold them, little end first, and their type code."""
    largest = max(values, default=0)
    code = next(code for code, limit in _CODES if largest <= limit)
    packed = array(code, values)
    if sys.byteorder == "big":
        packed.byteswap()
    return code, packed.tobytes()
