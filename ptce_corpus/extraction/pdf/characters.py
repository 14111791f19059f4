"""The characters of a PDF page as PDFium gives them: their codes, boxes, turn and font.

A call into PDFium for each character is what reading a page would cost most, so all codes come in one call, and boxes
and fonts are asked for where a word or a line begins and ends only.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice, repeat

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

Box = tuple[float, float, float, float]
"""Left, top, right and bottom, in points."""

MOST_CHARACTERS = 400_000
"""Characters past which a page is taken as PDFium orders it, without a look at its layout."""
HYPHEN = "\u00ad"
"""What stands for a hyphen that PDFium marks as one at the end of a line."""
_FARTHEST = 1e5
"""Points from the origin past which, or where it is not a number, the place of a character is nonsense."""
_LARGEST_UNIT = 0xFFFF
_LONGEST_NAME = 128
_AT_ONCE = 4096
"""Words whose boxes are asked for in one go."""
_WHITE = "\t\n\r \u00a0\u2009\u202f\u3000"
_STOPS = ".,;:!?"
_WORD = re.compile(f"[^{_WHITE}{_STOPS}]+[{_STOPS}]*|[{_STOPS}]+")
_MARKED = re.compile("[\x02\ufffe]")
_VOID = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def written(units: str) -> str:
    """The text that characters make: those that say nothing are left out, and a hyphen that is not at the end."""
    if units.isascii() and "\0" not in units:
        return units.strip()
    text = units.replace("\0", "")
    if HYPHEN in text:
        text = (text[:-1] + "-" if text.endswith(HYPHEN) else text).replace(HYPHEN, "")
    if _SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    return text.strip()


class Characters:
    """The characters of a text page, known by their index from 0; of an enormous page, the first of them."""

    def __init__(self, textpage: pdfium.PdfTextPage) -> None:
        self._textpage = textpage
        self._raw = textpage.raw
        self._rect = pdfium_c.FS_RECTF()
        self._reference = ctypes.byref(self._rect)
        self._box_at = pdfium_c.FPDFText_GetLooseCharBox
        self._name = ctypes.create_string_buffer(_LONGEST_NAME)
        self._flags = ctypes.byref(ctypes.c_int())
        self._names: dict[bytes, str] = {}
        self._count = min(textpage.count_chars(), MOST_CHARACTERS)

    @cached_property
    def units(self) -> str:
        """One UTF-16 unit for each character, so that an index here is PDFium's; one that says nothing is NUL."""
        units = self._at_once()
        if len(units) != self._count:
            # Characters without a code, as broken fonts have, are left out of what is given at once.
            codes = map(pdfium_c.FPDFText_GetUnicode, repeat(self._raw), range(self._count))
            units = "".join(chr(code) if code <= _LARGEST_UNIT else "\0" for code in codes)
        return _VOID.sub("\0", _MARKED.sub(HYPHEN, units))

    def translate(self, indices: Iterable[int], table: Mapping[int, str]) -> None:
        """Write the characters at ``indices`` as ``table`` tells, one unit for one, in all that is read from now on."""
        units = list(self.units)
        for index in indices:
            units[index] = units[index].translate(table)
        self.units = "".join(units)

    @property
    def lost(self) -> int:
        """How many characters say nothing, a control code in place of a letter: broken fonts leave them."""
        return self.units.count("\0") + self.units.count("\f")

    def _at_once(self) -> str:
        buffer = (ctypes.c_ushort * (self._count + 1))()
        written = pdfium_c.FPDFText_GetText(self._raw, 0, self._count, buffer)
        taken = bytes(buffer)[: 2 * max(written - 1, 0)]
        text = taken.decode("utf-16-le", "surrogatepass")
        return text if 2 * len(text) == len(taken) else "".join(map(chr, buffer[: len(taken) // 2]))

    def words(self, start: int = 0, end: int = MOST_CHARACTERS) -> Iterator[tuple[int, int]]:
        """The runs of characters without white space or a stop in their midst, each from its first to after its last.

        Only those from ``start`` to ``end`` of the page are told.
        """
        return (match.span() for match in _WORD.finditer(self.units, start, end))

    def placed_words(
        self, start: int = 0, end: int = MOST_CHARACTERS
    ) -> Iterator[tuple[int, int, Box | None, Box | None]]:
        """The words that ``words`` tells, each with the boxes of its first and last characters."""
        words = self.words(start, end)
        while held := list(islice(words, _AT_ONCE)):
            boxes = self._boxes([index for first, past in held for index in (first, past - 1)])
            for (first, past), left, right in zip(held, boxes[::2], boxes[1::2], strict=True):
                yield first, past, left, right

    def _boxes(self, indices: Sequence[int]) -> Sequence[Box | None]:
        """The boxes of characters, as ``box`` gives them, with no more than one call of PDFium for each."""
        rects = (pdfium_c.FS_RECTF * len(indices))()
        deque(map(self._box_at, repeat(self._raw), indices, rects), maxlen=0)
        sides = memoryview(rects).cast("B").cast("f").tolist()
        # The sum is no number where one of them is none.
        if min(sides) > -_FARTHEST and max(sides) < _FARTHEST and not math.isnan(sum(sides)):
            return list(zip(sides[::4], sides[1::4], sides[2::4], sides[3::4], strict=True))
        return list(map(self.box, indices))

    def box(self, index: int) -> Box | None:
        """The box of a character in PDF user space (y grows upwards); None where its place is nonsense."""
        rect = self._rect
        self._box_at(self._raw, index, self._reference)
        left, top, right, bottom = rect.left, rect.top, rect.right, rect.bottom
        # Written so that what is not a number fails too.
        near = -_FARTHEST < left < _FARTHEST and -_FARTHEST < right < _FARTHEST
        if near and -_FARTHEST < top < _FARTHEST and -_FARTHEST < bottom < _FARTHEST:
            return left, top, right, bottom
        return None

    def foot(self, index: int) -> tuple[float, float]:
        """Where a character stands on its base line, in PDF user space; its place is nonsense where its box's is."""
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium_c.FPDFText_GetCharOrigin(self._raw, index, x, y)
        return x.value, y.value

    def quadrant(self, index: int) -> int:
        """The quadrant that a character is turned to: 0 upright, 1 reads upwards, 2 on its head, 3 downwards."""
        angle = pdfium_c.FPDFText_GetCharAngle(self._raw, index)
        return -round(angle / (math.pi / 2)) % 4 if angle > 0 else 0

    def font(self, index: int) -> str:
        """The name of a character's font, empty where it has none."""
        pdfium_c.FPDFText_GetFontInfo(self._raw, index, self._name, _LONGEST_NAME, self._flags)
        name = self._name.value
        known = self._names.get(name)
        if known is None:
            known = self._names[name] = name.decode("utf-8", "replace")
        return known
