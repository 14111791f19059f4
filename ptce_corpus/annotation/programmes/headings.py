"""Headings of a programme: what the lines over a slot, and behind its clock time, call the session."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ptce_corpus.annotation.functions.roles import roles
from ptce_corpus.annotation.word_lists import either, word_set
from ptce_corpus.domain.annotation import Mention
from ptce_corpus.domain.span import Span

MARKS = r"[\s#>*_|•▪●·►□✓○+→/–—-]"
"""What may stand before the first letter of a line."""
_FRONT_MARKS = re.compile(rf"^{MARKS}+")
_HEADING_WORDS = 18
_LEADERS = re.compile(r"\s*\.{3,}.*\Z|\s*…+\s*\Z")
"""Dots that lead to a clock time at the right."""
_ENDING = re.compile(
    r"\s*(?:,|:|\||–|—|-|\(|\b(?:par|avec|de|d['’]|du|des|et|animée? par|présentée? par|intervention de)"
    r"|[dl]['’])\s*\Z",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"(?:\b(?:M|MM|Mr|Mme|Mmes|Mlle|Dr|Dre|Pr|Pre|Me|Monsieur|Madame|docteure?|professeure?)\b\.?\s*)\Z", re.I
)

_LEADING = re.compile(
    r"(?:en|sous|avec|autour|suivie?)\b|[\w-]+(?:[éiu]e?s?|[ui]te?s?|erte?s?|ose?)\s+par\Z"
    r"|(?:grande? )?(?:témoin|invitée?s?)\Z"
)
_PLACED = (
    "au siège",
    "à la ",
    "à l'",
    "à l’",
    "au ",
    "en salle",
    "en ligne",
    "en visio",
    "dans la ",
    "dans le ",
    "salle ",
)
"""Where an event takes place is no title of it."""
_ARTICLE = re.compile(r"\b(?:l[ae]\s+|l['’]\s?)\Z", re.IGNORECASE)
_ADDRESS = re.compile(
    r"\d{1,4}\s*(?:bis|ter)?,?\s+(?:rue|avenue|av\.|boulevard|bd|place|quai|chemin|route|allée|impasse|cours)\b|\d{5}\s",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text without its end; ``start`` is where its first visible letter stands.

    ``column`` is 1 for the right part of a line that two columns share.
    """

    span: Span
    start: int
    text: str
    column: int = 0


def lines(text: str) -> tuple[Line, ...]:
    """The lines of a text, form feeds taken as line ends; empty ones included."""
    found, at = [], 0
    for part in re.split(r"(?<=[\n\f])", text):
        body = part.rstrip("\n\f\r ")
        mark = _FRONT_MARKS.match(body)
        found.append(Line(Span(at, at + len(body)), at + (mark.end() if mark else 0), body))
        at += len(part)
    return tuple(found)


def starting(ordered: Sequence[Mention], span: Span) -> Sequence[Mention]:
    """The mentions of an ordered list that start in a stretch."""
    first = bisect_left(ordered, span.start, key=lambda mention: mention.span.start)
    return ordered[first : bisect_left(ordered, span.end, key=lambda mention: mention.span.start)]


def clean(text: str) -> str:
    """A heading without marks, brackets and clock times around it."""
    bare = re.sub(r"\*\*|__|(?<!\w)[*_]|[*_](?!\w)", "", _LEADERS.sub("", text))
    return " ".join(_FRONT_MARKS.sub("", bare).split()).strip(" :|–—-/→(")


