"""The text of an OpenDocument file in order: paragraphs, lists, tables, notes, frames."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree
from lxml.etree import _Element as Element

from ptce_corpus.errors import LimitExceeded
from ptce_corpus.extraction.blocks import PageBuilder
from ptce_corpus.extraction.headings import heading_size
from ptce_corpus.extraction.office.opendocument_lists import Lists, OpenList
from ptce_corpus.extraction.office.opendocument_styles import TEXT, Styles, number

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_P, _PAGE_BREAK, _NOTE = f"{TEXT}p", f"{TEXT}soft-page-break", f"{TEXT}note"
_PARAGRAPHS = {_P, f"{TEXT}h"}
_LIST, _TABLE_TAG, _ROW = f"{TEXT}list", f"{_TABLE}table", f"{_TABLE}table-row"
_CELL, _COVERED = f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"
_LEFT_OUT = {
    f"{_OFFICE}annotation",
    f"{_OFFICE}annotation-end",
    f"{_OFFICE}forms",
    f"{_OFFICE}binary-data",
    f"{TEXT}tracked-changes",
    f"{TEXT}sequence-decls",
    f"{TEXT}variable-decls",
    f"{TEXT}user-field-decls",
    f"{TEXT}ruby-text",
    f"{DRAW}object",
    f"{DRAW}object-ole",
    f"{DRAW}image",
    f"{SVG}title",
    f"{SVG}desc",
}
_DEEPEST = 60
_MOST_SPACES = 200
_MOST_REPEATS = 50


@dataclass(slots=True)
class BodyReader:
    """Walks the body of a document and tells a page builder what stands there.

    ``sizes``: the levels of headings made by hand, by the size of their letters.
    """

    styles: Styles
    sizes: dict[float, int]
    builder: PageBuilder = field(default_factory=PageBuilder)
    _lists: Lists = field(init=False)

    def __post_init__(self) -> None:
        self._lists = Lists(self.styles)

    def children(self, parent: Element, depth: int, *, level: int | None = None) -> None:
        """Read the blocks of a body, a section or a frame; ``level``: its paragraphs are headings.

        Raises:
            LimitExceeded: when it is nested too deep.
        """
        _check(depth)
        for child in parent.iterchildren(etree.Element):
            if child.tag in _PARAGRAPHS:
                self._paragraph(child, depth, level=level)
            elif child.tag == _LIST:
                self._items(child, depth + 1, None)
            elif child.tag == _TABLE_TAG:
                self._table(child, depth)
            elif child.tag == _PAGE_BREAK:
                self.builder.page_break(hard=False)
            elif child.tag not in _LEFT_OUT:
                self.children(child, depth + 1, level=level)

    def _paragraph(
        self, element: Element, depth: int, *, mark: str = "", close: bool = False, level: int | None = None
    ) -> None:
        breaks = self.styles.breaks(element)
        if breaks == "before":
            self.builder.page_break(hard=False)
        level = level or self._level(element, listed=bool(mark))
        text: list[str] = []
        frames: list[Element] = []
        for piece in _pieces(element, 0):
            if isinstance(piece, str):
                text.append(piece)
            elif piece.tag == _PAGE_BREAK:
                mark = self._flush(text, mark=mark, close=close, level=level)
                self.builder.page_break(hard=False)
            elif piece.tag == _NOTE:
                self.builder.note(_flat(piece.find(f"{TEXT}note-body")))
            else:
                frames.append(piece)
        self._flush(text, mark=mark, close=close, level=level)
        for frame in frames:
            self.children(frame, depth + 1)
        if breaks == "after":
            self.builder.page_break(hard=False)

    def _flush(self, text: list[str], *, mark: str, close: bool, level: int | None) -> str:
        """Tell the builder what was gathered of a paragraph, and give the mark of what is left of it."""
        joined = "".join(text)
        text.clear()
        if not joined.strip():
            return mark
        self.builder.paragraph(mark + joined, close=close, level=level)
        return ""

    def _level(self, element: Element, *, listed: bool) -> int | None:
        level = self.styles.level(element)
        if level is not None or listed or not self.sizes:
            return level
        size = heading_size(self.styles.letters(element))
        return None if size is None else self.sizes.get(size)

    def _items(self, element: Element, depth: int, outer: OpenList | None, *, follows: bool = False) -> None:
        """The items of a list, each with its mark; ``follows``: an item of the list around it stands right before."""
        _check(depth)
        listed = self._lists.opened(element, outer)
        for item in element.iterchildren(etree.Element):
            mark = self._lists.mark(listed, item) if _has_text(item) else ""
            for child in item.iterchildren(etree.Element):
                if child.tag in _PARAGRAPHS:
                    self._paragraph(child, depth, mark=mark, close=follows and bool(mark) and child.tag == _P)
                    mark, follows = "", child.tag == _P
                elif child.tag == _LIST:
                    self._items(child, depth + 1, listed, follows=follows)
                    mark, follows = "", True
                elif child.tag not in _LEFT_OUT:
                    self.children(child, depth + 1)

    def _table(self, table: Element, depth: int) -> None:
        rows = [row for row in table.iter(_ROW) if next(row.iterancestors(_TABLE_TAG)) is table]
        if _is_frame(rows):
            for row in rows:
                for cell in row.iterchildren(_CELL):
                    self.children(cell, depth + 1)
            return
        first = True
        for row in rows:
            before = row.getprevious()
            if before is not None and before.tag == _PAGE_BREAK:
                self.builder.page_break(hard=False)
            texts = [text for cell in row.iterchildren(_CELL, _COVERED) for text in _repeated(cell)]
            while texts and not texts[-1]:
                texts.pop()
            if texts:
                self.builder.row(texts, first=first)
                first = False
            for note in row.iter(_NOTE):
                self.builder.note(_flat(note.find(f"{TEXT}note-body")))


def _check(depth: int) -> None:
    if depth > _DEEPEST:
        raise LimitExceeded("The document is nested too deep.", remedy="Save it as PDF.")


def _has_text(item: Element) -> bool:
    """Whether an item of a list has a paragraph of its own: one that only holds a list within counts nothing."""
    return any(child.tag in _PARAGRAPHS for child in item.iterchildren(etree.Element))


def _is_frame(rows: Sequence[Element]) -> bool:
    """Whether a table only frames blocks or sets them apart: one column, or one row of cells of several lines."""
    cells = [list(row.iterchildren(_CELL, _COVERED)) for row in rows]
    if all(len(row) <= 1 for row in cells):
        return not any(cell.get(f"{_TABLE}number-columns-repeated") for row in cells for cell in row)
    return len(rows) == 1 and any(len(list(cell.iterchildren(etree.Element))) > 1 for cell in cells[0])


def _repeated(cell: Element) -> list[str]:
    """The text of a cell as often as the file says that it stands there; nothing where another is merged over it."""
    times = min(number(cell.get(f"{_TABLE}number-columns-repeated"), 1), _MOST_REPEATS)
    return [_flat(cell) if cell.tag == _CELL else ""] * times


def _flat(element: Element | None) -> str:
    """The paragraphs in an element, a line each, without breaks and notes."""
    if element is None:
        return ""
    lines = (
        "".join(piece for piece in _pieces(paragraph, 0) if isinstance(piece, str)).strip()
        for paragraph in element.iter(*_PARAGRAPHS)
        if not _in_note(paragraph, element)
    )
    return "\n".join(line for line in lines if line)


def _in_note(paragraph: Element, within: Element) -> bool:
    """Whether a paragraph stands in a note or comment of the element that is read."""
    for ancestor in paragraph.iterancestors():
        if ancestor is within:
            return False
        if ancestor.tag == _NOTE or ancestor.tag in _LEFT_OUT:
            return True
    return False


def _pieces(element: Element, depth: int) -> Iterator[str | Element]:
    """What stands in a paragraph, in order: text, and the elements of page breaks, notes and frames."""
    _check(depth)
    if element.text:
        yield _collapsed(element.text)
    for child in element:
        tag = child.tag
        if not isinstance(tag, str) or tag in _LEFT_OUT:
            pass
        elif tag == f"{TEXT}s":
            yield " " * min(number(child.get(f"{TEXT}c"), 1), _MOST_SPACES)
        elif tag == f"{TEXT}tab":
            yield "\t"
        elif tag == f"{TEXT}line-break":
            yield "\n"
        elif tag in {_PAGE_BREAK, _NOTE} or (tag.startswith(DRAW) and tag != f"{DRAW}a"):
            yield child
        else:
            yield from _pieces(child, depth + 1)
        if child.tail:
            yield _collapsed(child.tail)


def _collapsed(text: str) -> str:
    """White space as OpenDocument counts it (1.3, part 3, 6.1.2): any run of it is one space."""
    if not text.strip():
        return " "
    lead, trail = text[0].isspace(), text[-1].isspace()
    return " " * lead + " ".join(text.split()) + " " * trail
