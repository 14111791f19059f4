"""``export``: the annotated archive for other tools."""

from __future__ import annotations

from pathlib import Path

import click

from ptce_corpus.cli import output
from ptce_corpus.cli.language import tr
from ptce_corpus.cli.options import format_option, opened, workspace_option


@click.command("export", help=tr("Write the annotated archive into a folder, for other tools."))
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@workspace_option
@format_option("table", "json")
@click.option(
    "--as",
    "as_form",
    type=click.Choice(["jsonl", "csv"]),
    default="jsonl",
    help=tr("jsonl: a line a document, whole; csv: a file each for documents, pages, tables, entities and the rest."),
)
@click.option("--force", is_flag=True, help=tr("Replace an earlier export."))
def export_command(folder: Path | None, workspace: Path | None, form: str, as_form: str, force: bool) -> None:
    """Write the archive for other tools."""
    from ptce_corpus.workspace.exporting import export

    with opened(workspace) as held:
        done = export(held, (folder or Path("export")).absolute(), form=as_form, force=force)
    if form == "json":
        output.write_json({"folder": str(done.folder), "files": done.files})
        return
    table = output.table("file", "rows", title=str(done.folder), right=["rows"])
    for name, count in done.files.items():
        table.add_row(name, str(count))
    output.show(table)
