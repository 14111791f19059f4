"""Letters without their accents, in a copy of the text where every character keeps its place."""

from __future__ import annotations

import unicodedata


def _unaccented(code: int) -> str:
    base = unicodedata.normalize("NFD", chr(code))[0]
    return base if base.isalpha() else chr(code)


_PLAIN = {code: _unaccented(code) for code in range(0xC0, 0x250) if chr(code).isalpha()}
_PLAIN |= {0x2019: "'", 0x02BC: "'", 0x2018: "'", 0xA0: " ", 0x202F: " ", 0x2009: " ", 0x2011: "-", 0x2010: "-"}
_LOWER = {code: chr(code).lower() for code in range(0x41, 0x250) if chr(code).isupper() and len(chr(code).lower()) == 1}
_FLAT = _PLAIN | {code: _PLAIN.get(ord(low), low) for code, low in _LOWER.items()}


def plain(text: str) -> str:
    """``text`` without accents, with straight apostrophes and plain spaces; same length, same case."""
    return text.translate(_PLAIN)


def flat(text: str) -> str:
    """``plain`` in lower case; same length, so that spans found in it count in ``text`` too."""
    return text.translate(_FLAT)
