"""What the characters of symbol fonts show."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources


def shown(code: int, *, font: str) -> str:
    """The sign that a symbol font shows for a code; empty when it is not known, the character itself in other fonts."""
    fonts = _fonts()
    signs = fonts.get(font.strip().lower())
    low = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    if signs is not None:
        return signs.get(low, chr(low) if 0x20 <= low < 0x7F and font.strip().lower() == "symbol" else "")
    return chr(code) if code < 0x110000 and not 0xE000 <= code <= 0xF8FF else ""


@cache
def _fonts() -> dict[str, dict[int, str]]:
    source = resources.files("ptce_corpus.extraction").joinpath("data/symbols.toml").read_text(encoding="utf-8")
    fonts = tomllib.loads(source)
    return {font: {int(code, 16): sign for code, sign in signs.items()} for font, signs in fonts.items()}
