"""Leaders: the rows of dots that lead the eye from an entry of a table of contents to its page number.

Tesseract reads letters into them. They are found on the picture first, by what sets them apart from all other ink (a
thin band, evenly beaten, with white above and below it), wiped out before OCR, and written as dots again after it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PIL.Image import Image

_DPI = 120
"""Dots per inch of the reduced picture on which leaders are looked for: a full stop has some two dots there."""
_WIDTH = 48
"""Dots that a leader must at least run: four tenths of an inch."""
_FAINT = 12
"""Levels of grey under the paper's that noise may have."""
_INKED = 4.0
"""Mean ink, in levels of grey, from which a thin band counts as written."""
_WHITE = 0.12
"""Ink above and below a leader, as a share of its own, up to which that is white."""
_LETTER = 50
"""Levels of grey under the paper's of a dot that belongs to a letter, whatever the noise."""
_PITCHES = (3, 26)
"""Dots from one point of a leader to the next, least and one past the greatest."""
_BEATEN = 0.35
"""Correlation of a band with itself, one pitch on, from which it is taken for dots and not for a rule."""
_PARTED = 0.3
"""Swing of the ink between dots and gaps, over its mean, from which it is dots: a rule has 0.1, dots 0.5 and more."""
_SHORTEST = 72
"""Dots under which a band is too short to be told from the chance play of noise: six tenths of an inch."""
_BREAK = 24
"""Dots that may be missing in one leader."""
_MOST = 200


@dataclass(frozen=True, slots=True)
class Leader:
    """A row of ``count`` dots in a picture, and the box it fills, in dots of the picture."""

    x0: float
    top: float
    x1: float
    bottom: float
    count: int

    @property
    def pitch(self) -> float:
        """Distance from one dot to the next."""
        return (self.x1 - self.x0) / self.count


def leaders(image: Image, *, dpi: int) -> list[Leader]:
    """The leaders of an upright grey picture, from the top down."""
    step = max(1, round(dpi / _DPI))
    grey = np.asarray(image.reduce(step) if step > 1 else image, dtype=np.float32)
    height, width = grey.shape
    if height < 40 or width < 2 * _WIDTH:
        return []
    ink = np.maximum(float(np.median(grey)) - grey - _FAINT, 0.0)
    found = []
    for y, begin, end in _bands(ink):
        x0, x1 = _trimmed(ink, y, begin, end)
        if x1 - x0 < _SHORTEST:
            continue
        dots = _dots(ink[y - 1 : y + 2, x0:x1].sum(axis=0))
        if dots:
            found.append(Leader(x0 * step, (y - 2) * step, x1 * step, (y + 3) * step, dots))
    return [one for one in found if not any(_hides(other, one) for other in found)][:_MOST]


def _hides(longer: Leader, leader: Leader) -> bool:
    """Whether a leader is a piece of a longer one, found again a row or two away."""
    level = abs(longer.top - leader.top) <= 2 * (leader.bottom - leader.top)
    shared = min(longer.x1, leader.x1) - max(longer.x0, leader.x0)
    return level and longer.count > leader.count and shared > 0.5 * (leader.x1 - leader.x0)


def without(image: Image, found: list[Leader]) -> Image:
    """The picture, its leaders painted over with the grey of the paper."""
    if not found:
        return image
    levels = image.histogram()
    half, paper, seen = sum(levels) / 2, 255, 0
    for level, count in enumerate(levels):
        seen += count
        if seen >= half:
            paper = level
            break
    wiped = image.copy()
    for leader in found:
        wiped.paste(paper, (int(leader.x0), int(leader.top), int(leader.x1), int(leader.bottom)))
    return wiped


def _bands(ink: NDArray[np.float32]) -> list[tuple[int, int, int]]:
    """Thin bands of ink with white above and below: the row in their middle, where they begin and end."""
    total = np.zeros((ink.shape[0] + 1, ink.shape[1] + 1), dtype=np.float64)
    total[1:, 1:] = ink.cumsum(axis=0, dtype=np.float64).cumsum(axis=1)
    wide = total[:, _WIDTH:] - total[:, :-_WIDTH]
    band, above, below = (_mean(wide, first, past) for first, past in ((-1, 2), (-9, -2), (3, 7)))
    floor = float(np.median(band))
    level = band - floor
    white = _WHITE * level + floor
    is_leader = (level > _INKED) & (above < white) & (below < white)
    bands: list[tuple[int, int, int]] = []
    for y in np.flatnonzero(is_leader.any(axis=1)):
        for x0, x1 in _runs(is_leader[y]):
            _add(bands, (int(y), x0, x1 + _WIDTH - 1), level)
    return bands


