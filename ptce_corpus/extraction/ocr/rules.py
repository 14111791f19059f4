"""The straight rules that a picture of a page shows: borders of tables and boxes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from ptce_corpus.extraction.pdf.lattice import lattices
from ptce_corpus.extraction.pdf.rules import Rule

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PIL.Image import Image

    Grey = NDArray[np.float32]

_DPI = 120
"""Dots per inch of the reduced picture on which rules are looked for: a thin rule has one or two dots there."""
_BESIDE = 4
"""Dots from the middle of a rule to the white at its sides: a rule is at most some 3 points thick."""
_DARKER = 14.0
"""Levels of grey that a rule is darker than both its sides, noise taken out."""
_SHORTEST, _SHORTEST_LYING = 30, 60
"""Dots of the shortest rules: 18 points are more than a letter is high, 36 are more than letters run together."""
_GAP = 2
"""Dots that may be missing in a rule."""
_ONE = 1
"""Dots that may part two stretches, one under the other, of one rule."""
_MOST = 400
"""Rules of one direction past which a picture is no page of text."""
_WIPED = 3.0
"""Points across a rule that are painted over."""


def rules(image: Image, *, dpi: int) -> list[Rule]:
    """The rules of an upright grey picture, in points from its upper left corner; ``y`` is negative, as it grows up."""
    step = max(1, round(dpi / _DPI))
    grey = np.asarray(image.reduce(step) if step > 1 else image, dtype=np.float32)
    if min(grey.shape) < 2 * _SHORTEST:
        return []
    scale = 72 * step / dpi
    lying = [Rule(x0 * scale, -y * scale, x1 * scale, -y * scale) for y, x0, x1 in _lying(grey, least=_SHORTEST_LYING)]
    standing = [Rule(x * scale, -y1 * scale, x * scale, -y0 * scale) for x, y0, y1 in _lying(grey.T, least=_SHORTEST)]
    return [] if max(len(lying), len(standing)) > _MOST else lying + standing


def of_tables(found: Sequence[Rule]) -> list[Rule]:
    """The rules that stand in or around tables, not those under words."""
    boxes = [box for table in lattices(found, quadrant=0) if len(table) > 1 for box in table]
    return [rule for rule in found if any(_borders(rule, box) for box in boxes)]


def _borders(rule: Rule, box: tuple[float, float, float, float]) -> bool:
    x0, top, x1, bottom = box
    if rule.level:
        shared = min(rule.right, x1) - max(rule.left, x0)
        return shared > 0 and min(abs(-rule.top - top), abs(-rule.top - bottom)) <= _WIPED
    shared = min(-rule.bottom, bottom) - max(-rule.top, top)
    return shared > 0 and min(abs(rule.left - x0), abs(rule.left - x1)) <= _WIPED


def _lying(grey: Grey, *, least: int) -> list[tuple[float, float, float]]:
    """The rules that lie: where they are down the picture, where they begin and end, in dots."""
    ridge = np.zeros(grey.shape, dtype=np.bool_)
    sides = np.minimum(grey[: -2 * _BESIDE], grey[2 * _BESIDE :])
    ridge[_BESIDE:-_BESIDE] = sides - grey[_BESIDE:-_BESIDE] > _DARKER
    strayed = ridge.copy()
    strayed[1:] |= ridge[:-1]
    strayed[:-1] |= ridge[1:]
    found: list[tuple[int, int, int, int]] = []
    for y in np.flatnonzero(strayed.sum(axis=1) >= least).tolist():
        for begin, end in _stretches(strayed[y], least):
            _add(found, (y, y + 1, begin, end))
    return [((top + bottom) / 2, float(x0), float(x1)) for top, bottom, x0, x1 in found]


def _stretches(marked: NDArray[np.bool_], least: int) -> Iterator[tuple[int, int]]:
    """Where long stretches of True begin and end (half-open), small gaps in them passed over."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], marked, [False]))))
    starts, ends = edges[::2], edges[1::2]
    apart = np.flatnonzero(starts[1:] - ends[:-1] > _GAP)
    begins, stops = np.concatenate((starts[:1], starts[apart + 1])), np.concatenate((ends[apart], ends[-1:]))
    long = stops - begins >= least
    return zip(begins[long].tolist(), stops[long].tolist(), strict=True)


def _add(found: list[tuple[int, int, int, int]], rule: tuple[int, int, int, int]) -> None:
    """Add a stretch of one row (top, bottom, begin, end), or make it one with what was found above it."""
    top, bottom, x0, x1 = rule
    for index in range(len(found) - 1, max(len(found) - _MOST, -1), -1):
        other_top, other_bottom, other_x0, other_x1 = found[index]
        if top - other_bottom <= _ONE and min(x1, other_x1) - max(x0, other_x0) > 0:
            found[index] = (other_top, bottom, min(x0, other_x0), max(x1, other_x1))
            return
    found.append(rule)


def without(image: Image, found: Sequence[Rule], *, dpi: int) -> Image:
    """The picture, rules painted over with the grey of the paper: Tesseract reads letters into them."""
    if not found:
        return image
    levels = np.cumsum(image.histogram())
    paper = int(np.searchsorted(levels, levels[-1] / 2))
    dots, half = dpi / 72, _WIPED / 2
    wiped = image.copy()
    for rule in found:
        aside, beyond = (0.0, half) if rule.level else (half, 0.0)
        left, right = rule.left - aside, rule.right + aside
        top, bottom = -rule.top - beyond, -rule.bottom + beyond
        wiped.paste(paper, (round(left * dots), round(top * dots), round(right * dots), round(bottom * dots)))
    return wiped
