"""From the characters of a PDF page to fragments: stretches of one line, with the box they fill.

Boxes are in points, in an upright frame: ``x`` grows along the line, ``top`` and ``bottom`` grow down the page. Text
set at a right angle gets a frame of its own, so that every later step sees upright lines.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ptce_corpus.domain.alignment import AlignedText
from ptce_corpus.domain.span import Span
from ptce_corpus.extraction.pdf.characters import Box, Characters, written
from ptce_corpus.text.layout import joined_words


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
    font: str = ""
    """Name of the font it is set in; empty where it begins and ends in two, or nothing is known."""
    rows: tuple[tuple[Span, ...], ...] = ()
    """Of a table: the cells of each row, as spans of ``text``."""
    size: float = 0.0
    """Of a table: the usual height of its type, in points."""
    first: int = -1
    """Number of its first character on the page; -1 where it has none of its own."""
    last: int = -1

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
    """A fragment while words are still added to it."""

    quadrant: int
    first: int
    last: int
    x0: float
    top: float
    x1: float
    bottom: float
    parts: list[str]
    majority: int
    """How many more characters have this box's height than another."""

    def takes(self, box: Box) -> bool:
        """Whether a character goes on in this line, right after what is there."""
        x0, top, _, bottom = box
        mine, its = self.bottom - self.top, bottom - top
        gap = x0 - self.x1
        if gap > 0.8 * (mine if mine > its else its) or gap < -1.2 * its:
            return False
        return on_one_line(self.top, self.bottom, top, bottom)

    def go_on(self, box: Box, text: str, *, end: int, count: int) -> None:
        """Add a word of ``count`` characters that ends before ``end``; ``text`` has the blank before it too."""
        self.parts.append(text)
        self.last = end - 1
        x0, top, x1, bottom = box
        # What is done for every word is done without a call.
        self.x1 = x1 if x1 > self.x1 else self.x1
        self.x0 = x0 if x0 < self.x0 else self.x0
        # The box of a line is that of most of its type: a raised figure or a tall brace must not stretch it.
        same = -0.5 < (bottom - top) - (self.bottom - self.top) < 0.5
        self.majority += count if same else -count
        if self.majority < 0:
            self.top, self.bottom, self.majority = top, bottom, -self.majority


def on_one_line(top: float, bottom: float, other_top: float, other_bottom: float) -> bool:
    """Whether two boxes stand on one line; a raised or lowered small one counts as on it."""
    mine, its = bottom - top, other_bottom - other_top
    smaller, larger = (mine, its) if mine < its else (its, mine)
    if larger - smaller <= 0.15 * larger:
        return abs(bottom - other_bottom) <= 0.35 * smaller
    lowest = bottom if bottom < other_bottom else other_bottom
    highest = top if top > other_top else other_top
    return lowest - highest >= 0.5 * smaller


def fragments(characters: Characters) -> dict[int, list[Fragment]]:
    """The fragments of a page, in content order, by the quadrant their text is turned to (0 to 3).

    Quadrant 0 is upright, 1 reads upwards, 2 stands on its head, 3 reads downwards.
    """
    return _Reader(characters).fragments()


def shown(found: Mapping[int, Sequence[Fragment]], page: Box) -> dict[int, list[Fragment]]:
    """The fragments by quadrant less those that stand outside a page; ``page`` is its box in PDF user space.

    All are kept where none would be: then it is the box that is wrong.
    """
    kept: dict[int, list[Fragment]] = {}
    for quadrant, items in found.items():
        left, top, right, bottom = turned(page, quadrant)
        inside = [item for item in items if item.x1 > left and item.x0 < right and top < item.middle < bottom]
        if inside:
            kept[quadrant] = inside
    return kept or {quadrant: list(items) for quadrant, items in found.items()}


def cut(fragment: Fragment, places: Sequence[float], characters: Characters, *, quadrant: int) -> list[Fragment]:
    """A fragment cut at ``places`` on its line, between words: each goes where its middle is."""
    if fragment.first < 0:
        return [fragment]
    stretches: list[tuple[int, int, int, float, float]] = []
    for start, end, first, last in characters.placed_words(fragment.first, fragment.last + 1):
        if first is None or last is None:
            continue
        x0, x1 = upright(first, quadrant)[0], upright(last, quadrant)[2]
        column = bisect_right(places, (x0 + x1) / 2)
        if stretches and stretches[-1][0] == column:
            _, begin, _, left, _ = stretches.pop()
            stretches.append((column, begin, end, left, x1))
        else:
            stretches.append((column, start, end, x0, x1))
    pieces = (
        replace(fragment, text=_flat(characters.units[start:end]), x0=x0, x1=x1, first=start, last=end - 1)
        for _, start, end, x0, x1 in stretches
    )
    return [piece for piece in pieces if piece.text]


def _flat(units: str) -> str:
    """What characters say, on one line."""
    return " ".join(written(units).split())


