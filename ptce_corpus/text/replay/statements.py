"""Corrections of who said what: ``quote``, ``unquote``, ``speaker``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ptce_corpus.domain.annotation import Label, Quotation, QuotationKind, Speaker
from ptce_corpus.domain.span import Span
from ptce_corpus.text.correction_values import NONE, parts
from ptce_corpus.text.corrections import Correction, plain
from ptce_corpus.text.replay.places import spot_over, trimmed
from ptce_corpus.text.replay.sheet import Held, Name, Sheet, quotation_held, shown

_MARKS = '«»“”„"‹›'
"""What stands around a quotation and is no part of it."""


def quote(sheet: Sheet, line: Correction, spots: Sequence[Span]) -> bool:
    """The text is a direct quotation; those that overlap it give way, and leave it their speaker if none is named."""
    spans = [span for spot in spots if len(span := trimmed(sheet.places.text, spot, marks=_MARKS))]
    over: dict[Span, list[Held[Quotation]]] = {span: [] for span in spans}
    kept = []
    for held in sheet.quotations:
        met = spot_over(spans, held.span)
        if met is None:
            kept.append(held)
        else:
            over[met].append(held)
    for span in spans:
        before = next(iter(over[span]), None)
        made = quotation_held(Quotation(span, span.cut(sheet.places.text), QuotationKind.DIRECT, None, None))
        if before is not None:
            cue = before.item.cue
            cue = None if cue and span.overlaps(cue) else cue
            made.item = replace(made.item, cue=cue, speaker=before.item.speaker, date=before.item.date)
            made.name, made.organisation, made.printed = before.name, before.organisation, before.printed
        if line.value:
            _attribute(sheet, made, line.value)
        kept.append(made)
    sheet.quotations = sorted(kept, key=lambda held: held.span)
    return bool(spans)


def unquote(sheet: Sheet, _: Correction, spots: Sequence[Span]) -> bool:
    """No quotation: those that hold a place of the text go."""
    before = len(sheet.quotations)
    sheet.quotations = [held for held in sheet.quotations if spot_over(spots, held.span) is None]
    return len(sheet.quotations) < before


def speaker(sheet: Sheet, line: Correction, spots: Sequence[Span]) -> bool:
    """The quotations that hold a place of the text are of this speaker, or of one unknown where none is named."""
    met = [held for held in sheet.quotations if spot_over(spots, held.span)]
    for held in met:
        _attribute(sheet, held, line.value)
    return bool(met)


def _attribute(sheet: Sheet, held: Held[Quotation], value: str) -> None:
    """Give a quotation its speaker: name, function, organisation; what is left out is what the document says."""
    called, function, organisation = parts(value, 3)
    held.item = replace(held.item, confidence=1.0)
    if called is None or called == NONE:
        held.item, held.name, held.organisation = replace(held.item, speaker=None), None, None
        held.printed = None
        return
    before = held.item.speaker
    same = before is not None and held.name is not None and plain(called) == plain(held.name.shown)
    role, body = (before.function, held.organisation) if before and same else _held_by(sheet, called)
    role = role if function is None else None if function == NONE else function
    body = body if organisation is None else None if organisation == NONE else Name.of(organisation)
    if not same or held.printed is None:
        held.printed = _nearest(sheet, called, held.span)
    held.name, held.organisation = Name.of(called), body
    held.item = replace(held.item, speaker=Speaker(held.printed, called, role, shown(body)))


def _held_by(sheet: Sheet, called: str) -> tuple[str | None, Name | None]:
    """The function and organisation that the document gives a person and does not call past."""
    for held in sheet.functions:
        if held.name and plain(held.name.shown) == plain(called) and not held.item.ended:
            return held.item.role, held.organisation
    return None, None


def _nearest(sheet: Sheet, called: str, span: Span) -> Span | None:
    """The nearest place where the document prints or means a name."""
    wanted = plain(called)
    spans = [
        held.span
        for held in sheet.mentions
        if held.item.label in (Label.PER, Label.ORG)
        and (plain(held.item.text) == wanted or (held.name is not None and plain(held.name.shown) == wanted))
    ]
    return min(spans, key=lambda one: max(span.start - one.end, one.start - span.end), default=None)
