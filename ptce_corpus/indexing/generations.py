"""The generations of an index that is kept in files, in one folder; what an engine writes into them is its own.

::

    indexes/whoosh/CURRENT            the name of the generation in service, replaced in one rename
    indexes/whoosh/gen-000042/        the files of the engine, lexicon.tsv, manifest.json

The next generation is made beside the one in service: files that never change are linked, not copied. The generation
before the one in service is kept for those who are just opening it; older and half-made ones are removed at the next
advance.

The manifest holds the format, the fingerprint of the analysis, the documents, and for each file its size, for those
that say what the others mean their SHA-256 too: what was cut short, damaged or mixed is refused before anything of it
is read. The digests guard against damage, not against a forger, who would rewrite the manifest too; against him
nothing in an index is ever run.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from ptce_corpus.domain.passage import IndexedPassage
from ptce_corpus.errors import WorkspaceError
from ptce_corpus.ports.index import PassageIndex
from ptce_corpus.text.tokens import fingerprint_of_analysis

LEXICON_NAME = "lexicon.tsv"
_CURRENT = "CURRENT"
_MANIFEST = "manifest.json"
_NAME = re.compile(r"gen-(\d{6,})")
REBUILD = "ptce build --full"
Opened = TypeVar("Opened", bound=PassageIndex)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation says of itself."""

    format: int
    analysis: str
    documents: list[int]
    sizes: dict[str, int]
    digests: dict[str, str]


