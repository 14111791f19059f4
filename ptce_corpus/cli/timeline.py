"""``timeline``: who said what, when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ptce_corpus.cli import output
from ptce_corpus.cli.language import colon, titled, tr
from ptce_corpus.cli.options import format_option, opened, quality_option, workspace_option
from ptce_corpus.errors import UsageError

if TYPE_CHECKING:
    from ptce_corpus.ports.catalogue import TimelineRow
    from ptce_corpus.workspace.timeline_pages import TimelinePage
    from ptce_corpus.workspace.workspace import Workspace

MOST_IMAGES = 40
"""Page images that one page carries unless told otherwise: some three megabytes."""
_HEAD = 4096
"""Bytes at the beginning of a page of ours in which it says so."""


@click.command("timeline", help=tr("Who said what, when: quotations, appearances and mentions in date order, cited."))
@workspace_option
@format_option("table", "json", "jsonl", "csv", "md", "html")
@click.option("--who", help=tr("Keep what this person or organisation said or did."))
@click.option("--about", help=tr("Keep what stands in passages that match this query."))
@click.option("--place", help=tr("Keep what took place there."))
@click.option("--after", help=tr("Keep what is dated from this year, month or day on."))
@click.option("--before", help=tr("Keep what is dated before this year, month or day."))
@quality_option
@click.option("--min-confidence", type=click.FloatRange(0, 1), help=tr("Keep rows at least so sure (0 to 1)."))
@click.option("--every-print", is_flag=True, help=tr("One row for each document that prints the same words."))
@click.option(
    "--kinds", default="quotation,appearance", show_default=True, help=tr("Any of quotation, appearance, mention.")
)
@click.option(
    "--html",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help=tr("Write one page that needs no network into this file: timeline, filters, sources with the words marked."),
)
@click.option(
    "--images",
    type=click.IntRange(0),
    default=MOST_IMAGES,
    show_default=True,
    metavar="N",
    help=tr("In HTML: draw at most so many pages of sources."),
)
@click.option("--no-images", is_flag=True, help=tr("In HTML: draw no page of a source."))
def timeline_command(
    workspace: Path | None,
    form: str,
    kinds: str,
    html: Path | None,
    images: int,
    no_images: bool,
    **choices: Any,  # noqa: ANN401
) -> None:
    """Put who-said-what in order."""
    from ptce_corpus.workspace.timelines import TimelineQuestion, timeline

    wanted = tuple(kind.strip() for kind in kinds.split(",") if kind.strip())
    with opened(workspace) as held:
        rows = timeline(held, TimelineQuestion(kinds=wanted, **choices))
        if html or form == "html":
            _page(held, rows, html, most_images=0 if no_images else images, asked=_asked(choices))
            return
    if form in ("json", "jsonl", "csv"):
        output.write_rows((row_of(row) for row in rows), form)
    elif form == "md":
        click.echo(_markdown(rows), nl=False)
    else:
        _show(rows)


def _asked(choices: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The options that were given, as they were written; a flag has no value."""
    given = ((name, said) for name, said in choices.items() if said is not None and said is not False)
    return [(f"--{name.replace('_', '-')}", "" if said is True else str(said)) for name, said in given]


def row_of(row: TimelineRow) -> dict[str, Any]:
    """A row as the contract writes it."""
    return {
        "date": row.date,
        "date_basis": row.date_basis,
        "kind": row.kind,
        "person": row.person,
        "function": row.function,
        "organisation": row.organisation,
        "text": row.text,
        "cue": row.cue,
        "document": row.citation.document,
        "title": row.citation.title,
        "page": row.citation.page,
        "citation": str(row.citation),
        "confidence": round(row.confidence, 3),
        "place": row.place,
        "citations": [str(citation) for citation in (row.citation, *row.reprints)],
    }


def _who(row: TimelineRow) -> str:
    return ", ".join(part for part in (row.person or row.organisation, row.function) if part)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _said(row: TimelineRow) -> str:
    """What was said, between guillemets unless it brings its own; an appearance is told as one."""
    text = _flat(row.text)
    if row.kind != "quotation":
        return f"{titled(row.kind)} {text}" if text else tr(row.kind)
    return text if text.startswith("«") else f"« {text} »"


def _show(rows: Sequence[TimelineRow]) -> None:
    table = output.table("date", "who", "what", "source")
    for row in rows:
        table.add_row(*_cells(row))
    output.show(table)


def _columns() -> list[str]:
    return [tr(name) for name in ("date", "who", "what", "source")]


def _cells(row: TimelineRow) -> tuple[str, str, str, str]:
    source = "; ".join(str(citation) for citation in (row.citation, *row.reprints))
    return (row.date or "").replace("T", " "), _who(row), _said(row), source


def _markdown(rows: Sequence[TimelineRow]) -> str:
    lines = ["| " + " | ".join(_columns()) + " |", "|---|---|---|---|"]
    lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in _cells(row)) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def _page(
    workspace: Workspace,
    rows: Sequence[TimelineRow],
    file: Path | None,
    *,
    most_images: int,
    asked: Sequence[tuple[str, str]],
) -> None:
    """The page, on standard output or into a file; what could not be drawn is told on standard error and in the page.

    Raises:
        UsageError: when the file is there and is no such page, or cannot be written.
    """
    from ptce_corpus.cli.timeline_page import GENERATOR, page_html
    from ptce_corpus.workspace.timeline_pages import timeline_page

    if file and file.exists() and GENERATOR.encode() not in file.read_bytes()[:_HEAD]:
        raise UsageError(f"{file} holds something else", remedy="Name another file.")
    page = timeline_page(workspace, rows, most_images=most_images)
    notes = list(_notes(page))
    for note in notes:
        click.echo(note, err=True)
    text = page_html(page, question=asked, notes=notes)
    if file is None:
        click.echo(text, nl=False)
        return
    try:
        beside = file.with_name(f".{file.name}.part")
        beside.write_text(text, encoding="utf-8", newline="\n")
        beside.replace(file)
    except OSError as error:
        raise UsageError(f"{file} cannot be written: {error.strerror}", remedy="Name another file.") from error
    click.echo(f"{file} · {output.counted(len(rows), 'rows')} · {output.counted(len(page.facsimiles), 'page images')}")


def _notes(page: TimelinePage) -> Iterator[str]:
    if page.left_out:
        yield tr(f"pages of sources not drawn: {page.left_out} (--images N draws more)")
    for document, error in page.failures:
        yield f"{document}{colon()} {tr(str(error))}"
