"""``entities entity``: people, organisations and places over the archive."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ptce_corpus.cli import output
from ptce_corpus.cli.language import titled, tr
from ptce_corpus.cli.options import format_option, opened, workspace_option
from ptce_corpus.cli.timeline import row_of

if TYPE_CHECKING:
    from ptce_corpus.ports.catalogue import EntityPortrait, EntitySummary, HeldFunction
    from ptce_corpus.workspace.sayings import Saying

_SHOWN = 5
"""Quotations shown of each theme."""
_LABELS = ("PER", "ORG", "LOC")


@click.command("entities", help=tr("People, organisations and places, the most mentioned first."))
@workspace_option
@format_option()
@click.option("--label", type=click.Choice(_LABELS), help=tr("Keep one class."))
@click.option("--like", help=tr("Keep names that hold this, case and accents apart."))
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help=tr("How many answers."))
def entities_command(workspace: Path | None, form: str, label: str | None, like: str | None, limit: int) -> None:
    """List entities."""
    from ptce_corpus.domain.annotation import Label

    with opened(workspace) as held:
        found = held.entities(label=Label(label) if label else None, like=like, limit=limit)
    rows = [_summary_row(one) for one in found]
    if form != "table":
        output.write_rows(rows, form)
        return
    table = output.table("name", "label", "mentions", "documents", "first", "last", right=["mentions", "documents"])
    for row in rows:
        table.add_row(row["name"], row["label"], str(row["mentions"]), str(row["documents"]), row["first"], row["last"])
    output.show(table)


def _summary_row(one: EntitySummary) -> dict[str, Any]:
    return {
        "name": one.name,
        "label": one.label.value,
        "mentions": one.mentions,
        "documents": one.documents,
        "first": one.first,
        "last": one.last,
        "place": one.place
        and {"code": one.place.code, "latitude": one.place.latitude, "longitude": one.place.longitude},
    }


@click.command("entity", help=tr("One entity: names met, functions over time, company, documents."))
@click.argument("name")
@workspace_option
@format_option()
def entity_command(name: str, workspace: Path | None, form: str) -> None:
    """Tell all about an entity."""
    from ptce_corpus.workspace.sayings import sayings

    with opened(workspace) as held:
        portrait = held.entity(name)
        said = sayings(held, portrait.summary.name)
    if form != "table":
        output.write_one({**_portrait_row(portrait), "said": [_saying_row(one) for one in said]}, form)
    else:
        _show(portrait)
        _show_said(said, portrait.summary.name)


def _saying_row(saying: Saying) -> dict[str, Any]:
    return {"theme": saying.theme, "label": saying.label, "quotations": [row_of(row) for row in saying.rows]}


def _show_said(said: Sequence[Saying], name: str) -> None:
    console = output.console()
    for saying in said:
        console.print(f"\n{saying.label or tr('no theme')}", style="bold")
        for row in saying.rows[:_SHOWN]:
            told = " ".join(row.text.split())
            console.print(output.indented(f"{row.date or ''}  « {told} »".lstrip(), 2))
            console.print(output.indented(str(row.citation), 4, "dim"))
        if len(saying.rows) > _SHOWN:
            rest = len(saying.rows) - _SHOWN
            console.print(f"  {tr(f'others ({rest}): ptce timeline --who {shlex.quote(name)}')}", style="dim")


def _portrait_row(portrait: EntityPortrait) -> dict[str, Any]:
    return {
        **_summary_row(portrait.summary),
        "variants": [{"text": text, "count": count} for text, count in portrait.variants],
        "merged": [{"name": one.name, "reason": one.reason, "confidence": one.confidence} for one in portrait.merged],
        "functions": [
            {
                "role": held.role,
                "organisation": held.organisation,
                "first": held.first,
                "last": held.last,
                "ended": held.ended,
                "citations": [str(citation) for citation in held.citations],
            }
            for held in portrait.functions
        ],
        "beside": [{"name": name, "label": label, "passages": count} for name, label, count in portrait.beside],
        "documents_cited": [
            {"document": cited.document, "date": cited.date, "page": cited.page, "citation": str(cited)}
            for cited in portrait.citations
        ],
    }


def _show_functions(functions: Sequence[HeldFunction]) -> None:
    """Print each function with its time, and under it its source: titles are too long for a column."""
    console = output.console()
    for held in functions:
        years = " – ".join(dict.fromkeys(date for date in (held.first, held.last) if date))
        told = (held.role, held.organisation, years, tr("ended") if held.ended else None)
        console.print(output.indented(" · ".join(part for part in told if part), 2))
        for citation in held.citations[:1]:
            console.print(output.indented(str(citation), 4, "dim"))


def _show(portrait: EntityPortrait) -> None:
    console, one = output.console(), portrait.summary
    console.print(one.name, style="bold")
    years = " – ".join(dict.fromkeys(date for date in (one.first, one.last) if date))
    counts = (output.counted(one.mentions, "mentions"), output.counted(one.documents, "documents"))
    where = (f"{tr('code')} {one.place.code}",) if one.place else ()
    told = (tr(one.label.value), *where, *counts, *filter(None, [years]))
    console.print(" · ".join(told), style="dim")
    if len(portrait.variants) > 1:
        console.print(
            f"{titled('names met')} " + ", ".join(f"{text} ({count})" for text, count in portrait.variants),
        )
    if portrait.merged:
        merged = ", ".join(f"{other.name} ({tr(other.reason)}, {other.confidence:.2f})" for other in portrait.merged)
        console.print(f"{titled('also known as')} {merged}")
    if portrait.functions:
        console.print(titled("functions"))
        _show_functions(portrait.functions)
    if portrait.beside:
        beside = ", ".join(f"{name} ({count})" for name, _, count in portrait.beside[:12])
        console.print(f"{titled('met beside')} {beside}")
    table = output.table("date", "document", "page")
    for cited in portrait.citations:
        table.add_row(cited.date, cited.title or cited.document, str(cited.page))
    console.print(table)
