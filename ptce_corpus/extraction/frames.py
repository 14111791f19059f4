"""A picture made ready for OCR: upright, grey, at a resolution that its page needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PIL.Image import Image

_A4 = (8.27, 11.69)
"""Width and height in inches."""
_LEAST_DPI, _MOST_DPI = 60, 1200
_LEAST_INCHES, _MOST_INCHES = 2.0, 50.0
"""Shorter and longer side of what a resolution is believed for: from a visiting card to a poster."""
_FINER = 1.5
"""How much finer than wanted a picture may be before it is reduced."""
_ORIENTATION, _AS_HELD = 0x0112, 1
"""The EXIF tag that says how a picture is to be turned, and its value for one that is upright."""
_STRIP = 256
_DEEP_MODES = frozenset(("I", "F", "I;16", "I;16L", "I;16B", "I;16N"))


def resolution(image: Image) -> int:
    """Dots per inch of a picture: what its file says if its page then has a likely size, else that of an A4 page."""
    short, long = sorted(image.size)
    claimed = _claimed(image)
    if _LEAST_DPI <= claimed <= _MOST_DPI and short >= _LEAST_INCHES * claimed and long <= _MOST_INCHES * claimed:
        return round(claimed)
    estimated = max(short / _A4[0], long / _A4[1])
    return round(min(max(estimated, _LEAST_DPI), _MOST_DPI))


def _claimed(image: Image) -> float:
    try:
        return float(image.info["dpi"][0])
    except (KeyError, TypeError, ValueError, IndexError, ArithmeticError):
        return 0.0


def ready(image: Image, *, wanted: int) -> tuple[Image, int]:
    """The picture as OCR takes it, and its dots per inch, at most about those ``wanted``.

    Raises:
        OSError, ValueError, SyntaxError: when the picture cannot be decoded.
    """
    dpi = resolution(image)
    image.load()
    flat = _opaque(_upright(image))
    if dpi < _FINER * wanted:
        return flat, dpi
    share = wanted / dpi
    return flat.resize((max(1, round(flat.width * share)), max(1, round(flat.height * share)))), wanted


def _upright(image: Image) -> Image:
    """The picture turned as its camera or scanner says that it was held."""
    from PIL import ImageOps

    try:
        if image.getexif().get(_ORIENTATION, _AS_HELD) == _AS_HELD:
            return image
        return ImageOps.exif_transpose(image)
    except Exception:  # Pillow raises all sorts on forged metadata, which is only asked for a hint
        return image


def _opaque(image: Image) -> Image:
    """The picture in grey, which is all that OCR looks at, what is transparent on white."""
    from PIL import Image

    if image.mode in _DEEP_MODES:
        return _eight_bits(image)
    if image.mode == "LAB":
        return image.getchannel("L")
    if not image.has_transparency_data:
        return image.convert("L")
    coloured = image if "A" in image.getbands() else image.convert("RGBA")
    white = Image.new("L", image.size, 255)
    white.paste(coloured.convert("L"), mask=coloured.getchannel("A"))
    return white


def _eight_bits(image: Image) -> Image:
    """A picture of more than eight bits a pixel, its darkest point made black and its lightest white."""
    import numpy as np
    from PIL import Image

    deep = np.asarray(image)
    grey = np.zeros(deep.shape, dtype=np.uint8)
    extremes = [
        (float(known.min()), float(known.max())) for strip in _strips(deep) if (known := strip[np.isfinite(strip)]).size
    ]
    low = min((least for least, _ in extremes), default=0.0)
    high = max((most for _, most in extremes), default=0.0)
    scale = 255 / (high - low) if high > low else 1.0
    for strip, target in zip(_strips(deep), _strips(grey), strict=True):
        target[:] = np.nan_to_num((strip.astype(np.float64) - low) * scale).clip(0, 255)
    return Image.fromarray(grey)


def _strips(pixels: NDArray[Any]) -> list[NDArray[Any]]:
    """Views on a picture, few rows each, so that what is worked out on one takes little memory."""
    return [pixels[start : start + _STRIP] for start in range(0, len(pixels), _STRIP)]
