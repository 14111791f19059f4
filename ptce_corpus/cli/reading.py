"""``show``: reading one document."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ptce_corpus.cli import output
from ptce_corpus.cli.edits import print_archive, print_edits, print_rules, shown
from ptce_corpus.cli.language import tr
from ptce_corpus.cli.options import format_option, opened, workspace_option
from ptce_corpus.cli.pages import page_title, print_page
from ptce_corpus.errors import NotFound

if TYPE_CHECKING:
    from rich.console import Console

    from ptce_corpus.domain.annotation import Annotations
    from ptce_corpus.domain.document import Document, Page
    from ptce_corpus.workspace.workspace import Workspace

_ROWS = ("jsonl", "csv")
"""Forms with a line an edit."""
_STYLES = {
    "PER": "bold magenta",
    "ORG": "bold cyan",
    "LOC": "bold green",
    "DATE": "yellow",
    "TIME": "yellow",
    "FUNCTION": "italic",
}


@click.command("show", help=tr("Read a document, its entities marked; or as it was extracted."))
@click.argument("document", required=False)
@workspace_option
@format_option()
@click.option("--page", type=click.IntRange(1), help=tr("One page alone."))
@click.option("--raw", is_flag=True, help=tr("The text as extracted, before any cleaning."))
@click.option(
    "--edits",
    is_flag=True,
    help=tr(
        "Both texts side by side, what was repaired marked, with its rules; without DOCUMENT, all that was repaired."
    ),
)
@click.option("--all", "every", is_flag=True, help=tr("With --edits: typographic changes too."))
@click.option(
    "--limit",
    type=click.IntRange(0),
    default=50,
    show_default=True,
    help=tr("Rows of the table without DOCUMENT, the least sure first; 0: all."),
)
def show_command(
    document: str | None,
    workspace: Path | None,
    form: str,
    page: int | None,
    raw: bool,
    edits: bool,
    every: bool,
    limit: int,
) -> None:
    """Read a document."""
    _check(document, page=page, raw=raw, edits=edits, every=every)
    with opened(workspace) as held:
        if document is None:
            _show_archive(held, form, every=every, limit=limit)
            return
        found, annotations = held.document(document)
    pages = [one for one in found.pages if page in (None, one.number)]
    if not pages:
        raise NotFound(f"no page {page} in {found.identifier}", remedy=f"Its last page is {found.pages[-1].number}.")
    if form in _ROWS and edits:
        _write_edits(found, form, page=page, every=every)
    elif form == "csv":
        rows = _row(found, annotations, pages, raw=raw)["pages"]
        output.write_rows(({"document": found.identifier, **row} for row in rows), form)
    elif form != "table":
        told = _edits_row(found, pages, every=every) if edits else _row(found, annotations, pages, raw=raw)
        output.write_one(told, form)
    elif edits:
        _show_edits(found, pages, every=every)
    else:
        _show(found, annotations, pages, raw=raw)


def _check(document: str | None, *, page: int | None, raw: bool, edits: bool, every: bool) -> None:
    """Options that do not go together are refused."""
    if (every and not edits) or (raw and edits):
        raise click.UsageError(tr("--all goes with --edits, and --raw without it"))
    if document is None and (page is not None or not edits):
        raise click.UsageError(tr("name a DOCUMENT; only --edits can tell of the whole archive"))


def _show_archive(held: Workspace, form: str, *, every: bool, limit: int) -> None:
    from ptce_corpus.workspace.edit_rows import archive_edits

    rows = archive_edits(held, typographic=every)
    if form == "table":
        print_archive(output.console(), rows, limit=limit)
    else:
        output.write_rows(rows, form)


def _write_edits(document: Document, form: str, *, page: int | None, every: bool) -> None:
    from ptce_corpus.workspace.edit_rows import document_edits

    output.write_rows(document_edits(document, page=page, typographic=every), form)


def _row(document: Document, annotations: Annotations, pages: list[Page], *, raw: bool) -> dict[str, Any]:
    from ptce_corpus.workspace.page_rows import page_row, quality_of

    return {
        "document": document.identifier,
        "title": document.title,
        "date": document.date,
        "date_basis": document.date_basis,
        "kind": document.kind,
        "kind_confidence": round(document.kind_confidence, 3),
        "language": document.language,
        "producer": document.producer,
        "quality": quality_of(document),
        "pages": [
            {**page_row(page, raw=raw), "entities": [] if raw else _entities(document, annotations, page)}
            for page in pages
        ],
    }


def _edits_row(document: Document, pages: list[Page], *, every: bool) -> dict[str, Any]:
    from ptce_corpus.text.ocr_quality import page_quality
    from ptce_corpus.workspace.page_rows import edit_rows, quality_of

    return {
        "document": document.identifier,
        "title": document.title,
        "quality": quality_of(document),
        "pages": [
            {
                "number": page.number,
                "quality": round(page_quality(page), 3),
                "edits": edit_rows(page, typographic=every),
            }
            for page in pages
        ],
    }


def _show_edits(document: Document, pages: list[Page], *, every: bool) -> None:
    console = output.console()
    _print_head(console, document)
    for page in pages:
        console.rule(page_title(page), style="dim")
        print_edits(console, page, typographic=every)
    edits = (edit for page in pages for edit in page.content.edits if shown(edit, typographic=every))
    print_rules(console, Counter((edit.rule, edit.confidence) for edit in edits))


def _entities(document: Document, annotations: Annotations, page: Page) -> list[dict[str, Any]]:
    """What is named on a page, counted in its text; a name that runs over a page's end has a part on each."""
    outer, before = document.page_span(page), page.body.start
    placed = ((mention, mention.span.within(outer)) for mention in annotations.mentions)
    return [
        {
            "start": span.start + before,
            "end": span.end + before,
            "label": mention.label,
            "text": mention.text,
            "name": mention.name,
            "value": mention.value,
        }
        for mention, span in placed
        if span
    ]


def _print_head(console: Console, document: Document) -> None:
    from ptce_corpus.workspace.page_rows import quality_of

    quality = quality_of(document)
    console.print(document.title or document.identifier, style="bold")
    about = (
        document.date,
        document.date_basis and f"({tr(document.date_basis)})",
        tr(document.kind),
        document.language,
        quality is not None and f"{tr('quality')} {quality:.2f}",
        document.identifier,
    )
    console.print(" · ".join(part for part in about if part), style="dim")


def _show(document: Document, annotations: Annotations, pages: list[Page], *, raw: bool) -> None:
    from rich.text import Text

    console = output.console()
    _print_head(console, document)
    for page in pages:
        console.rule(page_title(page), style="dim")
        if raw:
            console.print(Text(page.content.source))
            continue
        text = Text(page.text)
        for entity in _entities(document, annotations, page):
            text.stylize(_STYLES[entity["label"]], entity["start"], entity["end"])
        print_page(console, page, text=text)
