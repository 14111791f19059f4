"""What a build has to do: compare the corpus with what the catalogue knows of it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ptce_corpus.domain.provenance import Failure, Stamp, fingerprint
from ptce_corpus.pipeline.correcting import mark
from ptce_corpus.ports.catalogue import SourceFile
from ptce_corpus.text.corrections import NONE, Corrections, Touch

_UNHASHED = ""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the catalogue knows: files read whole, files set aside (stamp, fingerprint of the step)."""

    files: Mapping[str, SourceFile]
    set_aside: Mapping[str, tuple[Failure, Stamp | None, str]]


def _nothing(_: str) -> object:
    return None


@dataclass(frozen=True, slots=True)
class Marks:
    """Fingerprints of the steps as they are now, and what the settings say of one file alone.

    ``corrections`` are those made by hand: a document is annotated anew when those that touch it change. ``shaping``
    gives the settings that shape what is read from a path, ``allowing`` those that decide whether it can be read at all
    (passwords, limits); None where there are none.
    """

    extraction: str
    annotation: str
    shaping: Callable[[str], object] = _nothing
    allowing: Callable[[str], object] = _nothing
    corrections: Corrections = NONE

    def read(self, path: str) -> str:
        """The fingerprint of reading ``path``: another one, and the file is read again."""
        own = self.shaping(path)
        return self.extraction if own is None else fingerprint(self.extraction, own)

    def annotated(self, touches: Sequence[Touch]) -> str:
        """The fingerprint of annotating a document that some corrections touch: another one, and it is done anew."""
        return mark(self.annotation, touches)

    def tried(self, path: str, step: str) -> str:
        """The fingerprint of a failed ``step`` on ``path``: another one, and the file is tried again."""
        if step == "annotate":
            lines = self.corrections.lines
            return fingerprint(self.annotation, [line.content for line in lines]) if lines else self.annotation
        own = self.allowing(path)
        return self.read(path) if own is None else fingerprint(self.read(path), own)


@dataclass(frozen=True, slots=True)
class Policy:
    """What makes a file worth reading again: other steps than those that read it, an OCR engine that was missing."""

    marks: Marks
    ocr_available: bool
    max_file_size: int
    """MiB; larger files are not even hashed: their reader refuses them."""
    full: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file to be read."""

    path: str
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Plan:
    """Files to read, files only touched (same bytes), files gone, files as they were, names that cannot be used."""

    to_read: tuple[Candidate, ...]
    touched: tuple[Candidate, ...]
    gone: tuple[str, ...]
    unchanged: tuple[str, ...]
    unusable: tuple[Failure, ...]


def plan(corpus: Path, knowledge: Knowledge, policy: Policy) -> Plan:
    """Look at every file under ``corpus``: first its size and time, its bytes only when those changed."""
    to_read: list[Candidate] = []
    touched: list[Candidate] = []
    unchanged: list[str] = []
    unusable: list[Failure] = []
    met: set[str] = set()
    for path, status in _walk(corpus):
        if not _printable(path):
            unusable.append(_unusable(path))
            continue
        met.add(path)
        stamp, fresh = _known(path, knowledge, policy)
        if fresh and stamp and (stamp.size, stamp.mtime_ns) == (status.st_size, status.st_mtime_ns):
            unchanged.append(path)
            continue
        candidate = Candidate(path, _stamp(corpus / path, status, policy.max_file_size))
        same = fresh and stamp is not None and _UNHASHED != stamp.sha256 == candidate.stamp.sha256
        (touched if same else to_read).append(candidate)
    gone = sorted((knowledge.files.keys() | knowledge.set_aside.keys()) - met)
    return Plan(tuple(to_read), tuple(touched), tuple(gone), tuple(unchanged), tuple(unusable))


def _walk(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Regular files below a folder with their status, in order of path; hidden files and links are left out."""
    pending = [("", str(folder))]
    while pending:
        prefix, place = pending.pop()
        with os.scandir(place) as entries:
            listing = sorted(entries, key=lambda entry: entry.name, reverse=True)
        for entry in reversed(listing):
            if not entry.name.startswith(".") and entry.is_file(follow_symlinks=False):
                yield prefix + entry.name, entry.stat(follow_symlinks=False)
        pending.extend(
            (f"{prefix}{entry.name}/", entry.path)
            for entry in listing
            if not entry.name.startswith(".") and entry.is_dir(follow_symlinks=False)
        )


def _printable(path: str) -> bool:
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _unusable(path: str) -> Failure:
    shown = path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return Failure(shown, "look", "the file name is not UTF-8", "Rename the file.")


def _known(path: str, knowledge: Knowledge, policy: Policy) -> tuple[Stamp | None, bool]:
    """How the file looked when it was last tried, and whether that trial still counts."""
    file = knowledge.files.get(path)
    failure, stamp, mark = knowledge.set_aside.get(path, (None, None, ""))
    if failure and mark != policy.marks.tried(path, failure.step):
        return file.stamp if file else stamp, False
    if file is None:
        return stamp, failure is not None and not policy.full
    awaited = file.awaits_ocr and policy.ocr_available
    return file.stamp, file.extraction == policy.marks.read(path) and not policy.full and not awaited


def _stamp(path: Path, status: os.stat_result, max_file_size: int) -> Stamp:
    if status.st_size > max_file_size << 20:
        return Stamp(status.st_size, status.st_mtime_ns, _UNHASHED)
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:  # its reader will say why
        digest = _UNHASHED
    return Stamp(status.st_size, status.st_mtime_ns, digest)
