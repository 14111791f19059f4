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
from typing import Any, Generic, Protocol, TypeVar

from ptce_corpus.domain.passage import IndexedPassage
from ptce_corpus.errors import WorkspaceError
from ptce_corpus.indexing import lexicon
from ptce_corpus.ports.index import PassageIndex
from ptce_corpus.search.facets import FACETS
from ptce_corpus.text.tokens import Form, fingerprint_of_analysis

_CURRENT = "CURRENT"
_MANIFEST = "manifest.json"
_NAME = re.compile(r"gen-(\d{6,})")
_NEWER = "ptce build"
"""Mends what another version made: a build finds out what it has to do anew."""
REMADE = "ptce build --only index"
"""Mends damage, wherever it is: a build by itself looks at the manifest alone."""
Opened = TypeVar("Opened", bound=PassageIndex)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation says of itself."""

    format: str
    analysis: str
    documents: list[int]
    sizes: dict[str, int]
    digests: dict[str, str]


class Writer(Protocol):
    """What writes an engine's files into a folder that nobody reads yet."""

    lexicon: dict[str, Form]
    """The forms of all words added, by exact form."""

    def remove(self, documents: Collection[int]) -> None:
        """Remove all passages of some documents; before any is added."""
        ...

    def add(self, passage: IndexedPassage) -> None:
        """Add a passage."""
        ...

    def finish(self) -> None:
        """Write what was added."""
        ...

    def cancel(self) -> None:
        """Let go of the folder, which is to be removed."""
        ...


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
    def _open(self, folder: Path, *, documents: frozenset[int]) -> Opened:
        """Open the files of a generation that holds some documents. Damaged ones may raise anything."""

    @abstractmethod
    def _writer(self, folder: Path, *, create: bool) -> Writer:
        """What writes into an empty folder, or into one with the files of an earlier generation."""

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
        before = self._before(afresh=afresh)
        self._clear(keep={before} if before else set())
        start = None if afresh or before is None else self.folder / before
        manifest = None if start is None else self._checked(start)
        following = self.folder / f"gen-{self._number(before) + 1:06}"
        following.mkdir()
        documents = set(manifest.documents) - set(removed) if manifest else set[int]()
        try:
            if start is not None and manifest is not None:
                self._take_over(manifest, start, following)
            self._write(following, _noted(added, documents), () if start is None else removed, create=start is None)
            self._write_manifest(following, documents)
        except BaseException:
            shutil.rmtree(following, ignore_errors=True)
            raise
        self._put_in_service(following.name)
        self._clear(keep={following.name, before or ""})

    def _before(self, *, afresh: bool) -> str | None:
        """The generation in service; made afresh, none where what says so is damaged. The folder is made if need be."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except FileExistsError as error:
            raise WorkspaceError(
                f"{self.folder} is no folder", remedy="Move this file away, then: ptce build"
            ) from error
        try:
            return self._named()
        except WorkspaceError:
            if not afresh:
                raise
            return None

    @property
    def _format(self) -> str:
        """What a generation says of its format: that of its files, and the facets, which are counted by their order."""
        return " ".join((str(self.format), *FACETS))

    def _take_over(self, manifest: Manifest, start: Path, following: Path) -> None:
        """Give the next generation the files of the one before; what may be written again is copied."""
        for name in manifest.sizes:
            if self.digested.fullmatch(name):
                shutil.copyfile(start / name, following / name)
            else:
                _link(start / name, following / name)

    def _write(self, folder: Path, added: Iterable[IndexedPassage], removed: Collection[int], *, create: bool) -> None:
        """Have the engine write into a folder; the lexicon holds what it held before, too."""
        path = folder / lexicon.NAME
        known = b"" if create else path.read_bytes()
        writer = self._writer(folder, create=create)
        try:
            if removed:
                writer.remove(removed)
            for passage in added:
                writer.add(passage)
            writer.finish()
        except BaseException:
            writer.cancel()
            raise
        path.write_bytes(lexicon.written(writer.lexicon.values(), known))

    def _opened(self, name: str) -> Opened:
        folder = self.folder / name
        manifest = self._checked(folder)
        try:
            return self._open(folder, documents=frozenset(manifest.documents))
        except WorkspaceError:
            raise
        except Exception as error:
            # Damaged bytes may raise anything inside the library; whatever it is, the index is derived and rebuilt.
            raise WorkspaceError(f"the index is damaged: {error}", remedy=REMADE) from error

    def _checked(self, folder: Path) -> Manifest:
        """The manifest of a generation whose files are what it says."""
        try:
            said = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
            if said["format"] != self._format:
                raise WorkspaceError("the index was made by another version", remedy=_NEWER)
            manifest = Manifest(**said)
            if manifest.analysis != fingerprint_of_analysis():
                raise WorkspaceError("the index was made by another analysis of words", remedy=_NEWER)
            wrong = [name for name, size in manifest.sizes.items() if (folder / name).stat().st_size != size]
            wrong += [name for name, digest in manifest.digests.items() if _digest(folder / name) != digest]
        except (OSError, ValueError, TypeError, LookupError, AttributeError) as error:
            raise WorkspaceError(f"the index is damaged: {error}", remedy=REMADE) from error
        if wrong:
            raise WorkspaceError(f"the index is damaged: {', '.join(sorted(set(wrong)))}", remedy=REMADE)
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
            raise WorkspaceError(f"the index is damaged: {error}", remedy=REMADE) from error
        if not _NAME.fullmatch(name):
            raise WorkspaceError(f"the index is damaged: {_CURRENT} names no generation", remedy=REMADE)
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
        manifest = Manifest(self._format, fingerprint_of_analysis(), sorted(documents), sizes, digests)
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
