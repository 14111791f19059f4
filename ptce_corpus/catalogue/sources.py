"""Which files were read, and which were set aside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert

from ptce_corpus.catalogue import linking, removal
from ptce_corpus.catalogue.rows import Row
from ptce_corpus.catalogue.store import Store
from ptce_corpus.catalogue.tables import documents, failures, sources
from ptce_corpus.domain.provenance import Failure, Stamp
from ptce_corpus.ports.catalogue import SourceFile


class Sources(Store):
    """The files of the corpus (port ``SourceStore``)."""

    def files(self) -> Mapping[str, SourceFile]:
        """Every file read whole, by path."""
        with self._database.reading() as connection:
            rows = connection.execute(select(sources).order_by(sources.c.path)).all()
        return {
            row.path: SourceFile(row.path, Stamp(row.size, row.mtime_ns, row.sha256), row.extraction, row.awaits_ocr)
            for row in rows
        }

    def mark_read(self, file: SourceFile) -> None:
        """Note that all of a file's documents are stored; its failures are forgotten."""
        fields = {
            "path": file.path,
            "size": file.stamp.size,
            "mtime_ns": file.stamp.mtime_ns,
            "sha256": file.stamp.sha256,
            "extraction": file.extraction,
            "awaits_ocr": file.awaits_ocr,
        }
        with self._database.writing() as connection:
            connection.execute(insert(sources).prefix_with("OR REPLACE"), fields)
            connection.execute(delete(failures).where(failures.c.path == file.path))

    def forget(self, path: str) -> None:
        """Remove a file and all that came from it, in one transaction."""
        with self._database.writing() as connection:
            gone = connection.execute(select(documents.c.id).where(documents.c.path == path)).scalars().all()
            linking.settle(connection, removal.take_out(connection, gone))
            connection.execute(delete(sources).where(sources.c.path == path))
            connection.execute(delete(failures).where(failures.c.path == path))

    def set_aside(self, failure: Failure, stamp: Stamp | None, extraction: str) -> None:
        """Note that a file could not be read; it is not tried again until it or the step changes."""
        fields = {
            "path": failure.path,
            "step": failure.step,
            "error": failure.error,
            "remedy": failure.remedy,
            "size": stamp and stamp.size,
            "mtime_ns": stamp and stamp.mtime_ns,
            "sha256": stamp and stamp.sha256,
            "extraction": extraction,
        }
        with self._database.writing() as connection:
            connection.execute(insert(failures).prefix_with("OR REPLACE"), fields)

    def failures(self) -> Sequence[tuple[Failure, Stamp | None, str]]:
        """Files set aside, with their stamp and the fingerprint of the step that failed."""
        with self._database.reading() as connection:
            rows = connection.execute(select(failures).order_by(failures.c.path)).all()
        return [(Failure(row.path, row.step, row.error, row.remedy), _stamp(row), row.extraction) for row in rows]


def _stamp(row: Row) -> Stamp | None:
    return None if row.sha256 is None else Stamp(row.size, row.mtime_ns, row.sha256)
