"""What a reader finds in each file of the archive: the text of each page, its tables and its headings.

The text of a page is in the order in which a person reads it: running head, body (a text beside another comes after
it), footnotes, foot, and last what is turned in the margin. Rows of tables are a line each, their cells parted by
` | `; empty cells are left out of the line and kept in the rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from samples.source import BULLETS, HEADINGS, Block, Source, every, plain

PAGED = ("pdf", "scan", "mixed", "png", "tiff")
"""Formats whose running heads, bullets and numbers are part of what is seen."""

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class TruePage:
    """The truth of one page, counted from 1, of a document; `path` is that of its file under `corpus/`.

    `headings` are level and text; `bold` are lines all in bold, sentences set apart and running heads, which may be
    taken for headings or not.
    """

    document: str
    path: str
    number: int
    text: str
    tables: tuple[Rows, ...]
    headings: tuple[tuple[int, str], ...]
    bold: tuple[str, ...]


def pages(sources: Sequence[Source] = ()) -> Iterator[TruePage]:
    """Every page of the sources given, else of the whole archive."""
    for source in sources or every():
        for number, page in enumerate(source.pages, start=1):
            tables = tuple(block.cells() for block in page.blocks if block.kind == "table")
            heads = tuple((HEADINGS[b.kind], one_line(plain(b.text))) for b in page.blocks if b.kind in HEADINGS)
            yield TruePage(source.id, source.path, number, text(source, number), tables, heads, bold(source, number))


def bold(source: Source, number: int) -> tuple[str, ...]:
    """The lines of a page that are set like headings and are not."""
    blocks = [block for block in source.pages[number - 1].blocks if not block.rows]
    apart = [plain(block.text) for block in blocks if block.kind == "pull"]
    lines = [line for block in blocks for line in (*block.text.split("\n"), block.text)]
    whole = [plain(line) for line in lines if re.fullmatch(r"\*\*[^*]+\*\*", line)]
    head = source.running("head", number)
    return (*(one_line(words) for words in (*apart, *whole)), *([head] if head else []))


def text(source: Source, number: int) -> str:
    """The text of a page as printed, its blocks parted by an empty line."""
    page = source.pages[number - 1]
    if source.format == "eml":
        fields = (f"{name}: {source.options[name.lower()]}" for name in ("From", "To"))
        return "\n".join([*fields, f"Subject: {source.title}", "", page.plain()])
    if source.options.get("inner", source.format) not in PAGED:
        return page.plain().replace("\t", " | ")
    body = [printed(block) for block in page.blocks if block.is_printed]
    notes = [f"{mark} {plain(note)}" for mark, note in page.footnotes]
    head, foot = (source.running(name, number).replace("\t", " ").strip() for name in ("head", "foot"))
    turned = source.options.get("layout", {}).get("turned", "")
    return "\n\n".join(part for part in (head, *body, *notes, foot, turned) if part)


def printed(block: Block) -> str:
    """A block as it is printed."""
    if block.kind == "table":
        return "\n".join(" | ".join(filter(None, row)) for row in block.cells())
    return BULLETS.get(block.kind, "") + plain(block.text)


def one_line(words: str) -> str:
    """The words on one line."""
    return " ".join(words.split())
