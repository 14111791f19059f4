"""Sources of the sample archive: one file a document, TOML front matter, then light markup, page by page.

The markup is described in `samples/README.md`. `Source.pages` holds the exact true text: of each page the
body in reading order, then its footnotes; running heads and folios are apart.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SOURCES = HERE / "sources"
CORPUS = HERE.parent / "corpus"

PAGE_BREAK = re.compile(r"^=== page( paysage)? ===\n", re.MULTILINE)
FOOTNOTE = re.compile(r"^\[\^(\d+)\]: (.+)$", re.MULTILINE)
DIRECTIVE = re.compile(r"--- (\d? ?colonnes|pleine page|côte à côte|à côté)(.*) ---")
FIGURE = re.compile(r"\[figure ([\d.]+)\]")
TABLE_LOOK = re.compile(r"\[table : ([^\]]+)\]")
MARKS = {
    "# ": "title",
    "## ": "heading",
    "### ": "subheading",
    "- ": "bullet",
    "-- ": "nested",
    "+ ": "numbered",
    "++ ": "subnumbered",
    ">> ": "right",
    "~ ": "centred",
    "^^ ": "caption",
    ".. ": "contents",
    "% ": "small",
    "$ ": "dropped",
}
HEADINGS = {"title": 1, "heading": 2, "subheading": 3}
BULLETS = {"bullet": "• ", "nested": "– "}
MERGED_LEFT, MERGED_UP, LINE_END = "<", "^", " // "
SOFT = "\u00ad"


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a page: a paragraph, a heading, a list item, a table, a box, a quote set apart."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    look: str = ""
    """How a table is ruled and how wide its columns are; the numbers and words of a directive."""

    @property
    def is_printed(self) -> bool:
        """Whether there is text in it: not so in a figure, or a change of columns."""
        return self.kind not in ("directive", "figure")

    def plain(self) -> str:
        """What a reader sees of the block, rows a line each and cells parted by tabs."""
        if self.rows:
            return "\n".join("\t".join(row) for row in self.cells())
        return plain(self.text)

    def cells(self) -> tuple[tuple[str, ...], ...]:
        """The true rows of a table; a cell merged with its neighbour is empty."""
        return tuple(tuple(cell_text(cell) for cell in row) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Page:
    """A printed page: its blocks in reading order, its footnotes (number, text)."""

    blocks: tuple[Block, ...]
    footnotes: tuple[tuple[str, str], ...] = ()
    landscape: bool = False

    def plain(self) -> str:
        """The true text of the page: body, then footnotes, blocks parted by an empty line."""
        body = [block.plain() for block in self.blocks if block.is_printed]
        return "\n\n".join(body + [f"{number} {plain(text)}" for number, text in self.footnotes])


@dataclass(frozen=True, slots=True)
class Source:
    """One document: where it goes, how it is printed, what is known of it, and its pages."""

    path: str
    id: str
    format: str
    title: str
    date: str
    kind: str
    raw: str
    pages: tuple[Page, ...]
    options: dict[str, Any] = field(default_factory=dict)

    def plain(self) -> str:
        """The true text of the whole document, pages parted by form feeds."""
        if self.format == "markdown":
            return self.raw
        return "\f".join(page.plain() for page in self.pages)

    def stamp(self) -> datetime.datetime:
        """When the file says it was made: `file_date` where given, else the date of the document."""
        return datetime.datetime.fromisoformat(f"{self.options.get('file_date', self.date)}T09:00:00")

    def running(self, name: str, number: int) -> str:
        """The running `head` or `foot` of page `number`, counted from 1; empty where there is none.

        Its left and right parts are parted by a tab; on even folios it is that of `head_even` or `foot_even`.
        """
        first = int(self.options.get(f"{name}_from", 1))
        folio = number + int(self.options.get("first_folio", 1)) - 1
        even = name + "_even" if folio % 2 == 0 and name + "_even" in self.options else name
        text = str(self.options.get(even, "")) if number >= first else ""
        return text.replace("{page}", str(folio)).replace("{pages}", str(len(self.pages)))


def cell_text(cell: str) -> str:
    """The true text of a cell of a table, on one line."""
    return "" if cell in (MERGED_LEFT, MERGED_UP) else plain(cell.replace(LINE_END, " "))


def plain(text: str) -> str:
    """The text without its markup: bold, italics, links, raised letters, footnote calls kept as digits."""
    text = text.replace(SOFT, "")
    text = re.sub(r"\[\^(\d+)\]", r"\1", text)
    text = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", text)
    text = re.sub(r"\^\{([^}]*)\}", r"\1", text)
    return re.sub(r"\*+([^*]+)\*+", r"\1", text)


def read(path: Path) -> Source:
    """The source that a file under `samples/sources/` holds."""
    _, front, body = path.read_text(encoding="utf-8").split("+++\n", 2)
    options = tomllib.loads(front)
    known = {name: str(options.pop(name)) for name in ("path", "format", "title", "date", "kind")}
    identifier = str(options.pop("id", known["path"]))
    first, *others = PAGE_BREAK.split(body)
    pages = tuple(page(text, landscape=bool(turned)) for turned, text in batched(others))
    if first.strip() or not pages:
        pages = (page(first), *pages)
    return Source(**known, id=identifier, raw=body.lstrip("\n"), pages=pages, options=options)


def every() -> list[Source]:
    """All sources, in the order of their file names."""
    return [read(path) for path in sorted(SOURCES.glob("*.md"))]


def batched(parts: list[str]) -> Iterator[tuple[str, str]]:
    """What follows a page break, by twos: how the page is turned, its text."""
    return zip(parts[::2], parts[1::2], strict=True)


def page(text: str, *, landscape: bool = False) -> Page:
    """One page of markup as blocks and footnotes."""
    footnotes = tuple((number, note.strip()) for number, note in FOOTNOTE.findall(text))
    blocks: list[Block] = []
    for chunk in re.split(r"\n\s*\n", FOOTNOTE.sub("", text)):
        if chunk.strip("\n "):
            blocks.extend(parsed(chunk.strip("\n ").split("\n")))
    return Page(tuple(blocks), footnotes, landscape)


def parsed(lines: list[str]) -> Iterator[Block]:
    """The blocks of one run of lines without an empty line in it."""
    first = lines[0]
    if look := TABLE_LOOK.fullmatch(first):
        yield table(lines[1:], look=look[1])
    elif first.startswith("|"):
        yield table(lines)
    elif figure := FIGURE.fullmatch(first):
        yield Block("figure", look=figure[1])
        yield from running_text(lines[1:])
    elif first.startswith("!! "):
        yield Block("pull", "\n".join(line[2:].strip(" ") for line in lines))
    elif first.startswith("!"):
        yield Block("box", "\n".join(line[1:].strip(" ") for line in lines))
    elif first.startswith("> "):
        yield Block("quote", "\n".join(line[2:] for line in lines))
    elif directive := DIRECTIVE.fullmatch(first):
        yield Block("directive", directive[1], look=directive[2].strip())
    else:
        yield from running_text(lines)


def table(lines: list[str], *, look: str = "") -> Block:
    """The rows of a table."""
    cells = (line.strip("|").split("|") for line in lines)
    return Block("table", rows=tuple(tuple(cell.strip() for cell in row) for row in cells), look=look)


def running_text(lines: list[str]) -> Iterator[Block]:
    """Paragraphs, and the headings, items and aligned lines among them; other line ends are kept."""
    kept: list[str] = []
    for line in lines:
        if not any(line.startswith(mark) for mark in MARKS):
            kept.append(line)
            continue
        if kept:
            yield Block("paragraph", "\n".join(kept))
            kept = []
        yield marked(line)
    if kept:
        yield Block("paragraph", "\n".join(kept))


def marked(line: str) -> Block:
    """A heading, a list item or an aligned line."""
    for mark, kind in MARKS.items():
        if line.startswith(mark):
            return Block(kind, line[len(mark) :])
    return Block("paragraph", line)