class FolderGenerations(ABC, Generic[Opened]):
    """Generations in a folder: one in service, the next made beside it. The workspace lets one writer in at a time."""

    format: int
    """Of the files of the engine; another one is made anew."""
    digested: re.Pattern[str]
    """Files of which the manifest keeps a digest."""
    passing: re.Pattern[str]
    """Files that come and go, and belong to no generation."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @abstractmethod
    def _open(self, folder: Path, manifest: Manifest) -> Opened:
        """Open the files of a generation. Damaged ones may raise anything."""

    @abstractmethod
    def _write(
        self, folder: Path, start: Path | None, added: Iterable[IndexedPassage], removed: Collection[int]
    ) -> None:
        """Write the engine's files into a folder; where it starts from a generation, its files lie there already."""

    def current(self) -> Opened:
        """Open the generation in service.

        Raises:
            WorkspaceError: when there is none, it is damaged, or another analysis made it; the remedy says what mends.
        """
        for _ in range(3):
            # The writer may replace the generation, twice even, between reading its name and opening it.
            name = self._in_service()
            try:
                return self._opened(name)
            except WorkspaceError:
                if self._in_service() == name:
                    raise
        return self._opened(self._in_service())

    def advance(self, added: Iterable[IndexedPassage], removed: Collection[int], *, afresh: bool = False) -> None:
        """Make the next generation and put it in service.

        Raises:
            WorkspaceError: when it should start from a generation that is damaged or made by another analysis.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        before = self._named()
        self._clear(keep={before} if before else set())
        start = None if afresh or before is None else self.folder / before
        manifest = None if start is None else self._checked(start)
        following = self.folder / f"gen-{self._number(before) + 1:06}"
        following.mkdir()
        documents = set(manifest.documents) - set(removed) if manifest else set[int]()
        try:
            if start is not None and manifest is not None:
                self._take_over(manifest, start, following)
            self._write(following, start, _noted(added, documents), removed)
            self._write_manifest(following, documents)
        except BaseException:
            shutil.rmtree(following, ignore_errors=True)
            raise
        self._put_in_service(following.name)
        self._clear(keep={following.name, before or ""})

    def _take_over(self, manifest: Manifest, start: Path, following: Path) -> None:
        """Give the next generation the files of the one before; what may be written again is copied."""
        for name in manifest.sizes:
            if self.digested.fullmatch(name):
                shutil.copyfile(start / name, following / name)
            else:
                _link(start / name, following / name)

    def _opened(self, name: str) -> Opened:
        folder = self.folder / name
        manifest = self._checked(folder)
        try:
            return self._open(folder, manifest)
        except WorkspaceError:
            raise
        except Exception as error:
            # Damaged bytes may raise anything inside the library; whatever it is, the index is derived and rebuilt.
            raise WorkspaceError(f"the index is damaged: {error}", remedy=REBUILD) from error

    def _checked(self, folder: Path) -> Manifest:
        """The manifest of a generation whose files are what it says."""
        try:
            manifest = Manifest(**json.loads((folder / _MANIFEST).read_text(encoding="utf-8")))
            if manifest.format != self.format:
                raise WorkspaceError("the index was made by another version", remedy=REBUILD)
            if manifest.analysis != fingerprint_of_analysis():
                raise WorkspaceError("the index was made by another analysis of words", remedy=REBUILD)
            wrong = [name for name, size in manifest.sizes.items() if (folder / name).stat().st_size != size]
            wrong += [name for name, digest in manifest.digests.items() if _digest(folder / name) != digest]
        except (OSError, ValueError, TypeError, AttributeError) as error:
            raise WorkspaceError(f"the index is damaged: {error}", remedy=REBUILD) from error
        if wrong:
            raise WorkspaceError(f"the index is damaged: {', '.join(sorted(set(wrong)))}", remedy=REBUILD)
        return manifest

    def _in_service(self) -> str:
        name = self._named()
        if name is None:
            raise WorkspaceError("there is no index yet", remedy="ptce build")
        return name

    def _named(self) -> str | None:
        """The generation that CURRENT names; None when there is no such file."""
        try:
            name = (self.folder / _CURRENT).read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise WorkspaceError(f"the index is damaged: {error}", remedy=REBUILD) from error
        if not _NAME.fullmatch(name):
            raise WorkspaceError(f"the index is damaged: {_CURRENT} names no generation", remedy=REBUILD)
        return name

    def _number(self, before: str | None) -> int:
        """The highest number in use."""
        names = [path.name for path in self.folder.iterdir()] + [before or ""]
        return max((int(match[1]) for match in map(_NAME.fullmatch, names) if match), default=0)

    def _put_in_service(self, name: str) -> None:
        beside = self.folder / f"{_CURRENT}.new"
        with beside.open("w", encoding="utf-8") as file:
            file.write(name + "\n")
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self.folder / _CURRENT)
        _sync(self.folder)

    def _clear(self, keep: Collection[str]) -> None:
        """Remove generations but those to keep."""
        for path in self.folder.iterdir():
            if _NAME.fullmatch(path.name) and path.name not in keep:
                shutil.rmtree(path, ignore_errors=True)

    def _write_manifest(self, folder: Path, documents: Iterable[int]) -> None:
        """Say what a generation is made of, once all of it is on disk."""
        sizes, digests = {}, {}
        for path in sorted(folder.iterdir()):
            if path.is_dir() or path.name == _MANIFEST or self.passing.fullmatch(path.name):
                continue
            _sync(path)
            sizes[path.name] = path.stat().st_size
            if self.digested.fullmatch(path.name):
                digests[path.name] = _digest(path)
        manifest = Manifest(self.format, fingerprint_of_analysis(), sorted(documents), sizes, digests)
        path = folder / _MANIFEST
        path.write_text(json.dumps(asdict(manifest)), encoding="utf-8")
        _sync(path)
        _sync(folder)


def _noted(added: Iterable[IndexedPassage], documents: set[int]) -> Iterable[IndexedPassage]:
    """The passages as they come; their documents are noted."""
    for passage in added:
        documents.add(passage.document)
        yield passage


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _link(path: Path, other: Path) -> None:
    """Give a file a second name, or copy it where the file system has no links."""
    try:
        os.link(path, other)
    except OSError:
        shutil.copyfile(path, other)


def _sync(path: Path) -> None:
    """Have the disk hold a file or folder for good, as far as the system can."""
    with contextlib.suppress(OSError):
        handle: Any = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
