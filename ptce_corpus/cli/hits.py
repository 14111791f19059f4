"""Answers of searches, for eyes and for programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from ptce_corpus.cli import output
from ptce_corpus.cli.language import titled, tr

if TYPE_CHECKING:
    from rich.columns import Columns
    from rich.padding import Padding

    from ptce_corpus.domain.results import Facet, Hit
    from ptce_corpus.workspace.searching import Answer

_FACETS_SHOWN = 8
_WAYS_ON = (
    "the beginning of a word finds all that begin so: mutual*",
    "another spelling is found with a tilde: cooperration~2",
    "ptce complete and ptce entities tell what the archive has",
)
"""What to do where nothing is found and nothing near to it is known."""
_WELL_READ = 0.95
"""Quality under which an answer tells it."""


def answer_row(answer: Answer) -> dict[str, Any]:
    """An answer as the contract writes it."""
    return {
        "query": answer.query,
        "filters": dict(answer.filters),
        "total": answer.total,
        "took_ms": answer.took_ms,
        "hits": [hit_row(hit) for hit in answer.hits],
        "facets": {name: [{"value": f.value, "count": f.count} for f in held] for name, held in answer.facets.items()},
        "most": answer.most and asdict(answer.most),
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
    filters = [f"--{name.replace('_', '-')} {value}" for name, value in answer.filters.items()]
    told = (output.counted(answer.total, "passages"), *filters, f"{answer.took_ms:.0f} ms")
    console.print(" · ".join(told), style="dim")
    show_hits(answer.hits, offset)
    if answer.total and not answer.hits and offset >= answer.total:
        console.print(f"  → {tr('none of them stands so far down: give --offset less')}", style="dim")
    if answer.facets:
        console.print()
        console.print(_beside(answer.facets))
    if answer.most:
        held = answer.most
        passages = output.counted(held.total, "passages")
        together = f"No passage holds all of this; {held.words} of {held.of} words stand together in {passages}"
        console.print(f"\n{titled(together)}")
        console.print(f"  {held.query}", soft_wrap=True)
    others = [one for one in answer.suggestions if answer.most is None or one[0] != answer.most.query]
    if others:
        if answer.total or len(answer.query.split()) == 1:
            title = "Did you mean"
        elif answer.most:
            title = "Others that find something"
        else:
            title = "Nothing holds all of this. Others that find something"
        console.print(f"\n{titled(title)}")
        for query, total in others:
            console.print(f"  {query}  ({total})", soft_wrap=True)
    if not (answer.total or answer.most or others):
        for way in _WAYS_ON:
            console.print(f"  → {tr(way)}", style="dim")


def show_hits(hits: Sequence[Hit], offset: int) -> None:
    """Print hits, the first of which has ``offset`` before it."""
    console = output.console()
    for rank, hit in enumerate(hits, start=offset + 1):
        console.print()
        console.print(f"{rank:>3}. ", end="")
        console.print(hit.title or hit.document, style="bold")
        poor = hit.quality is not None and hit.quality < _WELL_READ and f"{tr('quality')} {hit.quality:.2f}"
        parts = (hit.date, tr(hit.kind), f"p. {hit.citation.pages}", hit.document, poor)
        where = " · ".join(part for part in parts if part)
        console.print(output.indented(where, 5, "dim"))
        console.print(_marked(hit))


def _beside(facets: Mapping[str, tuple[Facet, ...]]) -> Columns:
    """Facets as small tables, as many beside one another as the terminal holds."""
    from rich.columns import Columns

    tables = []
    for name, held in facets.items():
        if held:
            table = output.table(name, "passages", right=["passages"])
            for facet in held[:_FACETS_SHOWN]:
                table.add_row(tr(facet.value), str(facet.count))
            tables.append(table)
    return Columns(tables, padding=(0, 3))


def _marked(hit: Hit) -> Padding:
    text = output.styled(hit.snippet.text, "")
    for span in hit.snippet.highlights:
        text.stylize("bold yellow", span.start, span.end)
    return output.indented(text, 5)
