"""Dates in queries: as people write them, in ISO form, and their first, last and preceding days."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

LONGEST = 40
"""Characters that a date written in words may take."""
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_SHORT = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?![\w-])", re.ASCII)


@dataclass(frozen=True, slots=True)
class Told:
    """A date or range in ISO form (``2014-07``, ``2013..2015``), and how many characters told it."""

    iso: str
    length: int


def is_date(text: str) -> bool:
    """Whether a text is a year, a month or a day that exists."""
    match = _DATE.fullmatch(text)
    if match is None:
        return False
    year, month, day = int(match[1]), int(match[2] or 1), int(match[3] or 1)
    return year >= 1 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def is_range(text: str) -> bool:
    """Whether a text is a date, or a range of dates that is open at one end at most."""
    ends = [end for end in text.split("..") if end]
    return bool(ends) and len(text.split("..")) <= 2 and all(map(is_date, ends))


def told(text: str) -> Told | None:
    """The date that a text begins with, written by hand: ``14/07/2014``, ``juillet 2014``, ``2014-7``, ``2013-2015``.

    None where nothing of the kind is there, or where it leaves the year, month or day open.
    """
    short = _SHORT.match(text)
    if short:
        iso = "-".join(part.zfill(2) for part in short.groups() if part)
        return Told(iso, short.end()) if is_date(iso) else None
    from ptce_corpus.text.dates import find  # the grammar of dates is large, and few queries hold one in words

    for dated in find(text)[:1]:
        first, slash, last = (dated.value or "").partition("/")
        if dated.span.start == 0 and not dated.relative and is_date(first) and (not slash or is_date(last)):
            return Told(f"{first}..{last}" if slash else first, dated.span.end)
    return None


def first_day(text: str) -> str:
    """The first day of a year, month or day."""
    return text + "-01-01"[3 * (text.count("-")) :]


def last_day(text: str) -> str:
    """The last day of a year, month or day."""
    if len(text) == 4:
        return f"{text}-12-31"
    if len(text) == 7:
        return f"{text}-{monthrange(int(text[:4]), int(text[5:]))[1]:02}"
    return text


def preceding(text: str) -> str | None:
    """The year before a year, the month before a month, the day before a day; None before year 1."""
    try:
        eve = date.fromisoformat(first_day(text)) - timedelta(days=1)
    except OverflowError:
        return None
    return eve.isoformat()[: len(text)]
