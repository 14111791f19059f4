"""The generations of the Whoosh index: segments and a table of contents, the lexicon beside them.

Segment files never change; new passages go into new segments, small segments are joined. The pickles of Whoosh go
through a reader that knows plain values only (``whoosh_schema``).
"""

from __future__ import annotations

import re
from pathlib import Path

from ptce_corpus.indexing.generations import FolderGenerations
from ptce_corpus.indexing.whoosh_index import WhooshIndex
from ptce_corpus.indexing.whoosh_segments import SegmentWriter


class WhooshGenerations(FolderGenerations[WhooshIndex]):
    """Generations of the index that needs nothing compiled."""

    format = 3
    digested = re.compile(r".*\.(?:toc|tsv|bin)")
    passing = re.compile(r".*(?:WRITELOCK|\.tmp)")

    def _open(self, folder: Path, *, documents: frozenset[int]) -> WhooshIndex:
        return WhooshIndex(folder, documents=documents)

    def _writer(self, folder: Path, *, create: bool) -> SegmentWriter:
        return SegmentWriter(folder, create=create)
