"""Answers of searches, for eyes and for programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from ptce_corpus.cli import output
from ptce_corpus.cli.language import tr

if TYPE_CHECKING:
    from rich.columns import Columns
    from rich.text import Text

    from ptce_corpus.domain.results import Facet, Hit
    from ptce_corpus.workspace.searching import Answer

_FACETS_SHOWN = 8
_WELL_READ = 0.95
"""Quality under which an answer tells it."""


def answer_row(answer: Answer) -> dict[str, Any]:
    """An answer as the contract writes it."""
    return {
        "query": answer.query,
        "total": answer.total,
        "took_ms": answer.took_ms,
        "hits": [hit_row(hit) for hit in answer.hits],
        "facets": {name: [{"value": f.value, "count": f.count} for f in held] for name, held in answer.facets.items()},
        "suggestions": [{"query": query, "total": total} for query, total in answer.suggestions],
    }


def hit_row(hit: Hit) -> dict[str, Any]:
    """A hit as the contract writes it."""
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


def show(answer: Answer, offset: int) -> None:
    """Print an answer whose first hit has ``offset`` before it."""
    console = output.console()
    console.print(f"[dim]{output.counted(answer.total, 'passages')} · {answer.took_ms:.0f} ms[/dim]")
    show_hits(answer.hits, offset)
    if answer.facets:
        console.print()
        console.print(_beside(answer.facets))
    if answer.suggestions:
        console.print(f"\n{tr('Nothing holds all of this. Others that find something')}:")
        for query, total in answer.suggestions:
            console.print(f"  {query}  ({total})", markup=False)


def show_hits(hits: Sequence[Hit], offset: int) -> None:
    """Print hits, the first of which has ``offset`` before it."""
    console = output.console()
    for rank, hit in enumerate(hits, start=offset + 1):
        console.print()
        console.print(f"{rank:>3}. ", end="")
        console.print(hit.title or hit.document, style="bold", markup=False)
        poor = hit.quality is not None and hit.quality < _WELL_READ and f"{tr('quality')} {hit.quality:.2f}"
        parts = (hit.date, tr(hit.kind), f"p. {hit.citation.pages}", hit.document, poor)
        where = " · ".join(part for part in parts if part)
        console.print(f"     {where}", style="dim", markup=False)
        console.print(_marked(hit), soft_wrap=False)


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


def _plain(text: str) -> str:
    from rich.markup import escape

    return escape(text)
