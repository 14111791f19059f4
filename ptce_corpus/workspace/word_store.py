"""How often each word stands in each document of an archive: ``indexes/words.sqlite``.

Derived from the passages of the catalogue and brought up to date by document when it is asked: what is new and what
is gone is known by the number of each document and what it was made from, without reading a text. Losing the file
costs time.

Beside the counts by form and by stem over the archive, each document keeps its own, as two rows of numbers (which
words, how often), so that a document can be taken away again and compared with others.
"""

from __future__ import annotations

import hashlib
import sqlite3
import sys
from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, Self

from ptce_corpus.domain.passage import IndexedPassage
from ptce_corpus.domain.provenance import fingerprint
from ptce_corpus.errors import WorkspaceError
from ptce_corpus.ports.catalogue import DocumentState
from ptce_corpus.search.counting import Tally
from ptce_corpus.search.similarity import Counted
from ptce_corpus.text.tokens import Form, fingerprint_of_analysis

FILE_NAME = "words.sqlite"
_FORMAT = 2
_DOCUMENTS_AT_ONCE = 200
_AT_ONCE = 900
"""Values that one query compares with at most."""
_PATIENCE = 60.0
"""Seconds to wait for another process that counts."""
_SHORT_PATIENCE = 1.0
"""The same, where what was counted is of help but not the question."""
_REMEDY = "Delete indexes/words.sqlite: it is made anew."
_TABLES = """
CREATE TABLE mark (value TEXT NOT NULL);
CREATE TABLE stems (id INTEGER PRIMARY KEY, stem TEXT NOT NULL UNIQUE, tokens INTEGER NOT NULL, documents INTEGER NOT
    NULL);
CREATE TABLE forms (id INTEGER PRIMARY KEY, exact TEXT NOT NULL UNIQUE, folded TEXT NOT NULL, stem INTEGER NOT NULL,
    tokens INTEGER NOT NULL, documents INTEGER NOT NULL);
CREATE INDEX forms_of_stem ON forms (stem);
CREATE INDEX forms_folded ON forms (folded);
CREATE TABLE documents (id INTEGER PRIMARY KEY, passage INTEGER NOT NULL, kind TEXT NOT NULL, earliest TEXT, latest
    TEXT, tokens INTEGER NOT NULL, forms BLOB NOT NULL, stems BLOB NOT NULL, made TEXT);
"""


class Passages(Protocol):
    """What is read of a catalogue."""

    def numbers(self) -> frozenset[int]:
        """The numbers of all documents that have passages."""
        ...

    def indexable(self, documents: Collection[int]) -> Iterator[IndexedPassage]:
        """The passages of some documents."""
        ...

    def of_quality(self, least: float) -> Mapping[int, str]:
        """Numbers and identifiers of the documents that could be read at least so well."""
        ...

    def states(self) -> Mapping[str, DocumentState]:
        """What each document was made from, by identifier."""
        ...


@dataclass(slots=True)
class _Changes:
    """Differences to write: by number of a form or stem, how many more places and documents."""

    tokens: Counter[int] = field(default_factory=Counter)
    documents: Counter[int] = field(default_factory=Counter)

    def note(self, numbers: Iterable[int], counts: Iterable[int], *, sign: int) -> None:
        for number, count in zip(numbers, counts, strict=True):
            self.tokens[number] += sign * count
            self.documents[number] += sign