class _Reader:
    """Goes once through the characters of a page, word by word, and adds each word to the line it goes on in."""

    def __init__(self, characters: Characters) -> None:
        self.characters = characters
        self.units = characters.units
        self.found: dict[int, list[Fragment]] = {}
        self.count = 0
        self.line: _Open | None = None

    def fragments(self) -> dict[int, list[Fragment]]:
        units = self.units
        past = 0
        for start, end, first, last in self.characters.placed_words():
            between = units[past:start]
            past = end
            if between != " " and ("\n" in between or "\r" in between):
                self._close()
            self._read(start, end, first, last, space=" " if between else "")
        self._close()
        return self.found

    def _read(self, start: int, end: int, first: Box | None, last: Box | None, *, space: str) -> None:
        """A word at once where its ends tell that it stands on one line, else character by character."""
        line = self.line
        if line is not None and first is not None and last is not None:
            box = _whole(first, last, end - start, line.quadrant)
            if box is not None and line.takes(box):
                line.go_on(box, space + self.units[start:end], end=end, count=end - start)
                return
        quadrant = self.characters.quadrant(start)
        box = _whole(first, last, end - start, quadrant) if first is not None and last is not None else None
        if box is not None:
            self._close()
            self.line = _Open(quadrant, start, end - 1, *box, [self.units[start:end]], end - start)
        elif end - start > 1:
            for index in range(start, end):
                its = self.characters.box(index)
                self._read(index, index + 1, its, its, space=space if index == start else "")

    def _close(self) -> None:
        line, self.line = self.line, None
        if line is None:
            return
        text = written("".join(line.parts))
        if text:
            font = self.characters.font(line.first)
            alike = line.last == line.first or self.characters.font(line.last) == font
            box = (line.x0, line.top, line.x1, line.bottom)
            font = font if alike else ""
            fragment = Fragment(text, *box, order=self.count, font=font, first=line.first, last=line.last)
            self.found.setdefault(line.quadrant, []).append(fragment)
            self.count += 1


def _whole(first: Box, last: Box, count: int, quadrant: int) -> Box | None:
    """The box of a word in the frame of a quadrant, from its first and last characters.

    None where these do not stand on one line, in order, at the distance that so many characters take.
    """
    # Asked for every word: where it can, it comes without a call, as most text is upright.
    x0, top, x1, bottom = turned(first, quadrant) if quadrant else (first[0], -first[1], first[2], -first[3])
    if bottom - top <= 0.5:
        x0, top, x1, bottom = upright(first, quadrant)
    if count == 1:
        return x0, top, x1, bottom
    last_x0, last_top, last_x1, last_bottom = (
        turned(last, quadrant) if quadrant else (last[0], -last[1], last[2], -last[3])
    )
    if last_bottom - last_top <= 0.5:
        last_x0, last_top, last_x1, last_bottom = upright(last, quadrant)
    size = bottom - top
    slack = 0.05 * size
    if last_x0 < x0 or last_x1 < x1 or last_x1 - x0 > 1.1 * size * count:
        return None
    if not (-slack <= last_top - top <= slack and -slack <= last_bottom - bottom <= slack):
        return None
    return x0, top, last_x1, bottom


def turned(box: Box, quadrant: int) -> Box:
    """A box of PDF user space (left, top, right, bottom; y grows upwards) in the upright frame of a quadrant."""
    left, top, right, bottom = box
    if quadrant == 0:
        return left, -top, right, -bottom
    if quadrant == 1:
        return bottom, left, top, right
    if quadrant == 2:
        return -right, bottom, -left, top
    return -top, -right, -bottom, -left


def unturned(box: Box, quadrant: int) -> Box:
    """The inverse of ``turned``: left, top, right and bottom in PDF user space."""
    x0, top, x1, bottom = box
    if quadrant == 0:
        return x0, -top, x1, -bottom
    if quadrant == 1:
        return top, x1, bottom, x0
    if quadrant == 2:
        return -x1, bottom, -x0, top
    return -bottom, -x0, -top, -x1


def upright(box: Box, quadrant: int) -> Box:
    """The box of a character; fonts without ascent give flat ones: a line needs a height to be compared."""
    x0, top, x1, bottom = turned(box, quadrant)
    return (x0, top, x1, bottom) if bottom - top > 0.5 else (x0, bottom - max(x1 - x0, 1.0), x1, bottom)


def height_of_type(members: Iterable[Fragment]) -> float:
    """Height of most of the type, letter by letter; 0 of nothing."""
    heights = sorted((one.height, len(one.text)) for one in members)
    half, seen = sum(count for _, count in heights) / 2, 0
    for height, count in heights:
        seen += count
        if seen >= half:
            return height
    return 0.0


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
    fonts = {item.font for item in ordered}
    font = fonts.pop() if len(fonts) == 1 else ""
    return Fragment("".join(texts), ordered[0].x0, most.top, end, most.bottom, order, font=font)


def flowing(text: str) -> str:
    """The lines of a cell as one, words broken at a line's end made whole."""
    whole = joined_words(AlignedText(text)).text if "-\n" in text else text
    return " ".join(whole.split())
