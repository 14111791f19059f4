"""``search kwic``: asking the index."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from ptce_corpus.cli import output
from ptce_corpus.cli.language import tr
from ptce_corpus.cli.options import FORMATS, format_option, opened, quality_option, workspace_option

if TYPE_CHECKING:
    from rich.columns import Columns
    from rich.text import Text

    from ptce_corpus.domain.results import Facet, Hit
    from ptce_corpus.workspace.searching import Answer

_FACETS_SHOWN = 8
_WELL_READ = 0.95
"""Quality under which an answer tells it."""


@click.command("search", help=tr("Find passages. See the user guide for the query language."))
@click.argument("query", required=False)
@workspace_option
@format_option(*FORMATS, "trec")
@click.option(
    "--match", type=click.Choice(["all", "any"]), default="all", help=tr("Join plain words by AND, or by OR.")
)
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True, help=tr("How many answers."))
@click.option("--offset", type=click.IntRange(0), default=0, help=tr("How many answers to pass over."))
@click.option(
    "--sort",
    type=click.Choice(["score", "date", "quality"]),
    default="score",
    help=tr("Best first, newest first, or best read first."),
)
@click.option("--person", help=tr("Keep passages that mention this person."))
@click.option("--org", "organisation", help=tr("Keep passages that mention this organisation."))
@click.option("--place", help=tr("Keep passages that mention this place."))
@click.option("--theme", help=tr("Keep documents of this theme (number or word)."))
@click.option("--kind", help=tr("Keep documents of this kind."))
@click.option("--after", help=tr("Keep documents dated from this year, month or day on."))
@click.option("--before", help=tr("Keep documents dated before this year, month or day."))
@quality_option
@click.option("--facets", is_flag=True, help=tr("Count the answers by person, organisation, place, kind and year."))
@click.option(
    "--queries",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=tr("A batch: FILE.tsv of qid<TAB>query; wants --format trec."),
)
def search_command(query: str | None, workspace: Path | None, form: str, **choices: Any) -> None:  # noqa: ANN401
    """Find passages."""
    from ptce_corpus.workspace.searching import Narrowing, Searcher

    batch: Path | None = choices.pop("queries")
    if (batch is None) != (form != "trec"):
        raise click.UsageError(tr("--queries FILE.tsv and --format trec go together"))
    names = ("person", "organisation", "place", "theme", "kind", "after", "before", "min_quality")
    narrowing = Narrowing(**{name: choices.pop(name) for name in names})
    if query is None and batch is None and not narrowing.queries() and narrowing.min_quality is None:
        raise click.UsageError(tr("a query or a filter is wanted"))
    with opened(workspace) as held, Searcher(held) as searcher:
        if batch:
            runs = searcher.batch(_queries(batch), match=choices["match"], limit=choices["limit"])
            for identifier, document, rank, score in runs:
                click.echo(f"{identifier} Q0 {document} {rank} {score:.6f} ptce")
            return
        facets = choices.pop("facets")
        answer = searcher.search(query or "", narrowing=narrowing, with_facets=facets, **choices)
    if form == "table":
        _show(answer, choices["offset"])
    elif form == "json":
        output.write_json(answer_row(answer))
    else:
        output.write_rows(answer_row(answer)["hits"], form)


def _queries(path: Path) -> Iterator[tuple[str, str]]:
    with path.open(encoding="utf-8-sig") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                identifier, tab, text = line.rstrip("\n").partition("\t")
                if not tab:
                    raise click.UsageError(f"{path}:{number}: qid<TAB>query")
                yield identifier, text


def answer_row(answer: Answer) -> dict[str, Any]:
    """An answer as the contract writes it."""
    return {
        "query": answer.query,
        "total": answer.total,
        "took_ms": answer.took_ms,
        "hits": [_hit_row(hit) for hit in answer.hits],
        "facets": {name: [{"value": f.value, "count": f.count} for f in held] for name, held in answer.facets.items()},
        "suggestions": [{"query": query, "total": total} for query, total in answer.suggestions],
    }


def _hit_row(hit: Hit) -> dict[str, Any]:
    return {
        "document": hit.document,
        "title": hit.title,
        "date": hit.date,
        "kind": hit.kind,
        "page": hit.page,
        "passage": hit.passage,
        "score": hit.score,
        "snippet": hit.snippet.text,
        "highlights": [[span.start, span.end] for span in hit.snippet.highlights],
        "citation": str(hit.citation),
        "quality": None if hit.quality is None else round(hit.quality, 3),
    }


def _show(answer: Answer, offset: int) -> None:
    console = output.console()
    console.print(f"[dim]{output.counted(answer.total, 'passages')} · {answer.took_ms:.0f} ms[/dim]")
    for rank, hit in enumerate(answer.hits, start=offset + 1):
        console.print()
        console.print(f"{rank:>3}. ", end="")
        console.print(hit.title or hit.document, style="bold", markup=False)
        poor = hit.quality is not None and hit.quality < _WELL_READ and f"{tr('quality')} {hit.quality:.2f}"
        parts = (hit.date, tr(hit.kind), f"p. {hit.citation.pages}", hit.document, poor)
        where = " · ".join(part for part in parts if part)
        console.print(f"     {where}", style="dim", markup=False)
        console.print(_marked(hit), soft_wrap=False)
    if answer.facets:
        console.print()
        console.print(_beside(answer.facets))
    if answer.suggestions:
        console.print(f"\n{tr('Nothing holds all of this. Others that find something')}:")
        for query, total in answer.suggestions:
            console.print(f"  {query}  ({total})", markup=False)


def _beside(facets: Mapping[str, tuple[Facet, ...]]) -> Columns:
    """Facets as small tables, as many beside one another as the terminal holds."""
    from rich.columns import Columns

    tables = []
    for name, held in facets.items():
        if held:
            table = output.table(name, "passages", right=["passages"])
            for facet in held[:_FACETS_SHOWN]:
                table.add_row(_plain(tr(facet.value)), str(facet.count))
            tables.append(table)
    return Columns(tables, padding=(0, 3))


def _marked(hit: Hit) -> Text:
    from rich.padding import Padding
    from rich.text import Text

    text = Text(hit.snippet.text)
    for span in hit.snippet.highlights:
        text.stylize("bold yellow", span.start, span.end)
    return cast("Text", Padding(text, (0, 2, 0, 5)))


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
    type=click.Choice(["left", "right", "date"]),
    default="date",
    help=tr("Sort by left or right context, or by date."),
)
@quality_option
@click.option("--limit", type=click.IntRange(0), default=100, show_default=True, help=tr("How many lines; 0: all."))
def kwic_command(query: str, workspace: Path | None, form: str, min_quality: float | None, **choices: Any) -> None:  # noqa: ANN401
    """Concordance of a query."""
    from ptce_corpus.workspace.searching import Narrowing, Searcher

    with opened(workspace) as held, Searcher(held) as searcher:
        lines = searcher.concordance(query, narrowing=Narrowing(min_quality=min_quality), **choices)
    if form != "table":
        rows = (
            {name: getattr(line, name) for name in ("left", "keyword", "right", "document", "page", "date")}
            for line in lines
        )
        output.write_rows(rows, form)
        return
    console = output.console()
    side = max(10, min(choices["width"], (console.width - 45) // 2))
    table = output.table("left", "keyword", "right", "document", "page", right=["left"])
    for line in lines:
        table.add_row(
            line.left[-side:],
            f"[bold yellow]{_plain(line.keyword)}[/]",
            line.right[:side],
            line.document,
            str(line.page),
        )
    output.show(table)


def _plain(text: str) -> str:
    from rich.markup import escape

    return escape(text)
