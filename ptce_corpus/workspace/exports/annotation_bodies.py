"""What web annotations say of a place: an entity, a quotation, an appearance, a function."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ptce_corpus.domain.annotation import Appearance, Function, Label, Mention, Quotation
from ptce_corpus.domain.graph import Meant
from ptce_corpus.domain.linking import Place
from ptce_corpus.domain.span import Span
from ptce_corpus.workspace.exports.archive import Entry
from ptce_corpus.workspace.page_rows import Row

CONTEXT = [
    "http://www.w3.org/ns/anno.jsonld",
    {"ptce": "urn:x-ptce:", "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#"},
]
_Called = Mapping[Label, Mapping[str, Meant]]
"""Entities by the names that a document gives them, by label."""
_INSEE = "http://id.insee.fr/geo/"
_AREAS = {"D": "departement", "R": "region"}
_LABELS = {
    "speaker": (Label.PER, Label.ORG),
    "person": (Label.PER,),
    "organisation": (Label.ORG,),
    "place": (Label.LOC,),
}
"""What may play a role."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One annotation: what of, what it says. ``related`` are further places in the text, by their role."""

    kind: str
    span: Span
    motivation: str
    bodies: list[Row]
    related: Mapping[str, Span] = field(default_factory=dict)


def findings(entry: Entry) -> Iterator[Finding]:
    """All that was found in a document: its entities, then quotations, appearances and functions."""
    found, called = entry.annotations, {label: entry.called(label) for label in (Label.PER, Label.ORG, Label.LOC)}
    for mention, meant in zip(found.mentions, entry.meant, strict=True):
        yield _of_mention(mention, meant)
    for quotation in found.quotations:
        yield _of_quotation(quotation, called)
    for appearance in found.appearances:
        yield _of_appearance(appearance, called)
    for function in found.functions:
        yield _of_function(function, called)


def _of_mention(mention: Mention, meant: Meant | None) -> Finding:
    sure = {"ptce:confidence": round(mention.confidence, 3), "ptce:reason": mention.reason}
    bodies = [_text("classifying", mention.label.value, **sure)]
    if mention.value:
        bodies.append(_text("identifying", mention.value, **{"ptce:role": "edtf"}))
    if mention.name:
        bodies.append(_text("tagging", mention.name, **{"ptce:role": "name"}))
    if meant:
        bodies.append(_text("identifying", meant.name, **{"ptce:role": "entity"}))
        bodies += _of_place(meant.place) if meant.place else []
    return Finding("entity", mention.span, "identifying" if len(bodies) > 1 else "classifying", bodies)


def _of_place(place: Place) -> Iterator[Row]:
    """The official code of a place, and the address under which INSEE publishes it where it does."""
    told: Row = {"ptce:role": "code"}
    if place.latitude is not None and place.longitude is not None:
        told |= {"geo:lat": place.latitude, "geo:long": place.longitude}
    yield _text("identifying", place.code, **told)
    kind, hyphen, code = place.code.partition("-")
    if hyphen and kind in _AREAS:
        yield {"type": "SpecificResource", "purpose": "linking", "source": f"{_INSEE}{_AREAS[kind]}/{code}"}
    elif place.code[:1].isdigit():
        yield {"type": "SpecificResource", "purpose": "linking", "source": f"{_INSEE}commune/{place.code}"}


def _of_quotation(quotation: Quotation, called: _Called) -> Finding:
    speaker = quotation.speaker
    sure = {"ptce:confidence": round(quotation.confidence, 3)}
    bodies = [_text("classifying", "quotation", **{"ptce:quotation": quotation.kind.value}, **sure)]
    if quotation.date:
        bodies.append(_text("identifying", quotation.date, **{"ptce:role": "edtf"}))
    if speaker:
        bodies += _people(called, speaker=speaker.name, organisation=speaker.organisation)
        bodies += _words(function=speaker.function)
    places = {"cue": quotation.cue, "speaker": speaker and speaker.span}
    return Finding("quotation", quotation.span, "classifying", bodies, {k: v for k, v in places.items() if v})


def _of_appearance(appearance: Appearance, called: _Called) -> Finding:
    bodies = [_text("classifying", "appearance", **{"ptce:confidence": round(appearance.confidence, 3)})]
    bodies += _people(called, person=appearance.person, organisation=appearance.organisation, place=appearance.place)
    bodies += _words(function=appearance.function, session=appearance.session)
    bodies += _words(start=appearance.start, end=appearance.end)
    return Finding("appearance", appearance.span, "linking", bodies)


def _of_function(function: Function, called: _Called) -> Finding:
    bodies = [_text("classifying", "function", **{"ptce:ended": function.ended})]
    bodies += _people(called, person=function.person, organisation=function.organisation)
    bodies += _words(function=function.role)
    return Finding("function", function.span, "linking", bodies)


def _people(called: _Called, **names: str | None) -> Iterator[Row]:
    """Who is named, by role: as the archive calls them, where it knows them."""
    for role, name in names.items():
        if name:
            meant = next((called[label][name] for label in _LABELS[role] if name in called[label]), None)
            yield _text("identifying", meant.name if meant else name, **{"ptce:role": role, "ptce:name": name})


def _words(**told: str | None) -> Iterator[Row]:
    for role, value in told.items():
        if value:
            yield _text("describing", value, **{"ptce:role": role})


def _text(purpose: str, value: str, **told: object) -> Row:
    return {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": value, **told}
