"""The generations of the tantivy index: segments, which never change, and what says which of them count."""

from __future__ import annotations

import re
from pathlib import Path

from ptce_corpus.indexing.generations import FolderGenerations
from ptce_corpus.indexing.tantivy_faults import guarded
from ptce_corpus.indexing.tantivy_index import TantivyIndex
from ptce_corpus.indexing.tantivy_writer import TantivyWriter


class TantivyGenerations(FolderGenerations[TantivyIndex]):
    """Generations of the compiled index, for archives that Whoosh is too slow for."""

    format = 2
    digested = re.compile(r".*\.(?:json|tsv|bin)")
    passing = re.compile(r"\.tantivy-.*\.lock|\.tmp.*")

    def _open(self, folder: Path, *, documents: frozenset[int]) -> TantivyIndex:
        return TantivyIndex(folder, documents=documents)

    def _writer(self, folder: Path, *, create: bool) -> TantivyWriter:
        with guarded():
            return TantivyWriter(folder, create=create)
