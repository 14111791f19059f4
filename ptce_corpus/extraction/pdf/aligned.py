"""Are aligned pieces of text the rows of a table? Columns of prose, lists and tables of contents look alike."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from ptce_corpus.extraction.pdf.cells import Row
from ptce_corpus.extraction.pdf.code import is_code
from ptce_corpus.extraction.pdf.fragments import Fragment
from ptce_corpus.extraction.pdf.programmes import begins_with_hour
from ptce_corpus.extraction.pdf.sides import runs_over

_LEADER = re.compile(r"\.{4,}|(?:\. ){4,}|…{2,}|_{5,}|(?:· ?){4,}")
_MARKER = re.compile(
    r"[•▪■●○◦‣➢➔→✓❑*–—\uf000-\uf0ff-]|[(\[]{0,2}(?:\w{1,4}[)\]]|[\w.]{1,8}[.)°]|\d{1,3}|\d[\d.]{0,6}\d)\.?"
)
_ITEM = re.compile(r"[•▪■●○◦‣➢➔→✓❑*–—\uf000-\uf0ff-]\s")
_TOWN = re.compile(r"(?:[A-Z]{1,2}[ -])?\d{5}\s+[^\W\d]")
_MOST_OF_ADDRESS = 10
_FOLIO = re.compile(r"\d{1,3}")
_DIGIT = re.compile(r"\d")
_FIGURE = re.compile(r"[^\w]{0,3}\d")
_LONG = 45
"""Characters past which a line of a cell is prose."""
_SHORT = 32
_PROSE = 15
"""Characters that a cell holds on average, at least, where sentences can run on from row to row."""
_LONGEST = 500
"""Characters past which a cell is prose, and its frame no table."""
_FULL = 0.75
_WORDY = 26
"""Characters of a line from which it may be one of running text."""
_FEWEST_ROWS = 3
_LEAST_FILLED = 0.25
"""Share of its cells that a column has filled at least."""

_Column = Sequence[Sequence[Fragment]]


def are_rows(rows: Sequence[Row], *, told_apart: bool) -> bool:
    """Whether rows of cells make a table; ``told_apart``: rules run between them."""
    fewest = _FEWEST_ROWS - 1 if all(begins_with_hour(row[0][0].text) for row in rows if row[0]) else _FEWEST_ROWS
    if len(rows) < fewest or len(rows[0]) < 2:
        return False
    if any(sum(len(piece.text) for piece in cell) > _LONGEST for row in rows for cell in row):
        return False
    if is_code([[" ".join(piece.text for piece in cell) for cell in row] for row in rows]):
        return False
    columns = list(zip(*rows, strict=True))
    whole = sum(sum(map(bool, row)) >= 2 for row in rows)
    if whole < fewest or whole < 0.6 * len(rows):
        return False
    if any(sum(map(bool, column)) < _LEAST_FILLED * len(rows) for column in columns):
        return False
    if _is_contents(rows, columns) or _is_list(columns[0]) or _are_lists(columns) or _are_addresses(columns):
        return False
    return told_apart or (not _run_on(columns) and _hold_entries(columns, written=_in_rows(rows)))


def _hold_entries(columns: Sequence[_Column], *, written: float) -> bool:
    """Whether columns hold entries rather than running text. ``written``: share of the rows written one by one."""
    if sum(map(_is_full, columns)) > 1:
        return False
    prose = [column for column in columns if _is_prose(column)]
    figures = [column for column in columns if _has_figures(column)]
    if len(prose) > 1 or not figures:
        return not prose and written >= 0.8 and (len(columns) > 2 or len(columns[0]) > _FEWEST_ROWS)
    if prose:
        # Hours and prices stand beside their entries, in whatever order a page was drawn.
        return _are_figures(columns[0]) or (written >= 0.7 and any(column not in prose for column in figures))
    return written >= 0.6 or len(figures) < len(columns)


def _run_on(columns: Sequence[_Column]) -> bool:
    """Whether sentences run on from row to row in two columns at least: columns of prose whose lines are level."""
    ends = [[cell[-1] for cell in column if cell] for column in columns]
    starts = [[cell[0] for cell in column if cell] for column in columns]
    return sum(_flows(end, start) for end, start in zip(ends, starts, strict=True)) > 1


def _flows(ends: Sequence[Fragment], starts: Sequence[Fragment]) -> bool:
    if sum(len(piece.text) for piece in starts) < _PROSE * len(starts):
        return False
    over = [runs_over(end, start) for end, start in zip(ends, starts[1:], strict=False)]
    return sum(over) >= 0.35 * len(over) > 0


def _texts(column: _Column) -> list[str]:
    return [" ".join(piece.text for piece in cell) for cell in column if cell]


def _is_contents(rows: Sequence[Row], columns: Sequence[_Column]) -> bool:
    """Whether it is a table of contents: leaders, or page numbers that never fall."""
    led = sum(any(_LEADER.search(piece.text) for cell in row for piece in cell) for row in rows)
    if led >= 0.3 * len(rows):
        return True
    folios = _texts(columns[-1])
    if len(columns) > 3 or not all(_FOLIO.fullmatch(text) for text in folios):
        return False
    numbers = [int(text) for text in folios]
    return numbers == sorted(numbers) and len(set(numbers)) > 1


def _is_list(first: _Column) -> bool:
    """Whether the first column holds the marks or numbers of a list."""
    return are_marks(_texts(first))


def _are_lists(columns: Sequence[_Column]) -> bool:
    """Whether two columns hold the items of lists, each with its mark."""
    texts = map(_texts, columns)
    return sum(sum(bool(_ITEM.match(text)) for text in column) >= 0.5 * len(column) for column in texts) > 1


def _are_addresses(columns: Sequence[_Column]) -> bool:
    """Whether two columns are the sender and the addressee of a letter: one town each, among few lines."""
    if len(columns) != 2 or len(columns[0]) > _MOST_OF_ADDRESS:
        return False
    return all(sum(bool(_TOWN.match(text)) for text in _texts(column)) == 1 for column in columns)


def are_marks(texts: Sequence[str]) -> bool:
    """Whether most of the texts of a first column are the marks or numbers of a list."""
    return sum(bool(_MARKER.fullmatch(text)) for text in texts) >= 0.5 * len(texts)


def _is_prose(column: _Column) -> bool:
    """Whether the lines of a column run on, one full line after the other."""
    lines = [len(piece.text) for cell in column for piece in cell]
    return median(lines) > _LONG or (sum(lines) / len(_texts(column)) > 2 * _LONG and median(lines) > _SHORT)


def _is_full(column: _Column) -> bool:
    """Whether the lines of a column fill its width, as those of running text do."""
    pieces = [piece for cell in column for piece in cell]
    width = max(piece.x1 for piece in pieces) - min(piece.x0 for piece in pieces)
    filled = median(piece.x1 - piece.x0 for piece in pieces) >= _FULL * width
    return filled and sum(len(piece.text) for piece in pieces) >= _WORDY * len(pieces)


def _has_figures(column: _Column) -> bool:
    """Whether most cells of a column begin with a figure."""
    texts = _texts(column)
    return sum(bool(_FIGURE.match(text)) for text in texts) >= 0.6 * len(texts)


def _are_figures(column: _Column) -> bool:
    """Whether a column holds little but figures: hours, years, prices."""
    texts = _texts(column)
    return sum(len(_DIGIT.findall(text)) >= 0.4 * len("".join(text.split())) for text in texts) >= 0.8 * len(texts)


def _in_rows(rows: Sequence[Row]) -> float:
    """Share of the rows that were written after the row above them as a whole."""
    orders = [[piece.order for cell in row for piece in cell] for row in rows]
    after = sum(min(row) > max(above) for above, row in pairwise(orders))
    return after / max(1, len(rows) - 1)
