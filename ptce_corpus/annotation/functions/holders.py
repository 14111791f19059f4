"""Who holds which function where: "Odile Kirchner, déléguée à l'ESS", "le président du Labo, Hugues Sibille"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ptce_corpus.annotation.functions.roles import Role, roles
from ptce_corpus.annotation.word_lists import either, word_table
from ptce_corpus.domain.annotation import Function, Label, Mention
from ptce_corpus.domain.span import Span

_BEHIND_NAME = re.compile(
    r"[*_\s]{0,4}(?:\([^()\n]{1,40}\)[*_ ]{0,3})?(?:[,:;(–—|-]|\n|est\b|était\b|[^\S\n]{2,}|\t)?[*_\s]{0,4}"
    r"(?:(?:le|la|notre|un|une|actuelle?|également|nommée?|élue?|alors|qui est|est)\s|l['’]){0,2}",
    re.IGNORECASE,
)
_BEFORE_NAME = re.compile(
    r"[\s*_]{0,3}(?:[,:–—(-][\s*_]{0,3})?(?:(?:M\.|MM\.|Mme|Mlle|Dr|Pr|Monsieur|Madame|le docteur|le professeur)\s+)?"
)
_REACH = 60


@dataclass(frozen=True, slots=True)
class Held:
    """A role beside the person who holds it, by index among the people given."""

    role: Role
    person: int


def attached(text: str, people: Sequence[Span], *, phrases: Iterable[Role] | None = None) -> Iterator[Held]:
    """The function phrases of ``text`` that stand right behind or right before one of ``people``, in order.

    A phrase between two people belongs to the one before it: appositions follow their noun. ``phrases`` are the
    function phrases of the text where they are known already.
    """
    holders = _Holders(text, people)
    for role in roles(text) if phrases is None else phrases:
        person = holders.of(role.span, role.organisation_span)
        if person is not None:
            yield Held(role, person)


def told_beside(text: str, people: Sequence[Span], phrases: Iterable[Span]) -> Iterator[Span]:
    """Those of the ``phrases`` that a tagger took for functions which stand right beside one of ``people``."""
    holders = _Holders(text, people)
    for phrase in phrases:
        if holders.of(phrase) is not None:
            yield phrase


class _Holders:
    """Finds the person beside a phrase of one text."""

    def __init__(self, text: str, people: Sequence[Span]) -> None:
        self.text = text
        self.starts = [span.start for span in people]
        self.ends = [span.end for span in people]

    def of(self, phrase: Span, organisation: Span | None = None) -> int | None:
        """The index of who holds the function ``phrase``; ``organisation`` may stand between the two."""
        before = bisect_right(self.ends, phrase.start) - 1
        if before >= 0 and phrase.start - self.ends[before] <= _REACH:
            gap = self.text[self.ends[before] : phrase.start]
            if gap and _BEHIND_NAME.fullmatch(gap) and gap.count("\n") < 2 and ". " not in gap:
                return before
        after = bisect_left(self.starts, phrase.end)
        if after < len(self.starts) and self.starts[after] - phrase.end <= _REACH:
            gap = self.text[phrase.end : self.starts[after]]
            if organisation and organisation.start >= phrase.end:
                gap = self.text[min(organisation.end, self.starts[after]) : self.starts[after]]
            if _BEFORE_NAME.fullmatch(gap) and gap.count("\n") < 2:
                return after
        return None


def functions(text: str, mentions: Sequence[Mention]) -> tuple[Function, ...]:
    """The functions that ``text`` tells of the people among its ``mentions``, in order of place."""
    people = [mention for mention in mentions if mention.label is Label.PER]
    bodies = [mention for mention in mentions if mention.label is Label.ORG]
    starts = [body.span.start for body in bodies]
    found = []
    read = []
    for held in attached(text, [person.span for person in people]):
        person, role = people[held.person], held.role
        read.append(role.span)
        name = role.organisation
        if role.organisation_span is not None:
            name = _canonical(bodies, starts, role.organisation_span) or name
        span = person.span.union(role.span)
        found.append(Function(span, person.name or person.text, role.title, name, role.ended))
    tagged = [one for one in mentions if one.label is Label.FUNCTION and one.reason == "model"]
    found += _told(text, [one for one in tagged if not _read(one.span, read)], people, bodies)
    return tuple(sorted(found, key=lambda one: one.span))


_AT = re.compile(r"[ ](?:de la |de l['’]|d['’]|des |du |de |à la |à l['’]|au |aux |chez )|, | [–—-] |\n")


def _read(span: Span, read: Sequence[Span]) -> bool:
    """Whether one of the phrases ``read``, in order and apart, overlaps ``span``."""
    at = bisect_right(read, span)
    return any(span.overlaps(other) for other in read[max(0, at - 1) : at + 1])


def _told(
    text: str, tagged: Sequence[Mention], people: Sequence[Mention], bodies: Sequence[Mention]
) -> Iterator[Function]:
    """The functions that only the tagger found, with the body right behind them."""
    holders = _Holders(text, [person.span for person in people])
    starts = {body.span.start: body for body in bodies}
    for one in tagged:
        index = holders.of(one.span)
        if index is not None:
            gap = _AT.match(text, one.span.end)
            body = starts.get(gap.end()) if gap else None
            person, title = people[index], " ".join(one.text.split())
            name = (body.name or body.text) if body else None
            ended = bool(_former().match(title))
            yield Function(person.span.union(one.span), person.name or person.text, title, name, ended)


@cache
def _former() -> re.Pattern[str]:
    return re.compile(rf"{either(word_table('roles')['ended'])}\b", re.IGNORECASE)


def _canonical(bodies: Sequence[Mention], starts: Sequence[int], where: Span) -> str | None:
    """The name in this document of the organisation mentioned at the head of ``where``."""
    at = bisect_right(starts, where.start) - 1
    for body in bodies[max(0, at) : at + 2]:
        if body.span.overlaps(where) and abs(body.span.start - where.start) <= 3:
            return body.name or body.text
    return None
