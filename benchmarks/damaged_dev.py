"""The dev documents of ``../shared`` printed, worn and read again, to see what is still found in them.

``python -m benchmarks.damaged_dev FOLDER`` writes ``dev_damaged.jsonl``, each document in two degrees of damage and
read in two languages: the line of the document with another ``text``, its entities and quotations where that text has
them, and ``gold``, what was printed. For measuring only: made of ``../shared``, it stays outside of the repository.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Levenshtein

from benchmarks.damaged import READ, SETS, Words, printed, recognised, write
from benchmarks.shared import needed
from samples.source import plain

LONGEST = 12
"""Lines of a dev document printed as one paragraph at most: a paragraph has to fit on a page."""


def main() -> None:
    (folder,) = sys.argv[1:] or sys.exit(__doc__)
    os.nice(10)
    write(Path(folder, "dev_damaged.jsonl"), damaged(kept=Path(folder, READ)))


def damaged(*, kept: Path) -> Iterator[dict[str, Any]]:
    """The dev documents damaged, each in both levels and languages, their annotations as found there."""
    rows = [json.loads(line) for line in needed("gold", "documents.dev.jsonl").read_text("utf-8").splitlines()]
    documents = [list(printed(row["id"], dev_paragraphs(row["text"]), place)) for place, row in enumerate(rows)]
    for language, level in SETS.values():
        texts = recognised((sheet for sheets in documents for sheet in sheets), language, level, kept=kept)
        for row, sheets in zip(rows, documents, strict=True):
            text = "\n\n".join(next(texts).strip() for _ in sheets)
            gold = "\n\n".join(sheet.text for sheet in sheets)
            moved = Moves(row["text"], text)
            notes = {name: moved.of(row[name]) for name in ("entities", "quotations")}
            yield {**row, "id": f"{row['id']}#{language}-{level}", "text": text, "gold": gold, **notes}


def dev_paragraphs(text: str) -> Iterator[Words]:
    """The text of a dev document without its markup, in paragraphs that fit on a page."""
    for chunk in re.split(r"\n\s*\n", text):
        lines = [plain(line).strip().lstrip("# ") for line in chunk.split("\n") if line.strip()]
        for first in range(0, len(lines), LONGEST):
            yield Words("\n".join(lines[first : first + LONGEST]))


class Moves:
    """Where the characters of one text are in another, by the fewest edits."""

    def __init__(self, text: str, other: str) -> None:
        self._places = [0] * (len(text) + 1)
        for edit in Levenshtein.opcodes(text, other):
            for step in range(edit.src_end - edit.src_start):
                self._places[edit.src_start + step] = min(edit.dest_start + step, edit.dest_end)
        self._places[-1] = len(other)

    def of(self, notes: Any) -> Any:  # noqa: ANN401 - what JSON holds
        """The annotations with their offsets in the other text; those of which nothing is left there go."""
        if isinstance(notes, list):
            moved = [self.of(one) for one in notes]
            return [one for one in moved if one.get("start", 0) < one.get("end", 1)]
        if not isinstance(notes, dict):
            return notes
        offsets = {key: self._places[notes[key]] for key in ("start", "end") if isinstance(notes.get(key), int)}
        return {key: offsets.get(key, self.of(value)) for key, value in notes.items()}


if __name__ == "__main__":
    main()
