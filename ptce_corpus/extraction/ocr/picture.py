"""A picture of a page made fit for OCR: of one size, upright, its noise smoothed away."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PIL.Image import Image

READ_AT = 240
"""Dots per inch at which Tesseract reads: it brings every line to 36 dots, so more only costs time."""
_SMOOTHED = 0.67
"""Radius of the blur, in dots of the picture as it was scanned: takes its noise, leaves its strokes."""
_GLANCE = 900
"""Dots of the longer side of the picture that the skew is measured on."""
_MOST_SKEW = 6.0
"""Degrees beyond which a page is turned on purpose."""
_LEAST_SKEW = 0.08
"""Degrees under which a page is left as it is."""
_FEW = 300
"""Inked dots under which a page is too empty to have a skew."""
_MOST_POINTS = 60_000
_PATCH = 24
"""Dots of the side of the patches whose noise is measured."""
_QUIET = 0.2
"""Share of the patches that are paper alone, on any page."""
_NOISE = 25
"""Levels of grey from the darkest dot of such a patch to the lightest, over which noise would be taken for ink."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A picture to read, at ``dpi``, after a turn by ``turned`` degrees counter-clockwise about its middle."""

    image: Image
    dpi: int
    turned: float

    def share(self, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        """A box in dots of this picture as shares of the page as it was given, the turn undone."""
        width, height = self.image.size
        x0, top, x1, bottom = box
        angle = math.radians(self.turned)
        cos, sin = math.cos(angle), math.sin(angle)
        middle_x, middle_y = (x0 + x1) / 2 - width / 2, (top + bottom) / 2 - height / 2
        x = middle_x * cos - middle_y * sin + width / 2
        y = middle_x * sin + middle_y * cos + height / 2
        half_width, half_height = (x1 - x0) / 2, (bottom - top) / 2
        return (
            _within((x - half_width) / width),
            _within((y - half_height) / height),
            _within((x + half_width) / width),
            _within((y + half_height) / height),
        )


def _within(share: float) -> float:
    return round(min(1.0, max(0.0, share)), 5)


def prepared(image: Image, *, dpi: int) -> Prepared:
    """The picture, of ``dpi`` dots per inch, as it is best read."""
    from PIL import Image as Pillow
    from PIL import ImageFilter

    grey = image if image.mode == "L" else image.convert("L")
    turned = skew(grey)
    scale = READ_AT / dpi
    width, height = max(1, round(grey.width * scale)), max(1, round(grey.height * scale))
    if turned:
        # Turned and scaled at once: each drawing anew costs sharpness.
        cos, sin = math.cos(math.radians(turned)) / scale, math.sin(math.radians(turned)) / scale
        left = (grey.width - cos * width + sin * height) / 2
        upper = (grey.height - sin * width - cos * height) / 2
        inverse = (cos, -sin, left, sin, cos, upper)
        bicubic = Pillow.Resampling.BICUBIC
        fit = grey.transform((width, height), Pillow.Transform.AFFINE, inverse, bicubic, fillcolor=_paper(grey))
    else:
        fit = grey.resize((width, height), Pillow.Resampling.LANCZOS)
    return Prepared(fit.filter(ImageFilter.GaussianBlur(max(1.0, _SMOOTHED * scale))), READ_AT, turned)


def _paper(image: Image) -> int:
    """The grey of the paper: the middle one of all dots."""
    levels = np.cumsum(image.histogram())
    return int(np.searchsorted(levels, levels[-1] / 2))


def is_noisy(image: Image) -> bool:
    """Whether even the bare paper of a prepared picture has dots that look like ink beside their neighbours."""
    grey = np.asarray(image)
    high, wide = (side // _PATCH for side in grey.shape)
    if not high or not wide:
        return False
    patches = grey[: high * _PATCH, : wide * _PATCH].reshape(high, _PATCH, wide, _PATCH)
    ranges = np.ptp(patches, axis=(1, 3))
    return bool(np.quantile(ranges, _QUIET) > _NOISE)


def skew(image: Image) -> float:
    """Degrees, counter-clockwise, by which a grey picture must be turned for its lines to be level; 0.0 if nearly so.

    The turn that makes the rows of ink differ most from their neighbours (W. Postl, "Detection of linear oblique
    structures and skew scan in digitized documents", 1986).
    """
    step = max(1, round(max(image.size) / _GLANCE))
    small = image.reduce(step) if step > 1 else image
    grey = np.asarray(small, dtype=np.float32)
    ink = np.maximum(float(np.median(grey)) - grey - 40, 0)
    rows, columns = np.nonzero(ink)
    if len(rows) < _FEW:
        return 0.0
    stride = max(1, len(rows) // _MOST_POINTS)
    points = rows[::stride], columns[::stride] - grey.shape[1] / 2, ink[rows, columns][::stride]
    best = 0.0
    for reach, width in ((_MOST_SKEW, 0.5), (0.4, 0.1), (0.08, 0.02)):
        tried = best + np.arange(-round(reach / width), round(reach / width) + 1) * width
        best = float(max(tried, key=lambda degrees: _contrast(points, float(degrees))))
    return best if abs(best) >= _LEAST_SKEW else 0.0


def _contrast(points: tuple[NDArray[np.intp], NDArray[np.float64], NDArray[np.float32]], degrees: float) -> float:
    """How much the rows differ from their neighbours in ink once the picture is turned by ``degrees``."""
    rows, columns, ink = points
    turned = rows - columns * math.tan(math.radians(degrees))
    profile = np.bincount((turned - turned.min()).astype(np.intp), weights=ink)
    return float(np.square(np.diff(profile)).sum())
