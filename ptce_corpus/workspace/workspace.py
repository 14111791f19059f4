"""A workspace: a folder with ``ptce.toml``, ``corpus/``, ``indexes/`` and ``models/``."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ptce_corpus.errors import Busy, NotFound, UsageError, WorkspaceError
from ptce_corpus.settings import FILE_NAME, Settings, load
from ptce_corpus.workspace import wiring

if TYPE_CHECKING:
    from ptce_corpus.catalogue.searchable import Searchable
    from ptce_corpus.catalogue.sql import Catalogue
    from ptce_corpus.domain.annotation import Annotations, Label
    from ptce_corpus.domain.document import Document
    from ptce_corpus.domain.provenance import Account
    from ptce_corpus.domain.theme import Theme
    from ptce_corpus.pipeline.build import Means
    from ptce_corpus.ports.catalogue import EntityPortrait, EntitySummary, StoredPassage
    from ptce_corpus.ports.progress import Progress
    from ptce_corpus.workspace.status import Status

FOLDERS = ("corpus", "indexes", "models")

_MOST_JOBS = 4


class Workspace:
    """An archive and what was made of it. Nothing is opened until it is needed; close it, or use ``with``.

    Raises:
        SettingsError: when ``ptce.toml`` is wrong.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.settings: Settings = load(root)

    @classmethod
    def nearest(cls, start: Path | None = None) -> Workspace:
        """The workspace of the nearest parent that has a ``ptce.toml``, else of ``start`` itself."""
        return cls(cls.nearest_folder(start))

    @staticmethod
    def nearest_folder(start: Path | None = None) -> Path:
        """The folder that ``nearest`` takes."""
        place = (start or Path()).absolute()
        return next((p for p in (place, *place.parents) if (p / FILE_NAME).is_file()), place)

    @classmethod
    def create(cls, root: Path) -> Workspace:
        """Make the folders, a commented ``ptce.toml``, ``corrections.csv`` and ``aliases.toml`` without lines.

        What is there stays as it is.
        """
        from ptce_corpus.text import aliases, corrections
        from ptce_corpus.workspace.template import settings_template

        for name in FOLDERS:
            (root / name).mkdir(parents=True, exist_ok=True)
        head = ",".join(corrections.COLUMNS) + "\n"
        written = {FILE_NAME: settings_template(), corrections.FILE_NAME: head, aliases.FILE_NAME: aliases.TEMPLATE}
        for name, text in written.items():
            if not (root / name).exists():
                (root / name).write_text(text, encoding="utf-8")
        return cls(root)

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the catalogue."""
        for name in ("catalogue", "searchable"):
            if opened := self.__dict__.pop(name, None):
                opened.close()

    @property
    def corpus(self) -> Path:
        """The folder of the source documents."""
        return self.root / "corpus"

    @property
    def indexes(self) -> Path:
        """The folder of the catalogue and of what derives from it."""
        return self.root / "indexes"

    @property
    def index_folder(self) -> Path:
        """The folder of the index that the settings name."""
        return self.indexes / self.settings.search.engine

    @cached_property
    def catalogue(self) -> Catalogue:
        """The catalogue, for reading.

        Raises:
            WorkspaceError: when nothing was built yet.
        """
        return wiring.catalogue(self.indexes, readonly=True)

    @cached_property
    def searchable(self) -> Searchable:
        """The part of the catalogue that a search asks, for reading; raises what ``catalogue`` does."""
        return wiring.searchable(self.indexes)

    def add(self, paths: Sequence[Path]) -> list[tuple[Path, str]]:
        """Copy files and trees into ``corpus/``; gives each with its place there. The same bytes are stored once."""
        from ptce_corpus.workspace.adding import add

        return add(paths, self.corpus)

    def build(
        self,
        *,
        jobs: int | None = None,
        only: str | None = None,
        full: bool = False,
        dry_run: bool = False,
        executor: str = "processes",
        progress: Progress | None = None,
    ) -> Account:
        """Bring catalogue, themes and index up to date with ``corpus/``.

        Raises:
            Busy: when another build is at work in this workspace.
            WorkspaceError: when there is no ``corpus/``.
        """
        from ptce_corpus.pipeline import build
        from ptce_corpus.ports.progress import Silence
        from ptce_corpus.workspace.archive_words import ArchiveWords

        if only is not None and only not in build.STEPS:
            raise UsageError(f"no such step: {only}", remedy=f"Steps: {', '.join(build.STEPS)}.")
        if not self.corpus.is_dir():
            raise WorkspaceError(f"no corpus/ in {self.root}", remedy="Run `ptce init`, then `ptce add FILES`.")
        full = full or only == "extract"
        if dry_run:
            return self._foreseen(full=full)
        self.indexes.mkdir(exist_ok=True)
        with self._alone():
            self.close()
            with closing(wiring.catalogue(self.indexes)) as catalogue:
                means = self._means(catalogue, jobs=jobs, full=full, executor=executor)
                account = build.build(means, only=only, progress=progress or Silence())
                ArchiveWords.of(self.indexes, catalogue).close()  # a search reads the counts and never counts
                return account

    def _foreseen(self, *, full: bool) -> Account:
        """What a build would do. Nothing is written, so that it may be asked where nothing was built or may be."""
        from tempfile import TemporaryDirectory

        from ptce_corpus.pipeline.build import foreseen

        if (self.indexes / wiring.CATALOGUE).exists():
            return foreseen(self._means(self.catalogue, jobs=1, full=full, executor="serial"))
        with TemporaryDirectory(prefix="ptce-") as folder, closing(wiring.catalogue(Path(folder))) as empty:
            return foreseen(self._means(empty, jobs=1, full=full, executor="serial"))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the lock of builds; the system lets go of it when the process ends, however it ends."""
        from filelock import FileLock, Timeout

        lock = FileLock(self.indexes / "build.lock")
        try:
            lock.acquire(blocking=False)
        except Timeout as error:
            raise Busy(
                f"another build is at work in {self.root}", remedy="Wait for its end; searches go on meanwhile."
            ) from error
        try:
            yield
        finally:
            lock.release()

    def _means(self, catalogue: Catalogue, *, jobs: int | None, full: bool, executor: str) -> Means:
        from ptce_corpus.pipeline.build import Means
        from ptce_corpus.pipeline.plan import Policy

        settings = self.settings
        marks = wiring.marks(settings, wiring.corrections(self.root))
        known = wiring.aliases(self.root)
        count = jobs or settings.build.jobs or min(_MOST_JOBS, os.cpu_count() or 1)
        return Means(
            corpus=self.corpus,
            catalogue=catalogue,
            generations=wiring.generations(self.indexes, settings),
            engine=settings.search.engine,
            linker=lambda: wiring.linker(known),
            themes=lambda: wiring.theme_model(settings),
            workers=lambda most: wiring.workers(
                self.root, settings, jobs=min(count, most), kind=executor, readings=self.indexes / wiring.READINGS
            ),
            policy=Policy(
                marks=marks,
                ocr_available=wiring.ocr_available(settings.extraction),
                max_file_size=settings.extraction.max_file_size,
                full=full,
            ),
            marks=marks,
            links_mark=wiring.links_mark(known),
            themes_mark=wiring.themes_mark(settings),
            refit_share=settings.themes.refit_share,
        )

    def status(self) -> Status:
        """Counts, sizes, what is stale, the last run."""
        from ptce_corpus.workspace.status import status

        return status(self, self._means(self.catalogue, jobs=1, full=False, executor="serial"))

    def document(self, name: str) -> tuple[Document, Annotations]:
        """A document by its path under ``corpus/``, or by the end of it where only one ends so.

        Raises:
            NotFound: when there is none, or several.
        """
        states = self.catalogue.states()
        if name not in states:
            ending = [known for known in states if known.endswith("/" + name) or Path(known).stem == name]
            if len(ending) != 1:
                near = ", ".join(sorted(ending)[:5])
                remedy = (
                    f"Did you mean one of: {near}?" if near else "`ptce search` and `ptce status` tell what there is."
                )
                raise NotFound(f"no document {name!r}", remedy=remedy)
            name = ending[0]
        return self.catalogue.document(name)

    def entities(
        self, *, label: Label | None = None, like: str | None = None, limit: int = 50
    ) -> Sequence[EntitySummary]:
        """Entities of the archive, the most mentioned first."""
        return self.catalogue.entities(label=label, like=like, limit=limit)

    def entity(self, name: str) -> EntityPortrait:
        """One entity: its names, functions over time, company and documents.

        Raises:
            NotFound: when the archive does not have it.
        """
        return self.catalogue.portrait(name)

    def themes(self) -> Sequence[tuple[Theme, int, int]]:
        """Themes with their numbers of documents and passages, the largest first."""
        return self.catalogue.themes()

    def theme(self, identifier: int) -> tuple[Theme, int, int, Sequence[StoredPassage]]:
        """One theme with its proof passages.

        Raises:
            NotFound: when there is no such theme.
        """
        for theme, documents, passages in self.themes():
            if theme.identifier == identifier:
                return theme, documents, passages, self.catalogue.passages(theme.proof)
        raise NotFound(f"no theme {identifier}", remedy="`ptce themes` lists them.")

    def assignments(self) -> Iterator[tuple[str, str | None, int, float]]:
        """(document, its date, theme, weight), each document's heaviest theme first."""
        return self.catalogue.assignments()
