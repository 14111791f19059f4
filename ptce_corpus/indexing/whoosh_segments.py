"""Writes passages into segments of a Whoosh index, and reads their posting lists back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.formats import Format
from whoosh.index import TOC, FileIndex

from ptce_corpus.domain.passage import IndexedPassage
from ptce_corpus.domain.query import FieldName
from ptce_corpus.errors import WorkspaceError
from ptce_corpus.indexing import whoosh_schema
from ptce_corpus.indexing.facet_table import FacetNumbers
from ptce_corpus.indexing.facts import Facts
from ptce_corpus.indexing.generations import REMADE
from ptce_corpus.indexing.pieces import Pieces
from ptce_corpus.indexing.postings import NAME_STRIDE, PostingList, decoded
from ptce_corpus.indexing.whoosh_pool import Pool
from ptce_corpus.search.match import readings
from ptce_corpus.text.tokens import Form, forms

BATCH = 40_000
"""Passages that one segment is made of at most: what bounds the memory of a build."""
_SMALL = 10_000
"""Passages up to which a segment is small enough to be made anew together with others."""
_FEW = 200
"""Passages up to which small segments are always joined to a new one."""
_NAME_LIMIT = NAME_STRIDE - 1024
_CACHED_NAMES = 4096
FACTS_SUFFIX = ".facts"


class Segment:
    """A segment opened for reading: its facts, the rows removed from it, and its posting lists."""

    def __init__(self, storage: FileStorage, segment: Any, folder: Path) -> None:  # noqa: ANN401
        self.facts = Facts.read((folder / (segment.segment_id() + FACTS_SUFFIX)).read_bytes())
        self.removed = frozenset(segment.deleted_docs())
        self.size = segment.doc_count_all()
        if len(self.facts) != self.size:
            raise ValueError("facts and segment are of different lengths")
        self._terms = segment.codec().terms_reader(storage, segment)
        self._format = Format()

    def postings(self, field: FieldName, word: str) -> PostingList | None:
        """The posting list of a word form in a field; None when the segment has none.

        Raises:
            WorkspaceError: when what is read is no posting list of this segment.
        """
        key = (field.value, word.encode())
        with _guarded():
            return self._read(key) if key in self._terms else None

    def all_postings(self) -> Iterator[tuple[FieldName, str, PostingList]]:
        """Every posting list; raises what ``postings`` does."""
        with _guarded():
            for name, word in list(self._terms.terms()):
                yield FieldName(name), word.decode(), self._read((name, word))

    def close(self) -> None:
        """Let go of the files."""
        self._terms.close()

    def _read(self, key: tuple[str, bytes]) -> PostingList:
        postings = decoded(self._terms.matcher(*key, self._format).value())
        if not postings.passages or postings.passages[-1] >= self.size:
            raise ValueError("a posting list names passages that the segment does not hold")
        return postings


@contextmanager
def _guarded() -> Iterator[None]:
    """Tell whatever Whoosh makes of damaged bytes as damage; what was cut short was seen when it was opened."""
    try:
        yield
    except Exception as error:
        raise WorkspaceError(f"the index is damaged: {error}", remedy=REMADE) from error


def open_segments(folder: Path) -> list[Segment]:
    """The segments that a folder's table of contents names, in its order."""
    storage = FileStorage(str(folder), supports_mmap=False)
    contents = TOC.read(storage, whoosh_schema.INDEX_NAME, schema=whoosh_schema.schema())
    return [Segment(storage, segment, folder) for segment in contents.segments]


