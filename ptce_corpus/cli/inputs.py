"""Texts that the filters work on: of files, of standard input, of JSON Lines."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ptce_corpus.settings import Settings, load


@dataclass(frozen=True, slots=True)
class Text:
    """A text to work on, or why it could not be had."""

    identifier: str | None
    text: str = ""
    date: str | None = None
    error: str | None = None


def nearest_settings() -> Settings:
    """The settings of the workspace one stands in, else the defaults."""
    from ptce_corpus.workspace.workspace import Workspace

    return load(Workspace.nearest_folder())


def texts(files: tuple[Path, ...], *, lines: bool) -> Iterator[Text]:
    """Texts of files, or of standard input: as one text, or a JSON line each."""
    for path in files or (Path("-"),):
        if str(path) == "-":
            stream = sys.stdin.buffer
            yield from map(_line, stream) if lines else [Text(None, stream.read().decode("utf-8", "replace"))]
        elif lines:
            with path.open("rb") as held:
                yield from map(_line, held)
        else:
            yield from _read(path)


def _line(line: bytes) -> Text:
    if not line.strip():
        return Text(None, error="empty line")
    try:
        row = json.loads(line)
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        return Text(None, error=f"not JSON: {error}")
    identifier = row.get("id") if isinstance(row, dict) else None
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        return Text(identifier, error='no "text"')
    date = row.get("date")
    return Text(identifier, row["text"], date if isinstance(date, str) else None)


def _read(path: Path) -> Iterator[Text]:
    """The raw text of a file of any known format."""
    from ptce_corpus.workspace.filters import extract

    for one in extract([path], nearest_settings()):
        if one.error:
            yield Text(str(path), error=one.error.message)
        elif one.source:
            raw = "\n\n".join(page.text for page in one.source.pages)
            yield Text(one.path, raw, one.document.date if one.document else None)
