"""Documents of our own with their quotations marked in the text, for tests and measures.

A file holds documents under lines ``=== id | date | kind``. In their text ``⟦Name|kind⟧words⟦/⟧`` marks a quotation and
who says it, ``?`` where the document never names the speaker.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_HEAD = re.compile(r"^=== (\S+) \| ([\d-]+) \| ([\w-]+)\n", re.MULTILINE)
_MARK = re.compile(r"⟦(?:(?P<end>/)|(?P<name>[^|⟦⟧]+)\|(?P<kind>direct|indirect|mixed))⟧")


def documents(path: Path) -> Iterator[dict[str, Any]]:
    """The documents of ``path`` as rows of a gold file, without entities."""
    pieces = _HEAD.split(path.read_text("utf-8"))[1:]
    for identifier, date, kind, body in zip(*(iter(pieces),) * 4, strict=True):
        text, found = unmarked(body.strip() + "\n")
        yield {"id": identifier, "date": date, "kind": kind, "text": text, "quotations": found}


def unmarked(marked: str) -> tuple[str, list[dict[str, Any]]]:
    """The text without its marks, and the quotations that they enclose."""
    found: list[dict[str, Any]] = []
    text, at = "", 0
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        at = mark.end()
        if mark["end"]:
            found[-1]["end"] = len(text)
        else:
            name = None if mark["name"] == "?" else mark["name"]
            found.append({"start": len(text), "kind": mark["kind"], "cue": None, "speaker": {"name": name}})
    return text + marked[at:], found
