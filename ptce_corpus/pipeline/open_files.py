"""Files of rows that a process has begun to read: the next part goes on where the last one stopped."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path

from ptce_corpus.domain.document import SourceDocument
from ptce_corpus.ports.extractor import Extractor

_KEPT = 8
"""Files kept open at a time; a worker that reads more of them in turn begins with the longest unread one anew."""

_Begun = tuple[int, Iterator[SourceDocument]]
"""How many documents of a file were taken, and the rest of them."""


class OpenFiles:
    """Files read in part. Each worker only ever goes forward in one, so that reading it all takes linear time."""

    def __init__(self) -> None:
        self._begun: OrderedDict[Path, _Begun] = OrderedDict()

    def rest(self, extractor: Extractor, path: Path, identifier: str, *, first: int) -> Iterator[SourceDocument]:
        """The documents of a file from number ``first`` on; a file that is read from its beginning is opened anew.

        Raises:
            DocumentError: when one that is passed over cannot be read.
        """
        taken, documents = self._begun.pop(path, (0, None))
        if documents is None or first == 0 or taken > first:
            taken, documents = 0, extractor.extract(path, identifier)
        next(islice(documents, first - taken, first - taken), None)  # passes over them, and gives none
        return documents

    def keep(self, path: Path, rest: Iterator[SourceDocument], *, first: int) -> None:
        """Keep what ``rest`` still holds, from document number ``first`` on."""
        self._begun[path] = (first, rest)
        while len(self._begun) > _KEPT:
            self._begun.popitem(last=False)


@cache
def open_files() -> OpenFiles:
    """Those of this process."""
    return OpenFiles()
