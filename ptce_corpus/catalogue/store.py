"""What the stores of the catalogue share."""

from __future__ import annotations

from pathlib import Path
from sqlite3 import Connection
from types import TracebackType
from typing import Self

from ptce_corpus.catalogue.database import Database, prepare, single

_NOTE = "INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"


class Store:
    """A part of the catalogue, or several as one, which share one database. Close it, or use ``with``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    def open(cls, path: Path, *, readonly: bool = False) -> Self:
        """Open the catalogue at ``path``; it is made, or brought up to date, unless ``readonly``.

        Raises:
            WorkspaceError: when there is none to read, it is no catalogue, or a newer program made it.
            Busy: when another process has been writing for too long.
        """
        prepare(path, readonly=readonly)
        return cls(Database(path, readonly=readonly))

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _noted(self, name: str) -> str | None:
        """What was last noted under a name."""
        with self._database.reading() as connection:
            value: str | None = single(connection.execute("SELECT value FROM meta WHERE name = ?", (name,)))
            return value


def note(connection: Connection, name: str, value: str) -> None:
    """Note a value under a name, in place of what was noted before."""
    connection.execute(_NOTE, (name, value))
