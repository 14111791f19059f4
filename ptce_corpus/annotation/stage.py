"""What is printed about a person on a programme: function and organisation, behind the name or before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ptce_corpus.annotation.roles import Role, role_at, roles
from ptce_corpus.domain.annotation import Label, Mention
from ptce_corpus.domain.span import Span

_MARK = r"[ \t]*(?:,|[–—:|-]|\()[ \t]*(?:\n[ \t]*)?(?:\*\*)?(?:(?:le|la|notre)\s+|l['’])?"
_LEAD = re.compile(rf"[ \t]*(?:\*\*)?{_MARK}", re.IGNORECASE)
_PAST_BRACKET = re.compile(rf"[ \t]*\([^()\n]{{1,25}}\)(?:\*\*)?{_MARK}", re.IGNORECASE)
"""A pseudonym or an acronym may stand in brackets between the name and the function."""
_NEXT_LINE = re.compile(r"[ \t]*(?:\*\*)?,?[ \t]*\n[ \t]*(?:\*\*)?")
_COLON = re.compile(r"[ \t*]*:")
_REST = re.compile(r"[^\n;|()]{3,140}")
_TO_BODY = re.compile(
    r"[\s,–—(|:-]*(?:d[eu]s?\s+|de la\s+|[dl]['’]|de l['’]|l[ae]s?\s+|au\s+|à la\s+|à l['’]|chez\s+)?"
)
_LONGEST_WORDS = 16


@dataclass(frozen=True, slots=True)
class Standing:
    """Function as printed, canonical organisation, and where what is printed of the person ends."""

    function: str | None
    organisation: str | None
    end: int


class Standings:
    """Reads standings in one text."""

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        self.text = text
        self._bodies = [mention for mention in mentions if mention.label is Label.ORG]
        self._people = [mention for mention in mentions if mention.label is Label.PER]

    def of(self, person: Mention) -> Standing:
        """What is printed of a person: behind the name first, else right before it."""
        return self._behind(person) or self._before(person) or Standing(None, None, person.span.end)

    def _behind(self, person: Mention) -> Standing | None:
        end = person.span.end
        lead = _LEAD.match(self.text, end)
        if lead is None:
            below = _NEXT_LINE.match(self.text, end)
            role = role_at(self.text, below.end()) if below else None
            label = role is not None and bool(_COLON.match(self.text, role.end))
            return self._standing(role, below.end()) if role and below and not label else None
        for found in filter(None, (lead, _PAST_BRACKET.match(self.text, end))):
            role = role_at(self.text, found.end())
            if role is not None:
                return self._standing(role, found.end())
            body = self._body_at(found.end())
            if body is not None:
                return Standing(None, body.name or body.text, body.span.end)
        return self._loose(lead)

    def _standing(self, role: Role, start: int) -> Standing:
        line = self.text.find("\n", role.end)
        stop = line if line >= 0 else len(self.text)
        name = self._canonical(role)
        end = role.end
        if name is None:
            body = self._body_after(role.end, stop)
            if body is not None and not _abbreviates(body.text, role.title):
                name, end = body.name or body.text, body.span.end
        return Standing(self._printed(Span(start, role.span.end)), name, end)

    def _printed(self, span: Span) -> str:
        return " ".join(span.cut(self.text).replace("**", "").split()).rstrip(" ,;:")

    def _canonical(self, role: Role) -> str | None:
        """The body of a function phrase by the name of the mention that it meets."""
        where = role.organisation_span
        inside = [body for body in self._bodies if body.span.overlaps(where or role.span)]
        if inside:
            return inside[0].name or inside[0].text
        return role.organisation

    def _body_after(self, start: int, stop: int) -> Mention | None:
        """A body printed right behind a function: after a comma, a dash or in brackets."""
        for body in self._bodies:
            if start <= body.span.start < stop:
                return body if _TO_BODY.fullmatch(self.text, start, body.span.start) else None
        return None

    def _body_at(self, start: int) -> Mention | None:
        return next((body for body in self._bodies if start <= body.span.start <= start + 3), None)

    def _loose(self, lead: re.Match[str]) -> Standing | None:
        """What stands in brackets or after a comma where no function word is known, when it is short."""
        start = lead.end()
        if self.text[start - 1 : start] == ":" or any(
            start <= person.span.start <= start + 3 for person in self._people
        ):
            return None
        bracket = "(" in lead.group()
        close = self.text.find(")", start, start + 140) if bracket else -1
        rest = _REST.match(self.text, start)
        if rest is None or (bracket and close < 0):
            return None
        printed = self._printed(Span(start, close if bracket else rest.end()))
        known = next(roles(printed), None)
        if len(printed.split()) > _LONGEST_WORDS or (not bracket and (known is None or not printed[:1].isalpha())):
            return None
        return Standing(printed, None, close + 1 if bracket else rest.end())

    def _before(self, person: Mention) -> Standing | None:
        """A function phrase that runs into the name: "la ministre Julie Roux", "le maire de Blois, Paul Martin"."""
        floor = max(0, person.span.start - 160, self.text.rfind("\n\n", 0, person.span.start))
        last = None
        for role in roles(self.text[floor : person.span.start]):
            last = role
        if last is None:
            return None
        between = self.text[floor + last.end : person.span.start]
        if not re.fullmatch(r"[\s,*:–—-]*(?:(?:M|Mme|Dr|Pr)\.?\s+)?", between) or "\n\n" in between:
            return None
        title = " ".join(last.title.split())
        return Standing(title, last.organisation, person.span.end)


def _abbreviates(acronym: str, title: str) -> bool:
    """Whether letters in capitals only shorten a function: "Déléguée interministérielle à l'ESS (DIESS)"."""
    if not acronym.isupper() or " " in acronym:
        return False
    parts = re.findall(r"\w+", title)
    initials = iter("".join(part if part.isupper() else part[0].upper() for part in parts))
    return all(letter in initials for letter in acronym)
