"""Files with a document a row: JSON Lines, and CSV with a head line."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ptce_corpus.domain.document import Kind, Markup, SourceDocument
from ptce_corpus.errors import UnreadableFile
from ptce_corpus.extraction.encodings import decoded
from ptce_corpus.extraction.origins import SourceFile, claimed_date, claimed_title
from ptce_corpus.extraction.plain import is_markdown, pages

JSONL = "application/jsonl"
CSV = "text/csv"

_SEPARATORS = (",", ";", "\t", "|")
_SHOWN_FAULTS = 5
_FIRST_LINES = 20
_LONGEST_FIELD = 64 * 1024 * 1024
_EDTF = re.compile(r"\s*[\dXY~?%]{4}[\dX?~%/.:T+Z-]*\s*$")
_FRENCH_DAY = re.compile(r"\s*(\d{1,2})[/.](\d{1,2})[/.](\d{4})\s*$")


@dataclass(frozen=True, slots=True)
class _Fault:
    line: int
    reason: str


class _BadRow(ValueError):
    """A row that is no document; the message says why."""


def recognised(text: str, *, suffix: str) -> str | None:
    """The media type of row files, told from the first lines; None for any other text.

    Raises:
        UnreadableFile: when the file is named as a row file but its columns lack ``id`` or ``text``.
    """
    lines = [line for line in text.lstrip("\ufeff").splitlines()[: _FIRST_LINES * 2] if line.strip()][:_FIRST_LINES]
    if not lines:
        return None
    objects = sum(_looks_like_row(line) for line in lines)
    if objects and objects * 2 >= len(lines):
        return JSONL
    if _separator(lines[0]):
        return CSV
    if (suffix == ".jsonl" and lines[0].lstrip().startswith("{")) or (suffix == ".csv" and _has_columns(lines[0])):
        raise UnreadableFile(
            "The rows lack the columns id and text.",
            remedy="Name the columns id,text and, if you have them, title,date,kind.",
        )
    return None


def _has_columns(line: str) -> bool:
    return any(separator in line for separator in _SEPARATORS) and len(line) < 500


def _looks_like_row(line: str) -> bool:
    if not line.lstrip().startswith("{") or '"text"' not in line:
        return False
    # A long first row may be cut where the look into the file ends.
    return line.rstrip().endswith("}") or len(line) > 10_000


def _separator(head_line: str) -> str | None:
    """What parts the columns of a head line that names ``id`` and ``text``; None when it names them not."""
    for separator in _SEPARATORS:
        names = {name.strip().strip('"').lower() for name in head_line.split(separator)}
        if {"id", "text"} <= names:
            return separator
    return None


def read(source: SourceFile) -> Iterator[SourceDocument]:
    """The documents of a row file, one after the other, as the file is read.

    Raises:
        UnreadableFile: after the last good row, when some rows were no documents: how many, which lines, and why.
    """
    faults: list[_Fault] = []
    number = 0
    seen: set[str] = set()
    good = 0
    parsed = _csv_rows(source.path) if source.media_type == CSV else _json_rows(source.path)
    for line, row in parsed:
        number += 1
        try:
            if isinstance(row, _BadRow):
                raise row
            document = _document(row, source.media_type)
            if document.identifier in seen:
                raise _BadRow(f"id {document.identifier!r} is given twice")
        except _BadRow as error:
            faults.append(_Fault(line, str(error)))
            continue
        seen.add(document.identifier)
        good += 1
        yield document
    if faults:
        raise _summary(faults, number)
    if not good:
        raise UnreadableFile("The file has no rows.", remedy="Replace it with a complete copy, or remove it.")


def _summary(faults: list[_Fault], number: int) -> UnreadableFile:
    shown = "; ".join(f"line {fault.line}: {fault.reason}" for fault in faults[:_SHOWN_FAULTS])
    more = "; …" if len(faults) > _SHOWN_FAULTS else ""
    return UnreadableFile(
        f"{len(faults)} of {number} rows are no documents ({shown}{more}).",
        remedy="Correct these lines; each row needs an id of its own and a text.",
    )


def _json_rows(path: Path) -> Iterator[tuple[int, Mapping[str, object] | _BadRow]]:
    with path.open("rb") as opened:
        for number, line in enumerate(_text_lines(opened), start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except (ValueError, RecursionError) as error:
                yield number, _BadRow(f"not JSON ({error})")
                continue
            yield number, row if isinstance(row, dict) else _BadRow("not an object")


def _text_lines(opened: io.BufferedReader) -> Iterator[str]:
    """The lines of a file, decoded one by one so that a large file is never held whole."""
    start = opened.read(4)
    opened.seek(0)
    if start.startswith((b"\xff\xfe", b"\xfe\xff", b"\0")) or b"\0" in start:
        yield from decoded(opened.read()).splitlines()
        return
    for line in opened:
        yield decoded(line)


def _csv_rows(path: Path) -> Iterator[tuple[int, Mapping[str, object] | _BadRow]]:
    # A quoted field holds whole documents: the standard limit of 128 KiB is too low.
    csv.field_size_limit(_LONGEST_FIELD)
    text = io.StringIO(decoded(path.read_bytes()), newline="")
    first = text.readline()
    while first and not first.strip():
        first = text.readline()
    separator = _separator(first.strip()) or ","
    names = [name.strip().lower() for name in next(csv.reader([first], delimiter=separator))]
    reader = csv.reader(text, delimiter=separator)
    start = 1
    while True:
        line = start + reader.line_num + 1
        try:
            values = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, _BadRow(str(error))
            continue
        if not any(value.strip() for value in values):
            continue
        if len(values) > len(names):
            yield line, _BadRow(f"{len(values)} columns where the head line has {len(names)}")
            continue
        yield line, dict(zip(names, values, strict=False))


def _document(row: Mapping[str, object], media_type: str) -> SourceDocument:
    identifier, text = row.get("id"), row.get("text")
    if isinstance(identifier, int) and not isinstance(identifier, bool):
        identifier = str(identifier)
    if not isinstance(identifier, str) or not identifier.strip():
        raise _BadRow("no id")
    if not isinstance(text, str) or not text.strip():
        raise _BadRow("no text")
    title, date, kind = (_claim(row, name) for name in ("title", "date", "kind"))
    content = {"id": identifier.strip(), "text": text, "title": title, "date": date, "kind": kind}
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return SourceDocument(
        identifier=identifier.strip(),
        sha256=hashlib.sha256(canonical.encode("utf-8", errors="surrogatepass")).hexdigest(),
        media_type=media_type,
        pages=pages(text),
        title=claimed_title(title),
        date=_date(date),
        kind=Kind(kind) if kind in set(Kind) else None,
        markup=Markup.MARKDOWN if is_markdown(text) else Markup.PLAIN,
    )


def _claim(row: Mapping[str, object], name: str) -> str | None:
    value = row.get(name)
    if value is None or isinstance(value, (dict, list)):
        return None
    return str(value).strip() or None


def _date(claim: str | None) -> str | None:
    """The date of a row: EDTF as it stands, ``30/07/2014`` as an ISO day, a time of day dropped."""
    if claim is None:
        return None
    if french := _FRENCH_DAY.match(claim):
        day, month, year = (int(part) for part in french.groups())
        return claimed_date(f"{year:04d}-{month:02d}-{day:02d}")
    if "T" in claim or " " in claim:
        return claimed_date(claim)
    return claim.strip() if _EDTF.match(claim) else None
