"""The words that repair changed, as the page had them: what makes the raw form of a word found too."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from ptce_corpus.domain.document import Document, Page
from ptce_corpus.domain.passage import Passage, Variant
from ptce_corpus.domain.span import Span
from ptce_corpus.text.tokens import Token, tokens
from ptce_corpus.text.typography import is_typographic

_LONGEST = 60
"""Letters on either side by which a stretch of raw text is made whole words."""


@dataclass(frozen=True, slots=True)
class _Repair:
    """Where repair changed a page: ``span`` counts in the text of the document, ``by`` ahead of the page's."""

    span: Span
    page: Page
    by: int


def with_variants(document: Document, passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The passages of ``document``, each with the words that repair changed in it as they were read.

    A word read in two pieces, or two read as one, stand at the first of their places as far as these go.
    """
    repairs = list(_repairs(document))
    if not repairs:
        return tuple(passages)
    ends = [repair.span.end for repair in repairs]
    return tuple(_told(passage, repairs, bisect_left(ends, passage.span.start)) for passage in passages)


def _repairs(document: Document) -> Iterator[_Repair]:
    for page, filled in zip(document.pages, document.page_spans, strict=True):
        body = page.body
        by = filled.start - body.start
        for edit, span in zip(page.content.edits, page.content.edit_spans(), strict=True):
            if body.start <= span.start and span.end <= body.end and not is_typographic(edit):
                yield _Repair(span.shifted(by), page, by)


def _told(passage: Passage, repairs: Sequence[_Repair], first: int) -> Passage:
    """A passage with its variants; no repair before the ``first`` ends in it."""
    if first == len(repairs) or repairs[first].span.start > passage.span.end:
        return passage
    words = tokens(passage.text)
    starts = [word.span.start for word in words]
    ends = [word.span.end for word in words]
    found: dict[Variant, None] = {}
    for repair in islice(repairs, first, None):
        if repair.span.start > passage.span.end:
            break
        start, end = repair.span.start - passage.span.start, repair.span.end - passage.span.start
        touched = range(bisect_left(ends, start), bisect_left(starts, end + 1))
        for raw, places in _stretches(repair, passage, words, touched).items():
            found |= dict.fromkeys(_variants(raw.cut(repair.page.content.source), places, words))
    return replace(passage, variants=tuple(sorted(found, key=lambda variant: variant.position)))


def _stretches(repair: _Repair, passage: Passage, words: Sequence[Token], touched: range) -> dict[Span, list[int]]:
    """The words touched by a repair, by the stretch of raw text that each was made of."""
    found: dict[Span, list[int]] = {}
    source = repair.page.content.source
    for place in touched:
        span = words[place].span.shifted(passage.span.start - repair.by)
        if span.end <= len(repair.page.text):
            raw = _whole_words(source, repair.page.content.source_span(span))
            found.setdefault(raw, []).append(place)
    return found


def _whole_words(raw: str, span: Span) -> Span:
    """The stretch without the blanks at its ends, made whole words."""
    cut = span.cut(raw)
    start = span.start + len(cut) - len(cut.lstrip())
    end = start + len(cut.strip())
    while start > max(span.start - _LONGEST, 0) and raw[start - 1].isalnum():
        start -= 1
    while end < min(span.end + _LONGEST, len(raw)) and raw[end].isalnum():
        end += 1
    return Span(start, end)


def _variants(raw: str, places: Sequence[int], words: Sequence[Token]) -> Iterator[Variant]:
    for order, word in enumerate(tokens(raw)):
        place = places[min(order, len(places) - 1)]
        if word.exact != words[place].exact:
            yield Variant(place, word.span.cut(raw))
