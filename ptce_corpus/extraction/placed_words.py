"""Where a stretch of a page's text stands on the page, as boxes of its lines."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from ptce_corpus.domain.document import Word
from ptce_corpus.domain.span import Span
from ptce_corpus.ports.facsimile import Box

_Runs = dict[tuple[str, ...], list[int]]
"""The numbers of the words with which each run begins, in order."""

_TOKEN = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*+")
"""A run of letters and digits, with accents that stand on their own."""
_RUN = 3
"""Words in a row by which two readings of a page are laid over each other."""
_SAME_LINE = 0.5
"""Share of the lower of two boxes that must lie beside the other for both to be on one line."""


def of_words(words: Sequence[Word], stretch: Span) -> tuple[Box, ...]:
    """The boxes of the lines that a stretch of the text fills, by the words that OCR read there."""
    return lines(word.box for word in words if word.span.overlaps(stretch))


def of_layer(placed: Sequence[tuple[str, Box]], text: str, stretches: Sequence[Span]) -> tuple[tuple[Box, ...], ...]:
    """The boxes of each stretch of ``text``, by the words of a text layer in the order in which the file has them.

    The text was put in reading order and the layer was not, so that both are laid over each other by short runs of
    words: a run that stands several times is taken in its order. A stretch of fewer words is looked for whole.
    """
    starts = [match.start() for match in _TOKEN.finditer(text)]
    read = [_letters(match[0]) for match in _TOKEN.finditer(text)]
    layer = [(_letters(match[0]), box) for word, box in placed for match in _TOKEN.finditer(word)]
    runs: dict[int, tuple[_Runs, _Runs]] = {}
    found = []
    for stretch in stretches:
        inside = range(bisect_left(starts, stretch.start), bisect_left(starts, stretch.end))
        size = min(_RUN, len(inside))
        if size and size not in runs:
            runs[size] = _runs(read, size), _runs([word for word, _ in layer], size)
        hits = _laid_over(read, *runs[size], size, inside) if size else set()
        found.append(lines(layer[index][1] for index in sorted(hits)))
    return tuple(found)


def _laid_over(read: Sequence[str], here: _Runs, there: _Runs, size: int, inside: range) -> set[int]:
    """The words of a layer that stand for those of ``read`` whose numbers are ``inside``."""
    hits: set[int] = set()
    for first in inside[: len(inside) + 1 - size]:
        run = tuple(read[first : first + size])
        if places := there.get(run):
            at = places[min(bisect_left(here[run], first), len(places) - 1)]
            hits.update(range(at, at + size))
    return hits


def _runs(words: Sequence[str], size: int) -> _Runs:
    """Where each run of ``size`` words begins."""
    found: _Runs = defaultdict(list)
    for first in range(len(words) - size + 1):
        found[tuple(words[first : first + size])].append(first)
    return found


def lines(boxes: Iterable[Box]) -> tuple[Box, ...]:
    """Boxes of words in order, those that follow one another on a line joined."""
    return tuple(_joined(boxes))


def _joined(boxes: Iterable[Box]) -> Iterator[Box]:
    line: Box | None = None
    for box in boxes:
        if line is not None and _beside(line, box):
            line = (min(line[0], box[0]), min(line[1], box[1]), max(line[2], box[2]), max(line[3], box[3]))
            continue
        if line is not None:
            yield line
        line = box
    if line is not None:
        yield line


def _beside(line: Box, box: Box) -> bool:
    """Whether a box goes on where a line stands, not before it and no further off than its own height and a half."""
    shared = min(line[3], box[3]) - max(line[1], box[1])
    lower = min(line[3] - line[1], box[3] - box[1])
    return shared >= _SAME_LINE * lower and line[0] <= box[0] and box[0] - line[2] <= 3 * (line[3] - line[1])


def _letters(word: str) -> str:
    """A word as both readings have it: without case, accents and ligatures."""
    split = unicodedata.normalize("NFKD", word.lower())
    return "".join(letter for letter in split if not unicodedata.combining(letter))
