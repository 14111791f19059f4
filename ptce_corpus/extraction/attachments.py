"""Documents inside documents: attachments of a message, members of an archive."""

from __future__ import annotations

import hashlib
import re
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from ptce_corpus.domain.document import SourceDocument
from ptce_corpus.errors import DocumentError, LimitExceeded, UnreadableFile
from ptce_corpus.extraction.clock import Clock
from ptce_corpus.extraction.origins import SourceFile
from ptce_corpus.extraction.packed import MIB
from ptce_corpus.settings import ExtractionSettings

_SHOWN = 5
"""How many of the documents that failed are named."""
_MOST_DOCUMENTS = 10_000
"""Documents inside one file, on all levels."""
_LONGEST_NAME = 120
_LONGEST_PATH = 500
_LONGEST_READ = 2_000
_LONGEST_REASON = 200
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,10}$")
_DRIVE = re.compile(r"^[A-Za-z]:")
_NAMELESS = "document"


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file inside another, not yet unpacked: the name it has there, and how to get its bytes.

    ``content`` gives them piece by piece; it raises a ``DocumentError`` when they cannot be had.
    """

    name: str
    content: Callable[[], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class EnclosedMessage:
    """A message inside another one, which needs no unpacking: ``read`` gives what is in it."""

    name: str
    media_type: str
    read: Callable[[SourceFile], Iterator[Piece]]


Piece = SourceDocument | Enclosed | EnclosedMessage
"""What a reader gives: a document, or something that holds documents in its turn."""


@dataclass(slots=True)
class Allowance:
    """What one file may still take, all that is packed in it included: time, bytes to unpack, documents."""

    clock: Clock
    unpacked: int
    documents: int = _MOST_DOCUMENTS

    @classmethod
    def of(cls, settings: ExtractionSettings) -> Allowance:
        """The allowance of a file of the corpus."""
        return cls(Clock.lasting(settings.time_limit), settings.max_unpacked_size * MIB)

    def open(self) -> None:
        """Count one more document inside.

        Raises:
            LimitExceeded: when there are more than may be, or no time is left.
        """
        if self.clock.left() <= 0:
            raise LimitExceeded("No time was left for it.", remedy="Raise extraction.time_limit in ptce.toml.")
        if self.documents <= 0:
            raise LimitExceeded(
                f"There are more than {_MOST_DOCUMENTS} documents in one file.", remedy="Split the file."
            )
        self.documents -= 1

    def take(self, size: int) -> None:
        """Count ``size`` bytes as unpacked.

        Raises:
            LimitExceeded: when they are more than the file may still take.
        """
        if size > self.unpacked:
            raise LimitExceeded(
                "It would unpack to more than is allowed.",
                remedy="Raise extraction.max_unpacked_size in ptce.toml if you trust the file.",
            )
        self.unpacked -= size


@dataclass(slots=True)
class Contents:
    """What is inside one file: gives each document a name of its own, and remembers those that failed."""

    holder: SourceFile
    _names: dict[str, int] = field(default_factory=dict)
    """The names given, each with the number of the last document that wanted it."""
    _faults: list[tuple[str, DocumentError]] = field(default_factory=list)

    def identifier(self, name: str) -> str:
        """The identifier of an enclosed document: that of its holder, a slash, its cleaned and numbered name."""
        clean = cleaned_name(name)
        stem, dot, suffix = clean.rpartition(".")
        numbered = clean
        while numbered in self._names:
            # The next number is kept by name: an archive may hold thousands of members of the same name.
            self._names[clean] += 1
            number = self._names[clean]
            numbered = f"{stem} ({number}).{suffix}" if dot and stem else f"{clean} ({number})"
        self._names[numbered] = 1
        return f"{self.holder.identifier}/{numbered}"

    def failed(self, identifier: str, error: DocumentError) -> None:
        """Note that a document of those inside could not be read."""
        self._faults.append((identifier.removeprefix(f"{self.holder.identifier}/"), error))

    def fault(self) -> DocumentError | None:
        """One error for all that failed, naming the first of them; None when nothing did."""
        if not self._faults:
            return None
        shown = "; ".join(f"{name}: {_short(error.message)}" for name, error in self._faults[:_SHOWN]) + (
            "; …" if len(self._faults) > _SHOWN else ""
        )
        classes = {type(error) for _, error in self._faults}
        remedies = {error.remedy for _, error in self._faults}
        kind = classes.pop() if len(classes) == 1 else UnreadableFile
        return kind(
            f"{len(self._faults)} of {len(self._names)} documents inside cannot be read ({shown}).",
            remedy=remedies.pop() if len(remedies) == 1 else "Mend or remove these; the others are read.",
        )


def _short(message: str) -> str:
    message = message.rstrip(".")
    return message if len(message) <= _LONGEST_REASON else f"{message[: _LONGEST_REASON - 1]}…"


def cleaned_name(name: str) -> str:
    """A relative path with slashes, without anything that leads elsewhere or cannot be shown."""
    composed = unicodedata.normalize("NFC", name[-_LONGEST_READ:])
    visible = "".join(" " if unicodedata.category(character)[0] in "CZ" else character for character in composed)
    parts = [" ".join(part.split()) for part in _DRIVE.sub("", visible.strip()).replace("\\", "/").split("/")]
    kept: list[str] = []
    for part in reversed([_bounded(part) for part in parts if part.strip(". ")]):
        if sum(map(len, kept)) + len(kept) + len(part) > _LONGEST_PATH:
            break
        kept.insert(0, part)
    return "/".join(kept) or _NAMELESS


def _bounded(part: str) -> str:
    """A name of bearable length, which keeps its suffix."""
    if len(part) <= _LONGEST_NAME:
        return part
    suffix = _SUFFIX.search(part)
    return part[: _LONGEST_NAME - 12] + "…" + (suffix[0] if suffix else "")


@contextmanager
def unpacked(enclosed: Enclosed, allowance: Allowance) -> Iterator[Path]:
    """The bytes of an enclosed file in a private temporary folder, which is removed at the end.

    Raises:
        DocumentError: when they cannot be unpacked, or are more than is allowed.
    """
    with tempfile.TemporaryDirectory(prefix="ptce-") as folder:
        suffix = _SUFFIX.search(cleaned_name(enclosed.name))
        # Nothing of the name that the file gives itself is used here but a harmless suffix.
        path = Path(folder) / f"{_NAMELESS}{suffix[0] if suffix else ''}"
        with path.open("xb") as opened:
            for chunk in enclosed.content():
                allowance.take(len(chunk))
                opened.write(chunk)
        yield path


def inner_digest(holder: SourceFile, name: str) -> str:
    """A digest for a message that is no file of its own, in hexadecimal: that of its holder and of its name."""
    return hashlib.sha256(f"{holder.sha256}/{name}".encode("utf-8", errors="surrogatepass")).hexdigest()
