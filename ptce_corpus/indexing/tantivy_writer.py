"""Writes passages into a tantivy index that nobody reads yet."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from tantivy import Document, PreTokenizedString, Query, Token

from ptce_corpus.domain.passage import IndexedPassage
from ptce_corpus.domain.query import FieldName
from ptce_corpus.indexing import tantivy_schema as fields
from ptce_corpus.indexing.facet_table import FacetNumbers
from ptce_corpus.indexing.facts import day_number
from ptce_corpus.indexing.tantivy_faults import told
from ptce_corpus.indexing.word_lines import STEP, WordLines, exact_term, inflected_term
from ptce_corpus.search.match import Readings, readings
from ptce_corpus.text.tokens import Form, forms

REACH_NAME = "reach.json"
CANNOT_WRITE = "the index cannot be written"
_ROOM = "Make room on the disk, then run `ptce build` again."
_HEAP = 48_000_000
"""Bytes that tantivy may fill before it writes a segment."""
_CACHED_NAMES = 4096


class TantivyWriter:
    """Adds passages to, and removes documents from, the index of a folder.

    ``lexicon`` gathers the forms of all words added, by exact form.
    """

    def __init__(self, folder: Path, *, create: bool) -> None:
        self._folder = folder
        self._index = fields.opened(folder, create=create)
        # One thread of tantivy beside ours: with more, the order of passages in a segment would be left to chance.
        self._writer = self._index.writer(_HEAP, 1)
        self._values = FacetNumbers(folder, create=create)
        self._lines = WordLines()
        self.lexicon = self._lines.lexicon
        self._reach = {} if create else read_reach(folder)
        self._title = lru_cache(maxsize=_CACHED_NAMES)(self._title_line)
        self._names = lru_cache(maxsize=_CACHED_NAMES)(self._name_tokens)

    def remove(self, documents: Collection[int]) -> None:
        """Remove all passages of some documents."""
        # By a query: asked to delete by a term, tantivy 0.27 finds no number.
        gone = Query.term_set_query(fields.schema(), fields.DOCUMENT, sorted(documents))
        self._writer.delete_documents_by_query(gone)

    def add(self, passage: IndexedPassage) -> None:
        """Add a passage."""
        made = Document()
        self._add_line(made, FieldName.TEXT.value, self._lines.line(passage.text))
        if passage.title:
            self._add_line(made, FieldName.TITLE.value, self._title(passage.title))
        for field, names in (
            (FieldName.PERSON, passage.people),
            (FieldName.ORGANISATION, passage.organisations),
            (FieldName.PLACE, passage.places),
            (FieldName.SPEAKER, passage.speakers),
        ):
            if names:
                made.add_pre_tokenized_text(field.value, self._names(field, names))
        if passage.kind:
            made.add_text(FieldName.KIND.value, passage.kind)
        for facet, number in self._values.of(passage):
            made.add_unsigned(fields.facet_field(facet), number)
        if passage.variants:
            self._add_readings(made, passage)
        made.add_unsigned(fields.NUMBER, passage.identifier)
        made.add_unsigned(fields.DOCUMENT, passage.document)
        if passage.earliest is not None and passage.latest is not None:
            made.add_unsigned(fields.EARLIEST, day_number(passage.earliest))
            made.add_unsigned(fields.LATEST, day_number(passage.latest))
        with told(CANNOT_WRITE, remedy=_ROOM):
            self._writer.add_document(made)

    def finish(self) -> None:
        """Write what was added, and wait until small segments are joined."""
        with told(CANNOT_WRITE, remedy=_ROOM):
            self._writer.commit()
            self._writer.wait_merging_threads()
        self._values.write()
        (self._folder / REACH_NAME).write_text(json.dumps(self._reach), encoding="utf-8")

    def cancel(self) -> None:
        """Leave the folder, which is to be removed."""
        with suppress(Exception):  # a writer that failed, or has finished, takes nothing back
            self._writer.rollback()

    def _add_line(self, made: Document, field: str, line: str) -> None:
        if line:
            made.add_text(field, f"{fields.START} {line}")
            self._reaching(field, 1, line.count(" ") // STEP + 1)

    def _title_line(self, title: str) -> str:
        found = forms(title)
        if len(found) <= fields.NAME_LIMIT:
            return self._lines.line(title)
        return " ".join(self._both(form, form.stem) for form in found[: fields.NAME_LIMIT])

    def _both(self, form: Form, inflected: str) -> str:
        self.lexicon[form.exact] = form
        return f"{exact_term(form.exact)} {inflected_term(inflected)}"

    def _name_tokens(self, field: FieldName, names: tuple[str, ...]) -> PreTokenizedString:
        """The words of names, each name so far from the next that nothing runs from one into another."""
        found = [Token(fields.START, 0, 0, 0)]
        longest = 0
        for order, name in enumerate(names[: fields.MOST_NAMES]):
            words = forms(name)[: fields.NAME_LIMIT]
            longest = max(longest, len(words))
            for place, form in enumerate(words):
                at = fields.place(order, place)
                self.lexicon[form.exact] = form
                found.append(Token(exact_term(form.exact), at, 0, 0))
                found.append(Token(inflected_term(form.folded), at + 1, 0, 0))
        self._reaching(field.value, len(names), longest)
        return PreTokenizedString("", found)

    def _add_readings(self, made: Document, passage: IndexedPassage) -> None:
        """Add what was read where repair changed a word: each for itself, and at its place in the whole text."""
        words = forms(passage.text)
        read = readings(passage.variants, words=len(words))
        alone = [form for found in read.values() for form in found]
        if not alone:
            return
        self.lexicon.update((form.exact, form) for form in alone)
        tokens = [Token(fields.START, 0, 0, 0)]
        for place, form in enumerate(alone):
            tokens += _tokens_at(place, (form,))
        made.add_pre_tokenized_text(FieldName.RAW.value, PreTokenizedString("", tokens))
        made.add_pre_tokenized_text(fields.MENDED, PreTokenizedString("", _mended(words, read)))
        self._reaching(fields.MENDED, 1, len(words))

    def _reaching(self, field: str, values: int, words: int) -> None:
        """Note how many values a field has at most, and how many words one."""
        before = self._reach.get(field, (0, 0))
        if values > before[0] or words > before[1]:
            self._reach[field] = (max(values, before[0]), max(words, before[1]))


def read_reach(folder: Path) -> dict[str, tuple[int, int]]:
    """For each field of words, how many values one passage has at most, and how many words one value."""
    written = json.loads((folder / REACH_NAME).read_text(encoding="utf-8"))
    return {name: (int(values), int(words)) for name, (values, words) in written.items()}


def _mended(words: list[Form], read: Readings) -> list[Token]:
    """The words of a text, with what was read at their places."""
    tokens = [Token(fields.START, 0, 0, 0)]
    for place, word in enumerate(words):
        tokens += _tokens_at(place, (word, *read.get(place, ())))
    return tokens


def _tokens_at(place: int, found: Iterable[Form]) -> list[Token]:
    """The terms of the forms that stand at one place, each once."""
    at = fields.place(0, place)
    found = tuple(found)
    exact = dict.fromkeys(exact_term(form.exact) for form in found)
    stems = dict.fromkeys(inflected_term(form.stem) for form in found)
    return [Token(term, at, 0, 0) for term in exact] + [Token(term, at + 1, 0, 0) for term in stems]
