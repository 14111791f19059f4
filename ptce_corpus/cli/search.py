"""``search``: asking the index."""

from __future__ import annotations

import re
import sys
from codecs import BOM_UTF8
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ptce_corpus.cli import output
from ptce_corpus.cli.hits import answer_row, hit_row, show
from ptce_corpus.cli.language import tr
from ptce_corpus.cli.narrowing import filter_options, taken
from ptce_corpus.cli.options import FORMATS, format_option, opened, workspace_option
from ptce_corpus.cli.query_help import QueryCommand
from ptce_corpus.errors import UsageError

if TYPE_CHECKING:
    from ptce_corpus.workspace.narrowing import Narrowing
    from ptce_corpus.workspace.searching import RankedDocument, Searcher
    from ptce_corpus.workspace.workspace import Workspace

_BLANK = re.compile(r"\s")
"""What parts the columns of a TREC run, and so may not stand in the name of a document."""
_TOLD = 8
"""Identifiers of doubtful queries that are told."""


@click.command("search", cls=QueryCommand, help=tr("Find passages. The query language stands at the end."))
@click.argument("query", required=False)
@workspace_option
@format_option(*FORMATS, "trec")
@click.option(
    "--match", type=click.Choice(["all", "any"]), default="all", help=tr("Join plain words by AND, or by OR.")
)
@click.option("--limit", type=click.IntRange(0), default=10, show_default=True, help=tr("How many answers; 0: all."))
@click.option("--offset", type=click.IntRange(0), default=0, help=tr("How many answers to pass over."))
@click.option(
    "--sort",
    type=click.Choice(["score", "date", "quality"]),
    default="score",
    help=tr("Best first, newest first, or best read first."),
)
@filter_options
@click.option(
    "--facets",
    is_flag=True,
    help=tr("Count the answers by person, organisation, place, speaker, theme, kind and year."),
)
@click.option(
    "--queries",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=tr("A batch: FILE.tsv of qid<TAB>query, taken as plain words; wants --format trec, csv, json or jsonl."),
)
def search_command(query: str | None, workspace: Path | None, form: str, **choices: Any) -> None:  # noqa: ANN401
    """Find passages."""
    batch: Path | None = choices.pop("queries")
    if (form == "trec" and batch is None) or (form == "table" and batch):
        raise click.UsageError(tr("--queries FILE.tsv goes with --format trec, csv, json or jsonl"))
    narrowing = taken(choices)
    asked = query is not None or bool(narrowing.queries()) or narrowing.min_quality is not None
    if batch and (asked or _beside_a_batch(choices)):
        raise click.UsageError(tr("--queries goes with --match, --limit and --format alone"))
    prompted = not asked and batch is None and form == "table" and sys.stdin.isatty() and sys.stdout.isatty()
    if not asked and batch is None and not prompted:
        raise click.UsageError(tr("a query or a filter is wanted"))
    from ptce_corpus.workspace.searching import Searcher

    with opened(workspace) as held, Searcher(held) as searcher:
        if batch:
            _batch(searcher, batch, form, match=choices["match"], limit=choices["limit"])
        elif prompted:
            _prompt(held, searcher)
        else:
            _answer(searcher, query or "", narrowing, form, choices)


def _beside_a_batch(choices: dict[str, Any]) -> bool:
    """Whether something was chosen that a batch does not look at."""
    return bool(choices["offset"] or choices["facets"] or choices["sort"] != "score")


def _answer(searcher: Searcher, query: str, narrowing: Narrowing, form: str, choices: dict[str, Any]) -> None:
    from ptce_corpus.workspace.searching import ALL

    facets, limit = choices.pop("facets"), choices.pop("limit")
    if not limit and form in {"jsonl", "csv"}:
        output.write_rows((hit_row(hit) for hit in searcher.stream(query, narrowing=narrowing, **choices)), form)
        return
    answer = searcher.search(query, narrowing=narrowing, with_facets=facets, limit=limit or ALL, **choices)
    if form == "table":
        show(answer, choices["offset"])
    elif form == "json":
        output.write_json(answer_row(answer))
    else:
        output.write_rows(answer_row(answer)["hits"], form)


def _prompt(workspace: Workspace, searcher: Searcher) -> None:
    from ptce_corpus.cli.prompt import Prompt

    Prompt(workspace, searcher).run()


def _batch(searcher: Searcher, path: Path, form: str, *, match: Any, limit: int) -> None:  # noqa: ANN401
    from ptce_corpus.workspace.searching import ALL

    found = searcher.batch(_queries(path), match=match, limit=limit or ALL)
    if form != "trec":
        output.write_rows((_ranked_row(one) for one in found), form)
        return
    for one in found:
        document = _BLANK.sub("%20", one.document)
        click.echo(f"{one.query} Q0 {document} {one.rank} {one.score:.6f} ptce")


def _ranked_row(ranked: RankedDocument) -> dict[str, Any]:
    return {"query": ranked.query, "rank": ranked.rank, **hit_row(ranked.hit())}


def _queries(path: Path) -> list[tuple[str, str]]:
    """The queries of a batch with their identifiers; empty lines are passed over, doubtful ones are told.

    Raises:
        UsageError: when a line is no ``qid<TAB>query``, or the file no UTF-8.
    """
    found = []
    for number, line in enumerate(path.read_bytes().removeprefix(BOM_UTF8).splitlines(), start=1):
        try:
            identifier, tab, text = line.decode("utf-8").partition("\t")
        except UnicodeDecodeError as error:
            remedy = "Save it as UTF-8: iconv -f LATIN1 -t UTF-8"
            raise UsageError(f"{path}:{number}: not UTF-8", remedy=remedy) from error
        if not line.strip():
            continue
        if not tab:
            raise click.UsageError(f"{path}:{number}: qid<TAB>query")
        if identifier.split() != [identifier]:
            raise click.UsageError(f"{path}:{number}: an identifier without blanks is wanted before the tabulation")
        found.append((identifier, text))
    _warn(path, found)
    return found


def _warn(path: Path, queries: list[tuple[str, str]]) -> None:
    """Tell on standard error which queries another run of the same file could mix up, and which ask nothing."""
    doubled = [name for name, count in Counter(name for name, _ in queries).items() if count > 1]
    if doubled:
        click.echo(tr(f"{path}: these identifiers stand several times: {_some(doubled)}"), err=True)
    silent = [name for name, text in queries if not any(map(str.isalnum, text))]
    if silent:
        click.echo(tr(f"{path}: these queries hold no word: {_some(silent)}"), err=True)


def _some(names: list[str]) -> str:
    return ", ".join(names[:_TOLD]) + ("…" if len(names) > _TOLD else "")
