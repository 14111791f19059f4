"""``themes theme``: what the archive talks about."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ptce_corpus.cli import output
from ptce_corpus.cli.language import tr
from ptce_corpus.cli.options import format_option, opened, workspace_option

if TYPE_CHECKING:
    from ptce_corpus.workspace.workspace import Workspace

_TERMS = 10


@click.command("themes", help=tr("Themes of the archive, the largest first."))
@workspace_option
@format_option()
@click.option("--over-time", is_flag=True, help=tr("Count documents by theme and year."))
@click.option("--assignments", is_flag=True, help=tr("A line for each document and theme."))
def themes_command(workspace: Path | None, form: str, over_time: bool, assignments: bool) -> None:
    """List themes."""
    if over_time and assignments:
        raise click.UsageError(tr("--over-time and --assignments exclude each other"))
    with opened(workspace) as held:
        rows = _by_year(held) if over_time else _assignments(held) if assignments else _themes(held)
    if form != "table":
        output.write_rows(rows, form)
        return
    numbers = [name for name in ("id", "documents", "passages", "weight") if rows and name in rows[0]]
    table = output.table(*(rows[0] if rows else ("id", "label")), right=numbers)
    for row in rows:
        table.add_row(*(", ".join(cell) if isinstance(cell, list) else str(cell) for cell in row.values()))
    output.show(table)


def _themes(workspace: Workspace) -> list[dict[str, Any]]:
    return [
        {
            "id": theme.identifier,
            "label": theme.label,
            "terms": [term.term for term in theme.terms[:_TERMS]],
            "documents": documents,
            "passages": passages,
        }
        for theme, documents, passages in workspace.themes()
    ]


def _assignments(workspace: Workspace) -> list[dict[str, Any]]:
    return [
        {"document": document, "theme": theme, "weight": round(weight, 4)}
        for document, _, theme, weight in workspace.assignments()
    ]


def _by_year(workspace: Workspace) -> list[dict[str, Any]]:
    """Documents by year and main theme."""
    counts: dict[tuple[str, int], int] = defaultdict(int)
    seen: set[str] = set()
    for document, date, theme, _ in workspace.assignments():
        if document not in seen:
            seen.add(document)
            counts[(date or "")[:4], theme] += 1
    labels = {theme.identifier: theme.label for theme, *_ in workspace.themes()}
    return [
        {"year": year or None, "id": theme, "label": labels[theme], "documents": count}
        for (year, theme), count in sorted(counts.items())
    ]


@click.command("theme", help=tr("One theme with its proof passages."))
@click.argument("identifier", type=int)
@workspace_option
@format_option()
def theme_command(identifier: int, workspace: Path | None, form: str) -> None:
    """Tell all about a theme."""
    with opened(workspace) as held:
        theme, documents, passages, proof = held.theme(identifier)
    if form != "table":
        output.write_one(
            {
                "id": theme.identifier,
                "label": theme.label,
                "terms": [{"term": term.term, "weight": round(term.weight, 4)} for term in theme.terms],
                "documents": documents,
                "passages": passages,
                "proof": [
                    {
                        "document": passage.citation.document,
                        "page": passage.citation.page,
                        "text": passage.text,
                        "citation": str(passage.citation),
                    }
                    for passage in proof
                ],
            },
            form,
        )
        return
    console = output.console()
    console.print(f"{theme.identifier}. {theme.label}", style="bold")
    console.print(f"{output.counted(documents, 'documents')} · {output.counted(passages, 'passages')}", style="dim")
    console.print(", ".join(term.term for term in theme.terms))
    for passage in proof:
        console.print()
        console.print(" ".join(passage.text.split()))
        console.print(f"— {passage.citation}", style="dim")
