"""``similar complete``: documents near another, words and names that begin so."""

from __future__ import annotations

from pathlib import Path

import click

from ptce_corpus.cli import output
from ptce_corpus.cli.language import tr
from ptce_corpus.cli.options import format_option, opened, workspace_option


@click.command("similar", help=tr("The documents nearest to one, with the words that they share."))
@click.argument("document")
@workspace_option
@format_option()
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True, help=tr("How many answers."))
def similar_command(document: str, workspace: Path | None, form: str, limit: int) -> None:
    """Documents near another."""
    from ptce_corpus.workspace.neighbours import similar

    with opened(workspace) as held:
        found = similar(held, document, limit=limit)
    rows = [
        {
            "document": one.citation.document,
            "title": one.citation.title,
            "date": one.citation.date,
            "kind": one.kind,
            "score": round(one.score, 4),
            "terms": list(one.terms),
        }
        for one in found
    ]
    if form != "table":
        output.write_rows(rows, form)
        return
    table = output.table("score", "document", "date", "words in common", right=["score"])
    for one in found:
        name = one.citation.title or one.citation.document
        table.add_row(f"{one.score:.2f}", name, one.citation.date or "", ", ".join(one.terms))
    output.show(table)


@click.command("complete", help=tr("Words, people, organisations and places of the archive that begin so."))
@click.argument("beginning")
@workspace_option
@format_option()
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True, help=tr("How many answers."))
def complete_command(beginning: str, workspace: Path | None, form: str, limit: int) -> None:
    """What a beginning may become."""
    from ptce_corpus.workspace.completing import completions

    with opened(workspace) as held:
        found = completions(held, beginning, limit=limit, counting=True)
    rows = [{"text": one.text, "kind": one.kind, "documents": one.documents, "query": one.query} for one in found]
    if form != "table":
        output.write_rows(rows, form)
        return
    table = output.table("text", "kind", "documents", "query", right=["documents"])
    for one in found:
        table.add_row(one.text, tr(one.kind), str(one.documents), one.query)
    output.show(table)
