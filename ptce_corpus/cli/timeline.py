"""``timeline``: who said what, when."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ptce_corpus.cli import output
from ptce_corpus.cli.language import tr
from ptce_corpus.cli.options import format_option, opened, quality_option, workspace_option

if TYPE_CHECKING:
    from ptce_corpus.ports.catalogue import TimelineRow


@click.command("timeline", help=tr("Who said what, when: quotations, appearances and mentions in date order, cited."))
@workspace_option
@format_option("table", "json", "jsonl", "csv", "md", "html")
@click.option("--who", help=tr("Keep what this person or organisation said or did."))
@click.option("--about", help=tr("Keep what stands in passages that match this query."))
@click.option("--place", help=tr("Keep what took place there."))
@click.option("--after", help=tr("Keep what is dated from this year, month or day on."))
@click.option("--before", help=tr("Keep what is dated before this year, month or day."))
@quality_option
@click.option(
    "--kinds", default="quotation,appearance", show_default=True, help=tr("Any of quotation, appearance, mention.")
)
def timeline_command(workspace: Path | None, form: str, kinds: str, **choices: Any) -> None:  # noqa: ANN401
    """Put who-said-what in order."""
    from ptce_corpus.workspace.timelines import TimelineQuestion, timeline

    wanted = tuple(kind.strip() for kind in kinds.split(",") if kind.strip())
    with opened(workspace) as held:
        rows = timeline(held, TimelineQuestion(kinds=wanted, **choices))
    if form in ("json", "jsonl", "csv"):
        output.write_rows((row_of(row) for row in rows), form)
    elif form == "md":
        click.echo(_markdown(rows), nl=False)
    elif form == "html":
        click.echo(_page(rows), nl=False)
    else:
        _show(rows)


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
    }


def _who(row: TimelineRow) -> str:
    return ", ".join(part for part in (row.person or row.organisation, row.function) if part)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _said(row: TimelineRow) -> str:
    """What was said, between guillemets unless it brings its own; an appearance is told as one."""
    text = _flat(row.text)
    if row.kind != "quotation":
        return f"{tr(row.kind)} : {text}" if text else tr(row.kind)
    return text if text.startswith("«") else f"« {text} »"


def _show(rows: Sequence[TimelineRow]) -> None:
    table = output.table("date", "who", "what", "source")
    for row in rows:
        table.add_row(*map(_safe, _cells(row)))
    output.show(table)


def _safe(text: str) -> str:
    from rich.markup import escape as escaped

    return escaped(text)


def _columns() -> list[str]:
    return [tr(name) for name in ("date", "who", "what", "source")]


def _cells(row: TimelineRow) -> tuple[str, str, str, str]:
    return (row.date or "").replace("T", " "), _who(row), _said(row), str(row.citation)


def _markdown(rows: Sequence[TimelineRow]) -> str:
    lines = ["| " + " | ".join(_columns()) + " |", "|---|---|---|---|"]
    lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in _cells(row)) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def _page(rows: Sequence[TimelineRow]) -> str:
    head = "".join(f"<th scope=col>{escape(name)}</th>" for name in _columns())
    body = "\n".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in _cells(row)) + "</tr>" for row in rows)
    title = escape(tr("Who said what, when"))
    return (
        f"<!doctype html>\n<html lang=fr><meta charset=utf-8><title>{title}</title>\n"
        "<meta name=viewport content='width=device-width, initial-scale=1'>\n"
        "<style>body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}"
        "table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;"
        "border-bottom:1px solid #ccc}td:first-child{white-space:nowrap}</style>\n"
        f"<h1>{title}</h1>\n<table><thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table>\n</html>\n"
    )
