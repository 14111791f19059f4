"""A page of a document drawn in the terminal, with its headings and tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ptce_corpus.cli.language import tr
from ptce_corpus.domain.span import Span

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text

    from ptce_corpus.domain.document import Page, Table


def page_title(page: Page) -> str:
    """Number, origin, legibility, quality where repair lowers it, and note of a page, for the rule above it."""
    from ptce_corpus.text.ocr_quality import page_quality

    quality = page_quality(page)
    parts = (
        f"p. {page.number}",
        tr(page.origin),
        f"{tr('legibility')} {page.legibility:.2f}" if page.text.strip() else None,
        f"{tr('quality')} {quality:.2f}" if quality < page.legibility else None,
        tr(page.note) if page.note else None,
    )
    return " · ".join(part for part in parts if part)


def print_page(console: Console, page: Page, *, text: Text | None = None) -> None:
    """Draw a page: headings in bold, tables as tables. ``text`` is its cleaned text where that has styles already."""
    from rich.text import Text

    shown = page.shown_layout()
    whole = text if text is not None else Text(page.text)
    for heading in shown.headings:
        whole.stylize("bold underline" if heading.level == 1 else "bold", heading.span.start, heading.span.end)
    for piece in _pieces(whole, shown.tables):
        console.print(piece)


def _pieces(text: Text, tables: tuple[Table, ...]) -> Iterator[RenderableType]:
    at = 0
    for table in tables:
        if table.span.start < at:
            continue
        before = text[at : table.span.start]
        before.rstrip()
        if before.plain.strip():
            yield before
        yield _drawn(text, table)
        at = table.span.end
    rest = text[at:]
    if rest.plain.strip():
        yield rest if not at else _without_blank_lines(rest)


def _without_blank_lines(text: Text) -> Text:
    plain = text.plain
    return text[len(plain) - len(plain.lstrip("\n")) :]


def _drawn(text: Text, table: Table) -> RenderableType:
    from rich import box
    from rich.table import Table as Drawn

    drawn = Drawn(box=box.SQUARE, show_header=False, show_lines=True, border_style="dim")
    for _ in table.rows[0] if table.rows else ():
        drawn.add_column(overflow="fold")
    for row in table.rows:
        drawn.add_row(*(_cell(text, cell) for cell in row))
    return drawn


def _cell(text: Text, span: Span) -> Text:
    return text[span.start : span.end]
