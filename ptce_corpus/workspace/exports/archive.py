"""What every form of export reads: the documents of an archive in order, each under a name fit for a file."""

from __future__ import annotations

import csv
import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TextIO

from ptce_corpus.domain.annotation import Annotations, Label
from ptce_corpus.domain.document import Document
from ptce_corpus.domain.graph import Meant
from ptce_corpus.errors import Busy
from ptce_corpus.ports.catalogue import DocumentStore
from ptce_corpus.ports.graph import GraphStore

METADATA = "metadata.csv"
"""Which file holds which document, in exports of one file a document; TXM reads it beside the texts."""
_ABOUT = ("id", "document", "title", "date", "year", "kind", "language", "sha256")
_LONGEST = 80
"""Characters of a file's name, without its ending."""
_APART = re.compile(r"[^A-Za-z0-9]+")
_ENDING = re.compile(r"(?<=.)\.[A-Za-z0-9]{1,5}\Z")
_YEAR = re.compile(r"\d{4}")


class Catalogue(DocumentStore, GraphStore, Protocol):
    """The stores that exports read."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A document with all that was found in it. ``stem`` is its name as a file, ASCII and unlike any other's.

    ``meant`` are the entities of the archive that its mentions mean, each at the place of its mention.
    """

    document: Document
    annotations: Annotations
    meant: Sequence[Meant | None]
    stem: str

    def called(self, *labels: Label) -> Mapping[str, Meant]:
        """Entities of ``labels`` by the names that the document gives them; the first mention of a name tells."""
        found: dict[str, Meant] = {}
        for mention, meant in zip(self.annotations.mentions, self.meant, strict=True):
            if meant is not None and meant.label in labels:
                found.setdefault(mention.name or mention.text, meant)
        return found


class Archive:
    """The documents of a catalogue, all or ``only`` some, by identifier, one at a time."""

    def __init__(self, catalogue: Catalogue, *, only: frozenset[str] | None = None) -> None:
        self.catalogue = catalogue
        self.stems = stems(sorted(name for name in catalogue.states() if only is None or name in only))

    def entries(self) -> Iterator[Entry]:
        """Each document, read when its turn comes.

        Raises:
            Busy: when a build changed it meanwhile.
        """
        for identifier, stem in self.stems.items():
            document, annotations = self.catalogue.document(identifier)
            meant = self.catalogue.meant_in(identifier)
            if len(meant) != len(annotations.mentions):
                raise Busy("the archive changes while it is exported", remedy="Wait for the other build to end.")
            yield Entry(document, annotations, meant, stem)


def stems(identifiers: Iterable[str]) -> dict[str, str]:
    """A file name without ending for each identifier: ASCII letters, digits and hyphens, unique in any case."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for identifier in identifiers:
        plain = unicodedata.normalize("NFKD", _ENDING.sub("", identifier))
        plain = _APART.sub("-", plain.encode("ascii", "ignore").decode("ascii")).strip("-")[:_LONGEST].strip("-")
        digest = hashlib.sha256(identifier.encode("utf-8", "surrogatepass")).hexdigest()
        stem = plain or f"document-{digest[:8]}"
        length = 8
        while stem.lower() in taken:
            stem, length = f"{plain or 'document'}-{digest[:length]}", length + 1
        taken.add(stem.lower())
        found[identifier] = stem
    return found


def year(document: Document) -> str:
    """The four digits of the year of a document's date; empty where it has none."""
    found = _YEAR.match(document.date or "")
    return found[0] if found else ""


def written(path: Path) -> AbstractContextManager[TextIO]:
    """A text file to write, UTF-8, its line ends as they are given. Half a surrogate pair becomes ``?``."""
    return path.open("w", encoding="utf-8", errors="replace", newline="")


class Metadata:
    """The table ``metadata.csv`` of a folder with one file a document."""

    def __init__(self, file: TextIO) -> None:
        self._rows = csv.DictWriter(file, _ABOUT)
        self._rows.writeheader()

    def add(self, entry: Entry) -> None:
        """A line for a document."""
        document = entry.document
        row = {
            "id": entry.stem,
            "document": document.identifier,
            "title": document.title,
            "date": document.date,
            "year": year(document),
            "kind": document.kind.value,
            "language": document.language,
            "sha256": document.sha256,
        }
        self._rows.writerow({name: defused(value) for name, value in row.items()})


def stems_in(folder: Path) -> frozenset[str]:
    """The names of the documents that an earlier export lists in ``folder``; none where it lists none."""
    path = folder / METADATA
    if not path.is_file():
        return frozenset()
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        rows = csv.DictReader(file)
        if tuple(rows.fieldnames or ()) != _ABOUT:
            return frozenset()
        return frozenset(row["id"] for row in rows if row["id"])


def defused(value: Any) -> Any:  # noqa: ANN401 - a cell of any kind
    """Text that a spreadsheet would run as a formula gets an apostrophe."""
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value
