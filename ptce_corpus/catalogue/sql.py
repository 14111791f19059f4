"""The catalogue in one SQLite file: every store of ``ports/catalogue.py``."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self

from ptce_corpus.catalogue.database import Database, prepare
from ptce_corpus.catalogue.documents import Documents
from ptce_corpus.catalogue.entities import Entities
from ptce_corpus.catalogue.graph import Graph
from ptce_corpus.catalogue.links import Links
from ptce_corpus.catalogue.passages import Passages
from ptce_corpus.catalogue.runs import Runs
from ptce_corpus.catalogue.sources import Sources
from ptce_corpus.catalogue.themes import Themes
from ptce_corpus.catalogue.timeline import Timeline


class Catalogue(Sources, Documents, Passages, Entities, Graph, Links, Timeline, Themes, Runs):
    """The truth about the archive. Any number of processes may read while one writes.

    Streams (``texts``, ``indexable``, ``timeline``, ``assignments``, ``ties``, ``nodes``) see the archive as it was
    when they began.
    """

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
