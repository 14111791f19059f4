"""Memory that is no longer used, given back."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache


def released() -> None:
    """Give free memory of the C heap back to the system, where its library knows how (glibc).

    What a large document took would otherwise stay with its worker for good: glibc itself gives back no more than the
    end of its heap.
    """
    _trim()(0)


@cache
def _trim() -> Callable[[int], object]:
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            trim: Callable[[int], object] = ctypes.CDLL(None).malloc_trim
            return trim
    return lambda _: None
