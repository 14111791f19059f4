"""Whether a picture of a page shows columns of prose side by side: then Tesseract must look for them.

Where there are none it must not: it takes the cells of tables for columns and loses some in a noisy picture.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PIL.Image import Image

_DPI = 72
"""Dots per inch of the reduced picture on which columns are looked for."""
_INK = 40
"""Levels of grey under the paper's from which a dot is written on."""
_GUTTER = 8
"""Dots of white that part two columns, a ninth of an inch: more than the widest space between words."""
_SMEAR = 7
"""Dots by which ink is spread, so that lines of prose become one bar."""
_BESIDE = 0.22
"""Share of the page's width, at either side of a gutter, that prose fills."""
_FULL = 0.85
"""Share of it that must be filled: cells of a table seldom are."""
_LEAST = 40
"""Points of height over which columns must stand side by side: three lines. Tables measured have 12 at most."""


def in_columns(image: Image, *, dpi: int) -> bool:
    """Whether an upright grey picture shows prose in columns."""
    return gutter_height(image, dpi=dpi) >= _LEAST


def gutter_height(image: Image, *, dpi: int) -> int:
    """How far down the page, in points, the best gutter has full lines at both sides; 0 where there is none."""
    from PIL import Image as Pillow
    from PIL import ImageFilter

    step = max(1, round(dpi / _DPI))
    grey = np.asarray(image.reduce(step) if step > 1 else image, dtype=np.float32)
    height, width = grey.shape
    beside = round(_BESIDE * width)
    if height < _LEAST or width < 2 * beside + _GUTTER + 1:
        return 0
    ink = (float(np.median(grey)) - grey > _INK).astype(np.uint8)
    bars = np.asarray(Pillow.fromarray(ink * 255).filter(ImageFilter.MaxFilter(_SMEAR)), dtype=np.uint8) > 0
    # Between two lines of one column there is white as well: ink spread upright fills it.
    upright = _spread(ink.T, _SMEAR).T > 0
    upright = np.concatenate(
        (upright[:1].repeat(_SMEAR // 2, axis=0), upright, upright[-1:].repeat(_SMEAR // 2, axis=0))
    )
    white = _spread(upright, _GUTTER) == 0
    full = _spread(bars, beside) >= _FULL * beside
    last = width - beside - _GUTTER
    # White from x on, as wide as a gutter; full at its left up to x, and at its right from the gutter's end on.
    gutters = (
        white[:, beside : last + 1] & full[:, : last + 1 - beside] & full[:, beside + _GUTTER : last + 1 + _GUTTER]
    )
    return int(gutters.sum(axis=0).max()) * round(step * 72 / dpi * 100) // 100


def _spread(marked: NDArray[np.generic], length: int) -> NDArray[np.int32]:
    """How many of the ``length`` dots from each one on, along the row, are marked."""
    total = np.zeros((marked.shape[0], marked.shape[1] + 1), dtype=np.int32)
    total[:, 1:] = marked.astype(np.int32).cumsum(axis=1)
    return total[:, length:] - total[:, :-length]
