"""Mentions of people, organisations, places, dates and functions: from the model, the lists and the rules."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ptce_corpus.annotation import gazetteer
from ptce_corpus.annotation.entities.acronyms import is_concept
from ptce_corpus.annotation.entities.aliases import aliases, expanded
from ptce_corpus.annotation.entities.attested import attested
from ptce_corpus.annotation.entities.candidates import Candidate, settled
from ptce_corpus.annotation.entities.contested import uncontested
from ptce_corpus.annotation.entities.listed import listed, teams
from ptce_corpus.annotation.entities.name_reader import words_of
from ptce_corpus.annotation.entities.naming import names
from ptce_corpus.annotation.entities.organisations import organisations
from ptce_corpus.annotation.entities.persons import people
from ptce_corpus.annotation.entities.places import places
from ptce_corpus.annotation.entities.senses import returning
from ptce_corpus.annotation.entities.vetting import believed
from ptce_corpus.annotation.functions.holders import Held, attached, told_beside
from ptce_corpus.annotation.functions.roles import Role, roles
from ptce_corpus.annotation.model import slices
from ptce_corpus.domain.annotation import Label, Mention
from ptce_corpus.domain.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Span as Stretch

_CALENDAR = 75
"""Weight of dates and times: an address ("place du 8 mai 1945") goes before, any other name after."""


def mentions(text: str, docs: Sequence[tuple[int, Doc]], *, date: str | None = None) -> tuple[Mention, ...]:
    """The mentions of ``text``, in order and without overlap; ``docs`` is the model's reading of its slices."""
    model = list(believed(text, docs))
    ruled = uncontested(text, list(_by_rule(text)), model)
    spelled = uncontested(text, list(expanded(text)), model)
    candidates = [*model, *ruled, *spelled, *listed(text), *teams(text), *calendar(text, date)]
    first = settled(candidates)
    people_there = [one.span for one in first if one.label is Label.PER]
    phrases = list(roles(text))
    held = list(attached(text, people_there, phrases=phrases))
    whole = uncontested(text, list(attested(text, docs, held, people_there)), model)
    bodies = uncontested(text, list(_bodies_of(text, held)), model)
    found = [*candidates, *bodies, *whole, *aliases(text, first)]
    standing = settled([*found, *returning(text, settled(found))])
    return tuple(_named(text, [*standing, *_functions(text, docs, standing, phrases)]))


def _by_rule(text: str) -> Iterable[Candidate]:
    for at, stretch in slices(text):
        for finder in (people, places, organisations):
            for one in finder(stretch):
                yield Candidate(one.span.shifted(at), one.label, one.weight, one.reason, one.confidence) if at else one


def calendar(text: str, date: str | None) -> list[Candidate]:
    """Dates and times, with their values; the reason says what completed a value, or what speaks against it."""
    from ptce_corpus.text import dates

    return [
        Candidate(dated.span, Label(str(dated.label)), _CALENDAR, _reason(dated.note), dated.confidence, dated.value)
        for dated in dates.find(text, anchor=date)
    ]


def _reason(note: str | None) -> str:
    return f"rule:date ({note})" if note else "rule:date"


_ODD = frozenset("@|—")
"""Marks that part columns or make addresses: no name holds one."""


def _bodies_of(text: str, held: Iterable[Held]) -> Iterable[Candidate]:
    """The organisations in which people hold their functions: "Directeur / Anges Verts"."""
    for one in held:
        span = one.role.organisation_span
        if span is None or not span.cut(text)[:1].isupper():
            continue
        words = words_of(span.cut(text))
        if not words or is_concept(words[0].text) or not _ODD.isdisjoint(span.cut(text)):
            continue
        if not all(gazetteer.is_common(word.text) or is_concept(word.text) for word in words) or len(words) > 1:
            yield Candidate(span, Label.ORG, 40, "rule:function", 0.7)


def _functions(
    text: str, docs: Sequence[tuple[int, Doc]], standing: Sequence[Candidate], phrases: Sequence[Role]
) -> list[Candidate]:
    """Functions that a person of the text holds, cut where another mention begins; the model's where rules see none."""
    people_found = [one.span for one in standing if one.label is Label.PER]
    starts = [one.span.start for one in standing]
    found = []
    for held in attached(text, people_found, phrases=phrases):
        span = _clear(text, held.role.span, standing, starts)
        if span is not None:
            found.append(Candidate(span, Label.FUNCTION, 10, "rule:function", 0.8))
    tagged = [Span(at + one.start_char, at + one.end_char) for at, doc in docs for one in doc.ents if _is_function(one)]
    for phrase in told_beside(text, people_found, tagged):
        span = _clear(text, phrase, standing, starts)
        if span is not None and "\n\n" not in span.cut(text):
            found.append(Candidate(span, Label.FUNCTION, 9, "model", 0.6))
    return settled(found)


def _is_function(one: Stretch) -> bool:
    return one.label_ == "FUNCTION" and not any(letter.isdigit() or letter in _ODD for letter in one.text)


_DANGLING = re.compile(
    r"(?:[\s,&*_«\"(/]|(?<=[\s'’])(?:de|du|des|la|le|les|[ldLI]['’]|à|a|au|aux|en|et|pour|chez|sur|dans|auprès|sein|chargée?|charge))+\Z"
)


_COLUMN = re.compile(r"[ \t]{3,}|\t")


def _clear(text: str, role: Span, standing: Sequence[Candidate], starts: Sequence[int]) -> Span | None:
    """``role`` up to the first other mention inside it: mentions do not overlap."""
    at = bisect_left(starts, role.start)
    if at and standing[at - 1].span.end > role.start:
        return None
    end = min(role.end, starts[at]) if at < len(starts) else role.end
    if gap := _COLUMN.search(text, role.start, end):
        end = gap.start()
    if end < role.end and (match := _DANGLING.search(text, role.start, end)):
        end = match.start()
    return Span(role.start, end) if end > role.start else None


def _named(text: str, standing: Sequence[Candidate]) -> list[Mention]:
    known = names(text, [one for one in standing if one.label in (Label.PER, Label.ORG, Label.LOC)])
    found = []
    for one in sorted(standing, key=lambda one: (one.span.start, -one.span.end)):
        surface = one.span.cut(text)
        name = known.get(one.span) if one.label in (Label.PER, Label.ORG, Label.LOC) else None
        found.append(Mention(one.span, one.label, surface, name, one.value, one.confidence, one.reason))
    return found
