"""JSON Lines, a line a document; or CSV, a file each for documents, pages, tables, entities and the rest."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from ptce_corpus.domain.document import Document
from ptce_corpus.workspace.exports.archive import Archive, Entry, defused, written
from ptce_corpus.workspace.page_rows import Row, cells, page_row, place, quality_of

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
    "entities": ("document", "label", "text", "name", "entity", "code", "value", "confidence", *_PLACE),
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
LINES = "documents.jsonl"
TABLES = tuple(f"{name}.csv" for name in _COLUMNS)
_FOUND = ("entities", "quotations", "appearances", "functions")


def as_lines(archive: Archive, folder: Path) -> dict[str, int]:
    """Write every document whole, a line each; gives the number of lines."""
    count = 0
    with written(folder / LINES) as lines:
        for entry in archive.entries():
            pages = [page_row(page) for page in entry.document.pages]
            row = {**_about(entry.document), "pages": pages, **_found(entry)}
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
    return {LINES: count}


def as_tables(archive: Archive, folder: Path) -> dict[str, int]:
    """Write the tables; gives the number of rows of each."""
    counts = dict.fromkeys(_COLUMNS, 0)
    with ExitStack() as files:
        writers = {}
        for name, columns in _COLUMNS.items():
            # The mark at the head tells spreadsheets that the file is UTF-8.
            opened = files.enter_context(written(folder / f"{name}.csv"))
            opened.write("\ufeff")
            writers[name] = csv.DictWriter(opened, columns, extrasaction="ignore")
            writers[name].writeheader()
        for entry in archive.entries():
            for name, rows in _rows(entry).items():
                for row in rows:
                    writers[name].writerow({key: defused(value) for key, value in row.items()})
                    counts[name] += 1
    return {f"{name}.csv": count for name, count in counts.items()}


def _rows(entry: Entry) -> dict[str, Iterator[Row]]:
    document = entry.document
    named = {"document": document.identifier}
    pages = [page_row(page) for page in document.pages]
    found = _found(entry)
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


def _found(entry: Entry) -> dict[str, list[Row]]:
    document, annotations = entry.document, entry.annotations
    return {
        "entities": _mention_rows(entry),
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


def _mention_rows(entry: Entry) -> list[Row]:
    """Mentions; ``name`` is what the document calls them, ``entity`` what the archive does."""
    return [
        {
            "label": one.label,
            "text": one.text,
            "name": one.name,
            "entity": meant and meant.name,
            "code": meant and meant.place and meant.place.code,
            "value": one.value,
            "confidence": round(one.confidence, 3),
            "reason": one.reason,
            **place(entry.document, one.span),
        }
        for one, meant in zip(entry.annotations.mentions, entry.meant, strict=True)
    ]
