"""The generations of the Whoosh index: segments and a table of contents, the lexicon beside them.

Segment files never change; new passages go into new segments, small segments are joined. The pickles of Whoosh go
through a reader that knows plain values only (``whoosh_schema``).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from pathlib import Path

from ptce_corpus.domain.passage import IndexedPassage
from ptce_corpus.indexing import lexicon
from ptce_corpus.indexing.generations import LEXICON_NAME, FolderGenerations, Manifest
from ptce_corpus.indexing.whoosh_index import WhooshIndex


class WhooshGenerations(FolderGenerations[WhooshIndex]):
    """Generations of the index that needs nothing compiled."""

    format = 3
    digested = re.compile(r".*\.(?:toc|tsv|bin)")
    passing = re.compile(r".*(?:WRITELOCK|\.tmp)")

    def _open(self, folder: Path, manifest: Manifest) -> WhooshIndex:
        return WhooshIndex(folder, documents=frozenset(manifest.documents), fingerprint=manifest.analysis)

    def _write(
        self, folder: Path, start: Path | None, added: Iterable[IndexedPassage], removed: Collection[int]
    ) -> None:
        from ptce_corpus.indexing.whoosh_segments import SegmentWriter

        known = b"" if start is None else (start / LEXICON_NAME).read_bytes()
        writer = SegmentWriter(folder, create=start is None)
        try:
            if start is not None and removed:
                writer.remove(removed)
            for passage in added:
                writer.add(passage)
            writer.finish()
        except BaseException:
            writer.cancel()
            raise
        (folder / LEXICON_NAME).write_bytes(lexicon.written(writer.lexicon.values(), known))
