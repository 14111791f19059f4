"""What is printed about a person on a programme: function and organisation, behind the name or before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ptce_corpus.annotation.prose import word_set
from ptce_corpus.annotation.roles import Role, role_at, roles
from ptce_corpus.annotation.slots import Slot
from ptce_corpus.domain.annotation import Appearance, Label, Mention
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
_BRACKETED = re.compile(r"[ \t]*\n?[ \t]*\([^()\n]{1,25}\)")
_CELL_REST = re.compile(r"[ \t]+(?P<rest>[^\W\d_][\w'’-]*(?:[ \t]+[^\W\d_][\w'’-]*){0,3})(?=[ \t]*(?:[;|)]|\n|\Z))")
"""The last words of a cell or of an item, where a function phrase stops short of them."""
_CHAIN = re.compile(
    r"[\s,;&*()|–—-]*(?:(?:et|ainsi\s+que|puis)\s+)?(?:de\s+|d['’]|par\s+|avec\s+)?"
    r"(?:(?:M|MM|Mme|Mmes|Dr|Pr)\.?\s+)?[*\s]*\Z"
)
"""What stands between two persons who appear together."""
_LONGEST_WORDS = 16


@dataclass(frozen=True, slots=True)
class Standing:
    """Function as printed, canonical organisation, and where what is printed of the person ends."""

    function: str | None
    organisation: str | None
    end: int

    def appearance(self, person: Mention, slot: Slot, *, place: str | None) -> Appearance:
        """The row of a person in a slot."""
        name = person.name or " ".join(person.text.split())
        return Appearance(
            person.span, name, self.function, self.organisation, slot.session, slot.start, slot.end, place, 0.8
        )


def chained(text: str, end: int, person: Mention) -> bool:
    """Whether ``person`` goes on a list whose last entry ends at ``end`` (-1: there is none)."""
    return 0 <= end <= person.span.start and bool(_CHAIN.fullmatch(text[end : person.span.start]))


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
        last = self._title_end(role)
        name = self._canonical(role, last)
        end = max(role.end, last)
        if name is None:
            body = self._body_after(role.end, stop)
            if body is not None and not _abbreviates(body.text, role.title):
                name, end = body.name or body.text, body.span.end
        bracketed = _BRACKETED.match(self.text, end)
        return Standing(self._printed(Span(start, last)), name, bracketed.end() if bracketed else end)

    def _title_end(self, role: Role) -> int:
        """Where a function ends: with the name of the body that it runs into, or with its cell of a table."""
        end = role.span.end
        for body in self._bodies:
            inside = role.span.start < body.span.start <= end and body.span.end > end
            if inside or (body.span.start == end + 1 and self.text[end] == " "):
                end = body.span.end
                break
        rest = _CELL_REST.match(self.text, end)
        if rest is None or (self.text[rest.end() : rest.end() + 2].startswith("\n") and self._runs_on(rest.end())):
            return end
        words = rest["rest"].split()
        last = self.text[role.span.start : end].split()[-1]
        named = words[0][0].isupper() if last.isupper() else last[0].isupper()
        barred = word_set("stage_words", "after_functions")
        apart = any(word.lower().split("'")[0].split("’")[0] in barred for word in words)
        return rest.end() if named and not apart else end

    def _runs_on(self, end: int) -> bool:
        """Whether a line goes on in the next one: that begins with a small letter."""
        return self.text[end + 1 : end + 200].lstrip(" \t")[:1].islower()

    def _printed(self, span: Span) -> str:
        return " ".join(span.cut(self.text).replace("**", "").split()).rstrip(" ,;:")

    def _canonical(self, role: Role, end: int) -> str | None:
        """The body of a function phrase that ends at ``end``, by the name of the mention that it meets."""
        where = role.organisation_span
        if end > role.end:
            where = Span(where.start if where else role.span.start, end)
        inside = [body for body in self._bodies if body.span.overlaps(where or role.span)]
        if inside:
            return inside[0].name or inside[0].text
        return " ".join(where.cut(self.text).split()) if where and role.organisation_span else role.organisation

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
