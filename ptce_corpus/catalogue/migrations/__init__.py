"""Numbered steps from an empty file to the schema of today; ``PRAGMA user_version`` says how far a file has come."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

STEPS = ("001_initial.sql", "002_layout.sql", "003_page_bodies.sql", "004_quality.sql", "005_links.sql")
"""One SQL script a step, in order; a step that has been published is never changed, only followed by another."""

APPLICATION = 0x50544345
"""Marks a file as ours (``PRAGMA application_id``): "PTCE" in ASCII."""


def script(step: str) -> str:
    """The SQL of a step."""
    from importlib.resources import files  # a file that is up to date wants no script

    return (files(__package__) / step).read_text(encoding="utf-8")


def version(connection: sqlite3.Connection) -> int:
    """How many steps a file has gone through."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection, scripts: Sequence[str]) -> None:
    """Bring a file up to date with ``scripts``, each in a transaction of its own; one that fails leaves no trace.

    The connection is in autocommit mode (``isolation_level=None``). Foreign keys are off meanwhile, so that a step
    may rebuild a table, and are checked before the step is kept.

    Raises:
        sqlite3.Error: when a step fails or leaves a reference without its row.
    """
    connection.execute("PRAGMA foreign_keys=OFF")
    for number, sql in enumerate(scripts, start=1):
        connection.execute("BEGIN IMMEDIATE")
        try:
            # Asked inside the transaction: another process may have taken this step since.
            if version(connection) < number:
                _take(connection, sql, number)
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise


def _take(connection: sqlite3.Connection, sql: str, number: int) -> None:
    for statement in _statements(sql):
        connection.execute(statement)
    if connection.execute("PRAGMA foreign_key_check").fetchone():
        raise sqlite3.IntegrityError(f"step {number} leaves references without their rows")
    connection.execute(f"PRAGMA application_id={APPLICATION}")
    connection.execute(f"PRAGMA user_version={number}")


def _statements(sql: str) -> Iterator[str]:
    """The statements of a script; ``executescript`` will not do, as it commits first."""
    pending = ""
    for line in sql.splitlines(keepends=True):
        pending += line
        if line.rstrip().endswith(";") and sqlite3.complete_statement(pending):
            yield pending
            pending = ""
