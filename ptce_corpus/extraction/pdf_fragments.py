"""From the characters of a PDF page to fragments: stretches of one line, with the box they fill.

Boxes are in points, in an upright frame: ``x`` grows along the line, ``top`` and ``bottom`` grow down the page. Text
set at a right angle gets a frame of its own, so that every later step sees upright lines.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ptce_corpus.domain.alignment import AlignedText
from ptce_corpus.text.layout import joined_words

_SPACES = frozenset({0x09, 0x20, 0xA0, 0x202F, 0x2009, 0x3000})
_HYPHENS = frozenset({0x02, 0xAD, 0xFFFE})
"""What PDFium gives for a hyphen at the end of a line (0x02, U+FFFE), and the soft hyphen."""
_FARTHEST = 1e5
"""Points from the origin past which, or where it is not a number, the place of a character is nonsense."""
MOST_CHARACTERS = 400_000
"""Characters past which a page is taken as PDFium orders it, without a look at its layout."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """A stretch of one line, or a table already read (``block``). ``order`` is its place in the content stream."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    order: int
    block: bool = False

    @property
    def height(self) -> float:
        """Height of the box, in points: a little more than the size of the type."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Half way between top and bottom."""
        return (self.top + self.bottom) / 2


@dataclass(slots=True)
class _Open:
    """A fragment while characters are still added to it."""

    quadrant: int
    x0: float
    top: float
    x1: float
    bottom: float
    characters: list[str]
    majority: int = 1
    """How many more characters have this box's height than another."""

    def takes(self, box: tuple[float, float, float, float]) -> bool:
        """Whether a character goes on in this line, right after what is there."""
        x0, top, _, bottom = box
        mine, its = self.bottom - self.top, bottom - top
        gap = x0 - self.x1
        if gap > 0.8 * max(mine, its) or gap < -1.2 * its:
            return False
        return on_one_line(self.top, self.bottom, top, bottom)


def on_one_line(top: float, bottom: float, other_top: float, other_bottom: float) -> bool:
    """Whether two boxes stand on one line; a raised or lowered small one counts as on it."""
    mine, its = bottom - top, other_bottom - other_top
    smaller = min(mine, its)
    if abs(mine - its) <= 0.15 * max(mine, its):
        return abs(bottom - other_bottom) <= 0.35 * smaller
    return min(bottom, other_bottom) - max(top, other_top) >= 0.5 * smaller


def fragments(textpage: pdfium.PdfTextPage) -> dict[int, list[Fragment]]:
    """The fragments of a pypdfium2 text page, in content order, by the quadrant their text is turned to (0 to 3).

    Quadrant 0 is upright, 1 reads upwards, 2 stands on its head, 3 reads downwards.
    """
    raw, count = textpage.raw, min(textpage.count_chars(), MOST_CHARACTERS)
    unicode_at, box_at, rect = pdfium_c.FPDFText_GetUnicode, pdfium_c.FPDFText_GetLooseCharBox, pdfium_c.FS_RECTF()
    reference = ctypes.byref(rect)
    found: dict[int, list[Fragment]] = {}
    line: _Open | None = None
    space = broken = False
    for index in range(count):
        code = unicode_at(raw, index)
        if code in _SPACES:
            space = True
            continue
        if code in {0x0A, 0x0D}:
            broken = True
            continue
        box_at(raw, index, reference)
        box = (rect.left, rect.top, rect.right, rect.bottom)
        if not all(abs(place) < _FARTHEST for place in box):
            continue
        if line is not None and not broken:
            upright = _upright(box, line.quadrant)
            if line.takes(upright):
                _add(line, code, upright, space=space)
                space = False
                continue
        if line is not None:
            _close(line, found)
        quadrant = _quadrant(pdfium_c.FPDFText_GetCharAngle(raw, index))
        x0, top, x1, bottom = _upright(box, quadrant)
        line = _Open(quadrant, x0, top, x1, bottom, [_character(code)])
        space = broken = False
    if line is not None:
        _close(line, found)
    return found


def _add(line: _Open, code: int, box: tuple[float, float, float, float], *, space: bool) -> None:
    if space:
        line.characters.append(" ")
    line.characters.append(_character(code))
    x0, top, x1, bottom = box
    line.x1 = max(line.x1, x1)
    line.x0 = min(line.x0, x0)
    # The box of a line is that of most of its type: a raised figure or a tall brace must not stretch it.
    line.majority += 1 if abs((bottom - top) - (line.bottom - line.top)) < 0.5 else -1
    if line.majority < 0:
        line.top, line.bottom, line.majority = top, bottom, 1


def _character(code: int) -> str:
    if code in _HYPHENS:
        return "\u00ad"
    return chr(code) if code and not 0xD800 <= code <= 0xDFFF else ""


def _close(line: _Open, found: dict[int, list[Fragment]]) -> None:
    text = "".join(line.characters)
    text = (text[:-1] + "-" if text.endswith("\u00ad") else text).replace("\u00ad", "").strip()
    if text:
        known = found.setdefault(line.quadrant, [])
        order = sum(map(len, found.values()))
        known.append(Fragment(text, line.x0, line.top, line.x1, line.bottom, order))


def _quadrant(angle: float) -> int:
    """The quadrant of an angle as PDFium counts it: in radians, clockwise."""
    return -round(angle / (math.pi / 2)) % 4 if angle > 0 else 0


def turned(box: tuple[float, float, float, float], quadrant: int) -> tuple[float, float, float, float]:
    """A box of PDF user space (left, top, right, bottom; y grows upwards) in the upright frame of a quadrant."""
    left, top, right, bottom = box
    if quadrant == 0:
        return left, -top, right, -bottom
    if quadrant == 1:
        return bottom, left, top, right
    if quadrant == 2:
        return -right, bottom, -left, top
    return -top, -right, -bottom, -left


def unturned(box: tuple[float, float, float, float], quadrant: int) -> tuple[float, float, float, float]:
    """The inverse of ``turned``: left, top, right and bottom in PDF user space."""
    x0, top, x1, bottom = box
    if quadrant == 0:
        return x0, -top, x1, -bottom
    if quadrant == 1:
        return top, x1, bottom, x0
    if quadrant == 2:
        return -x1, bottom, -x0, top
    return -bottom, -x0, -top, -x1


def _upright(box: tuple[float, float, float, float], quadrant: int) -> tuple[float, float, float, float]:
    """The box of a character; fonts without ascent give flat ones: a line needs a height to be compared."""
    x0, top, x1, bottom = turned(box, quadrant)
    return (x0, top, x1, bottom) if bottom - top > 0.5 else (x0, bottom - max(x1 - x0, 1.0), x1, bottom)


def joined(line: Sequence[Fragment]) -> Fragment:
    """The fragments of one line as one; a wide gap between two of them becomes a tab."""
    if len(line) == 1:
        return line[0]
    ordered = sorted(line, key=lambda item: item.x0)
    texts = [ordered[0].text]
    end = ordered[0].x1
    for left, right in pairwise(ordered):
        gap, size = right.x0 - end, max(left.height, right.height)
        texts += ["\t" if gap > 1.6 * size else " " if gap > 0.12 * size else "", right.text]
        end = max(end, right.x1)
    most = max(ordered, key=lambda item: len(item.text))
    order = min(item.order for item in ordered)
    return Fragment("".join(texts), ordered[0].x0, most.top, end, most.bottom, order)


def flowing(text: str) -> str:
    """The lines of a cell as one, words broken at a line's end made whole."""
    whole = joined_words(AlignedText(text)).text if "-\n" in text else text
    return " ".join(whole.split())
