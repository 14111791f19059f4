"""``export``: the annotated archive for other tools."""

from __future__ import annotations

from pathlib import Path

import click

from ptce_corpus.cli import output
from ptce_corpus.cli.language import tr
from ptce_corpus.cli.options import format_option, opened, workspace_option
from ptce_corpus.errors import UsageError

_GRAPH = "gexf"


@click.command("export", help=tr("Write the annotated archive into a folder, for other tools."))
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@workspace_option
@format_option()
@click.option(
    "--as",
    "as_form",
    type=click.Choice(["jsonl", "csv", "tei", "iramuteq", "conll", "web-annotation", _GRAPH]),
    default="jsonl",
    help=tr(
        "jsonl: a line a document, whole; csv: a file each for documents, pages, tables, entities and the rest; "
        "tei: TEI P5, a file a document; iramuteq: one text; conll: a token a line; web-annotation: W3C annotations "
        "beside each text; gexf: the graph of people and organisations."
    ),
)
@click.option(
    "--query", "about", metavar="QUERY", help=tr("Only documents with a passage that matches this query, whole.")
)
@click.option("--force", is_flag=True, help=tr("Replace an earlier export."))
@click.option(
    "--least",
    type=click.IntRange(min=1),
    help=tr("gexf: passages that two entities share to be tied; default: 1."),
)
@click.option("--places", is_flag=True, help=tr("gexf: places too."))
def export_command(
    folder: Path | None,
    workspace: Path | None,
    form: str,
    as_form: str,
    about: str | None,
    force: bool,
    least: int | None,
    places: bool,
) -> None:
    """Write the archive for other tools."""
    from ptce_corpus.workspace.exporting import export

    if as_form != _GRAPH and (least is not None or places):
        raise UsageError("--least and --places are for the graph", remedy="Ask for it: --as gexf.")
    target = (folder or Path("export")).absolute()
    with opened(workspace) as held:
        done = export(held, target, form=as_form, force=force, about=about, least=least or 1, places=places)
    if form != "table":
        output.write_one({"folder": str(done.folder), "files": done.files}, form)
        return
    table = output.table("file", "rows", title=str(done.folder), right=["rows"])
    for name, count in done.files.items():
        table.add_row(name, str(count))
    output.show(table)
