"""Reckoning from a day: the document's date or another, the year nearest to it, the tense of a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ptce_corpus.text.dates.expression import Expression, Point, Relative
from ptce_corpus.text.edtf import bounds, written

SENTENCE_END = re.compile(r"[.!?…](?:\s|\Z)|\n[^\S\n]*\n")


@dataclass(frozen=True, slots=True)
class Reference:
    """The day from which incomplete dates are told. ``precision`` is 3 for a day, 2 a month, 1 a year, 0 coarser."""

    day: date
    precision: int
    note: str | None = None


def reference_of(anchor: str | None) -> Reference | None:
    """What an EDTF date can be reckoned from; its middle where it is longer than a day, None where it is no date."""
    span = bounds(anchor.strip()[:10] if "/" not in anchor else anchor) if anchor else None
    if span is None:
        return None
    first, last = date.fromisoformat(span[0]), date.fromisoformat(span[1])
    if not 1000 <= first.year <= last.year <= 9000:
        return None
    days = (last - first).days
    middle = first + timedelta(days=days // 2)
    return Reference(middle, 3 if not days else 2 if days < 31 else 1 if days < 366 else 0)


def around(point: Point, reference: Reference, *, direction: int) -> list[int]:
    """Years in which the point lies nearest to the reference, on the side that ``direction`` asks for."""
    if reference.precision == 1:
        return [] if direction else [reference.day.year]
    month = point.month or _MIDDLE_OF_SEASON.get(point.season or 0, 6)
    kept = []
    for year in (reference.day.year, reference.day.year - 1, reference.day.year + 1):
        day = date(year, month, min(point.day or 15, 28))
        told, now = (year, month, point.day or 0), (reference.day.year, reference.day.month, reference.day.day)
        now = now if point.day else (*now[:2], 0)
        if direction == 0 or (told < now if direction < 0 else told > now):
            kept.append((abs((day - reference.day).days), year))
    return [year for _, year in sorted(kept, key=lambda pair: pair[0])]


_MIDDLE_OF_SEASON = {21: 4, 22: 7, 23: 10, 24: 12}


def nearest(days: Sequence[date], reference: date, *, direction: int) -> date | None:
    """The day nearest to the reference, before (-1) or after (1) it or on either side (0)."""
    kept = [day for day in days if not direction or (day < reference if direction < 0 else day > reference)]
    return min(kept, key=lambda day: abs((day - reference).days), default=None)


_FUTURE = re.compile(
    r"(?<!\w)(?:\w{2,30}(?:era|dra|ira|vra|tra|rra|ront|rons|rez)|aura|sera|prévue?s?"
    r"|(?:devrai(?:t|ent)|doi(?:t|vent)|va|vont) (?:se |s'|[ltn]')?\w{2,30}(?:er|ir|re|oir))(?!\w)"
)
_PAST = re.compile(
    r"(?<!\w)(?:a|ont|est|sont|s'est|était|avait|avaient|furent)\s{1,3}(?:\w{1,20}\s{1,3})?\w{1,20}(?:é|ée|és|ées|i|it|is|u|us|ue)(?!\w)"
)


def tense(text: str, expression: Expression) -> int:
    """-1 where the sentence around tells the past, 1 the future, 0 where neither or both."""
    start, end = max(0, expression.span.start - 120), min(len(text), expression.span.end + 120)
    for stop in SENTENCE_END.finditer(text, start, expression.span.start):
        start = stop.end()
    closing = SENTENCE_END.search(text, expression.span.end, end)
    sentence = text[start : closing.start() if closing else end].lower().replace("’", "'")
    future, past = _FUTURE.search(sentence) is not None, _PAST.search(sentence) is not None
    return future - past


_MONTHS_OF = {"quarter": 3, "half": 6}


def away(reference: Reference, relative: Relative) -> str | None:
    """The value of a time told from the reference, as precise as its unit; None when the reference is too coarse."""
    day, count = reference.day, relative.count
    needed = {"year": 1, "month": 2, "quarter": 2, "half": 2}.get(relative.unit, 3)
    if reference.precision < needed or abs(count) > 1000:
        return None
    if relative.unit == "year":
        return f"{day.year + count:04}" if 0 < day.year + count < 10000 else None
    if relative.unit == "month":
        year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
        return written(year, month + 1)
    if relative.unit in _MONTHS_OF:
        length = _MONTHS_OF[relative.unit]
        year, part = divmod(day.year * (12 // length) + (day.month - 1) // length + count, 12 // length)
        return f"{written(year, part * length + 1)}/{written(year, (part + 1) * length)}"
    if relative.unit == "week":
        monday = day - timedelta(days=day.weekday()) + timedelta(weeks=count)
        return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"
    if relative.unit == "weekend":
        saturday = day - timedelta(days=day.weekday()) + timedelta(weeks=count, days=5)
        return f"{saturday.isoformat()}/{(saturday + timedelta(days=1)).isoformat()}"
    return (day + timedelta(days=count)).isoformat()
