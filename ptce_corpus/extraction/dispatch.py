"""From a file to its documents: recognise by content, hand over to the reader, explain what fails."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ptce_corpus.domain.document import SourceDocument
from ptce_corpus.errors import DocumentError, LimitExceeded, UnreadableFile
from ptce_corpus.extraction import readers, recognition
from ptce_corpus.extraction.attachments import Allowance, Contents, Enclosed, EnclosedMessage, Piece, inner_digest
from ptce_corpus.extraction.attachments import unpacked as unpacked_file
from ptce_corpus.extraction.languages import document_language
from ptce_corpus.extraction.ocr.cache import OcrCache
from ptce_corpus.extraction.origins import SourceFile
from ptce_corpus.extraction.packed import MIB
from ptce_corpus.settings import ExtractionSettings

_BROKEN = "Fetch the file again, or open it in its program and save it anew."


class FileExtractor:
    """Reads the documents of any file that the archive may hold."""

    def __init__(self, settings: ExtractionSettings, *, cache: Path | None = None) -> None:
        self.settings = settings
        self.cache = cache

    def extract(self, path: Path, identifier: str) -> Iterator[SourceDocument]:
        """Yield the documents of the file at ``path``: one, one a row for row files, or all that is packed in it.

        ``identifier`` is the path under ``corpus/``; rows are known by their own id, a document inside a file by
        the identifier of that file, a slash, and its name there. A file with bad rows, or with documents inside
        that cannot be read, yields the good ones first, then raises.

        Raises:
            UnreadableFile: when the file is empty, broken, or not what it says it is.
            EncryptedFile: when it needs a password.
            UnsupportedFormat: when there is no reader for its type.
            LimitExceeded: when it is larger, would unpack to more, or is packed deeper than the settings allow.
        """
        allowance = Allowance.of(self.settings)
        for document in self._of_file(path, identifier, depth=0, allowance=allowance):
            yield replace(document, language=document.language or document_language(document.pages))

    def _of_file(self, path: Path, identifier: str, *, depth: int, allowance: Allowance) -> Iterator[SourceDocument]:
        """The documents of a file that stands alone, or that was unpacked from another; faults are explained."""
        try:
            self._check_size(path)
            kind = recognition.media_type(path)
            source = SourceFile(path=path, identifier=identifier, sha256=digest(path), media_type=kind)
            settings = replace(self.settings, time_limit=allowance.clock.limit()) if depth else self.settings
            cache = OcrCache(self.cache) if self.cache else None
            pieces = readers.pieces(source, settings=settings, cache=cache)
            yield from self._of_pieces(pieces, source, depth=depth, allowance=allowance)
        except DocumentError:
            raise
        except (MemoryError, RecursionError) as error:
            raise LimitExceeded(
                "The file is nested too deep, or needs too much memory.", remedy="Save it anew, in parts or as PDF."
            ) from error
        except FileNotFoundError as error:
            raise UnreadableFile("There is no such file.", remedy="Check the path.") from error
        except OSError as error:
            raise UnreadableFile(f"The file cannot be read: {error.strerror or error}.", remedy=_BROKEN) from error
        except Exception as error:
            # The edge of the house: whatever a library throws at a broken file is one line in the report.
            raise UnreadableFile(f"The file is broken ({type(error).__name__}: {error}).", remedy=_BROKEN) from error

    def _of_pieces(
        self, pieces: Iterator[Piece], source: SourceFile, *, depth: int, allowance: Allowance
    ) -> Iterator[SourceDocument]:
        """The documents among ``pieces``, and those inside the others; what fails is told in one error at the end."""
        contents = Contents(source)
        for piece in pieces:
            if isinstance(piece, SourceDocument):
                yield piece
                continue
            identifier = contents.identifier(piece.name)
            try:
                yield from self._inside(piece, identifier, source, depth=depth + 1, allowance=allowance)
            except DocumentError as error:
                contents.failed(identifier, error)
        if fault := contents.fault():
            raise fault

    def _inside(
        self,
        piece: Enclosed | EnclosedMessage,
        identifier: str,
        holder: SourceFile,
        *,
        depth: int,
        allowance: Allowance,
    ) -> Iterator[SourceDocument]:
        """The documents of something that is packed in a file."""
        if depth > self.settings.max_depth:
            raise LimitExceeded(
                f"It is packed more than {self.settings.max_depth} deep.",
                remedy="Raise extraction.max_depth in ptce.toml, or unpack the file.",
            )
        allowance.open()
        if isinstance(piece, EnclosedMessage):
            inner = SourceFile(
                path=holder.path,
                identifier=identifier,
                sha256=inner_digest(holder, identifier),
                media_type=piece.media_type,
            )
            yield from self._of_pieces(piece.read(inner), inner, depth=depth, allowance=allowance)
            return
        with unpacked_file(piece, allowance) as path:
            yield from self._of_file(path, identifier, depth=depth, allowance=allowance)

    def _check_size(self, path: Path) -> None:
        size = path.stat().st_size
        if size > self.settings.max_file_size * MIB:
            raise LimitExceeded(
                f"The file is {size // MIB} MiB large, over the {self.settings.max_file_size} MiB allowed.",
                remedy="Raise extraction.max_file_size in ptce.toml, or split the file.",
            )


def digest(path: Path) -> str:
    """SHA-256 of the bytes of a file, in hexadecimal."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
