"""From a file to its documents: recognise by content, hand over to the reader, explain what fails."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

from ptce_corpus.domain.document import SourceDocument
from ptce_corpus.errors import DocumentError, LimitExceeded, UnreadableFile
from ptce_corpus.extraction import recognition, rows
from ptce_corpus.extraction.origins import SourceFile
from ptce_corpus.extraction.packed import MIB
from ptce_corpus.extraction.plain import MARKDOWN, PLAIN
from ptce_corpus.settings import ExtractionSettings

_BROKEN = "Fetch the file again, or open it in its program and save it anew."


class FileExtractor:
    """Reads the documents of any file that the archive may hold."""

    def __init__(self, settings: ExtractionSettings, *, cache: Path | None = None) -> None:
        self.settings = settings
        self.cache = cache

    def extract(self, path: Path, identifier: str) -> Iterator[SourceDocument]:
        """Yield the documents of the file at ``path``: one, or one a row for row files.

        ``identifier`` is the path under ``corpus/``; rows are known by their own id. A row file that has bad rows
        yields its good rows first, then raises.

        Raises:
            UnreadableFile: when the file is empty, broken, or not what it says it is.
            EncryptedFile: when it needs a password.
            UnsupportedFormat: when there is no reader for its type.
            LimitExceeded: when it is larger, or would unpack to more, than the settings allow.
        """
        try:
            self._check_size(path)
            kind = recognition.media_type(path)
            source = SourceFile(path=path, identifier=identifier, sha256=digest(path), media_type=kind)
            yield from self._reader(kind)(source)
        except DocumentError:
            raise
        except (MemoryError, RecursionError) as error:
            raise LimitExceeded(
                "The file is nested too deep, or needs too much memory.", remedy="Save it anew, in parts or as PDF."
            ) from error
        except OSError as error:
            raise UnreadableFile(f"The file cannot be read: {error.strerror or error}.", remedy=_BROKEN) from error
        except Exception as error:
            # The edge of the house: whatever a library throws at a broken file is one line in the report.
            raise UnreadableFile(f"The file is broken ({type(error).__name__}: {error}).", remedy=_BROKEN) from error

    def _check_size(self, path: Path) -> None:
        size = path.stat().st_size
        if size > self.settings.max_file_size * MIB:
            raise LimitExceeded(
                f"The file is {size // MIB} MiB large, over the {self.settings.max_file_size} MiB allowed.",
                remedy="Raise extraction.max_file_size in ptce.toml, or split the file.",
            )

    def _reader(self, kind: str) -> Callable[[SourceFile], Iterator[SourceDocument]]:
        """The reader of a media type; its library is loaded only here."""
        settings = self.settings
        if kind in {rows.JSONL, rows.CSV}:
            return rows.read
        if kind in {PLAIN, MARKDOWN}:
            from ptce_corpus.extraction import plain

            return plain.read
        if kind in {recognition.HTML, recognition.XHTML}:
            from ptce_corpus.extraction import html

            return html.read
        if kind == recognition.DOCX:
            from ptce_corpus.extraction import word

            return lambda source: word.read(source, settings=settings)
        if kind == recognition.ODT:
            from ptce_corpus.extraction import opendocument

            return lambda source: opendocument.read(source, settings=settings)
        from ptce_corpus.extraction import pdf

        return lambda source: pdf.read(source, settings=settings)


def digest(path: Path) -> str:
    """SHA-256 of the bytes of a file, in hexadecimal."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
