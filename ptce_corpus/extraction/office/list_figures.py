"""How lists number their items."""

from __future__ import annotations

from collections.abc import Callable

BULLET = "- "
"""What marks an item of a list without numbers."""
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_MOST = 3000
"""Numbers past which an item is given as digits, whatever its style: Roman figures grow without end."""


def figures(count: int, *, form: str) -> str:
    """A number as a list shows it: ``decimal``, ``lowerRoman``, ``upperRoman``, ``lowerLetter`` or ``upperLetter``."""
    shown = _FORMS.get(form)
    if shown is None or not 0 < count <= _MOST:
        return f"{count:02}" if form == "decimalZero" else str(count)
    return shown(count)


def _roman(count: int) -> str:
    shown = ""
    for worth, letters in _ROMAN:
        shown += letters * (count // worth)
        count %= worth
    return shown


def _letters(count: int) -> str:
    """After z come aa, bb…, as Word counts."""
    times, place = divmod(count - 1, 26)
    return chr(ord("a") + place) * (times + 1)


_FORMS: dict[str, Callable[[int], str]] = {
    "lowerRoman": _roman,
    "upperRoman": lambda count: _roman(count).upper(),
    "lowerLetter": _letters,
    "upperLetter": lambda count: _letters(count).upper(),
}