class Headings:
    """Reads the headings of one text, whose persons are ``people``, in order."""

    def __init__(self, text: str, low: str, people: Sequence[Mention]) -> None:
        self.text, self.low, self._people = text, low, people

    def title(self, line: Line, start: int) -> str | None:
        """The title in a slot's line from ``start`` on, up to the first person; None when one comes first."""
        lead = re.match(rf"(?:{MARKS}|[:,.)])*", self.text[start : line.span.end])
        start += lead.end() if lead else 0
        people = starting(self._people, Span(start, max(start, line.span.end)))
        first = people[0].span.start if people else line.span.end
        if first - start < 4:
            return None
        named = self.text[start:first]
        title = clean(re.split(r"\s{3,}|\|", named.rstrip())[0])
        if title.lower().startswith(_PLACED):
            return None
        title = re.split(r"(?<=[\w»”\")])[.:]\s+(?=[A-ZÀ-Ý])", title)[0] if title.count(" ") > 8 else title
        return self._without_bringing(title, named=bool(people)) or None

    def _without_bringing(self, title: str, *, named: bool) -> str:
        """A title without the words that bring the person behind it: "Visite de la ferme, guidée par"."""
        bare = clean(_TITLE.sub("", title)) if named else title
        bare = bare.rstrip(" ,(")
        role = next((role for role in roles(bare) if role.span.end == len(bare)), None) if named else None
        if role is not None and (article := _ARTICLE.search(bare, 0, role.span.start)):
            bare = bare[: article.start()].rstrip(" ,")
        low = bare.lower()
        for phrase in _bringing():
            if low.endswith(phrase) and not low[: -len(phrase)][-1:].isalnum():
                head = phrase.rpartition(" ")[0]
                bare = bare[: len(bare) - len(phrase) + (0 if _LEADING.match(phrase) else len(head))]
                break
        for _ in range(3 if named else 0):
            bare = clean(_ENDING.sub("", bare))
        return clean(bare).rstrip(".")

    def is_heading(self, line: Line, *, after_gap: bool) -> bool:
        """A short line that ends without a stop, after an empty line or a day line, and names nobody at its head."""
        words = line.text.split()
        if not words or len(words) > _HEADING_WORDS:
            return False
        body = clean(line.text)
        if not body or body[0].islower() or body[-1] in ".,;" or "@" in body or "http" in body or "www" in body:
            return False
        if starting(self._people, line.span) or _ADDRESS.match(body):
            return False
        if line.text.lstrip().startswith("#") or body.isupper():
            return True
        bullet = line.text.lstrip()[:1] in "-–•▪*●·"
        return after_gap and not bullet and not body.endswith(":") and not line.text.rstrip().endswith(":")

    def part(self, line: Line) -> str | None:
        """The title of a part of a slot: "Atelier 2 – Se soigner (salle Godin)", "Session A. Cultures"."""
        match = _part().match(self.low, line.start, line.span.end)
        if match is None:
            return None
        title = self.title(line, line.start)
        return (
            clean(re.sub(r"\([^()]*\)?\s*\Z|\s[–—-]\s+(?=salle\b|amphi)[^\n]*", "", title, flags=re.I))
            if title
            else None
        )

    def half(self, line: Line) -> str | None:
        """The heading of half a day: "Après-midi", "MATINÉE (présidence : …)"."""
        match = _half().match(self.low, line.start, line.span.end)
        return clean(self.text[match.start() : match.end()]) if match else None

    def names_next(self, line: Line) -> str | None:
        """The title that stands on the line below a clock time; None when that line brings persons."""
        body = clean(line.text)
        people = starting(self._people, line.span)
        first = body.lower().split(maxsplit=1)[:1]
        if not body or line.text.lstrip()[:1] in "•▪●►□✓○" or body.endswith(":") or line.text.rstrip().endswith(":"):
            return None
        if first and first[0].rstrip(":") in word_set("stage_words", "brings_in_lines"):
            return None
        if len(body.split()) > _HEADING_WORDS * 2 or (people and people[0].span.start - line.start < 4):
            return None
        return self.title(line, line.start)

    def of_all(self, line: Line) -> bool:
        """Whether a line tells of the whole event: "Soirée animée par …", "Animation de la journée : …"."""
        return bool(_whole().match(self.low, line.start, line.span.end))


@cache
def _bringing() -> list[str]:
    return sorted(word_set("stage_words", "brings"), key=len, reverse=True)


@cache
def _part() -> re.Pattern[str]:
    words = either(word_set("stage_words", "parts"))
    return re.compile(rf"(?:{words}\s*(?:n°\s*)?(?:\d{{1,2}}|[a-h]|[ivx]{{1,4}})(?!\w)|[a-h]\s*[:.)])\s*[–—:.(-]?")


@cache
def _half() -> re.Pattern[str]:
    words = either(word_set("stage_words", "halves"))
    return re.compile(rf"{words}(?=\s*(?:\(|:?\s*$|[–—|-]\s*présid))", re.MULTILINE)


@cache
def _whole() -> re.Pattern[str]:
    words = either(word_set("stage_words", "wholes"))
    led = r"(?:est |sera )?(?:co-?)?(?:animé|présidé|modéré|introduit|ouvert|clôturé|conclu|coordonné)e?s?\s+par"
    return re.compile(rf"(?:l[ae]\s+)?{words}\s+{led}|(?:animation|modération)\s+(?:générale|de\s+l[ae]\s+{words})")
