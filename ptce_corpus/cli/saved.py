"""``save saved``: searches that are kept, and what they find that is new."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from ptce_corpus.cli import output
from ptce_corpus.cli.hits import hit_row, show_hits
from ptce_corpus.cli.language import colon, titled, tr
from ptce_corpus.cli.options import format_option, opened, workspace_option
from ptce_corpus.errors import QueryError

if TYPE_CHECKING:
    from ptce_corpus.workspace.saved import News
    from ptce_corpus.workspace.workspace import Workspace


@click.command("save", help=tr("Keep a search under a name: `ptce saved` tells what it finds that is new."))
@click.argument("name")
@click.argument("query")
@workspace_option
@click.option(
    "--match", type=click.Choice(["all", "any"]), default="all", help=tr("Join plain words by AND, or by OR.")
)
def save_command(name: str, query: str, workspace: Path | None, match: Literal["all", "any"]) -> None:
    """Keep a search."""
    from ptce_corpus.errors import WorkspaceError
    from ptce_corpus.workspace.saved import SavedSearch, news, save

    with opened(workspace) as held:
        save(held, SavedSearch(name, query, match))
        try:
            (found,) = news(held, name=name, remember=True)
        except WorkspaceError:  # nothing is indexed yet: what the first build finds is known
            click.echo(tr("saved"), err=True)
            return
    click.echo(f"{titled('saved')} {output.counted(found.total, 'passages')}", err=True)


@click.command("saved", help=tr("Saved searches, and what they find that was not told before."))
@click.argument("name", required=False)
@workspace_option
@format_option()
@click.option("--told", is_flag=True, help=tr("Take what is shown as told: it is new no longer."))
@click.option("--forget", is_flag=True, help=tr("Keep the search NAME no longer."))
def saved_command(name: str | None, workspace: Path | None, form: str, told: bool, forget: bool) -> None:
    """What saved searches find."""
    from ptce_corpus.workspace import saved

    with opened(workspace) as held:
        if forget:
            if name is None:
                raise click.UsageError(tr("--forget wants the name of a search"))
            saved.forget(held, name)
            return
        found = saved.news(held, name=name, remember=told)
    if form == "table":
        _show(found, hits=name is not None)
    else:
        output.write_rows([_row(one, hits=form == "json" or name is not None) for one in found], form)


def tell_news(workspace: Workspace) -> None:
    """Tell on standard error what the saved searches find that is new, and take it as told: for the end of a build.

    A build is done by then: where the searches cannot be read or asked, that is told and nothing more.
    """
    from ptce_corpus.errors import PtceError
    from ptce_corpus.workspace.saved import news

    try:
        told = news(workspace, remember=True)
    except PtceError as error:
        click.echo(f"{tr(str(error))} → {tr(error.remedy)}", err=True)
        return
    _tell_faults(told)
    for one in told:
        if one.new:
            click.echo(
                f"{one.search.name}{colon()} {titled('new')} {output.counted(len(one.new), 'passages')}", err=True
            )


def _tell_faults(found: Iterable[News]) -> None:
    """Tell on standard error which searches cannot be asked, and why."""
    for one in found:
        if one.fault is not None:
            faults = one.fault.faults if isinstance(one.fault, QueryError) else (one.fault,)
            click.echo(f"{one.search.name}{colon()} {'; '.join(tr(fault.message) for fault in faults)}", err=True)


def _row(news: News, *, hits: bool) -> dict[str, Any]:
    row: dict[str, Any] = {
        "name": news.search.name,
        "query": news.search.query,
        "match": news.search.match,
        "total": news.total,
        "new": len(news.new),
        "error": None if news.fault is None else news.fault.message,
    }
    return row | {"hits": [hit_row(hit) for hit in news.new]} if hits else row


def _show(found: tuple[News, ...], *, hits: bool) -> None:
    table = output.table("name", "query", "passages", "new", right=["passages", "new"])
    for one in found:
        table.add_row(one.search.name, one.search.query, str(one.total), str(len(one.new)))
    output.show(table)
    _tell_faults(found)
    if hits:
        for one in found:
            show_hits(one.new, 0)
