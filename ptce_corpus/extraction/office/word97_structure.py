"""The structure of a Word 97-2003 document: its pieces of text, and the properties of its stretches ([MS-DOC])."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from struct import Struct

_WORD, _LONG = Struct("<H"), Struct("<I")
_PAGE = 512
_FIRST_PAIR = 154
"""Where the pairs of offset and length begin (FibRgFcLcb97)."""
_COUNTS = 76
"""Where the lengths of the parts of the text stand (FibRgLw97.ccpText and those after it)."""
_COMPRESSED = 0x40000000
_SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
"""Bytes of the operand of a property, by the upper three bits of its code ([MS-DOC] 2.6.1, spra)."""
_LONG_OPERAND = 0xD608
_BEGINS = 0x3009
"""How a section begins."""
_MOST_PIECES = 1_000_000
PIECES, CHARACTERS, PARAGRAPHS, SECTIONS = 33, 12, 13, 6
NOTE_MARKS, NOTE_TEXTS, ENDNOTE_MARKS, ENDNOTE_TEXTS = 2, 3, 46, 47
LISTS, USED_LISTS = 73, 74

Properties = Mapping[int, bytes]
"""Operands by code of property; ``STYLE`` holds the style of a paragraph."""
STYLE = 0
_NONE: Properties = {}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: where it begins in the text and in the file, its length, and the bytes of a character."""

    start: int
    offset: int
    length: int
    width: int


@dataclass(slots=True)
class Stretches:
    """What holds of stretches of the file, by their offsets."""

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    properties: list[Properties] = field(default_factory=list)

    def at(self, offset: int) -> tuple[Properties, int]:
        """What holds at an offset, and the offset to which it holds."""
        place = bisect_right(self.starts, offset) - 1
        if place >= 0 and offset < self.ends[place]:
            return self.properties[place], self.ends[place]
        following = self.starts[place + 1] if place + 1 < len(self.starts) else 1 << 40
        return _NONE, following


@dataclass(frozen=True, slots=True)
class Structure:
    """The main stream of a document with the table stream that describes it."""

    main: bytes
    table: bytes

    def counts(self) -> tuple[int, int, int, int, int, int]:
        """How many characters text, footnotes, heads and feet, comments, endnotes and text boxes have, in this order.

        Raises:
            struct.error: when the file is cut.
        """
        text, notes, heads, _, comments, endnotes, boxes = Struct("<7I").unpack_from(self.main, _COUNTS)
        return text, notes, heads, comments, endnotes, boxes

    def part(self, number: int) -> bytes:
        """A part of the table stream, by the number of its pair; empty when the file has none."""
        offset, length = Struct("<2I").unpack_from(self.main, _FIRST_PAIR + 8 * number)
        return self.table[offset : offset + length]

    def end_of(self, number: int) -> int:
        """Where a part of the table stream ends."""
        return sum(Struct("<2I").unpack_from(self.main, _FIRST_PAIR + 8 * number))

    def pieces(self) -> Iterator[Piece]:
        """The pieces of the text in order ([MS-DOC] 2.8.35 and 2.9.38).

        Raises:
            struct.error: when the file is cut.
        """
        held = self.part(PIECES)
        place = 0
        while held[place : place + 1] == b"\x01":
            place += 3 + _WORD.unpack_from(held, place + 1)[0]
        length = _LONG.unpack_from(held, place + 1)[0] if held[place : place + 1] == b"\x02" else 0
        plc = held[place + 5 : place + 5 + length]
        number = min((len(plc) - 4) // 12, _MOST_PIECES)
        for index in range(number):
            start, end = Struct("<2I").unpack_from(plc, 4 * index)
            offset = _LONG.unpack_from(plc, 4 * (number + 1) + 8 * index + 2)[0]
            if end <= start:
                continue
            if offset & _COMPRESSED:
                yield Piece(start, (offset & (_COMPRESSED - 1)) // 2, end - start, 1)
            else:
                yield Piece(start, offset & (_COMPRESSED - 1), end - start, 2)

    def stretches(self, part: int) -> Stretches:
        """The properties of ``CHARACTERS`` or ``PARAGRAPHS`` by offset ([MS-DOC] 2.8.5, 2.8.6, 2.9.33, 2.9.174)."""
        found: list[tuple[int, int, Properties]] = []
        plc = self.part(part)
        number = (len(plc) - 4) // 8
        pages = {_LONG.unpack_from(plc, 4 * (number + 1) + 4 * index)[0] & 0x3FFFFF for index in range(max(number, 0))}
        for page in sorted(pages):
            found += self._on_page(self.main[page * _PAGE : (page + 1) * _PAGE], paragraphs=part == PARAGRAPHS)
        found.sort(key=lambda stretch: stretch[:2])
        return Stretches(*([stretch[index] for stretch in found] for index in range(3)))  # type: ignore[arg-type]

    def sections(self) -> dict[int, bool]:
        """Where sections end, and whether the next begins a page ([MS-DOC] 2.8.26, 2.9.246)."""
        plc = self.part(SECTIONS)
        ends = positions(plc, 12)
        found: dict[int, bool] = {}
        for index, end in enumerate(ends[1:-1], start=1):
            offset = _LONG.unpack_from(plc, 4 * len(ends) + 12 * index + 2)[0]
            held = self.main[offset : offset + 2]
            size = int.from_bytes(held, "little") if offset < len(self.main) else 0
            kind = properties(self.main[offset + 2 : offset + 2 + size]).get(_BEGINS, b"\2")
            found[end] = kind[:1] not in {b"\0", b"\1"}
        return found

    @staticmethod
    def _on_page(page: bytes, *, paragraphs: bool) -> Iterator[tuple[int, int, Properties]]:
        if len(page) < _PAGE:
            return
        number = page[_PAGE - 1]
        step = 13 if paragraphs else 1
        for index in range(number):
            place = 4 * (number + 1) + step * index
            if place >= _PAGE:
                return
            start, end = Struct("<2I").unpack_from(page, 4 * index)
            offset = 2 * page[place]
            yield (
                start,
                end,
                (_paragraph(page, offset) if paragraphs else _characters(page, offset)) if offset else _NONE,
            )


def positions(plc: bytes, size: int) -> list[int]:
    """The positions in a list of positions each of which describes ``size`` bytes behind them all."""
    number = (len(plc) - 4) // (4 + size)
    return [_LONG.unpack_from(plc, 4 * index)[0] for index in range(number + 1)] if number > 0 else []


def properties(codes: bytes) -> dict[int, bytes]:
    """The properties in a list of them; one that runs past the end ends the list."""
    found: dict[int, bytes] = {}
    place = 0
    while place + 2 < len(codes):
        code = _WORD.unpack_from(codes, place)[0]
        place += 2
        size = _SIZES.get(code >> 13)
        if size is None and code == _LONG_OPERAND:
            size = (_WORD.unpack_from(codes, place)[0] + 1) if place + 2 <= len(codes) else 0
        elif size is None:
            size = 1 + codes[place]
        found[code] = codes[place : place + size]
        place += size
    return found


def _paragraph(page: bytes, offset: int) -> Properties:
    words = page[offset]
    start, size = (offset + 1, 2 * words - 1) if words else (offset + 2, 2 * page[min(offset + 1, _PAGE - 1)])
    held = page[start : start + size]
    return {**properties(held[2:]), STYLE: held[:2]}


def _characters(page: bytes, offset: int) -> Properties:
    return properties(page[offset + 1 : offset + 1 + page[offset]])
