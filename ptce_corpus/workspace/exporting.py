"""The annotated archive for other tools: a folder of JSON Lines or of CSV files."""

from __future__ import annotations

import csv
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ptce_corpus.domain.annotation import Annotations
from ptce_corpus.domain.document import Document
from ptce_corpus.errors import UsageError
from ptce_corpus.workspace.page_rows import Row, cells, page_row, place, quality_of

if TYPE_CHECKING:
    from ptce_corpus.workspace.workspace import Workspace

FORMS = ("jsonl", "csv")
_PLACE = ("page", "start", "end", "source_start", "source_end", "citation")
_ABOUT = (
    "document",
    "title",
    "date",
    "date_basis",
    "kind",
    "kind_confidence",
    "language",
    "media_type",
    "producer",
    "sha256",
    "quality",
)
_COLUMNS = {
    "documents": (*_ABOUT, "pages"),
    "pages": ("document", "number", "origin", "legibility", "quality", "confidence", "note", "text"),
    "headings": ("document", "page", "level", "text"),
    "tables": ("document", "page", "table", "row", "column", "text"),
    "entities": ("document", "label", "text", "name", "value", "confidence", *_PLACE),
    "quotations": ("document", "text", "kind", "speaker", "function", "organisation", "date", "confidence", *_PLACE),
    "appearances": (
        "document",
        "person",
        "function",
        "organisation",
        "session",
        "begins",
        "ends",
        "place",
        "confidence",
        *_PLACE,
    ),
    "functions": ("document", "person", "role", "organisation", "ended", *_PLACE),
}
_LINES = "documents.jsonl"
_WRITTEN = {_LINES, *(f"{name}.csv" for name in _COLUMNS)}
_FOUND = ("entities", "quotations", "appearances", "functions")


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote: the folder, its files with their numbers of rows."""

    folder: Path
    files: dict[str, int]


def export(workspace: Workspace, folder: Path, *, form: str, force: bool = False) -> Exported:
    """Write every document with its pages, tables, entities, quotations, appearances and functions into ``folder``.

    Documents are streamed into a folder beside it, which then takes its place: an export that fails leaves nothing.
    ``force`` replaces an earlier export; a folder that holds anything else is never touched.

    Raises:
        UsageError: when the form is none, or the folder holds something.
    """
    if form not in FORMS:
        raise UsageError(f"no such form of export: {form}", remedy=f"Forms: {', '.join(FORMS)}.")
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is no folder", remedy="Name another place.")
    held = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    if held - _WRITTEN:
        raise UsageError(f"{folder} holds other things than an export", remedy="Name another folder.")
    if held and not force:
        raise UsageError(f"{folder} holds an export", remedy="Name another folder, or replace it: --force.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        written = (_as_lines if form == "jsonl" else _as_tables)(workspace, beside)
        if folder.exists():
            shutil.rmtree(folder)
        beside.chmod(0o755)
        beside.rename(folder)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    return Exported(folder, written)


def _documents(workspace: Workspace) -> Iterator[tuple[Document, Annotations]]:
    for identifier in sorted(workspace.catalogue.states()):
        yield workspace.catalogue.document(identifier)


def _as_lines(workspace: Workspace, folder: Path) -> dict[str, int]:
    count = 0
    with (folder / _LINES).open("w", encoding="utf-8") as lines:
        for document, annotations in _documents(workspace):
            found = _found(document, annotations)
            row = {**_about(document), "pages": [page_row(page) for page in document.pages], **found}
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
    return {_LINES: count}


def _as_tables(workspace: Workspace, folder: Path) -> dict[str, int]:
    counts = dict.fromkeys(_COLUMNS, 0)
    with ExitStack() as files:
        writers = {}
        for name, columns in _COLUMNS.items():
            # The mark at the head tells spreadsheets that the file is UTF-8.
            opened = files.enter_context((folder / f"{name}.csv").open("w", encoding="utf-8-sig", newline=""))
            writers[name] = csv.DictWriter(opened, columns, extrasaction="ignore")
            writers[name].writeheader()
        for document, annotations in _documents(workspace):
            for name, rows in _rows(document, annotations).items():
                for row in rows:
                    writers[name].writerow({key: _defused(value) for key, value in row.items()})
                    counts[name] += 1
    return {f"{name}.csv": count for name, count in counts.items()}


def _rows(document: Document, annotations: Annotations) -> dict[str, Iterator[Row]]:
    named = {"document": document.identifier}
    pages = [page_row(page) for page in document.pages]
    found = _found(document, annotations)
    return {
        "documents": iter([{**_about(document), "pages": len(document.pages)}]),
        "pages": ({**named, **page} for page in pages),
        "headings": ({**named, "page": page["number"], **one} for page in pages for one in page["headings"]),
        "tables": cells(document),
        **{name: ({**named, **row} for row in found[name]) for name in _FOUND},
    }


def _about(document: Document) -> Row:
    told = {name: getattr(document, name) for name in _ABOUT if name not in ("document", "quality")}
    return {"document": document.identifier, **told, "quality": quality_of(document)}


def _found(document: Document, annotations: Annotations) -> dict[str, list[Row]]:
    return {
        "entities": [
            {
                "label": one.label,
                "text": one.text,
                "name": one.name,
                "value": one.value,
                "confidence": round(one.confidence, 3),
                "reason": one.reason,
                **place(document, one.span),
            }
            for one in annotations.mentions
        ],
        "quotations": [
            {
                "text": one.text,
                "kind": one.kind,
                "speaker": one.speaker and one.speaker.name,
                "function": one.speaker and one.speaker.function,
                "organisation": one.speaker and one.speaker.organisation,
                "date": one.date or document.date,
                "confidence": round(one.confidence, 3),
                **place(document, one.span),
            }
            for one in annotations.quotations
        ],
        "appearances": [
            {
                "person": one.person,
                "function": one.function,
                "organisation": one.organisation,
                "session": one.session,
                "begins": one.start,
                "ends": one.end,
                "place": one.place,
                "confidence": round(one.confidence, 3),
                **place(document, one.span),
            }
            for one in annotations.appearances
        ],
        "functions": [
            {
                "person": one.person,
                "role": one.role,
                "organisation": one.organisation,
                "ended": one.ended,
                **place(document, one.span),
            }
            for one in annotations.functions
        ],
    }


def _defused(value: Any) -> Any:  # noqa: ANN401 - a cell of any kind
    """Text that a spreadsheet would run as a formula gets an apostrophe."""
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value
