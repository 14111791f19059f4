"""What is printed about a person on a programme: function and organisation, behind the name or before it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from ptce_corpus.annotation.functions.roles import Role, role_at, roles
from ptce_corpus.annotation.programmes.headings import starting
from ptce_corpus.annotation.programmes.standing import Standing, abbreviates
from ptce_corpus.annotation.word_lists import word_set
from ptce_corpus.domain.annotation import Label, Mention
from ptce_corpus.domain.span import Span

_MARK = r"[ \t]*(?:,|[–—:|-]|\()[ \t]*(?:\n[ \t]*){0,2}(?:\*\*)?(?:(?:le|la|notre)\s+|l['’])?"
_LEAD = re.compile(rf"[ \t]*(?:\*\*)?{_MARK}", re.IGNORECASE)
_PAST_BRACKET = re.compile(rf"[ \t]*\([^()\n]{{1,25}}\)(?:\*\*)?{_MARK}", re.IGNORECASE)
"""A pseudonym or an acronym may stand in brackets between the name and the function."""
_NEXT_LINE = re.compile(r"[ \t]*(?:\*\*)?,?[ \t]*\n[ \t]*(?:\n[ \t]*)?(?:\*\*)?")
_POINT = re.compile(r"[ \t]*\.[ \t]+(?=[^\W\d_])")
"""A comma that a scanner read as a point: "Anne Roux. Directrice"."""
_COLON = re.compile(r"[ \t*]*:")
_REST = re.compile(r"(?:[^\n;|()\s]|[^\S\n](?![^\S\n]{2})){3,140}")
_TO_BODY = re.compile(
    r"[\s,–—(|:-]*(?:d[eu]s?\s+|de la\s+|[dl]['’]|de l['’]|l[ae]s?\s+|au\s+|à la\s+|à l['’]|chez\s+)?"
)
_BRACKETED = re.compile(r"[ \t]*\n?[ \t]*\([^()\n]{1,25}\)")
_CELL_REST = re.compile(r"[ \t]+(?P<rest>[^\W\d_][\w'’-]*(?:[ \t]+[^\W\d_][\w'’-]*){0,3})(?=[ \t]*(?:[;|)]|\n|\Z))")
"""The last words of a cell or of an item, where a function phrase stops short of them."""
_TITLE = re.compile(
    r"(?<!\w)(?:(?:le|la)\s+)?(?:M|MM|Mr|Mme|Mmes|Mlle|Dr|Dre|Pr|Pre|Me|Monsieur|Madame|docteure?|professeure?|Maître)\b"
    r"\.?[ \t]*\Z",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"(?<![\w])(?:(?:l[ae]s?|notre|monsieur|madame|mme|m\.)\s+)*(?:l['’])?\Z", re.IGNORECASE)
_TO_NAME = re.compile(r"(?:[ \t]?[ \t,*:–—-]{0,4}\n?[ \t*]{0,3}|[ \t]*\n[ \t]*)")
"""What stands between a function and the name that it leads to; no gap of a table."""
_IN_QUALITY = re.compile(r"[\s,]*(?:en (?:sa )?qualité de|en tant que|à titre de|comme)\s+", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=\w\w\w)[.!?]+(?:\s|\Z)|\.{3}|…")
_FUTURE = re.compile(r"\w+(?:era|eront|ira|iront|dra|dront|ura|uront|vra|vront)\Z")
_AFTER_BODY = re.compile(r"[ \t]*(?:,|[–—-]|\|)[ \t]*")
_OWN_BODY = re.compile(
    r"[ \t]*(?:,|[–—|]|-(?=[ \t]))[ \t]*\*{0,2}(?P<name>(?:L[ae]s?[ \t]|L['’])?[A-ZÀ-Ý«][^\n,;|()*]{2,60})"
)
_LONGEST_WORDS, _LONGEST_APPOSED, _LONGEST_BODY = 16, 8, 200


class Standings:
    """Reads standings in one text."""

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        self.text = text
        self._bodies = sorted((m for m in mentions if m.label is Label.ORG), key=lambda m: m.span)
        self._people = sorted((m for m in mentions if m.label is Label.PER), key=lambda m: m.span)

    def of(self, person: Mention) -> Standing:
        """What is printed of a person: behind the name first, else right before it."""
        start = self._titled(person.span.start)
        before = self._before(start)
        behind = self._behind(person)
        if behind is not None and before is not None and behind.organisation and not behind.function:
            return Standing(before.function, behind.organisation, behind.end, before.start)
        if behind is not None:
            return replace(behind, start=start)
        if before is not None:
            return replace(before, end=person.span.end)
        return Standing(None, None, person.span.end, start)

    def _titled(self, start: int) -> int:
        """Where a name starts, with its title: "Mme", "le docteur"."""
        floor = max(0, start - 24)
        title = _TITLE.search(self.text[floor:start])
        return floor + title.start() if title else start

    def _behind(self, person: Mention) -> Standing | None:
        end = person.span.end
        lead = _LEAD.match(self.text, end)
        if lead is None:
            below = _POINT.match(self.text, end) or _NEXT_LINE.match(self.text, end)
            if below is not None and "\n" in below.group().strip(" ") and not self._alone(person, below.end()):
                below = None
            role = role_at(self.text, below.end()) if below else None
            label = role is not None and bool(_COLON.match(self.text, role.end))
            if role and below and not label and not self._leads_to_name(role):
                return self._standing(role, below.end())
            quality = _IN_QUALITY.match(self.text, end)
            role = role_at(self.text, quality.end()) if quality else None
            return self._standing(role, quality.end()) if role and quality else None
        for found in filter(None, (_IN_QUALITY.match(self.text, end), lead, _PAST_BRACKET.match(self.text, end))):
            role = role_at(self.text, found.end())
            if role is not None and not self._leads_to_name(role):
                return self._standing(role, found.end())
            body = self._body_at(found.end())
            if body is not None and role is None:
                return self._with_body(body)
        return self._loose(lead)

    def _alone(self, person: Mention, below: int) -> bool:
        """Whether a name fills its line, where an empty line follows before ``below``."""
        line = self.text.rfind("\n", 0, person.span.start) + 1
        gap = self.text[person.span.end : below].count("\n")
        return gap < 2 or not re.search(r"\w", self.text[line : self._titled(person.span.start)])

    def _leads_to_name(self, role: Role) -> bool:
        """Whether a function belongs to a name right behind it: "Paul Garin, le maire de Dole, Anne Roux"."""
        person = self._next_person(role.end)
        if person is None:
            return False
        gap = self.text[role.end : self._titled(person.span.start)]
        article = re.search(
            r"(?:[,;]|\bet)\s+(?:l[ae]\s+|l['’])\Z", self.text[max(0, role.span.start - 8) : role.span.start]
        )
        return gap in (" ", ", ") and (gap == " " or article is not None)

    def _next_person(self, position: int) -> Mention | None:
        place = bisect_left(self._people, position, key=lambda person: person.span.start)
        return self._people[place] if place < len(self._people) else None

    def _with_body(self, body: Mention) -> Standing:
        """An organisation right behind a name, with the function that may follow it."""
        link = _AFTER_BODY.match(self.text, body.span.end)
        role = role_at(self.text, link.end()) if link else None
        if role is None or link is None or self._leads_to_name(role):
            return Standing(None, body.name or body.text, body.span.end)
        return replace(self._standing(role, link.end()), organisation=body.name or body.text)

    def _standing(self, role: Role, start: int) -> Standing:
        line = self.text.find("\n", role.end)
        stop = line if line >= 0 else len(self.text)
        last = self._title_end(role)
        name = self._canonical(role, last)
        end = max(role.end, last)
        if name is None:
            body = self._body_after(role.end, stop)
            if body is not None and not abbreviates(body.text, role.title):
                name, end = body.name or body.text, body.span.end
        own = _OWN_BODY.match(self.text, end) if name is None else None
        if own is not None and self._is_body(Span(*own.span("name")), stop):
            name, end = self._printed(Span(*own.span("name"))).rstrip("."), own.end()
        bracketed = _BRACKETED.match(self.text, end)
        printed = self._printed(Span(start, last))
        return Standing(printed, name, bracketed.end() if bracketed else end, shared=_plural(printed))

    def _is_body(self, span: Span, stop: int) -> bool:
        """Whether what is printed behind a function and a comma, up to the end of its line, is a name and nobody's."""
        person = self._next_person(span.start)
        named = person is not None and person.span.start < span.end
        return not named and self.text[span.end : stop].strip(" *).|") == "" and not role_at(self.text, span.start)

    def _title_end(self, role: Role) -> int:
        """Where a function ends: with the name of the body that it runs into, or with its cell of a table."""
        end = role.span.end
        for body in starting(self._bodies, Span(role.span.start, end + 2)):
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
        wanted = where or role.span
        near = starting(self._bodies, Span(max(0, wanted.start - _LONGEST_BODY), wanted.end))
        inside = [body for body in near if body.span.overlaps(wanted)]
        if inside:
            return inside[0].name or inside[0].text
        return " ".join(where.cut(self.text).split()) if where and role.organisation_span else role.organisation

    def _body_after(self, start: int, stop: int) -> Mention | None:
        """A body printed right behind a function: after a comma, a dash or in brackets."""
        for body in starting(self._bodies, Span(start, max(start, stop)))[:1]:
            if body.span.start < stop:
                return body if _TO_BODY.fullmatch(self.text, start, body.span.start) else None
        return None

    def _body_at(self, start: int) -> Mention | None:
        return next(iter(starting(self._bodies, Span(start, start + 4))), None)

    def _loose(self, lead: re.Match[str]) -> Standing | None:
        """What stands in brackets or after a comma where no function word is known, when it is short."""
        start = lead.end()
        person = self._next_person(start)
        if self.text[start - 1 : start] == ":" or (person is not None and person.span.start <= start + 3):
            return None
        bracket = "(" in lead.group()
        close = self.text.find(")", start, start + 140) if bracket else -1
        rest = _REST.match(self.text, start)
        if rest is None or (bracket and close < 0):
            return None
        if bracket:
            printed = self._printed(Span(start, close))
            return self._bracketed(printed, close + 1) if len(printed.split()) <= _LONGEST_WORDS else None
        span = self._apposed(Span(start, rest.end()), person)
        return Standing(self._printed(span), None, span.end, shared=_plural(span.cut(self.text))) if span else None

    def _bracketed(self, printed: str, end: int) -> Standing:
        """What brackets tell of a person: a function where one begins it, else a body by its kind or its capital."""
        first = re.split(r"[\s'’]", printed.lower(), maxsplit=1)[0]
        known = next(roles(printed), None)
        if known is None and (printed[:1].isupper() or first in word_set("roles", "bodies")):
            return Standing(None, printed, end)
        return Standing(printed, None, end)

    def _apposed(self, rest: Span, person: Mention | None) -> Span | None:
        """The noun phrase behind a name and a comma that no list of functions knows: "menuisier", "conteuse"."""
        end = rest.end
        if person is not None and person.span.start < end:
            end = self._titled(person.span.start)
        sentence = _SENTENCE.search(self.text, rest.start, end)
        end = sentence.start() if sentence else end
        printed = re.sub(r"(?:\s*,)?(?:\s+et|\s+puis)?\s*\Z", "", self.text[rest.start : end])
        comma = printed.find(",")
        if comma >= 0 and next(roles(printed[comma:]), None) is None:
            printed = printed[:comma]
        words = printed.lower().replace("’", "'").split()
        if not words or len(words) > _LONGEST_APPOSED or not printed[:1].isalpha():
            return None
        first = words[0].partition("'")[0] if "'" in words[0][:3] else words[0]
        known = next(roles(printed), None)
        if known is None and (
            not (printed[0].islower() or printed.isupper())
            or _function_word(first)
            or any(map(_FUTURE.fullmatch, words))
        ):
            return None
        if known is not None and len(printed[: known.span.start].split()) > 2:
            return None
        return Span(rest.start, rest.start + len(printed))

    def _before(self, start: int) -> Standing | None:
        """A function phrase that runs into the name: "la ministre Julie Roux", "le maire de Blois, Paul Martin"."""
        floor = max(0, start - 160, self.text.rfind("\n\n", 0, start))
        place = bisect_left(self._people, start, key=lambda person: person.span.start) - 1
        other = self._people[place] if place >= 0 and self._people[place].span.end > floor else None
        floor = other.span.end if other is not None else floor
        last = None
        for role in roles(self.text[floor:start]):
            last = role
        if last is None or not _TO_NAME.fullmatch(self.text, floor + last.end, start):
            return None
        head = floor + last.span.start
        article = _ARTICLE.search(self.text[max(0, head - 12) : head])
        begins = head - len(article.group()) if article else head
        label = ":" in self.text[floor + last.end : start]
        if label and any(
            word in word_set("stage_words", "labels") for word in (last.title.lower(), last.title.lower().split()[0])
        ):
            return None
        if other is not None and begins == head and self._owned(other, head):
            return None
        title = " ".join(last.title.split())
        return Standing(title, last.organisation, start, begins)

    def _owned(self, other: Mention, head: int) -> bool:
        """Whether a function stands behind the name of another person."""
        behind = self._behind(other)
        return behind is not None and behind.end > head


def _function_word(word: str) -> bool:
    """Whether a word cannot begin a function: a preposition, a pronoun, an auxiliary, a verb of speech."""
    barred = (
        word_set("stage_words", "after_functions") | word_set("roles", "stops") | word_set("stage_words", "no_function")
    )
    return word in barred


def _plural(printed: str) -> bool:
    """Whether a function is that of several: "chargés d'études"."""
    first = re.split(r"[\s·(-]", printed.strip().lower())[0]
    role = role_at(printed, 0)
    return len(first) > 4 and first.endswith("s") and (role is None or role.title.lower().startswith(first))
