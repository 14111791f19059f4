"""The day and the hours of an event, as its announcement or its programme prints them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from ptce_corpus.annotation.word_lists import word_set
from ptce_corpus.domain.annotation import Label, Mention

_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z")
_CLOCK = re.compile(r"T\d\d:\d\d\Z")
_WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_WEEKDAY = re.compile(rf"(?:{'|'.join(_WEEKDAYS)})\s+\Z")
_LONGEST = 7
"""Days that an event may last for its weekdays to name them."""
_HOURS_BEHIND = re.compile(
    r"[\s,;|–—*()-]*(?:(?:horaires?|heures?)\s*:\s*)?(?:(?:à\s+partir\s+)?(?:de|dès|à|a|vers)\s+)?"
)
"""What stands between a day and its hours: "jeudi 4 février 2016, à 18 h"."""


def clock(value: str | None) -> tuple[str | None, str | None]:
    """Start and end of an EDTF time value: "T14:30/T17:30"."""
    first, _, last = (value or "").partition("/")
    return (first if _CLOCK.match(first) else None), (last if _CLOCK.match(last) else None)


def day(value: str | None) -> str | None:
    """The value when it is one calendar day."""
    return value if value and _DAY.match(value) else None


def event_days(low: str, mentions: Sequence[Mention]) -> list[str]:
    """The days that a text (``low``: in lower case) prints, in order; last days and days of documents are left out."""
    barred = tuple(word_set("stage_words", "no_event"))
    found = []
    for mention in mentions:
        value = day(mention.value) if mention.label is Label.DATE else None
        before = _WEEKDAY.sub("", " ".join(low[max(0, mention.span.start - 40) : mention.span.start].split()) + " ")
        if value and not before.rstrip().endswith(barred):
            found.append(value)
    return found


def event_day(low: str, mentions: Sequence[Mention], of_document: str | None) -> str | None:
    """The day that a programme is for: the first day with a clock time on its line, else the first that it prints.

    The document's own date gives way to another day that is printed.
    """
    ordered = sorted(mentions, key=lambda mention: mention.span)
    for mention, following in pairwise(ordered):
        between = low[mention.span.end : following.span.start]
        timed = following.label is Label.TIME and len(between) < 12 and "\n" not in between
        if mention.label is Label.DATE and timed and day(mention.value) and event_days(low, [mention]):
            return mention.value
    days = event_days(low, ordered)
    return next((found for found in days if found != of_document), days[0] if days else None)


def numbered_days(low: str, mentions: Sequence[Mention]) -> dict[str, str]:
    """The days of an event over several days by the names of their headings: "samedi", "jour 2"; empty for one day."""
    for mention in mentions:
        first, _, last = (mention.value or "").partition("/")
        if mention.label is not Label.DATE or not (_DAY.match(first) and _DAY.match(last)):
            continue
        begin, end = date.fromisoformat(first), date.fromisoformat(last)
        if 0 < (end - begin).days < _LONGEST and not low[: mention.span.start].rstrip().endswith("inscriptions"):
            days = [begin + timedelta(days=number) for number in range((end - begin).days + 1)]
            named = {_WEEKDAYS[each.weekday()]: each.isoformat() for each in days}
            return named | {f"jour {number}": each.isoformat() for number, each in enumerate(days, start=1)}
    return {}


def event_hours(low: str, mentions: Sequence[Mention]) -> dict[str, tuple[str | None, str | None]]:
    """The clock times printed right behind each day of the event, by day; the first of a day counts."""
    found: dict[str, tuple[str | None, str | None]] = {}
    ordered = sorted((m for m in mentions if m.label in (Label.DATE, Label.TIME)), key=lambda m: m.span)
    for mention, following in pairwise(ordered):
        timed = mention.label is Label.DATE and following.label is Label.TIME
        if timed and _HOURS_BEHIND.fullmatch(low, mention.span.end, following.span.start):
            for value in event_days(low, [mention]):
                found.setdefault(value, clock(following.value))
    return found
