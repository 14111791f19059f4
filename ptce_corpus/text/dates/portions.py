"""Portions of a date: "première quinzaine de mars", "premier lundi de mai", "semaine du 5 mai", "5 de ce mois"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from ptce_corpus.domain.span import Span
from ptce_corpus.text.dates import almanac
from ptce_corpus.text.dates.expression import GAP, Expression, Portion
from ptce_corpus.text.edtf import bounds, is_day, written

_REACH = 64
"""Characters before a date in which the head of its portion may begin."""
_WEEKDAYS = almanac.alternatives(n for entry in almanac.table("calendar")["weekdays"].values() for n in entry["names"])
_ORDINALS = almanac.alternatives(almanac.table("words")["ordinals"])
_UNITS: dict[str, str] = almanac.table("words")["portions"]["units"]
_DAYS_AWAY: dict[str, int] = almanac.table("words")["portions"]["days_away"]
_LINK = re.compile(r"(?<!\w)(?:de la|la|de|du|(?:de )?l['’]|d['’]|) ?\n?\Z", re.IGNORECASE)
_HEAD = re.compile(
    rf"(?<![\w-])(?:(?P<rank>{_ORDINALS}|[1-5](?:er|ère|re|[eè]me|nd|nde|e|è)?){GAP}"
    rf"(?P<unit>{almanac.alternatives(_UNITS)}|{_WEEKDAYS})"
    rf"|(?P<around>semaine|week[-\s]?end|{almanac.alternatives(_DAYS_AWAY)})"
    rf"|(?P<weekday>{_WEEKDAYS})"
    rf"|(?P<day>[1-3]?\d)(?:er)?)(?:[^\S\n](?:matin|soir|après-midi))?(?P<gap>{GAP})\Z",
    re.IGNORECASE,
)
_EVERY = re.compile(r"(?:chaque|toutes les|tous les|toute) \Z", re.IGNORECASE)


def widened(expressions: Sequence[Expression], *, text: str) -> list[Expression]:
    """Dates with the portion of them that the words before name; a weekday read alone gives way to it."""
    kept: list[Expression] = []
    for expression in expressions:
        wide = _widened(expression, text=text)
        while wide is not expression and kept and kept[-1].span.end > wide.span.start:
            if kept[-1].begin.weekday is None or kept[-1].begin.day:
                wide = expression
            else:
                kept.pop()
        kept.append(wide)
    return kept


def _widened(expression: Expression, *, text: str) -> Expression:
    """The expression with the head that stands before it, itself where none does that fits."""
    start = expression.span.start
    kind = "" if expression.end or expression.portion else _kind(expression)
    link = _LINK.search(text, max(0, start - 8), start) if kind else None
    if link is None or (kind != "week" and not link.group().strip()):
        return expression
    head = _HEAD.search(text, max(0, link.start() - _REACH), link.start())
    if head is None or _EVERY.search(text, max(0, head.start() - 12), head.start()):
        return expression
    portion = _portion(head, kind=kind, linked=link.group().strip() != "")
    if portion is None:
        return expression
    return replace(expression, span=Span(head.start(), expression.span.end), portion=portion)


def _kind(expression: Expression) -> str:
    """What a date is a portion of: "day", "week", "month" or "year", "" where nothing is."""
    if expression.relative is not None:
        return expression.relative.unit if expression.relative.unit in {"week", "month", "year"} else ""
    if expression.feast is not None:
        return "day"
    point = expression.begin
    if expression.value is not None or point.season is not None or (point.weekday is not None and not point.day):
        return ""
    return "day" if point.day and point.month else "month" if point.month else "year" if point.year else ""


def _portion(head: re.Match[str], *, kind: str, linked: bool) -> Portion | None:
    """The portion that a head names, None where it makes none of a date of this kind."""
    if head["weekday"]:
        return Portion("weekday", weekday=almanac.weekday(head["weekday"])) if kind == "week" else None
    if not linked:
        return None
    if head["day"]:
        return Portion("day", int(head["day"])) if kind == "month" and int(head["day"]) <= 31 else None
    if head["around"]:
        return _around(almanac.plain(head["around"]), kind=kind)
    name = almanac.plain(head["rank"])
    rank = int(name[0]) if name[0].isdecimal() else almanac.ORDINALS[name]
    if (weekday := almanac.weekday(head["unit"])) is not None:
        return Portion("weekday", rank, weekday) if kind == "month" else None
    unit, whole = _unit(head["unit"]).split("/")
    return Portion(unit, rank) if whole == kind else None


def _unit(word: str) -> str:
    name = re.sub(r"[\s-]+", "-", almanac.plain(word))
    return next(unit for known, unit in _UNITS.items() if almanac.plain(known) == name)


def _around(name: str, *, kind: str) -> Portion | None:
    if kind != "day":
        return None
    if name in _DAYS_AWAY:
        return Portion("away", _DAYS_AWAY[name])
    return Portion("week" if name == "semaine" else "weekend")


def portion_of(value: str, portion: Portion) -> str | None:
    """The EDTF value of a portion of a date, None when there is no such portion: "cinquième lundi de février 2018"."""
    span = bounds(value)
    if span is None:
        return None
    first, last = date.fromisoformat(span[0]), date.fromisoformat(span[1])
    if not 1 < first.year < 9998:
        return None
    if portion.unit in {"week", "weekend", "away"}:
        return _by_day(first, portion)
    if portion.unit in {"half", "quarter"}:
        return _months(first.year, portion)
    if portion.unit == "fortnight":
        begin, end = (first, first.replace(day=15)) if portion.rank == 1 else (first.replace(day=16), last)
        return f"{begin}/{end}" if portion.rank in {1, 2, -1} else None
    if portion.unit == "day":
        number = last.day if portion.rank == -1 else portion.rank
        return written(first.year, first.month, number) if is_day(first.year, first.month, number) else None
    return _by_weekday(first, last, portion)


def _by_weekday(first: date, last: date, portion: Portion) -> str | None:
    """The ranked weekday, or the week-end of the ranked Saturday, of an interval."""
    weekday = 5 if portion.unit == "saturday" else portion.weekday
    all_days = (first + timedelta(days=shift) for shift in range((last - first).days + 1))
    days = [day for day in all_days if day.weekday() == weekday]
    rank = portion.rank - (portion.rank > 0)
    if rank >= len(days):
        return None
    return f"{days[rank]}/{days[rank] + timedelta(days=1)}" if portion.unit == "saturday" else days[rank].isoformat()


def _by_day(day: date, portion: Portion) -> str | None:
    """The week or week-end around a day, or the day before or after it. A long week-end begins or ends with its day."""
    if portion.unit == "away":
        return (day + timedelta(days=portion.rank)).isoformat()
    monday = day - timedelta(days=day.weekday())
    if portion.unit == "week":
        return f"{monday}/{monday + timedelta(days=6)}"
    if day.weekday() < 2:
        return f"{monday - timedelta(days=2)}/{day}"
    if day.weekday() == 2:
        return None
    return f"{min(day, monday + timedelta(days=5))}/{monday + timedelta(days=6)}"


def _months(year: int, portion: Portion) -> str | None:
    """A half or a quarter of a year."""
    length = 6 if portion.unit == "half" else 3
    rank = 12 // length if portion.rank < 0 else portion.rank
    return f"{written(year, (rank - 1) * length + 1)}/{written(year, rank * length)}" if rank * length <= 12 else None
