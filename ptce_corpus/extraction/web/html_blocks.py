"""The text of a web page in order: headings, paragraphs, lists, tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from ptce_corpus.extraction.blocks import PageBuilder
from ptce_corpus.extraction.office.list_figures import BULLET, figures
from ptce_corpus.text.note_calls import RAISE

# Beside the names of HTML stand those of trafilatura's trees: head, list, item, row, cell, lb, quote.
_LEFT_OUT = frozenset((
    "script", "style", "noscript", "template", "title", "nav", "header", "footer", "aside", "iframe", "svg", "math",
    "object", "select", "option", "button", "textarea", "input", "graphic", "rt", "rp", "audio", "video", "canvas",
))  # fmt: skip
_BLOCKS = frozenset((
    "p", "div", "ul", "ol", "dl", "section", "article", "main", "blockquote", "pre", "figure", "figcaption", "address",
    "hr", "fieldset", "details", "summary", "body", "html", "form", "header", "center", "dt", "dd", "caption", "legend",
    "list", "quote", "tr", "td", "th", "row", "cell", "table", "tbody", "thead", "tfoot",
))  # fmt: skip
_HEADING = re.compile(r"h([1-6])")
_ITEMS, _ROWS, _CELLS, _LINE_ENDS = {"li", "item"}, {"tr", "row"}, {"td", "th", "cell"}, {"br", "lb"}
_NUMBERED = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_RUNS = re.compile(r" {2,}")
_LAID_OUT = 1500
"""Characters past which a cell is a column of the page's layout."""
_MOST_SPANNED = 64
_DEEPEST = 500


@dataclass(slots=True)
class BlockReader:
    """Walks the elements of a page and tells a page builder what stands there."""

    builder: PageBuilder = field(default_factory=PageBuilder)
    _text: list[str] = field(default_factory=list)
    _mark: str = ""
    _level: int | None = None
    _after_item: bool = False
    _counts: dict[Element, int] = field(default_factory=dict)
    """How many items of each ordered list were read."""

    def read(self, element: Element) -> None:
        """Read an element with all that is in it.

        Raises:
            RecursionError: when its elements are nested too deep.
        """
        self._element(element, 0)
        self._end()

    def _element(self, element: Element, depth: int) -> None:
        tag = element.tag
        if depth > _DEEPEST:
            raise RecursionError
        if not isinstance(tag, str) or _is_left_out(element):
            return
        level = _level(element)
        if tag in _LINE_ENDS:
            self._text.append("\n")
        elif level is not None:
            self._heading(element, level, depth)
        elif tag in _ITEMS:
            self._item(element, depth)
        elif tag == "table" and _is_tabular(element):
            self._end()
            self._table(element)
        elif tag in _BLOCKS:
            self._end()
            self._inside(element, depth)
            self._end(close=tag == "dd")
        else:
            self._inside(element, depth)

    def _inside(self, element: Element, depth: int) -> None:
        whole = element.tag == "pre"
        for text, child in _content(element):
            if child is not None:
                self._element(child, depth + 1)
            else:
                self._text.append(text if whole else _SPACES.sub(" ", text))

    def _heading(self, element: Element, level: int, depth: int) -> None:
        self._end()
        self._level = level
        self._inside(element, depth)
        self._end()
        self._level = None

    def _item(self, element: Element, depth: int) -> None:
        self._end()
        self._mark = self._next_mark(element)
        self._inside(element, depth)
        self._end()
        self._mark = ""

    def _next_mark(self, item: Element) -> str:
        """The mark of an item: its number in an ordered list, else a dash."""
        parent = item.getparent()
        if parent is None or (parent.tag != "ol" and parent.get("rend") != "ol"):
            return BULLET
        stated = item.get("value")
        following = self._counts.get(parent, _start(parent) - 1) + 1
        self._counts[parent] = int(stated) if stated is not None and _is_number(stated) else following
        return f"{figures(self._counts[parent], form=_NUMBERED.get(parent.get('type', ''), 'decimal'))}. "

    def _end(self, *, close: bool = False) -> None:
        """End the paragraph that is open."""
        text = _RUNS.sub(" ", "".join(self._text))
        self._text.clear()
        if not text.strip():
            return
        item = bool(self._mark) and self._level is None
        self.builder.paragraph(self._mark + text.strip(), close=close or (item and self._after_item), level=self._level)
        self._mark, self._after_item = "", item

    def _table(self, table: Element) -> None:
        caption = table.find("caption")
        if caption is not None:
            self.builder.paragraph(flat(caption))
        for number, cells in enumerate(_grid(_rows(table))):
            self.builder.row(cells, first=number == 0)
        self._after_item = False


