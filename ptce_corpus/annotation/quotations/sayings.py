"""Who said what: direct, indirect and mixed quotations of a text, with their speakers.

The method is one of rules over words, marks and mentions, after the layouts that a French newsroom or an association's
secretary uses; it asks the model only for parts of speech (``PIPES``), never for a parse, and works without them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from ptce_corpus.annotation.attribution.referents import Referents
from ptce_corpus.annotation.attribution.sources import sources
from ptce_corpus.annotation.attribution.subjects import Attribution
from ptce_corpus.annotation.prose import Prose
from ptce_corpus.annotation.quotations.direct import Direct
from ptce_corpus.annotation.quotations.indirect import Indirect
from ptce_corpus.annotation.quotations.turns import Turns
from ptce_corpus.annotation.reporting.cues import cues
from ptce_corpus.domain.annotation import Label, Mention, Quotation
from ptce_corpus.domain.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

PIPES = ("tok2vec", "morphologizer")
"""Pipes of the model whose annotations help here; a blank model does, with less precision."""

_DATES = 6
"""Dates of one sentence that are looked at."""


def quotations(doc: Doc, mentions: Sequence[Mention], *, text_date: str | None = None) -> tuple[Quotation, ...]:
    """The quotations of a text, in order of place, none inside another.

    ``mentions`` are the persons, bodies and dates of the same text, with their canonical names. ``text_date`` is the
    EDTF date of the text: a quotation whose sentence states that same date keeps None as its own.
    """
    return quotations_in(doc.text, ((0, doc),), mentions, text_date=text_date)


def quotations_in(
    text: str, docs: Sequence[tuple[int, Doc]], mentions: Sequence[Mention], *, text_date: str | None = None
) -> tuple[Quotation, ...]:
    """The quotations of a text that was analysed in slices (``docs``: where each begins, and its analysis).

    Who "the president" or "she" is may have been told in another slice, so a text should be given whole.
    """
    prose = Prose(text, docs)
    referents = Referents(prose, mentions, sources(prose, mentions))
    attribution = Attribution(prose, referents)
    verbs = tuple(cues(prose))
    turns = list(_apart(Turns(prose, attribution, verbs).quotations(), ()))
    indirect = Indirect(prose, attribution, verbs)
    told = list(_apart([*indirect.clauses(), *indirect.prepositions(), *indirect.nominals()], turns))
    asides = tuple(indirect.asides())
    spoken = Direct(prose, attribution, verbs).quotations(taken=(*turns, *told), asides=asides)
    found = list(_apart(spoken, [*turns, *told]))
    found += list(_apart(asides, [*turns, *told, *found]))
    dates = sorted((m for m in mentions if m.label is Label.DATE and m.value), key=lambda m: m.span)
    whole = sorted([*turns, *told, *found], key=lambda quotation: quotation.span)
    return tuple(_dated(prose, quotation, dates, text_date) for quotation in whole)


def _apart(found: Iterable[Quotation], taken: Sequence[Quotation]) -> Iterable[Quotation]:
    """The surest of ``found`` that overlap neither one another nor ``taken``."""
    kept = sorted(quotation.span for quotation in taken)
    for quotation in sorted(found, key=lambda each: (-each.confidence, each.span)):
        place = bisect_left(kept, quotation.span)
        if len(quotation.span) and not any(
            span.overlaps(quotation.span) for span in kept[max(0, place - 1) : place + 1]
        ):
            kept.insert(place, quotation.span)
            yield quotation


def _dated(prose: Prose, quotation: Quotation, dates: Sequence[Mention], text_date: str | None) -> Quotation:
    """The quotation with the day that the teller's part of its sentence states."""
    anchor = quotation.cue or quotation.span
    sentence = Span(prose.sentence_start(anchor.start), prose.sentence_end(anchor.start))
    first = bisect_left(dates, sentence.start, key=lambda date: date.span.start)
    for date in islice(dates, first, first + _DATES):
        told = sentence.contains(date.span) and not quotation.span.overlaps(date.span)
        if told and date.value != text_date and len(date.value or "") == len("2017-07-05"):
            return replace(quotation, date=date.value)
    return quotation
