"""``kwic collocates``: a query's words in their contexts, and what stands around them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ptce_corpus.cli import output
from ptce_corpus.cli.language import tr
from ptce_corpus.cli.narrowing import filter_options, taken
from ptce_corpus.cli.options import format_option, opened, workspace_option

if TYPE_CHECKING:
    from ptce_corpus.domain.results import ConcordanceLine
    from ptce_corpus.workspace.statistics import Collocations

_FIELDS = ("left", "keyword", "right", "document", "page", "date")
_ORDERS = ("left", "right", "keyword", "date", "document")
_MEASURES = ("log-likelihood", "mutual-information", "t-score", "count")
_BESIDE = 45
"""Columns of the terminal that keyword, document and page take."""


@click.command("kwic", help=tr("Concordance: every occurrence in its context."))
@click.argument("query")
@workspace_option
@format_option()
@click.option(
    "--width",
    type=click.IntRange(10, 400),
    default=60,
    show_default=True,
    help=tr("Characters of context on each side."),
)
@click.option(
    "--sort",
    type=click.Choice(_ORDERS),
    default="date",
    help=tr("Sort by left or right context, by keyword or date, or leave the order of the documents."),
)
@filter_options
@click.option("--limit", type=click.IntRange(0), default=100, show_default=True, help=tr("How many lines; 0: all."))
def kwic_command(query: str, workspace: Path | None, form: str, **choices: Any) -> None:  # noqa: ANN401
    """Concordance of a query."""
    from ptce_corpus.workspace.concordances import lines

    limit: int = choices["limit"]
    width = _side(choices["width"]) if form == "table" else choices["width"]
    with opened(workspace) as held:
        found = lines(held, query, width=width, order=choices["sort"], narrowing=taken(choices))
        shown = islice(found, limit or None)
        if form == "table":
            _show(list(shown))
        else:
            output.write_rows(({name: getattr(line, name) for name in _FIELDS} for line in shown), form)
        more = next(found, None) is not None
    if more:
        click.echo(tr("there are more lines: --limit 0 gives all"), err=True)


def _side(width: int) -> int:
    """The width of a context, as far as the terminal has room for two."""
    return max(10, min(width, (output.console().width - _BESIDE) // 2))


def _show(lines: list[ConcordanceLine]) -> None:
    table = output.table("left", "keyword", "right", "document", "page", right=["left"])
    for line in lines:
        table.add_row(
            _plain(line.left),
            f"[bold yellow]{_plain(line.keyword)}[/]",
            _plain(line.right),
            _plain(line.document),
            str(line.page),
        )
    output.show(table)


@click.command("collocates", help=tr("Words that stand around a query's words more often than chance has it."))
@click.argument("query")
@workspace_option
@format_option()
@click.option(
    "--window", type=click.IntRange(1, 50), default=5, show_default=True, help=tr("Words looked at on each side.")
)
@click.option(
    "--min",
    "least",
    type=click.IntRange(1),
    default=3,
    show_default=True,
    help=tr("Keep words met around at least so often."),
)
@click.option(
    "--sort",
    "measure",
    type=click.Choice(_MEASURES),
    default="log-likelihood",
    show_default=True,
    help=tr("Highest first by this measure."),
)
@click.option("--content-words", is_flag=True, help=tr("Leave out stop words, numbers and single letters."))
@filter_options
@click.option("--limit", type=click.IntRange(0), default=50, show_default=True, help=tr("How many rows; 0: all."))
def collocates_command(query: str, workspace: Path | None, form: str, limit: int, **choices: Any) -> None:  # noqa: ANN401
    """Collocates of a query."""
    from ptce_corpus.workspace.statistics import collocations

    narrowing = taken(choices)
    with opened(workspace) as held:
        found = collocations(held, query, narrowing=narrowing, **choices)
    rows = list(islice(_rows(found), limit or None))
    if form != "table":
        output.write_rows(rows, form)
        return
    numbers = ("count", "left", "right", "in all", "G²", "MI", "t")
    table = output.table("word", *numbers, right=numbers)
    for row in rows:
        whole = (row["count"], row["left"], row["right"], row["total"])
        measures = (row["log_likelihood"], row["mutual_information"], row["t_score"])
        table.add_row(_plain(row["word"]), *map(str, whole), *(f"{value:.1f}" for value in measures))
    output.show(table)


def _rows(found: Collocations) -> Iterator[dict[str, Any]]:
    for word, one in found.rows:
        yield {
            "word": word,
            "stem": one.stem,
            "count": one.count,
            "left": one.left,
            "right": one.right,
            "passages": one.passages,
            "total": one.total,
            "expected": round(one.expected, 4),
            "log_likelihood": round(one.log_likelihood, 4),
            "mutual_information": round(one.mutual_information, 4),
            "t_score": round(one.t_score, 4),
        }


def _plain(text: str) -> str:
    from rich.markup import escape

    return escape(text)
