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

PAGE_BREAK = re.compile(r"^=== page ===\n", re.MULTILINE)
FOOTNOTE = re.compile(r"^\[\^(\d+)\]: (.+)$", re.MULTILINE)
MARKS = {
    "# ": "title",
    "## ": "heading",
    "### ": "subheading",
    "- ": "bullet",
    ">> ": "right",
    "~ ": "centred",
}


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a page: a paragraph, a heading, a list item, a table, a box, a quote set apart."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()

    def plain(self) -> str:
        """What a reader sees of the block, rows a line each and cells parted by tabs."""
        if self.rows:
            return "\n".join("\t".join(plain(cell) for cell in row) for row in self.rows)
        return plain(self.text)


@dataclass(frozen=True, slots=True)
class Page:
    """A printed page: its blocks in reading order, its footnotes (number, text)."""

    blocks: tuple[Block, ...]
    footnotes: tuple[tuple[str, str], ...] = ()

    def plain(self) -> str:
        """The true text of the page: body, then footnotes, blocks parted by an empty line."""
        body = [block.plain() for block in self.blocks if block.kind not in ("columns", "wide")]
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
        """The running `head` or `foot` of page `number`, counted from 1; empty where there is none."""
        first = int(self.options.get(f"{name}_from", 1))
        text = str(self.options.get(name, "")) if number >= first else ""
        folio = number + int(self.options.get("first_folio", 1)) - 1
        return text.replace("{page}", str(folio)).replace("{pages}", str(len(self.pages)))


def plain(text: str) -> str:
    """The text without its markup: bold, italics, links, raised letters, footnote calls kept as digits."""
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
    pages = tuple(page(text) for text in PAGE_BREAK.split(body))
    return Source(**known, id=identifier, raw=body.lstrip("\n"), pages=pages, options=options)


def every() -> list[Source]:
    """All sources, in the order of their file names."""
    return [read(path) for path in sorted(SOURCES.glob("*.md"))]


def page(text: str) -> Page:
    """One page of markup as blocks and footnotes."""
    footnotes = tuple((number, note.strip()) for number, note in FOOTNOTE.findall(text))
    blocks: list[Block] = []
    for chunk in re.split(r"\n\s*\n", FOOTNOTE.sub("", text)):
        if chunk.strip("\n "):
            blocks.extend(parsed(chunk.strip("\n ").split("\n")))
    return Page(tuple(blocks), footnotes)


def parsed(lines: list[str]) -> Iterator[Block]:
    """The blocks of one run of lines without an empty line in it."""
    first = lines[0]
    if first.startswith("|"):
        cells = (line.strip("|").split("|") for line in lines)
        yield Block("table", rows=tuple(tuple(cell.strip() for cell in row) for row in cells))
    elif first.startswith("!"):
        yield Block("box", "\n".join(line[1:].strip(" ") for line in lines))
    elif first.startswith("> "):
        yield Block("quote", "\n".join(line[2:] for line in lines))
    elif first in ("--- colonnes ---", "--- pleine page ---"):
        yield Block("columns" if first == "--- colonnes ---" else "wide")
    else:
        yield from running_text(lines)


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
