"""In which order the shapes of a slide are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Shape = TypeVar("Shape")


@dataclass(frozen=True, slots=True)
class Placed(Generic[Shape]):
    """A shape with its upper edge, left edge and height, in one unit; ``title``: it is the title of its slide."""

    shape: Shape
    top: float
    left: float
    height: float
    title: bool = False


def in_reading_order(shapes: Sequence[Placed[Shape]]) -> list[Placed[Shape]]:
    """The title first, then from top to bottom; what stands side by side from left to right.

    Two shapes stand side by side when the upper edge of the lower one is above the middle of the first of its row.
    """
    ordered = sorted(shapes, key=lambda placed: (not placed.title, placed.top, placed.left))
    titles = [placed for placed in ordered if placed.title]
    rows: list[list[Placed[Shape]]] = []
    for placed in ordered[len(titles) :]:
        if rows and placed.top < rows[-1][0].top + rows[-1][0].height / 2:
            rows[-1].append(placed)
        else:
            rows.append([placed])
    return titles + [placed for row in rows for placed in sorted(row, key=lambda placed: placed.left)]