class SegmentWriter:
    """Adds passages to, and removes documents from, the Whoosh index of a folder that nobody reads yet."""

    def __init__(self, folder: Path, *, create: bool) -> None:
        self.folder = folder
        self.lexicon: dict[str, Form] = {}
        self._values = FacetNumbers(folder, create=create)
        self._pieces = Pieces(self._noted)
        self._words_of_name = lru_cache(maxsize=_CACHED_NAMES)(self._name_words)
        storage = FileStorage(str(folder), supports_mmap=False)
        if create:
            FileIndex.create(storage, whoosh_schema.schema(), whoosh_schema.INDEX_NAME)
        self._index = FileIndex(storage, whoosh_schema.schema(), whoosh_schema.INDEX_NAME)
        self._begin()

    def remove(self, documents: Collection[int]) -> None:
        """Mark all passages of some documents as removed. To be called before any is added."""
        gone = frozenset(documents)
        base = 0
        for segment in open_segments(self.folder):
            for row, document in enumerate(segment.facts.documents, base):
                if document in gone:
                    self._writer.delete_document(row)
            base += segment.size
            segment.close()

    def add(self, passage: IndexedPassage) -> None:
        """Add a passage."""
        row = len(self._facts)
        words = list(chain.from_iterable(self._pieces.of(passage.text)))
        self._pool.add(FieldName.TEXT, row, words)
        if passage.variants:
            self._add_readings(row, passage, words=len(words))
        title = self._add_names(FieldName.TITLE, row, (passage.title,))
        self._add_names(FieldName.PERSON, row, passage.people)
        self._add_names(FieldName.ORGANISATION, row, passage.organisations)
        self._add_names(FieldName.PLACE, row, passage.places)
        self._add_names(FieldName.SPEAKER, row, passage.speakers)
        if passage.kind:
            self._pool.add(FieldName.KIND, row, (passage.kind,))
        values = self._values.of(passage)
        self._facts.add(passage, text_length=len(words), title_length=title, values=values)
        self._writer.add_document()
        if len(self._facts) >= BATCH:
            self._commit(self._writer.segments)
            self._begin()

    def finish(self) -> None:
        """Join small segments to the new one, and write the table of contents."""
        kept = []
        made = max(len(self._facts), _FEW)
        for segment in sorted(self._writer.segments, key=lambda segment: int(segment.doc_count())):
            live = segment.doc_count()
            emptied = segment.deleted_count() * 2 > segment.doc_count_all()
            if emptied or (live <= _SMALL and live <= 2 * made):
                self._join(segment)
                made += live
            else:
                kept.append(segment)
        self._commit(kept)
        self._values.write()

    def cancel(self) -> None:
        """Leave the folder as it is."""
        if not self._writer.is_closed:
            self._writer.cancel()

    def _begin(self) -> None:
        self._writer = self._index.writer(codec=whoosh_schema.WholeListCodec(), compound=False)
        self._pool = Pool()
        self._writer.pool = self._pool
        self._facts = Facts()

    def _commit(self, kept: list[Any]) -> None:
        if len(self._facts):
            name = self._writer.newsegment.segment_id() + FACTS_SUFFIX
            (self.folder / name).write_bytes(self._facts.written())
        self._writer.commit(mergetype=lambda *_: list(kept))

    def _add_names(self, field: FieldName, row: int, names: tuple[str, ...]) -> int:
        """Add the words of names, or of the title; gives how many there are."""
        number = 0
        for order, name in enumerate(names[:NAME_STRIDE]):
            words = self._words_of_name(name)
            self._pool.add(field, row, words, first=order * NAME_STRIDE)
            number += len(words)
        return number

    def _add_readings(self, row: int, passage: IndexedPassage, *, words: int) -> None:
        """Add what was read where repair changed a word, at the places of the repaired words."""
        for place, found in readings(passage.variants, words=words).items():
            for word in self._noted(found):
                self._pool.add(FieldName.RAW, row, (word,), first=place)

    def _noted(self, found: Iterable[Form]) -> tuple[str, ...]:
        """The exact forms of words, which the lexicon takes up."""
        found = tuple(found)
        words = tuple(form.exact for form in found)
        self.lexicon.update(zip(words, found, strict=True))
        return words

    def _name_words(self, name: str) -> tuple[str, ...]:
        """The word forms of a title or name; a monstrous one is cut."""
        return self._noted(forms(name)[:_NAME_LIMIT])

    def _join(self, segment: Any) -> None:  # noqa: ANN401
        """Copy what is left of an older segment into the new one."""
        old = Segment(self._index.storage, segment, self.folder)
        kept = [row for row in range(old.size) if row not in old.removed]
        base = len(self._facts)
        renumbered = {row: base + order for order, row in enumerate(kept)}
        for field, word, postings in old.all_postings():
            left = postings.without(old.removed)
            if left.passages:
                self._pool.take(field, word, [renumbered[row] for row in left.passages], left)
        self._facts.take(old.facts, kept)
        for _ in kept:
            self._writer.add_document()
        old.close()
