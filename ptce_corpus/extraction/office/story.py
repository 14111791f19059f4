"""The paragraphs and tables of a text whose end is only known as it comes, as in RTF and old Word files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ptce_corpus.extraction.blocks import PageBuilder
from ptce_corpus.extraction.headings import Letters, heading_size, levels_of_sizes
from ptce_corpus.extraction.office.list_figures import BULLET

_MOST_COLUMNS = 128
_SAME_EDGE = 30
"""Twips within which the right edges of two cells are the same."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with the mark of the list item that it is and the level of the heading that its style makes it."""

    letters: tuple[Letters, ...]
    mark: str = ""
    level: int | None = None

    @property
    def text(self) -> str:
        """The text with its mark."""
        return self.mark + "".join(letters.text for letters in self.letters)


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, and their right edges where these are known for all."""

    cells: tuple[str, ...]
    edges: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Rows:
    """A whole table."""

    rows: tuple[Row, ...]

    @property
    def aligned(self) -> list[list[str]]:
        """The cells row by row, empty texts where a cell reaches over the columns of others."""
        if not all(row.edges for row in self.rows):
            return [list(row.cells) for row in self.rows]
        columns = _columns([edge for row in self.rows for edge in row.edges])
        if len(columns) > _MOST_COLUMNS:
            return [list(row.cells) for row in self.rows]
        return [_spread(row, columns) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or endnote."""

    text: str


@dataclass(frozen=True, slots=True)
class NewPage:
    """A page break; ``hard``: the writer made it."""

    hard: bool


Block = Paragraph | Rows | Note | NewPage


def tell(blocks: Sequence[Block], builder: PageBuilder) -> None:
    """Tell a page builder the blocks of a text, with the headings that were made by hand."""
    sizes = levels_of_sizes(block.letters for block in blocks if isinstance(block, Paragraph))
    after_item = False
    for block in blocks:
        if isinstance(block, Paragraph):
            size = heading_size(block.letters) if sizes and not block.mark and block.level is None else None
            level = block.level if size is None else sizes.get(size)
            item = bool(block.mark) and level is None
            builder.paragraph(block.text, close=item and after_item, level=level)
            after_item = item
        elif isinstance(block, Rows):
            builder.table(block.aligned)
            after_item = False
        elif isinstance(block, Note):
            builder.note(block.text)
        else:
            builder.page_break(hard=block.hard)


@dataclass(slots=True)
class Story:
    """A body, note or text box while it comes in."""

    blocks: list[Block] = field(default_factory=list)
    mark: str = ""
    edges: list[int] = field(default_factory=list)
    _letters: list[Letters] = field(default_factory=list)
    _lines: list[str] = field(default_factory=list)
    _cells: list[str] = field(default_factory=list)
    _rows: list[Row] = field(default_factory=list)

    def add(self, letters: Letters) -> None:
        """Put letters at the end of the paragraph that is open."""
        self._letters.append(letters)

    def end_paragraph(self, *, in_table: bool, level: int | None = None) -> None:
        """End the open paragraph: one of the text, or a line of a cell."""
        paragraph = Paragraph(tuple(self._letters), self.mark, level)
        self._letters.clear()
        self.mark = ""
        has_text = any(letters.text.strip() for letters in paragraph.letters)
        if in_table:
            self._lines += [paragraph.text.strip()] if has_text else []
            return
        self._end_table()
        if has_text:
            self.blocks.append(paragraph)

    def end_cell(self) -> None:
        """End the open cell."""
        self.end_paragraph(in_table=True)
        self._cells.append("\n".join(self._lines))
        self._lines = []

    def end_row(self) -> None:
        """End the open row."""
        if self._cells:
            edges = tuple(self.edges) if len(self.edges) == len(self._cells) else ()
            self._rows.append(Row(tuple(self._cells), edges))
            self._cells = []

    def new_page(self, *, hard: bool) -> None:
        """End the page; the open paragraph goes on on the next."""
        mark = self.mark
        self.end_paragraph(in_table=False)
        self.mark = mark if self.blocks and not isinstance(self.blocks[-1], Paragraph) else ""
        self.blocks.append(NewPage(hard))

    def end(self) -> list[Block]:
        """All blocks, what was open ended."""
        self.end_paragraph(in_table=bool(self._lines or self._cells))
        if self._lines:
            self.end_cell()
        self._end_table()
        return self.blocks

    def _end_table(self) -> None:
        self.end_row()
        if self._rows:
            self.blocks.append(Rows(tuple(self._rows)))
            self._rows = []


def _columns(edges: Sequence[int]) -> list[int]:
    """The right edges of the columns that the cells of all rows make together."""
    columns: list[int] = []
    for edge in sorted(set(edges)):
        if not columns or edge - columns[-1] > _SAME_EDGE:
            columns.append(edge)
    return columns


def _spread(row: Row, columns: Sequence[int]) -> list[str]:
    texts: list[str] = []
    place = 0
    for cell, edge in zip(row.cells, row.edges, strict=True):
        texts.append(cell)
        place += 1
        while place < len(columns) and columns[place] <= edge:
            texts.append("")
            place += 1
    return texts


def shown_mark(text: str) -> str:
    """The mark of a list item: its number as the program wrote it, or a dash."""
    clean = " ".join(text.split())
    if not clean:
        return ""
    return f"{clean} " if clean != "o" and any(character.isalnum() for character in clean) else BULLET
