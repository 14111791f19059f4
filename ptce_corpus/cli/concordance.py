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
from ptce_corpus.cli.options import content_words_option, format_option, opened, workspace_option

if TYPE_CHECKING:
    from ptce_corpus.domain.results import ConcordanceLine
    from ptce_corpus.workspace.statistics import Collocations

_FIELDS = ("left", "keyword", "right", "document", "page", "date")
_ORDERS = ("left", "right", "keyword", "date", "document")
_MEASURES = ("log-likelihood", "mutual-information", "t-score", "count")
_NARROW, _WIDE = 80, 120
"""Columns of a terminal under which a line has its source below it, and from which it has its date too."""
_LEAST = 10
"""Columns that a context has at least."""
_NAMED = 14
"""Columns that a keyword or the name of a document may take in any terminal."""
_GAP = 3
"""Columns between two columns of a table."""


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
    with opened(workspace) as held:
        found = lines(held, query, width=choices["width"], order=choices["sort"], narrowing=taken(choices))
        shown = islice(found, limit or None)
        if form == "table":
            count = _show(list(shown), query)
        else:
            output.write_rows(({name: getattr(line, name) for name in _FIELDS} for line in shown), form)
        more = next(found, None) is not None
    if more:
        click.echo(tr("there are more lines: --limit 0 gives all"), err=True)
    elif form == "table" and count:
        output.remark(output.counted(count, "occurrences"))


def _show(lines: list[ConcordanceLine], query: str) -> int:
    """Print lines, each on one line of the terminal, or with its source on a second one; gives their number."""
    if not lines:
        output.nothing(query)
        return 0
    width = output.console().width
    page = max(len(tr("page")), *(len(str(line.page)) for line in lines))
    keyword = min(max(len(tr("keyword")), *(len(line.keyword) for line in lines)), max(width // 5, _NAMED))
    if width < _NARROW:
        _show_stacked(lines, keyword=keyword, side=max(_LEAST, (width - keyword - 2 * _GAP) // 2))
        return len(lines)
    names = max(len(line.document) for line in lines)
    dated = width >= _WIDE and any(line.date for line in lines)
    date = max(len(line.date or "") for line in lines) + _GAP if dated else 0
    document = min(names, max(width // 5, _NAMED))
    side = max(_LEAST, (width - keyword - document - date - page - 4 * _GAP) // 2)
    table = output.table("left", "keyword", "right", *(["date"] if dated else []), "document", "page", right=["left"])
    for line in lines:
        left, word, right = _fitted(line, keyword=keyword, side=side)
        day = [line.date or ""] if dated else []
        name = _end(line.document, document)
        table.add_row(left, output.styled(word, "bold yellow"), right, *day, name, str(line.page))
    for column in table.columns:
        column.no_wrap, column.overflow = True, "crop"
    output.show(table)
    return len(lines)


def _show_stacked(lines: list[ConcordanceLine], *, keyword: int, side: int) -> None:
    from rich.text import Text

    console = output.console()
    for line in lines:
        left, word, right = _fitted(line, keyword=keyword, side=side)
        shown = Text.assemble(left.rjust(side), "  ", (word.ljust(keyword), "bold yellow"), "  ", right)
        console.print(shown, no_wrap=True, overflow="crop")
        date, page = f"{line.date} · " if line.date else "", f" · p. {line.page}"
        name = _end(line.document, max(_NAMED, console.width - len(date) - len(page) - 2))
        console.print(f"  {date}{name}{page}", style="dim")


def _fitted(line: ConcordanceLine, *, keyword: int, side: int) -> tuple[str, str, str]:
    """Left context, keyword and right context, each cut to the columns that it has, contexts between words."""
    left, right = line.left.strip(), line.right.strip()
    if len(left) > side:
        left = left[-side:].partition(" ")[2] or left[-side:]
    if len(right) > side:
        right = right[:side].rpartition(" ")[0] or right[:side]
    word = line.keyword if len(line.keyword) <= keyword else f"{line.keyword[: keyword - 1]}…"
    return left, word, right


def _end(text: str, width: int) -> str:
    """A name that tells most at its end, cut to some columns."""
    return text if len(text) <= width else f"…{text[1 - width :]}"


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
@content_words_option
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
    if not found.occurrences:
        output.nothing(query)
        return
    numbers = ("count", "left", "right", "in all", "G²", "MI", "t")
    table = output.table("word", *numbers, right=numbers)
    for row in rows:
        whole = (row["count"], row["left"], row["right"], row["total"])
        measures = (row["log_likelihood"], row["mutual_information"], row["t_score"])
        table.add_row(row["word"], *map(str, whole), *(f"{value:.1f}" for value in measures))
    if rows:
        output.show(table)
    else:
        output.remark(tr("no word stands around it more often than chance has it: --min keeps rarer ones"))
    output.remark(
        output.counted(found.occurrences, "occurrences"), f"{output.counted(found.words, 'words')} {tr('around')}"
    )


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
