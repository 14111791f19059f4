"""Reading files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from ptce_corpus.domain.document import SourceDocument


class Extractor(Protocol):
    """Reads the documents of a file."""

    def extract(self, path: Path, identifier: str) -> Iterator[SourceDocument]:
        """Yield the documents of the file at ``path``: one, or one a row for row files.

        ``identifier`` is the path under ``corpus/``; rows are known by their own id.

        Raises:
            DocumentError: when the file cannot be read.
        """
        ...
