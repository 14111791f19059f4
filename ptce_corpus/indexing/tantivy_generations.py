"""The generations of the tantivy index: segments, which never change, and what says which of them count."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from pathlib import Path

from ptce_corpus.domain.passage import IndexedPassage
from ptce_corpus.indexing import lexicon
from ptce_corpus.indexing.generations import LEXICON_NAME, FolderGenerations, Manifest
from ptce_corpus.indexing.tantivy_faults import guarded
from ptce_corpus.indexing.tantivy_index import TantivyIndex
from ptce_corpus.indexing.tantivy_writer import TantivyWriter


class TantivyGenerations(FolderGenerations[TantivyIndex]):
    """Generations of the compiled index, for archives that Whoosh is too slow for."""

    format = 2
    digested = re.compile(r".*\.(?:json|tsv|bin)")
    passing = re.compile(r"\.tantivy-.*\.lock|\.tmp.*")

    def _open(self, folder: Path, manifest: Manifest) -> TantivyIndex:
        return TantivyIndex(folder, documents=frozenset(manifest.documents), fingerprint=manifest.analysis)

    def _write(
        self, folder: Path, start: Path | None, added: Iterable[IndexedPassage], removed: Collection[int]
    ) -> None:
        known = b"" if start is None else (start / LEXICON_NAME).read_bytes()
        with guarded():
            writer = TantivyWriter(folder, create=start is None)
        try:
            if start is not None:
                writer.remove(removed)
            for passage in added:
                writer.add(passage)
            writer.finish()
        except BaseException:
            writer.cancel()
            raise
        (folder / LEXICON_NAME).write_bytes(lexicon.written(writer.lexicon.values(), known))
