"""What cleaning changed in an archive, one edit after the other: for reading it over, and for correcting it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ptce_corpus.domain.document import Document
from ptce_corpus.domain.span import Span
from ptce_corpus.workspace.page_rows import Row, edit_rows

if TYPE_CHECKING:
    from ptce_corpus.workspace.workspace import Workspace

_LONGEST = 60
"""Characters on either side by which an edit is made whole words."""
_BESIDE = 30
"""Characters told on either side of the words."""
_BLANKS = re.compile(r"\s+")
_INSIDE = "'’-"
"""Marks that do not end a word."""


def archive_edits(workspace: Workspace, *, typographic: bool = False) -> Iterator[Row]:
    """The edits of every document, by document, page and place, read one document at a time."""
    for identifier in sorted(workspace.catalogue.states()):
        document, _ = workspace.catalogue.document(identifier)
        yield from document_edits(document, typographic=typographic)


def document_edits(document: Document, *, page: int | None = None, typographic: bool = False) -> Iterator[Row]:
    """The edits of a document, or of one of its pages.

    ``text`` and ``value`` are the whole words that an edit touches, as the page has them and as they became: what a
    line of ``corrections.csv`` holds under these names. ``left`` and ``right`` are what stands beside them in the raw
    text. The rest is as in ``edit_rows``.
    """
    for one in document.pages:
        if page in (None, one.number):
            raw = one.content.source
            for row in edit_rows(one, typographic=typographic):
                read = _words(raw, Span(row["start"], row["end"]))
                became = _words(one.text, Span(row["text_start"], row["text_end"]))
                yield {
                    "document": document.identifier,
                    "page": one.number,
                    "left": _on_a_line(raw[max(read.start - _BESIDE, 0) : read.start]),
                    "text": _on_a_line(read.cut(raw)).strip(),
                    "right": _on_a_line(raw[read.end : read.end + _BESIDE]),
                    "value": _on_a_line(became.cut(one.text)).strip(),
                    **row,
                }


def _words(text: str, edited: Span) -> Span:
    """The words that an edit touches."""
    start, end = edited.start, edited.end
    while start > max(edited.start - _LONGEST, 0) and _holds_on(text[start - 1]):
        start -= 1
    while end < min(edited.end + _LONGEST, len(text)) and _holds_on(text[end]):
        end += 1
    return Span(start, end)


def _on_a_line(text: str) -> str:
    return _BLANKS.sub(" ", text)


def _holds_on(letter: str) -> bool:
    return letter.isalnum() or letter in _INSIDE
