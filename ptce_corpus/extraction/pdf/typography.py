"""Odd boxes of type set right before anything is measured by them: fonts that claim too tall a line, drop capitals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from ptce_corpus.extraction.pdf.fragments import Fragment

_CROWDED = 0.62
"""Distance of two lines, over the height of their boxes, under which the boxes are taller than the type."""
_SLIM = 0.85
"""Height of a box over the distance of lines, once it is set right."""
_DROPPED = 1.7
"""Height of a drop capital over that of the text from which it counts as one."""


def slimmed(fragments: Sequence[Fragment]) -> list[Fragment]:
    """The fragments; those whose font claims boxes far taller than its lines are apart get boxes that fit."""
    steps: defaultdict[int, list[float]] = defaultdict(list)
    previous: Fragment | None = None
    for item in fragments:
        if previous is not None and abs(item.height - previous.height) < 0.5 and not (item.block or previous.block):
            step = item.middle - previous.middle
            if 0.1 * item.height < step < 1.7 * item.height and item.x0 < previous.x1 and previous.x0 < item.x1:
                steps[round(item.height)].append(step)
        previous = item
    tall = {
        height: 2 * _SLIM * median(found) / 2
        for height, found in steps.items()
        if height and median(found) < _CROWDED * height
    }
    if not tall:
        return list(fragments)
    return [_slim(item, tall.get(round(item.height))) for item in fragments]


def _slim(item: Fragment, height: float | None) -> Fragment:
    if height is None or item.block:
        return item
    return replace(item, top=item.middle - height / 2, bottom=item.middle + height / 2)


def with_capitals(fragments: list[Fragment]) -> list[Fragment]:
    """The fragments, a drop capital joined to the first of the lines that stand at its right."""
    lines = [item for item in fragments if not item.block and len(item.text) > 2]
    if len(lines) < 3:
        return fragments
    usual = median(item.height for item in lines)
    capitals = [item for item in fragments if item.height > _DROPPED * usual and _is_capital(item.text)]
    for capital in capitals[:20]:
        fragments = _with_capital(fragments, capital)
    return fragments


def _is_capital(text: str) -> bool:
    letters = text.strip("«“\" '’")
    return len(letters) == 1 and letters.isupper()


def _with_capital(fragments: list[Fragment], capital: Fragment) -> list[Fragment]:
    """The fragments with ``capital`` joined to its text; as they were where fewer than two lines stand beside it."""
    reach = capital.x1 + 0.5 * capital.height
    beside = [
        item
        for item in fragments
        if item is not capital
        and not item.block
        and item.height < 0.75 * capital.height
        and capital.x0 < item.x0 < reach
        and capital.top - 0.3 * item.height < item.middle < capital.bottom
    ]
    if len(beside) < 2:
        return fragments
    first = min(beside, key=lambda item: (item.middle, item.x0))
    glue = "" if first.text[:1].islower() or first.text[:1] in "'’" else " "
    if len(first.text) > 1 and first.text[:2].isupper():
        glue = ""
    whole = replace(first, text=capital.text + glue + first.text, order=min(capital.order, first.order), x0=capital.x0)
    return [whole if item is first else item for item in fragments if item is not capital]