class WordStore:
    """The words of an archive, counted. Close it, or use ``with``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    @classmethod
    def of(cls, folder: Path, passages: Passages) -> Self:
        """The words kept in ``folder``, up to date with a catalogue: made anew where the file is damaged.

        In memory, where the folder cannot be written or another process counts for too long.
        """
        path = folder / FILE_NAME
        try:
            return cls._refreshed(path, passages)
        except sqlite3.OperationalError:
            return cls._in_memory(path, passages)
        except sqlite3.DatabaseError:
            for damaged in (path, path.with_name(f"{FILE_NAME}-journal")):
                damaged.unlink(missing_ok=True)
            return cls._refreshed(path, passages)

    @classmethod
    def _refreshed(cls, path: Path, passages: Passages) -> Self:
        found = cls(sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None))
        try:
            found.refresh(passages)
        except BaseException:
            found.close()
            raise
        return found

    @classmethod
    def _in_memory(cls, path: Path, passages: Passages) -> Self:
        found = cls.nowhere()
        if path.is_file():
            with closing(sqlite3.connect(path, timeout=_PATIENCE)) as kept:
                kept.backup(found.connection)
        found.refresh(passages)
        return found

    @classmethod
    def kept(cls, folder: Path) -> Self | None:
        """The words as they were last counted, maybe out of date; None where nothing that can be read was counted."""
        path = folder / FILE_NAME
        if not path.is_file():
            return None
        found = cls(sqlite3.connect(path, timeout=_SHORT_PATIENCE, isolation_level=None))
        with suppress(sqlite3.DatabaseError):
            if found._marked():
                return found
        found.close()
        return None

    @classmethod
    def nowhere(cls) -> Self:
        """No words yet, kept in memory alone."""
        return cls(sqlite3.connect(":memory:", isolation_level=None))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        self.close()
        if isinstance(error, sqlite3.DatabaseError):
            raise WorkspaceError(f"the counted words cannot be read: {error}", remedy=_REMEDY) from error

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    def refresh(self, passages: Passages) -> None:
        """Count the documents that are new, and forget those that are gone, in one transaction."""
        made = _made(passages)
        if self._marked() and made == self._held():
            return
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            if not self._marked():
                self._clear()
            held = self._held()
            self._take_away(number for number, _ in held.items() - made.items())
            new = made.items() - held.items()
            self._count(sorted(number for number, _ in new), passages)
            rows = [(mark, number) for number, mark in new]
            self.connection.executemany("UPDATE documents SET made = ? WHERE id = ?", rows)
            self.connection.execute("COMMIT")
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise

    def add(self, passages: Iterable[IndexedPassage]) -> None:
        """Count some passages, whole documents at a time, of documents that were not counted yet."""
        if not self._marked():
            self._clear()
        self._add(passages)

    def _marked(self) -> bool:
        """Whether what is kept was made by this program and this analysis of words."""
        tables = {name for (name,) in self.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if "mark" not in tables:
            return False
        return [(_mark(),)] == self.connection.execute("SELECT value FROM mark").fetchall()

    def _clear(self) -> None:
        """Make empty tables in place of what is there."""
        tables = self.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (name,) in tables:
            self.connection.execute(f'DROP TABLE "{name}"')
        for statement in _TABLES.split(";"):
            self.connection.execute(statement)
        self.connection.execute("INSERT INTO mark VALUES (?)", (_mark(),))

    def _held(self) -> dict[int, str]:
        """What each document that was counted was made from."""
        return dict(self.connection.execute("SELECT id, made FROM documents"))

    def _take_away(self, documents: Iterable[int]) -> None:
        forms, stems = _Changes(), _Changes()
        for number in documents:
            query = "SELECT forms, stems FROM documents WHERE id = ?"
            for blobs in self.connection.execute(query, (number,)).fetchall():
                forms.note(*unpacked(blobs[0]), sign=-1)
                stems.note(*unpacked(blobs[1]), sign=-1)
            self.connection.execute("DELETE FROM documents WHERE id = ?", (number,))
        self._write("forms", forms)
        self._write("stems", stems)

    def _count(self, documents: list[int], passages: Passages) -> None:
        for start in range(0, len(documents), _DOCUMENTS_AT_ONCE):
            self._add(passages.indexable(documents[start : start + _DOCUMENTS_AT_ONCE]))

    def _add(self, passages: Iterable[IndexedPassage]) -> None:
        tallies: defaultdict[int, Tally] = defaultdict(Tally)
        firsts: dict[int, IndexedPassage] = {}
        for passage in passages:
            tallies[passage.document].add(passage.text)
            firsts.setdefault(passage.document, passage)
        known = {exact: form for tally in tallies.values() for exact, form in tally.known.items()}
        numbers = self._numbered(known)
        forms, stems = _Changes(), _Changes()
        for document, tally in tallies.items():
            by_form = {numbers[exact][0]: count for exact, count in tally.counts.items()}
            by_stem: Counter[int] = Counter()
            for exact, count in tally.counts.items():
                by_stem[numbers[exact][1]] += count
            forms.note(by_form, by_form.values(), sign=1)
            stems.note(by_stem, by_stem.values(), sign=1)
            first = firsts[document]
            row = (document, first.identifier, first.kind, first.earliest, first.latest, tally.total)
            packs = _packed(by_form), _packed(by_stem)
            self.connection.execute("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL)", (*row, *packs))
        self._write("forms", forms)
        self._write("stems", stems)

    def _numbered(self, known: Mapping[str, Form]) -> Mapping[str, tuple[int, int]]:
        """The numbers of some forms and of their stems, given where they have none yet."""
        new_stem = "INSERT OR IGNORE INTO stems (stem, tokens, documents) VALUES (?, 0, 0)"
        self.connection.executemany(new_stem, {(form.stem,) for form in known.values()})
        new_form = (
            "INSERT OR IGNORE INTO forms (exact, folded, stem, tokens, documents)"
            " SELECT ?, ?, id, 0, 0 FROM stems WHERE stem = ?"
        )
        self.connection.executemany(new_form, [(form.exact, form.folded, form.stem) for form in known.values()])
        query = "SELECT exact, id, stem FROM forms WHERE exact IN"
        return {exact: (form, stem) for exact, form, stem in self.asked(query, known)}

    def _write(self, table: str, changes: _Changes) -> None:
        rows = [(changes.tokens[number], changes.documents[number], number) for number in changes.documents]
        update = f"UPDATE {table} SET tokens = tokens + ?, documents = documents + ? WHERE id = ?"  # noqa: S608 - ours
        self.connection.executemany(update, rows)

    def asked(self, query: str, values: Iterable[str]) -> Iterator[tuple[Any, ...]]:
        """The rows of a query that ends with ``IN``, for any number of values."""
        wanted = list(values)
        for start in range(0, len(wanted), _AT_ONCE):
            part = wanted[start : start + _AT_ONCE]
            marks = ", ".join("?" * len(part))
            yield from self.connection.execute(f"{query} ({marks})", part)


def _made(passages: Passages) -> dict[int, str]:
    """What each document that has passages was made from: another catalogue may give its number to another text."""
    names, states = passages.of_quality(0.0), passages.states()
    return {number: _digest(states.get(names.get(number, ""))) for number in passages.numbers()}


def _digest(state: DocumentState | None) -> str:
    """What stands for what a document was made from; it is asked of every document each time words are."""
    if state is None:
        return ""
    made = (state.identifier, state.path, state.sha256, state.extraction, state.annotation)
    return hashlib.sha256("\0".join(made).encode("utf-8", "surrogatepass")).hexdigest()


def _mark() -> str:
    return fingerprint("words", _FORMAT, sys.byteorder, fingerprint_of_analysis())


def _packed(counts: Mapping[int, int]) -> bytes:
    """The words of a document, by number, and after them how often each stands there."""
    return array("I", counts).tobytes() + array("I", counts.values()).tobytes()


def unpacked(packed: bytes) -> Counted:
    """The words and the counts of a row."""
    numbers = array("I")
    numbers.frombytes(packed)
    half = len(numbers) // 2
    return numbers[:half], numbers[half:]
