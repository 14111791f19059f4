"""How well a page and a document could be read, in one number each."""

from __future__ import annotations

from ptce_corpus.domain.document import Document, Page
from ptce_corpus.text.typography import is_typographic

BANDS = (0.95, 0.9, 0.8)
"""Where documents are parted when they are counted by quality."""


def page_quality(page: Page) -> float:
    """The legibility of a page's raw text, times the share of its words that needed no repair; in [0, 1]."""
    words = len(page.text.split())
    return page.legibility * (1 - min(_repaired_words(page) / words, 1.0)) if words else page.legibility


def document_quality(document: Document) -> float | None:
    """The mean quality of the pages, each weighed by the length of its raw text; None without any text."""
    weights = [len(page.content.source) for page in document.pages]
    if not sum(weights):
        return None
    return sum(page_quality(page) * weight for page, weight in zip(document.pages, weights, strict=True)) / sum(weights)


def band(least: float | None) -> str:
    """The name of the band that begins at ``least``, or of the lowest."""
    if least is None:
        return f"< {BANDS[-1]}"
    above = BANDS.index(least)
    return f"{least} – {BANDS[above - 1]}" if above else f"≥ {least}"


def _repaired_words(page: Page) -> int:
    """How many words repair touched; edits with no blank between them are one word's."""
    source, number, at = page.content.source, 0, 0
    for edit in page.content.edits:
        if not is_typographic(edit):
            between = source[at : edit.span.start]
            number += not number or any(map(str.isspace, between))
            number += len(edit.span.cut(source).split()[1:])
            at = edit.span.end
    return number
