"""From values to rows and back; what goes in comes out equal."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from ptce_corpus.catalogue import layouts
from ptce_corpus.catalogue.database import Row
from ptce_corpus.catalogue.naming import key
from ptce_corpus.domain.alignment import AlignedText, Edit
from ptce_corpus.domain.annotation import (
    Appearance,
    Function,
    Label,
    Mention,
    Quotation,
    QuotationKind,
    Speaker,
)
from ptce_corpus.domain.document import Origin, Page, PageEnd, SourcePage
from ptce_corpus.domain.passage import Variant
from ptce_corpus.domain.span import Span

Fields = dict[str, Any]
"""Values of a row by column, ready for a statement."""


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _bounds(span: Span | None, name: str) -> Fields:
    start, stop = (None, None) if span is None else (span.start, span.end)
    return {f"{name}_start": start, f"{name}_stop": stop}


def _span(start: int | None, stop: int | None) -> Span | None:
    return None if start is None or stop is None else Span(start, stop)


def page_fields(page: Page) -> Fields:
    """A cleaned page: its raw text and the edits that lead to the cleaned one."""
    edits = [(edit.span.start, edit.span.end, edit.after, edit.rule, edit.confidence) for edit in page.content.edits]
    return {
        "number": page.number,
        "origin": page.origin.value,
        "legibility": page.legibility,
        "note": page.note,
        "furniture": _json([(span.start, span.end) for span in page.furniture]),
        "edits": _json(edits),
        "raw": page.content.source,
        "body": page.body.start,
        "ending": page.ending.value,
        **layouts.fields(page.layout),
    }


def content(raw: str, edits: str) -> AlignedText:
    """The cleaned text with its way back."""
    return AlignedText(
        raw,
        tuple(
            Edit(Span(start, end), after, rule, confidence) for start, end, after, rule, confidence in json.loads(edits)
        ),
    )


def page(row: Row) -> Page:
    """The page of a row of ``pages``."""
    furniture = tuple(Span(start, end) for start, end in json.loads(row.furniture))
    aligned = content(row.raw, row.edits)
    layout = layouts.layout(row.layout, row.words)
    ending = PageEnd(row.ending)
    return Page(row.number, aligned, Origin(row.origin), row.legibility, row.note, furniture, layout, ending)


def source_page(row: Row) -> SourcePage:
    """The page of a row of ``pages``, as it was extracted."""
    layout = layouts.layout(row.layout, row.words)
    return SourcePage(row.number, row.raw, Origin(row.origin), row.legibility, row.note, layout)


def variants_field(variants: Sequence[Variant]) -> str | None:
    """The column ``variants`` of a passage; None where there are none."""
    return _json([(variant.position, variant.text) for variant in variants]) if variants else None


def variants(kept: str | None) -> tuple[Variant, ...]:
    """The variants that the column of a passage holds."""
    return tuple(Variant(position, text) for position, text in json.loads(kept)) if kept else ()


def mention_fields(mention: Mention) -> Fields:
    """A mention, but for its place."""
    return {
        "label": mention.label.value,
        "text": mention.text,
        "name": mention.name,
        "value": mention.value,
        "confidence": mention.confidence,
        "reason": mention.reason,
    }


def mention(row: Row) -> Mention:
    """The mention of a row of ``mentions``."""
    span = Span(row.start, row.stop)
    return Mention(span, Label(row.label), row.text, row.name, row.value, row.confidence, row.reason)


def quotation_fields(quotation: Quotation, *, label: Label) -> Fields:
    """A quotation, but for its place; ``label`` tells whether a person or an organisation speaks."""
    speaker = quotation.speaker or Speaker(None, None)
    return {
        "text": quotation.text,
        "kind": quotation.kind.value,
        **_bounds(quotation.cue, "cue"),
        "has_speaker": quotation.speaker is not None,
        **_bounds(speaker.span, "speaker"),
        "speaker": speaker.name,
        "speaker_key": speaker.name and key(speaker.name, label),
        "speaker_label": speaker.name and label.value,
        "function": speaker.function,
        "organisation": speaker.organisation,
        "confidence": quotation.confidence,
        "date": quotation.date,
    }


def quotation(row: Row) -> Quotation:
    """The quotation of a row of ``quotations``."""
    speaker = Speaker(_span(row.speaker_start, row.speaker_stop), row.speaker, row.function, row.organisation)
    return Quotation(
        Span(row.start, row.stop),
        row.text,
        QuotationKind(row.kind),
        _span(row.cue_start, row.cue_stop),
        speaker if row.has_speaker else None,
        row.confidence,
        row.date,
    )


def appearance_fields(appearance: Appearance) -> Fields:
    """An appearance, but for its place."""
    return {
        "person": appearance.person,
        "person_key": key(appearance.person, Label.PER),
        "function": appearance.function,
        "organisation": appearance.organisation,
        "session": appearance.session,
        "begins": appearance.start,
        "ends": appearance.end,
        "place": appearance.place,
        "confidence": appearance.confidence,
    }


def appearance(row: Row) -> Appearance:
    """The appearance of a row of ``appearances``."""
    return Appearance(
        Span(row.start, row.stop),
        row.person,
        row.function,
        row.organisation,
        row.session,
        row.begins,
        row.ends,
        row.place,
        row.confidence,
    )


def function_fields(function: Function) -> Fields:
    """A function held, but for its place."""
    return {
        "person": function.person,
        "person_key": key(function.person, Label.PER),
        "role": function.role,
        "organisation": function.organisation,
        "ended": function.ended,
    }


def function(row: Row) -> Function:
    """The function of a row of ``functions``."""
    return Function(Span(row.start, row.stop), row.person, row.role, row.organisation, bool(row.ended))
