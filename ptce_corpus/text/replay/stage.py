"""Corrections of who appears where and when: ``appear``, ``unappear``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ptce_corpus.domain.annotation import Appearance
from ptce_corpus.domain.span import Span
from ptce_corpus.text.correction_values import NONE, parts
from ptce_corpus.text.corrections import Correction
from ptce_corpus.text.replay.places import spot_over
from ptce_corpus.text.replay.sheet import Held, Name, Sheet, appearance_held, means, shown


def appear(sheet: Sheet, line: Correction, spots: Sequence[Span]) -> bool:
    """The appearance at the text, or of the person so called, is as told; where there is none, one is made."""
    person, function, organisation, start, end, session, place = parts(line.value, 7)
    met = _at(sheet, line, spots)
    if not met and spots and person and person != NONE:
        met = [appearance_held(Appearance(spots[0], person))]
        sheet.appearances = sorted([*sheet.appearances, *met], key=lambda held: held.span)
    for held in met:
        if person and person != NONE and held.name is not None and person != held.name.shown:
            held.name = held.name.renamed(person)
        held.organisation = Name.of(_told(organisation, shown(held.organisation)))
        held.item = replace(
            held.item,
            function=_told(function, held.item.function),
            start=_told(start, held.item.start),
            end=_told(end, held.item.end),
            session=_told(session, held.item.session),
            place=_told(place, held.item.place),
            confidence=1.0,
        )
    return bool(met)


def unappear(sheet: Sheet, line: Correction, spots: Sequence[Span]) -> bool:
    """No appearance: those at the text go, else those of the person so called."""
    gone = {id(held) for held in _at(sheet, line, spots)}
    sheet.appearances = [held for held in sheet.appearances if id(held) not in gone]
    return bool(gone)


def _at(sheet: Sheet, line: Correction, spots: Sequence[Span]) -> list[Held[Appearance]]:
    """The appearances printed at a place of the text, or of the person that it names."""
    return [
        held
        for held in sheet.appearances
        if sheet.places.asks(line, held.span) and (spot_over(spots, held.span) or means(held.name, line))
    ]


def _told(part: str | None, before: str | None) -> str | None:
    if part is None:
        return before
    return None if part == NONE else part
