"""Which files were read, and which were set aside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ptce_corpus.catalogue import linking, removal
from ptce_corpus.catalogue.database import Row, column
from ptce_corpus.catalogue.store import Store
from ptce_corpus.domain.provenance import Failure, Stamp
from ptce_corpus.ports.catalogue import SourceFile

_MARK = """
    INSERT OR REPLACE INTO sources (path, size, mtime_ns, sha256, extraction, awaits_ocr) VALUES (?, ?, ?, ?, ?, ?)
"""
_SET_ASIDE = """
    INSERT OR REPLACE INTO failures (path, step, error, remedy, size, mtime_ns, sha256, extraction)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""


class Sources(Store):
    """The files of the corpus (port ``SourceStore``)."""

    def files(self) -> Mapping[str, SourceFile]:
        """Every file read whole, by path."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT * FROM sources ORDER BY path").fetchall()
        return {
            row.path: SourceFile(
                row.path, Stamp(row.size, row.mtime_ns, row.sha256), row.extraction, bool(row.awaits_ocr)
            )
            for row in rows
        }

    def mark_read(self, file: SourceFile) -> None:
        """Note that all of a file's documents are stored; its failures are forgotten."""
        stamp = file.stamp
        mark = (file.path, stamp.size, stamp.mtime_ns, stamp.sha256, file.extraction, file.awaits_ocr)
        with self._database.writing() as connection:
            connection.execute(_MARK, mark)
            connection.execute("DELETE FROM failures WHERE path = ?", (file.path,))

    def forget(self, path: str) -> None:
        """Remove a file and all that came from it, in one transaction."""
        with self._database.writing() as connection:
            gone = list(column(connection.execute("SELECT id FROM documents WHERE path = ?", (path,))))
            linking.settle(connection, removal.take_out(connection, gone))
            connection.execute("DELETE FROM sources WHERE path = ?", (path,))
            connection.execute("DELETE FROM failures WHERE path = ?", (path,))

    def set_aside(self, failure: Failure, stamp: Stamp | None, extraction: str) -> None:
        """Note that a file could not be read; it is not tried again until it or the step changes."""
        told = (failure.path, failure.step, failure.error, failure.remedy)
        seen = (stamp.size, stamp.mtime_ns, stamp.sha256) if stamp else (None, None, None)
        with self._database.writing() as connection:
            connection.execute(_SET_ASIDE, (*told, *seen, extraction))

    def failures(self) -> Sequence[tuple[Failure, Stamp | None, str]]:
        """Files set aside, with their stamp and the fingerprint of the step that failed."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT * FROM failures ORDER BY path").fetchall()
        return [(Failure(row.path, row.step, row.error, row.remedy), _stamp(row), row.extraction) for row in rows]


def _stamp(row: Row) -> Stamp | None:
    return None if row.sha256 is None else Stamp(row.size, row.mtime_ns, row.sha256)