def _content(element: Element) -> Iterator[tuple[str, Element | None]]:
    """The texts and elements in an element, in order; the call of a note keeps its raised figures."""
    if element.text:
        call = element.tag == "sup" and element.text.strip().isdecimal()
        yield element.text.translate(RAISE) if call else element.text, None
    for child in element:
        yield "", child
        if child.tail:
            yield child.tail, None


def _is_left_out(element: Element) -> bool:
    """Whether an element is not of the text: a menu, a script, a head or foot that does not hold the page's heading."""
    return element.tag in _LEFT_OUT and not (element.tag == "header" and element.find(".//h1") is not None)


def _level(element: Element) -> int | None:
    """The level of a heading, from 1; None of any other element. A ``head`` that says no level is a page's own head."""
    stated = element.get("rend", "") if element.tag == "head" else element.tag
    match = _HEADING.fullmatch(stated)
    return int(match[1]) if match else None


def _start(parent: Element) -> int:
    return int(parent.get("start", "")) if _is_number(parent.get("start")) else 1


def _is_number(text: str | None) -> bool:
    return text is not None and text.isascii() and text.isdigit() and len(text) < 7


def _is_tabular(table: Element) -> bool:
    """Whether a table is one, and not the frame of a page: two columns, no table in it, no cell as long as a page."""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    rows = list(_rows(table))
    if max((len(row) for row in rows), default=0) < 2:
        return False
    return all(len(flat(cell)) <= _LAID_OUT for row in rows for cell in row)


def _rows(table: Element) -> Iterator[list[Element]]:
    for row in table.iter(*_ROWS):
        yield list(row.iterchildren(*_CELLS))


def _grid(rows: Iterator[list[Element]]) -> Iterator[list[str]]:
    """The texts of the cells row by row, empty ones where a cell reaches over several columns or down from above."""
    reaching: dict[int, int] = {}
    """How many more rows a cell from above fills, by column."""
    for row in rows:
        texts: list[str] = []
        cells = iter(row)
        cell = next(cells, None)
        while cell is not None or reaching.get(len(texts), 0) > 0:
            if reaching.get(len(texts), 0) > 0:
                reaching[len(texts)] -= 1
                texts.append("")
            elif cell is not None:
                wide = _spanned(cell, "colspan") if len(texts) < _MOST_SPANNED else 1
                down = _spanned(cell, "rowspan") - 1 if len(texts) < _MOST_SPANNED else 0
                reaching |= dict.fromkeys(range(len(texts), len(texts) + wide), down)
                texts += [flat(cell), *[""] * (wide - 1)]
                cell = next(cells, None)
        yield texts


def _spanned(cell: Element, name: str) -> int:
    claimed = cell.get(name)
    return min(max(int(claimed or ""), 1), _MOST_SPANNED) if _is_number(claimed) else 1


def flat(element: Element) -> str:
    """The text of an element, a line a block; the items of a list bear a dash where there are several lines."""
    found = [_RUNS.sub(" ", line).strip() for line in "".join(_flat_parts(element, 0)).split("\n")]
    lines = list(filter(None, found))
    return "\n".join(lines) if len(lines) > 1 else "".join(lines).removeprefix(BULLET)


def _flat_parts(element: Element, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        raise RecursionError
    for text, child in _content(element):
        if child is None:
            yield _SPACES.sub(" ", text)
        elif isinstance(child.tag, str) and not _is_left_out(child):
            block = child.tag in _BLOCKS or child.tag in _ITEMS or _level(child) is not None
            if child.tag in _LINE_ENDS or block:
                yield "\n"
            if child.tag in _ITEMS:
                yield BULLET
            yield from _flat_parts(child, depth + 1)
            if block:
                yield "\n"


def texts(elements: Sequence[Element]) -> list[str]:
    """The texts of elements, each on one line."""
    return [" ".join(flat(element).split()) for element in elements]
