"""Calendar arithmetic of date ranges in queries: years, months and days in ISO form."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def is_date(text: str) -> bool:
    """Whether a text is a year, a month or a day that exists."""
    match = _DATE.fullmatch(text)
    if match is None:
        return False
    year, month, day = int(match[1]), int(match[2] or 1), int(match[3] or 1)
    return year >= 1 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


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
