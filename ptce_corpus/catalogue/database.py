"""The file of the catalogue: opening it, transactions, statements, and its errors told in our words."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence, Sized
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from sqlite3 import Connection, Cursor
from typing import Any, TypeVar

from ptce_corpus.catalogue import migrations
from ptce_corpus.errors import Busy, WorkspaceError

WAIT = 30.0
"""Seconds to wait for another process that is writing."""

CHUNK = 500
"""Values in one ``IN (…)``; SQLite took 999 at most before version 3.32."""

Item = TypeVar("Item")


def chunked(items: Iterable[Item], size: int = CHUNK) -> Iterator[list[Item]]:
    """Items in lists of at most ``size``."""
    rest = iter(items)
    while chunk := list(islice(rest, size)):
        yield chunk


def listed(query: str, values: Sized) -> str:
    """A query for some values: where it says ``IN (...)`` it gets a mark for each of them."""
    return query.replace("(...)", f"({', '.join('?' * len(values))})")


def insertion(table: str, columns: Iterable[str]) -> str:
    """The statement that puts into a table rows given by column."""
    names = list(columns)
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join(f':{name}' for name in names)})"  # noqa: S608 - ours


def column(rows: Cursor) -> Iterator[Any]:
    """The first value of each row of an answer."""
    return (row[0] for row in rows)


def single(rows: Cursor) -> Any:  # noqa: ANN401
    """The first value of an answer; None for an empty one."""
    row = rows.fetchone()
    return None if row is None else row[0]


class Row(sqlite3.Row):
    """A row of an answer: its parts bear the names of their columns."""

    __slots__ = ()

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        try:
            return self[name]
        except IndexError:
            raise AttributeError(name) from None


class Database:
    """A SQLite file in WAL mode: any number of readers beside one writer.

    Every transaction has a connection of its own, so that a stream read slowly sees one state of the archive while
    documents are being put.
    """

    def __init__(self, path: Path, *, readonly: bool) -> None:
        self.path = path
        self.readonly = readonly
        self._idle: list[Connection] = []

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the catalogue."""
        with self._transaction("BEGIN") as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection that alone may write; what it did is kept when the block ends well, and only then.

        Raises:
            Busy: when another process has been writing for too long.
            WorkspaceError: when the catalogue is open for reading only.
        """
        if self.readonly:
            raise WorkspaceError("the catalogue is open for reading only")
        # A writer takes its turn at once: a reader that turns writer midway would be refused, not made to wait.
        with self._transaction("BEGIN IMMEDIATE") as connection:
            yield connection
            connection.execute("COMMIT")

    def close(self) -> None:
        """Let go of the file."""
        while self._idle:
            self._idle.pop().close()

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[Connection]:
        """A connection in a transaction, which is undone unless the block commits it."""
        with _explaining(self.path):
            connection = self._at_hand()
            try:
                connection.execute(begin)
                yield connection
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                self._idle.append(connection)

    def _at_hand(self) -> Connection:
        try:
            return self._idle.pop()
        except IndexError:
            return self._connected()

    def _connected(self) -> Connection:
        connection = connect(self.path, readonly=self.readonly)
        connection.row_factory = Row
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute("PRAGMA cache_size=-16000")
        return connection


def prepare(path: Path, *, readonly: bool, scripts: Sequence[str] | None = None) -> None:
    """Check that ``path`` holds a catalogue that this program knows; make it or bring it up to date when writing.

    Raises:
        WorkspaceError: when there is none to read, it is not a catalogue, or a newer program made it.
    """
    if readonly and not path.is_file():
        raise _none(path)
    steps = len(migrations.STEPS) if scripts is None else len(scripts)
    with _explaining(path):
        if not readonly:
            _make_folder(path)
        with closing(connect(path, readonly=readonly)) as connection:
            version = _known_version(connection, path, steps)
            if readonly:
                _check_current(path, version, steps)
                return
            connection.execute("PRAGMA journal_mode=WAL")
            if version < steps:
                migrations.migrate(connection, scripts or [migrations.script(step) for step in migrations.STEPS])


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WorkspaceError(f"cannot write {path}: {error.strerror}", remedy="Check the folder's rights.") from error


def _known_version(connection: sqlite3.Connection, path: Path, steps: int) -> int:
    version = migrations.version(connection)
    owner = connection.execute("PRAGMA application_id").fetchone()[0]
    filled = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if filled and owner != migrations.APPLICATION:
        raise _foreign(path)
    if version > steps:
        raise WorkspaceError(
            f"{path} was written by a newer version of ptce (schema {version}; this one knows {steps})",
            remedy="Update ptce-corpus: pip install --upgrade ptce-corpus",
        )
    return version


def _check_current(path: Path, version: int, steps: int) -> None:
    if version == 0:
        raise _none(path)
    if version < steps:
        raise WorkspaceError(
            f"{path} was written by an older version of ptce (schema {version}, now {steps})",
            remedy="Bring it up to date: ptce build",
        )


def _none(path: Path) -> WorkspaceError:
    return WorkspaceError(f"no catalogue: {path} is missing or empty", remedy="Run: ptce build")


def _foreign(path: Path) -> WorkspaceError:
    return WorkspaceError(
        f"{path} is not a catalogue of ptce", remedy="Move this file away and make the catalogue anew: ptce build"
    )


def connect(path: Path, *, readonly: bool) -> sqlite3.Connection:
    """A connection without transactions of its own making (autocommit mode)."""
    uri = path.absolute().as_uri()
    if readonly:
        # Readers of a WAL file write marks beside it; where they may not, nobody writes, and none are needed.
        still = not os.access(path.parent, os.W_OK) and not path.with_name(f"{path.name}-wal").exists()
        uri += "?immutable=1" if still else "?mode=ro"
    return sqlite3.connect(uri, uri=True, timeout=WAIT, isolation_level=None, check_same_thread=False)


_MEANINGS: dict[str, tuple[type[WorkspaceError], str, str]] = {
    "SQLITE_BUSY": (Busy, "{path} is being written by another process", "Wait for the other build to end."),
    "SQLITE_LOCKED": (Busy, "{path} is being written by another process", "Wait for the other build to end."),
    "SQLITE_FULL": (WorkspaceError, "no room left on the disk for {path}", "Free some space and build again."),
    # The file that readers of a WAL share could not grow.
    "SQLITE_IOERR_SHMSIZE": (WorkspaceError, "no room left on the disk for {path}", "Free some space and build again."),
    "SQLITE_READONLY": (WorkspaceError, "{path} cannot be written", "Check the rights of the file and its folder."),
    "SQLITE_CANTOPEN": (WorkspaceError, "{path} cannot be opened", "Check the rights of the file and its folder."),
    "SQLITE_IOERR": (WorkspaceError, "the disk failed while reading or writing {path}", "Check the disk."),
    "SQLITE_CORRUPT": (
        WorkspaceError,
        "{path} is damaged",
        "Restore it from a copy, or move it away and make it anew: ptce build",
    ),
}


@contextmanager
def _explaining(path: Path) -> Iterator[None]:
    """Tell errors of SQLite in the reader's words; one that is our own fault stays as it is."""
    try:
        yield
    except sqlite3.Error as error:
        meaning = _meaning(error, path)
        if meaning is None:
            raise
        raise meaning from error


def _meaning(error: sqlite3.Error, path: Path) -> WorkspaceError | None:
    name = getattr(error, "sqlite_errorname", "")
    if name == "SQLITE_NOTADB":
        return _foreign(path)
    for known, (kind, message, remedy) in _MEANINGS.items():
        if name == known or name.startswith(known + "_"):
            return kind(message.format(path=path), remedy=remedy)
    return None
