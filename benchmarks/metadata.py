"""Kind and date of documents, against those that people gave them.

``python -m benchmarks.metadata``: on ``documents.dev.jsonl``, read as plain text, and on the sample archive, read from
its files; then on the kinds of its rows without the columns that tell. A kind counts when it is the gold's; a date when
its value is. The gold has no date where the text states none: a date from the file's name or metadata, said to be so,
is then no miss, a stated one is. Prints every miss.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.shared import ROOT, needed
from ptce_corpus.domain.document import DateBasis, Document, SourceDocument
from ptce_corpus.extraction.dispatch import FileExtractor
from ptce_corpus.settings import ExtractionSettings
from ptce_corpus.text.cleaning import cleaned

GRADES = (0.5, 0.7, 0.9)
"""Confidences that part the table of how often a kind of that confidence is right."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A document beside what the gold says of it."""

    document: Document
    gold: dict[str, Any]

    def right(self, what: str) -> bool:
        """Whether the document's ``kind``, ``date`` or ``title`` is the gold's; of a title, its letters and digits."""
        told, gold = getattr(self.document, what), self.gold[what]
        if what == "date" and gold is None:
            return self.document.date_basis is not DateBasis.STATED
        return _letters(told) == _letters(gold) if what == "title" else told == gold


def dev() -> Iterator[Judged]:
    """The documents of the dev gold, each written to a text file and read from there."""
    with tempfile.TemporaryDirectory() as folder:
        for gold in _rows(needed("gold", "documents.dev.jsonl")):
            path = Path(folder, "document.txt")
            path.write_text(gold["text"], encoding="utf-8")
            yield from (Judged(cleaned(source), gold) for source in _read(path, "document.txt"))


def sample() -> Iterator[Judged]:
    """The documents of the sample archive, as its files tell of them."""
    for source, gold in _sampled():
        yield Judged(cleaned(source), gold)


def bare_rows() -> Iterator[Judged]:
    """The rows of the sample archive without the columns that tell title, date and kind; dates are not asked of them.

    A row of three sentences seldom bears its date: its kind is what can be told.
    """
    for source, gold in _sampled():
        if source.kind is not None:
            bare = replace(source, identifier="row", title=None, date=None, kind=None, media_type="text/plain")
            yield Judged(cleaned(bare), {"id": gold["id"], "kind": gold["kind"]})


def _sampled() -> Iterator[tuple[SourceDocument, dict[str, Any]]]:
    gold = {row["id"]: row for row in _rows(ROOT / "samples" / "gold.jsonl")}
    corpus = ROOT / "corpus"
    for path in sorted(path for path in corpus.rglob("*") if path.is_file()):
        for source in _read(path, path.relative_to(corpus).as_posix()):
            if source.identifier in gold:
                yield source, gold[source.identifier]


def _read(path: Path, identifier: str) -> Iterable[SourceDocument]:
    return FileExtractor(ExtractionSettings()).extract(path, identifier)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))


def report(name: str, judged: list[Judged]) -> None:
    """Print how many kinds, dates and titles are right, then what is not."""
    told = {what: [one for one in judged if what in one.gold] for what in ("kind", "date", "title")}
    shares = {what: (sum(one.right(what) for one in ones), len(ones)) for what, ones in told.items()}
    print(f"{name}: " + ", ".join(f"{what} {right}/{of}" for what, (right, of) in shares.items() if of))
    for one in judged:
        document, gold = one.document, one.gold
        sure = {"kind": f" ({document.kind_confidence:.2f})", "date": f" ({document.date_basis})", "title": ""}
        for what in ("kind", "date", "title"):
            if what in gold and not one.right(what):
                print(f"  {what:5} {gold['id']}: {getattr(document, what)}{sure[what]}, gold {gold[what]}")


def calibration(judged: list[Judged]) -> None:
    """Print, for each band of confidence, the share of kinds that are right."""
    for low, high in zip((0.0, *GRADES), (*GRADES, 1.01), strict=True):
        band = [one for one in judged if low <= one.document.kind_confidence < high]
        right = sum(one.right("kind") for one in band)
        print(f"confidence {low:.1f} to {min(high, 1.0):.1f}: {right}/{len(band)} right")


def main() -> None:
    sets = {"documents.dev": list(dev()), "sample archive": list(sample()), "its rows, bare": list(bare_rows())}
    for name, judged in sets.items():
        report(name, judged)
    calibration([one for judged in sets.values() for one in judged if one.document.kind_confidence < 1.0])


if __name__ == "__main__":
    main()
