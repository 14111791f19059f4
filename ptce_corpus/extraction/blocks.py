"""Pages built from the paragraphs, headings, rows and page breaks of a document that names them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ptce_corpus.domain.document import Heading, Layout, SourcePage, Table
from ptce_corpus.domain.span import Span
from ptce_corpus.errors import UnreadableFile
from ptce_corpus.extraction.origins import native_page, printable

CELL = " | "
"""What parts the cells of a row."""
_LONG_CELL = 400
"""Characters past which a cell is prose laid out in a table rather than an entry of one."""
_LONG_HEADING = 300
"""Characters past which a paragraph is prose that bears the style of a heading."""
DEEPEST_HEADING = 9
"""The lowest level that word processors know."""
_MOST_COLUMNS = 128
"""Cells of a row; what comes after them stands in the last, so that no forged row widens all others without end."""


@dataclass(slots=True)
class _Rows:
    """A table while its rows come in: the spans of their cells, and whether one of them stands on a line as a row."""

    rows: list[list[Span]] = field(default_factory=list)
    tabular: bool = False

    def table(self) -> Table:
        """The table, its rows made equally wide."""
        width = max(map(len, self.rows))
        widened = tuple((*row, *[Span(row[-1].end, row[-1].end)] * (width - len(row))) for row in self.rows)
        return Table(Span(widened[0][0].start, widened[-1][-1].end), widened)


@dataclass(slots=True)
class _Sheet:
    """A page while it fills. Pieces of text come in clean, so that their places are those of the page's text."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    notes: list[str] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    tables: list[_Rows] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        return not self.parts and not self.notes

    def add(self, text: str, *, gap: str) -> Span:
        """Put ``text`` at the end, ``gap`` before it unless it is the first, and say where it stands."""
        if self.parts:
            self.parts.append(gap)
            self.length += len(gap)
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        return Span(start, self.length)

    def page(self, number: int) -> SourcePage:
        """The page, its notes below the rest."""
        for note in self.notes:
            self.add(note, gap="\n\n")
        tables = tuple(rows.table() for rows in self.tables if rows.tabular)
        page = native_page(number, "".join(self.parts))
        return replace(page, layout=Layout(tables=tables, headings=tuple(self.headings)))


@dataclass(slots=True)
class PageBuilder:
    """Takes what a document holds in order, and gives its pages with their layout.

    Paragraphs are parted by a blank line; the items of a list, and the rows of a table, by a line end.
    """

    _sheets: list[_Sheet] = field(default_factory=lambda: [_Sheet()])
    _open: _Rows | None = None
    _on_a_line: bool = False

    def paragraph(self, text: str, *, close: bool = False, level: int | None = None) -> None:
        """A paragraph; ``close``: it follows the one before without a blank line; ``level``: it is a heading."""
        self._open = None
        span = self._put(text, close=close)
        if span and level is not None and len(span) <= _LONG_HEADING:
            self._sheets[-1].headings.append(Heading(span, max(1, min(level, DEEPEST_HEADING))))

    def note(self, text: str) -> None:
        """A footnote: it stands at the end of its page."""
        clean = " ".join(printable(text).split())
        if clean:
            self._sheets[-1].notes.append(clean)

    def row(self, cells: Sequence[str], *, first: bool) -> None:
        """A row of a table, on one line; a row of long cells, as laid out letters have, cell after cell.

        A cell that others are merged into comes once, the places of the others as empty texts. ``first``: the row
        opens a table.
        """
        if len(cells) > _MOST_COLUMNS:
            cells = [*cells[: _MOST_COLUMNS - 1], " ".join(cells[_MOST_COLUMNS - 1 :])]
        flat = [" ".join(printable(cell).split()) for cell in cells]
        if not any(flat):
            self._open = None if first else self._open
            return
        if first or self._open is None:
            self._open, self._on_a_line = _Rows(), False
            self._sheets[-1].tables.append(self._open)
        if any(len(cell) > _LONG_CELL for cell in flat) or (not any(flat[1:]) and "\n" in cells[0].strip()):
            self._open.rows.append(self._one_by_one(cells))
            self._on_a_line = False
            return
        self._open.rows.append(self._line(flat, close=self._on_a_line))
        self._open.tabular |= sum(map(bool, flat)) > 1
        self._on_a_line = True

    def table(self, rows: Sequence[Sequence[str]]) -> None:
        """A whole table; one of a single column, or of one row of cells of several lines, only frames paragraphs."""
        wide = max(map(len, rows), default=0) > 1
        framing = not wide or (len(rows) == 1 and any("\n" in cell.strip() for cell in rows[0]))
        for number, cells in enumerate(rows):
            if framing:
                for line in (line for cell in cells for line in cell.split("\n")):
                    self.paragraph(line)
            else:
                self.row(cells, first=number == 0)

    def page_break(self, *, hard: bool) -> None:
        """A new page; a soft break (one that the layout made) right after another break is the same break."""
        if hard or not self._sheets[-1].empty:
            self._sheets.append(_Sheet())
            self._open = None

    def pages(self) -> tuple[SourcePage, ...]:
        """The pages; empty ones at the end are left out.

        Raises:
            UnreadableFile: when there is no text at all.
        """
        while len(self._sheets) > 1 and self._sheets[-1].empty:
            self._sheets.pop()
        if all(sheet.empty for sheet in self._sheets):
            raise UnreadableFile("The document holds no text.", remedy="Replace it with a complete copy, or remove it.")
        return tuple(sheet.page(number) for number, sheet in enumerate(self._sheets, start=1))

    def _put(self, text: str, *, close: bool) -> Span | None:
        lines = (line.rstrip(" \t\u00a0").lstrip(" \t") for line in printable(text).split("\n"))
        clean = "\n".join(lines).strip()
        return self._sheets[-1].add(clean, gap="\n" if close else "\n\n") if clean else None

    def _one_by_one(self, cells: Sequence[str]) -> list[Span]:
        """Put the cells of a row one below the other; an empty one stands at the end of the one before it."""
        spans = [self._put(cell, close=False) for cell in cells]
        place = next(span.start for span in spans if span is not None)
        placed = []
        for span in spans:
            placed.append(span or Span(place, place))
            place = placed[-1].end
        return placed

    def _line(self, cells: Sequence[str], *, close: bool) -> list[Span]:
        """Put a row on one line, and say where its cells stand on the page; the empty ones at its end leave no mark."""
        line, spans = "", []
        last = max(index for index, cell in enumerate(cells) if cell)
        for index, cell in enumerate(cells):
            if 0 < index <= last:
                line += CELL if line else CELL.lstrip()
            spans.append(Span(len(line), len(line) + len(cell)))
            line += cell
        start = self._sheets[-1].add(line, gap="\n" if close else "\n\n").start
        return [span.shifted(start) for span in spans]
