"""Who holds which function where: "Odile Kirchner, déléguée à l'ESS", "le président du Labo, Hugues Sibille"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ptce_corpus.annotation.roles import Role, roles
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
    starts = [span.start for span in people]
    ends = [span.end for span in people]
    for role in roles(text) if phrases is None else phrases:
        before = bisect_right(ends, role.span.start) - 1
        if before >= 0 and role.span.start - ends[before] <= _REACH:
            gap = text[ends[before] : role.span.start]
            if gap and _BEHIND_NAME.fullmatch(gap) and gap.count("\n") < 2 and ". " not in gap:
                yield Held(role, before)
                continue
        after = bisect_left(starts, role.span.end)
        if after < len(people) and starts[after] - role.span.end <= _REACH:
            gap = text[role.span.end : starts[after]]
            organisation = role.organisation_span
            if organisation and organisation.start >= role.span.end:
                gap = text[min(organisation.end, starts[after]) : starts[after]]
            if _BEFORE_NAME.fullmatch(gap) and gap.count("\n") < 2:
                yield Held(role, after)


def functions(text: str, mentions: Sequence[Mention]) -> tuple[Function, ...]:
    """The functions that ``text`` tells of the people among its ``mentions``, in order of place."""
    people = [mention for mention in mentions if mention.label is Label.PER]
    bodies = [mention for mention in mentions if mention.label is Label.ORG]
    starts = [body.span.start for body in bodies]
    found = []
    for held in attached(text, [person.span for person in people]):
        person, role = people[held.person], held.role
        name = role.organisation
        if role.organisation_span is not None:
            name = _canonical(bodies, starts, role.organisation_span) or name
        span = person.span.union(role.span)
        found.append(Function(span, person.name or person.text, role.title, name, role.ended))
    return tuple(found)


def _canonical(bodies: Sequence[Mention], starts: Sequence[int], where: Span) -> str | None:
    """The name in this document of the organisation mentioned at the head of ``where``."""
    at = bisect_right(starts, where.start) - 1
    for body in bodies[max(0, at) : at + 2]:
        if body.span.overlaps(where) and abs(body.span.start - where.start) <= 3:
            return body.name or body.text
    return None
