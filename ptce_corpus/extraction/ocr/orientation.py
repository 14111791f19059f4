"""Which way up a scanned page is.

A page that lies on its side or stands on its head reads as next to nothing. Only then is its darkest patch of text
read in all four orientations; what reads best by far is upright.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from PIL.Image import Image

TURNS = (90, 180, 270)
"""Degrees, counter-clockwise, by which a page may have to be turned."""
POOR = 0.55
"""Worth of a reading under which a page may lie the wrong way: good ones have 0.6 and more, turned ones 0.3 at most."""
_GOOD = 0.5
"""Worth of the patch, once turned, from which it is text."""
_BETTER = 1.5
"""How many times better than unturned it must read."""
_PATCH = 3.0
"""Inches of the side of the patch: some fifteen lines."""
_GLANCE = 12
"""Dots per inch of the picture on which the patch is chosen."""
_INK = 30
"""Levels of grey under the paper's from which a dot of that picture counts as written on."""
_LEAST_INK = 0.02
_MOST_INK = 0.75
"""Shares of inked dots of a patch under and over which it is white paper, or a photograph."""

Worth = Callable[["Image"], float]


def turn(image: Image, *, dpi: int, worth: Worth) -> int:
    """Degrees, counter-clockwise, by which a grey picture that reads poorly must be turned; 0 where none helps.

    ``worth`` says how well a piece of it reads, in [0, 1].
    """
    patch = _patch(image, dpi=dpi)
    if patch is None:
        return 0
    best, degrees = max(_tried(patch, worth))
    return degrees if best >= _GOOD and best >= _BETTER * worth(patch) else 0


def turned(image: Image, degrees: int) -> Image:
    """The picture, turned counter-clockwise, dot by dot."""
    from PIL import Image as Pillow

    turns = {90: Pillow.Transpose.ROTATE_90, 180: Pillow.Transpose.ROTATE_180, 270: Pillow.Transpose.ROTATE_270}
    return image.transpose(turns[degrees]) if degrees in turns else image


def unturned(box: tuple[float, float, float, float], degrees: int) -> tuple[float, float, float, float]:
    """A box of the turned picture, in shares of its sides, as shares of the picture as it was before."""
    x0, top, x1, bottom = box
    if degrees == 90:
        found = (1 - bottom, x0, 1 - top, x1)
    elif degrees == 180:
        found = (1 - x1, 1 - bottom, 1 - x0, 1 - top)
    elif degrees == 270:
        found = (top, 1 - x1, bottom, 1 - x0)
    else:
        return box
    left, upper, right, lower = (round(share, 5) for share in found)
    return left, upper, right, lower


def _tried(patch: Image, worth: Worth) -> Iterable[tuple[float, int]]:
    for degrees in TURNS:
        reads = worth(turned(patch, degrees))
        yield reads, degrees
        if reads >= 0.8:
            return


def _patch(image: Image, *, dpi: int) -> Image | None:
    """The square of a picture that is most written on; None where there is nothing to read."""
    step = max(1, round(dpi / _GLANCE))
    grey = np.asarray(image.reduce(step), dtype=np.float32)
    side = min(round(_PATCH * dpi / step), *grey.shape)
    if side < 2:
        return None
    ink = (float(np.median(grey)) - grey > _INK).astype(np.int64)
    total = np.zeros((grey.shape[0] + 1, grey.shape[1] + 1), dtype=np.int64)
    total[1:, 1:] = ink.cumsum(axis=0).cumsum(axis=1)
    held = total[side:, side:] - total[:-side, side:] - total[side:, :-side] + total[:-side, :-side]
    held = np.where(held <= _MOST_INK * side * side, held, 0)
    y, x = np.unravel_index(int(held.argmax()), held.shape)
    if held[y, x] < _LEAST_INK * side * side:
        return None
    return image.crop((int(x) * step, int(y) * step, (int(x) + side) * step, (int(y) + side) * step))
