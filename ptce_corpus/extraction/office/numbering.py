"""The marks of list items and numbered headings, as Word counts them (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ptce_corpus.extraction.office.list_figures import BULLET, figures

_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """How the items of a list are marked at a depth: figures, the text around them (``%1.%2``), the first number."""

    form: str
    text: str
    start: int


@dataclass(slots=True)
class Numbering:
    """The lists of a document: gives each item its mark, in the order of the text.

    ``levels``: those of each definition, by depth from 0; ``lists``: the definition of each list; ``restarts``: where
    a list begins anew, and with which number.
    """

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    restarts: dict[str, dict[int, int]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def mark(self, number: str, depth: int) -> str:
        """The mark of the next item of a list at a depth from 0: a dash or what Word shows, and a space."""
        if number in {"", "0"}:
            return ""
        listed = self.lists.get(number, "")
        levels = self.levels.get(listed, {})
        level = levels.get(depth)
        if level is None:
            return BULLET
        if level.form == "none" or not level.text.strip():
            return ""
        if level.form == "bullet" or "%" not in level.text:
            return BULLET if level.form == "bullet" else f"{level.text.strip()} "
        counts = self._counts.setdefault(listed, {})
        start = self.restarts.get(number, {}).pop(depth, None)
        counts[depth] = start if start is not None else counts.get(depth, level.start - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        return _shown(level.text, levels, counts) + " "


def _shown(text: str, levels: dict[int, Level], counts: dict[int, int]) -> str:
    def place(match: re.Match[str]) -> str:
        depth = int(match[1]) - 1
        level = levels.get(depth)
        count = counts.get(depth, level.start if level else 1)
        return figures(count, form=level.form if level else "decimal")

    return _PLACE.sub(place, text).strip()
