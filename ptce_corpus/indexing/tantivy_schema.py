"""What of a passage tantivy keeps, and how.

The fields of words hold our terms alone, two for each word (``word_lines``); tantivy only splits them at blanks. Each
begins with ``START`` at its first place, against which a place can be asked for.

* A field of names keeps its names ``STRIDE`` places apart, so that no phrase or proximity runs from one into the next.
* ``RAW`` holds what was read before repair, each word for itself. ``MENDED``, for passages with such words alone, holds
  the whole text with what was read at the places of the repaired words: for phrases and proximities.
* ``NUMBER`` and ``DOCUMENT`` are the catalogue's numbers; ``EARLIEST`` and ``LATEST`` day numbers, absent for an
  undated document.
* A field of each facet holds the numbers of the values under which the passage counts (``facet_table``).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import tantivy

from ptce_corpus.domain.query import FieldName
from ptce_corpus.indexing.word_lines import STEP
from ptce_corpus.search.facets import FACETS

START = "^"
STRIDE = 1 << 17
"""Places from one name of a passage to the next."""
NAME_LIMIT = (STRIDE >> 1) - 512
"""Words of a title or name; a monstrous one is cut."""
MOST_NAMES = (1 << 32) // STRIDE - 1
"""Names of one passage and field; places are numbers of 32 bits."""
MENDED = "mended"
NUMBER, DOCUMENT, EARLIEST, LATEST = "number", "document", "earliest", "latest"
WORD_FIELDS = (
    *(FieldName.TEXT.value, FieldName.TITLE.value, FieldName.PERSON.value, FieldName.ORGANISATION.value),
    *(FieldName.PLACE.value, FieldName.SPEAKER.value, FieldName.RAW.value, MENDED),
)
_BLANKS = "blanks"


def place(value: int, word: int) -> int:
    """Where the exact form of a word of a field's value stands; its stem or folded form stands one place after."""
    return value * STRIDE + word * STEP + 1


def facet_field(name: str) -> str:
    """The field of a facet."""
    return f"facet_{name}"


@cache
def schema() -> tantivy.Schema:
    """The fields of the index."""
    builder = tantivy.SchemaBuilder()
    for name in WORD_FIELDS:
        builder.add_text_field(name, tokenizer_name=_BLANKS, index_option="position")
    for name in FACETS:
        builder.add_unsigned_field(facet_field(name), fast=True)
    builder.add_text_field(FieldName.KIND.value, tokenizer_name="raw", index_option="basic")
    for name in (NUMBER, DOCUMENT, EARLIEST, LATEST):
        builder.add_unsigned_field(name, indexed=name in {NUMBER, DOCUMENT}, fast=True)
    return builder.build()


def opened(folder: Path, *, create: bool = False) -> tantivy.Index:
    """The index of a folder, new or as it is."""
    index = tantivy.Index(schema(), path=str(folder)) if create else tantivy.Index.open(str(folder))
    index.register_tokenizer(_BLANKS, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    return index
