"""Pages built from the paragraphs, rows and page breaks of an office document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ptce_corpus.domain.document import SourcePage
from ptce_corpus.errors import UnreadableFile
from ptce_corpus.extraction.origins import native_page

CELL = " | "
"""What parts the cells of a row."""
_SPACES = re.compile(r"[ \t\u00a0]*\n[ \t]*")
_LONG_CELL = 400
"""Characters past which a cell is prose laid out in a table rather than an entry of one."""


@dataclass(slots=True)
class PageBuilder:
    """Takes what a document holds in order, and gives its pages.

    Paragraphs are parted by a blank line; the items of a list, and the rows of a table, by a line end.
    """

    _pages: list[list[tuple[str, bool]]] = field(default_factory=lambda: [[]])
    _notes: list[list[str]] = field(default_factory=lambda: [[]])

    def paragraph(self, text: str, *, close: bool = False) -> None:
        """A paragraph; ``close``: it follows the one before without a blank line."""
        clean = _SPACES.sub("\n", text).strip()
        if clean:
            self._pages[-1].append((clean, close))

    def note(self, text: str) -> None:
        """A footnote: it stands at the end of its page."""
        clean = " ".join(text.split())
        if clean:
            self._notes[-1].append(clean)

    def row(self, cells: Sequence[str], *, first: bool) -> None:
        """A row of a table, on one line; a row of long cells, as laid out letters have, cell after cell."""
        flat = [" ".join(cell.split()) for cell in cells]
        if len(flat) == 1 or any(len(cell) > _LONG_CELL for cell in flat):
            for cell in cells:
                self.paragraph(cell)
        elif any(flat):
            self.paragraph(CELL.join(flat).strip(), close=not first)

    def page_break(self, *, hard: bool) -> None:
        """A new page; a soft break (one that the layout made) right after another break is the same break."""
        if self._pages[-1] or hard:
            self._pages.append([])
            self._notes.append([])

    def pages(self) -> tuple[SourcePage, ...]:
        """The pages; empty ones at the end are left out.

        Raises:
            UnreadableFile: when there is no text at all.
        """
        if not any(self._pages) and not any(self._notes):
            raise UnreadableFile("The document holds no text.", remedy="Replace it with a complete copy, or remove it.")
        while len(self._pages) > 1 and not self._pages[-1] and not self._notes[-1]:
            self._pages.pop()
            self._notes.pop()
        return tuple(
            native_page(number, _page_text(paragraphs, notes))
            for number, (paragraphs, notes) in enumerate(zip(self._pages, self._notes, strict=True), start=1)
        )


def _page_text(paragraphs: Sequence[tuple[str, bool]], notes: Sequence[str]) -> str:
    parts: list[str] = []
    for text, close in paragraphs:
        if parts:
            parts.append("\n" if close else "\n\n")
        parts.append(text)
    return "\n\n".join(["".join(parts), *notes]) if parts else "\n\n".join(notes)
