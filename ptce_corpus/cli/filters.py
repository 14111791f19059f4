"""``extract repair tag quotes``: one document, no workspace."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ptce_corpus.cli import output
from ptce_corpus.cli.inputs import Text, nearest_settings, texts
from ptce_corpus.cli.language import tr
from ptce_corpus.cli.options import format_option
from ptce_corpus.cli.pages import page_title, print_page
from ptce_corpus.errors import PtceError

if TYPE_CHECKING:
    from ptce_corpus.domain.annotation import Speaker
    from ptce_corpus.domain.span import Span
    from ptce_corpus.workspace.filters import Annotated, Extracted

SET_ASIDE = 3

Row = dict[str, Any]


def _files(command: Callable[..., Any]) -> Callable[..., Any]:
    command = click.argument("files", nargs=-1, type=click.Path(path_type=Path, allow_dash=True))(command)
    command = click.option(
        "--jsonl",
        "lines",
        is_flag=True,
        help=tr('Standard input is JSON Lines {"id", "text", "date"?}; one answer a line.'),
    )(command)
    return format_option("table", "json", "jsonl")(command)


@click.command("extract", help=tr("Read files: pages with origin and legibility, title, date, kind."))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--jsonl", "lines", is_flag=True, help=tr("One JSON line a file."))
@click.option("--words", is_flag=True, help=tr("In JSON: each word that OCR read, with its box and confidence."))
@click.option("--tables", is_flag=True, help=tr("The tables alone, as CSV: document, page, table, row, column, text."))
@format_option("table", "json", "jsonl")
def extract_command(files: tuple[Path, ...], lines: bool, words: bool, tables: bool, form: str) -> int:
    """Read files."""
    from ptce_corpus.workspace.filters import extract

    form = "jsonl" if lines else form
    rows, failed = [], False
    for one in extract(files, nearest_settings()):
        failed |= one.error is not None
        if tables:
            rows += _table_rows(one)
        elif form == "jsonl":
            output.write_line(_extracted(one, words=words))
        elif form == "table":
            _show_extracted(one)
        else:
            rows.append(_extracted(one, words=words))
    if form == "json" or tables:
        output.write_rows(rows, "csv" if tables and form == "table" else form)
    return SET_ASIDE if failed else 0


def _table_rows(one: Extracted) -> list[Row]:
    """A row for each cell of each table of a document; a document that cannot be read is told on standard error."""
    from ptce_corpus.workspace.page_rows import cells

    if one.error:
        click.echo(f"{one.path}: {tr(one.error.message)}", err=True)
    return list(cells(one.document)) if one.document else []


def _extracted(one: Extracted, *, words: bool) -> Row:
    from ptce_corpus.workspace.page_rows import page_row, quality_of

    source, document = one.source, one.document
    return {
        "path": one.path,
        "sha256": source and source.sha256,
        "media_type": source and source.media_type,
        "kind": document and document.kind,
        "kind_confidence": document and round(document.kind_confidence, 3),
        "language": document and document.language,
        "producer": document and document.producer,
        "quality": document and quality_of(document),
        "title": document and document.title,
        "date": document and document.date,
        "date_basis": document and document.date_basis,
        "page_count": document and len(document.pages),
        "pages": [page_row(page, words=words) for page in (document.pages if document else ())],
        "error": one.error and {"message": one.error.message, "remedy": one.error.remedy},
    }


def _show_extracted(one: Extracted) -> None:
    console, document = output.console(), one.document
    if one.error:
        console.print(output.styled("✗", "bold red"), f"{one.path}: {tr(one.error.message)}")
        console.print(f"  → {tr(one.error.remedy)}")
    if not document:
        return
    console.print(document.title or one.path, style="bold")
    about = (
        one.path,
        document.media_type,
        tr(document.kind),
        document.date,
        document.language,
        output.counted(len(document.pages), "pages"),
    )
    console.print(" · ".join(part for part in about if part), style="dim")
    for page in document.pages:
        console.rule(page_title(page), style="dim")
        print_page(console, page)


@click.command("repair", help=tr("Repair French text that OCR damaged; each edit with its place, rule and confidence."))
@_files
def repair_command(files: tuple[Path, ...], lines: bool, form: str) -> int:
    """Repair texts."""
    from ptce_corpus.workspace.filters import repair

    def answer(text: Text) -> Row:
        aligned = repair(text.text)
        edits = [
            {
                "start": edit.span.start,
                "end": edit.span.end,
                "before": before,
                "after": edit.after,
                "rule": edit.rule,
                "confidence": round(edit.confidence, 3),
            }
            for edit, before in aligned.audited()
        ]
        return {"id": text.identifier, "text": aligned.text, "edits": edits}

    return _each(texts(files, lines=lines), answer, "jsonl" if lines else form, lambda row: click.echo(row["text"]))


@click.command("tag", help=tr("Find people, organisations, places, dates, times and functions."))
@_files
def tag_command(files: tuple[Path, ...], lines: bool, form: str) -> int:
    """Tag texts."""
    from ptce_corpus.workspace.filters import annotate

    settings = nearest_settings()

    def answer(text: Text) -> Row:
        found = annotate(text.text, settings, date=text.date)
        return {"id": text.identifier, "entities": [_mention(found, one) for one in found.annotations.mentions]}

    return _each(texts(files, lines=lines), answer, "jsonl" if lines else form, _show_entities)


def _mention(found: Annotated, mention: Any) -> Row:  # noqa: ANN401 - a Mention
    span = found.place(mention.span)
    return {
        **_ends(span),
        "label": mention.label,
        "text": span.cut(found.text.source),
        "name": mention.name,
        "value": mention.value,
        "confidence": round(mention.confidence, 3),
        "reason": mention.reason,
    }


def _ends(span: Span) -> Row:
    return {"start": span.start, "end": span.end}


def _show_entities(row: Row) -> None:
    table = output.table("label", "text", "name", "value", "confidence", "reason", right=["confidence"])
    for one in row["entities"]:
        cells = (
            one["label"],
            " ".join(one["text"].split()),
            one["name"] or "",
            one["value"] or "",
            f"{one['confidence']:.2f}",
            one["reason"],
        )
        table.add_row(*cells)
    output.show(table)


@click.command("quotes", help=tr("Find who said what, and who is on the programme."))
@_files
def quotes_command(files: tuple[Path, ...], lines: bool, form: str) -> int:
    """Find quotations and appearances."""
    from ptce_corpus.workspace.filters import annotate

    settings = nearest_settings()

    def answer(text: Text) -> Row:
        found = annotate(text.text, settings, date=text.date)
        return {
            "id": text.identifier,
            "quotations": [_quotation(found, one) for one in found.annotations.quotations],
            "appearances": [
                {
                    name: getattr(one, name)
                    for name in ("person", "function", "organisation", "session", "start", "end", "place")
                }
                for one in found.annotations.appearances
            ],
        }

    return _each(texts(files, lines=lines), answer, "jsonl" if lines else form, _show_quotations)


def _quotation(found: Annotated, one: Any) -> Row:  # noqa: ANN401 - a Quotation
    span = found.place(one.span)
    return {
        **_ends(span),
        "text": span.cut(found.text.source),
        "kind": one.kind,
        "cue": one.cue and _ends(found.place(one.cue)),
        "speaker": one.speaker and _speaker(found, one.speaker),
        "confidence": round(one.confidence, 3),
    }


def _speaker(found: Annotated, speaker: Speaker) -> Row:
    span = found.place(speaker.span) if speaker.span else None
    place = _ends(span) if span else {"start": None, "end": None}
    return {**place, "name": speaker.name, "function": speaker.function, "organisation": speaker.organisation}


def _show_quotations(row: Row) -> None:
    table = output.table("who", "kind", "what")
    for one in row["quotations"]:
        who = (one["speaker"] or {}).get("name") or "?"
        table.add_row(who, tr(one["kind"]), " ".join(one["text"].split()))
    if row["quotations"] or not row["appearances"]:
        output.show(table)
    if row["appearances"]:
        table = output.table("start", "person", "function", "organisation", "session")
        for one in row["appearances"]:
            table.add_row(*(one[name] or "" for name in ("start", "person", "function", "organisation", "session")))
        output.show(table)


def _each(texts: Iterator[Text], answer: Callable[[Text], Row], form: str, show: Callable[[Row], None]) -> int:
    """Answer text by text, streaming; a bad one is told and the rest goes on."""
    rows, failed = [], False
    for text in texts:
        error, row = text.error, None
        if error is None:
            try:
                row = answer(text)
            except PtceError as fault:
                error = fault.message
        if row is None:
            failed, row = True, {"id": text.identifier, "error": error}
        if form == "jsonl":
            output.write_line(row)
        elif form == "json":
            rows.append(row)
        elif "error" in row:
            click.echo(f"{text.identifier or '-'}: {tr(str(error))}", err=True)
        else:
            show(row)
    if form == "json":
        output.write_json(rows[0] if len(rows) == 1 else rows)
    return SET_ASIDE if failed else 0
