"""Looking for texts in the documents of the catalogue, in any form in which they hold them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Protocol


class RawTextStore(Protocol):
    """What the pages of documents held before any cleaning, and which documents hold a text in any form."""

    def raw_pages(self, piece: str, *, document: str | None = None) -> Iterator[tuple[str, int, str]]:
        """(document, page number, raw text) of each page that holds ``piece``: of one document, or of all."""
        ...

    def holders(self, piece: str) -> frozenset[str]:
        """The documents that hold ``piece``: on a raw page, in a passage, or in a name that was found in them."""
        ...

    def sought(self) -> frozenset[str]:
        """The texts that were last noted as looked for in all documents, by a key of the one who looked."""
        ...

    def note_sought(self, keys: Collection[str]) -> None:
        """Note what was looked for in all documents, in place of what was noted before."""
        ...
