"""Is what stands in aligned pieces program code, a formula or an alphabet? Their rows are no rows of cells."""

from __future__ import annotations

import re
from collections.abc import Sequence

_REMARK = re.compile(r"%{1,3}(?!\s?\d)|//|/\*|#\s?[^\W\d]|--\s?\w|&\s")
"""What begins a remark in a program, or a cell in the source of a table."""
_ASSIGNS = re.compile(r"\w\s?:?=$|^:?=\s?\S")
_RAISES = re.compile(r"\w\^|_\{")
_LEAST_CODE = 0.4
"""Share of rows that look like code from which all are."""
_LEAST_LETTERS = 0.5
"""Share of cells that hold single letters only from which a table is an alphabet."""
_FEWEST_LETTERS = 4


def is_code(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the rows of cells are lines of a program, of a formula or of an alphabet."""
    if sum(map(_is_line_of_code, rows)) >= _LEAST_CODE * len(rows):
        return True
    cells = [cell for row in rows for cell in row if cell]
    return sum(map(_are_letters, cells)) >= _LEAST_LETTERS * len(cells)


def _is_line_of_code(row: Sequence[str]) -> bool:
    """Whether a row has a remark, an assignment or a bracket that closes in another cell."""
    cells = [cell for cell in row if cell]
    if any(_REMARK.match(cell) for cell in cells) or any(map(_ASSIGNS.search, cells)):
        return True
    return any(cell.count("{") != cell.count("}") or _RAISES.search(cell) for cell in cells)


def _are_letters(cell: str) -> bool:
    """Whether a cell holds single letters only, as alphabets do."""
    words = cell.split()
    return len(words) >= _FEWEST_LETTERS and all(len(word) == 1 and word.isalpha() for word in words)
