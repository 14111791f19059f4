"""EDTF values (ISO 8601-2:2019): how they are written here, and which days they span."""

from __future__ import annotations

import re
from calendar import monthrange

_EARLIEST, _LATEST = "0001-01-01", "9999-12-31"
_DATE = re.compile(r"(?P<year>\d{4}|\d{3}X|\d\dXX)(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?", re.ASCII)
_QUALIFIERS = "?~%"
_SPRING, _SUMMER, _AUTUMN, _WINTER = (3, 5), (6, 8), (9, 11), (12, 14)
_SPANS = {
    **dict(zip(range(21, 25), (_SPRING, _SUMMER, _AUTUMN, _WINTER), strict=True)),
    **dict(zip(range(25, 29), (_SPRING, _SUMMER, _AUTUMN, _WINTER), strict=True)),
    **dict(zip(range(29, 33), (_AUTUMN, _WINTER, _SPRING, _SUMMER), strict=True)),
    **{33 + quarter: (3 * quarter + 1, 3 * quarter + 3) for quarter in range(4)},
    **{37 + third: (4 * third + 1, 4 * third + 4) for third in range(3)},
    **{40 + half: (6 * half + 1, 6 * half + 6) for half in range(2)},
}
"""First and last month of each EDTF sub-year grouping; months past 12 lie in the next year."""


def bounds(value: str) -> tuple[str, str] | None:
    """Earliest and latest ISO day of an EDTF date or interval, None when it dates nothing.

    Years, months, days, seasons (three whole months, winter from December), quarters and semesters, unspecified
    digits (``197X``, ``11XX``) and open intervals (``2014/..``) are read; qualifiers are passed over. An open end
    is the first or last day of the four-digit calendar. A clock time alone dates nothing.
    """
    first, slash, last = value.strip().partition("/")
    if not slash:
        return _days(first)
    begin = (_EARLIEST, _EARLIEST) if first in {"", ".."} else _days(first)
    end = (_LATEST, _LATEST) if last in {"", ".."} else _days(last)
    if begin is None or end is None or begin[0] > end[1] or first == last == "":
        return None
    return begin[0], end[1]


def _days(value: str) -> tuple[str, str] | None:
    """First and last day of one EDTF date; the time of day is passed over."""
    match = _DATE.fullmatch(value.partition("T")[0].strip(_QUALIFIERS))
    if match is None:
        return None
    year, month, day = match.group("year", "month", "day")
    first, last = max(int(year.replace("X", "0")), 1), int(year.replace("X", "9"))
    if last < 1:
        return None
    if month is None or month == "XX":
        return f"{first:04}-01-01", f"{last:04}-12-31"
    if first != last:
        return None
    begin, end = _SPANS.get(int(month), (int(month), int(month)))
    if not 1 <= begin <= 12 or (day not in {None, "XX"} and begin != end):
        return None
    if day is None or day == "XX":
        final = min(first + (end > 12), 9999)
        month_of_end = end - 12 if end > 12 else end
        return f"{first:04}-{begin:02}-01", f"{final:04}-{month_of_end:02}-{monthrange(final, month_of_end)[1]:02}"
    iso = f"{first:04}-{begin:02}-{day}"
    return (iso, iso) if is_day(first, begin, int(day)) else None


def is_day(year: int, month: int, day: int) -> bool:
    """Whether the calendar has this day."""
    return 1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def written(year: int, month: int | None = None, day: int | None = None) -> str:
    """The EDTF date of a year, a month (or season code) or a day."""
    return "-".join([f"{year:04}", *(f"{part:02}" for part in (month, day) if part is not None)])