def _trimmed(ink: NDArray[np.float32], y: int, x0: int, x1: int) -> tuple[int, int]:
    """A band from its first dot to its last: without white, nor letters, which have ink above or below it."""
    around = np.concatenate((ink[max(0, y - 9) : y - 2, x0:x1], ink[y + 3 : y + 7, x0:x1]))
    written = np.flatnonzero(around.max(axis=0, initial=0) > _LETTER)
    before, after = written[written < _WIDTH], written[written >= x1 - x0 - _WIDTH]
    x0, x1 = x0 + int(before.max(initial=-1)) + 1, x0 + int(after.min(initial=x1 - x0))
    band = ink[y - 1 : y + 2, x0:x1].sum(axis=0)
    if not band.any():
        return x0, x0
    dots = np.flatnonzero(band > 0.3 * np.quantile(band, 0.95))
    return x0 + int(dots[0]), x0 + int(dots[-1]) + 1


def _mean(wide: NDArray[np.float64], first: int, past: int) -> NDArray[np.float64]:
    """Mean ink of the rows from ``first`` to ``past`` relative to each row, over each stretch of the width."""
    height = wide.shape[0] - 1
    rows = np.arange(height)
    low, high = np.clip(rows + first, 0, height), np.clip(rows + past, 0, height)
    mean: NDArray[np.float64] = (wide[high] - wide[low]) / ((past - first) * _WIDTH)
    return mean


def _runs(marked: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Where the runs of True begin and end (half-open)."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], marked.view(np.int8), [0]))))
    return [(int(start), int(end)) for start, end in zip(edges[::2], edges[1::2], strict=True)]


def _add(bands: list[tuple[int, int, int]], band: tuple[int, int, int], level: NDArray[np.float64]) -> None:
    """Add a band, or make it one with the piece at its side or the row above or below it: the darker row stays."""
    y, x0, x1 = band
    for index in range(len(bands) - 1, max(len(bands) - 6, -1), -1):
        other_y, other_x0, other_x1 = bands[index]
        if y - other_y <= 3 and min(x1, other_x1) - max(x0, other_x0) > -_BREAK:
            here, there = level[y, x0:].max(initial=0), level[other_y, other_x0:].max(initial=0)
            bands[index] = (y if here > there else other_y, min(x0, other_x0), max(x1, other_x1))
            return
    bands.append(band)


def _dots(profile: NDArray[np.float32]) -> int:
    """How many dots the band with this ink from left to right has; 0 when it is no row of dots."""
    beat = profile - profile.mean()
    energy = float(beat @ beat)
    if energy <= 0:
        return 0
    far = min(_PITCHES[1], len(beat) // 3)
    lags = np.arange(_PITCHES[0], far)
    matches = np.array([float(beat[lag:] @ beat[:-lag]) / energy * len(beat) / (len(beat) - lag) for lag in lags])
    peaks = [i for i in range(1, len(matches) - 1) if matches[i - 1] < matches[i] >= matches[i + 1]]
    strong = [i for i in peaks if matches[i] >= _BEATEN]
    if not strong:
        return 0
    best = next(i for i in strong if matches[i] >= 0.7 * max(matches[j] for j in strong))
    pitch = _refined(beat, float(lags[best]))
    wave = np.exp(-2j * np.pi * np.arange(len(beat)) / pitch)
    parted = 2 * abs(wave @ beat) >= _PARTED * float(profile.sum())
    return round(len(beat) / pitch + 0.5) if parted else 0


def _refined(beat: NDArray[np.float32], pitch: float) -> float:
    """The pitch to a part of a dot: the period near ``pitch`` whose wave the profile follows best."""
    places = np.arange(len(beat))
    periods = np.linspace(pitch - 0.6, pitch + 0.6, 61)
    waves = np.exp(-2j * np.pi * places[None, :] / periods[:, None])
    return float(periods[int(np.argmax(np.abs(waves @ beat)))])
