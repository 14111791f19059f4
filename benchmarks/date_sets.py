"""The sets of date expressions, their values read as ours: ends included, dates and times apart, the rest left out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from ptce_corpus.domain.span import Span
from ptce_corpus.text.edtf import bounds

_ROUGH = re.compile(r"\b(?:d[ée]but|fin|milieu|mi|reste)\b", re.IGNORECASE)
_CLOCK_WORDS = re.compile(r"\d|heure|(?<!apr[eè]s-)(?<!apres-)midi|minuit", re.IGNORECASE)
_OUTSIDE = re.compile(
    r"lendemain|veille$|suivant|pr[ée]c[ée]dent|d'apr[eè]s$|à venir|à partir d|d[ée]jeuner|\dish|jusqu'|ce jour|CET$"
    r"|(?:avant|apr[eè]s) (?:hier|demain|aujourd)|entre maintenant|maintenant$|^aujourd'hui$|dès le matin|le travail$"
    r"|\b(?:\d+|deux|trois|quatre|cinq|dix|quarante) (?:prochain|derni[eè]r|semaines|ann[ée]es|mois|jours|heures de)"
    r"|(?:d[ée]but|fin|milieu|reste) (?:de |du |d')(?:la |l'|cet)?(?:semaine|mois$|ann|journ|soir|mat|apr|demain|auj)"
    r"|^(?:l'|la |le |dans la |même )?(?:semaine|mois|ann[ée]e|jour|journée|week-end)\.?$|t[ôa]r?[dt] |ce soir$|ree$",
    re.IGNORECASE,
)
"""What names nothing by our guidelines: counts, days told from a day of the text, rough parts, "aujourd'hui"."""
_SPAN_OF_HOURS = re.compile(
    r"minute|seconde|\bheures? (?:proch|suiv|dern|prec)|dans .*heures|il y ?a .*heures|d'ici|[\"'] *$"
)
_NO_DATE = re.compile(
    r"matin$|soir|apr[eè]s-midi|journée|nuit|moment|maintenant|ce jour|plus t[ôo]t possible", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Expected:
    """One expression of a set. ``days`` and ``clock`` are what its value tells, None where ours cannot be compared."""

    kind: str
    span: Span
    exact: str | None = None
    days: tuple[str, str] | None = None
    clock: str | None = None
    rough: bool = False
    """Whether ours may be wider: the month around "fin mars", the last month of "de mars à mai"."""
    owed: bool = True
    """Whether the words state a day of their own, beside a clock time."""


@dataclass(frozen=True, slots=True)
class Case:
    """A text with the date that it is read from, and what it holds."""

    name: str
    text: str
    anchor: str | None
    expected: tuple[Expected, ...]


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, filter(str.strip, lines))


def entities(path: Path) -> Iterator[Case]:
    """Sets by labels: ours with values, the others without."""
    for row in rows(path):
        expected = tuple(
            Expected(e["label"], Span(e["start"], e["end"]), e.get("value"))
            for e in row["entities"]
            if e["label"] in {"DATE", "TIME"}
        )
        if expected:
            yield Case(str(row["id"]), row["text"], row.get("date"), expected)


def duckling(path: Path) -> Iterator[Case]:
    """Values with a time wherever the tool has one, intervals whose end is excluded."""
    for row in rows(path):
        anchor = row["date"][:10]
        expected = [_of_duckling(row["text"], anchor, *timex) for timex in row["timexes"]]
        yield Case(row["id"], row["text"], anchor, tuple(filter(None, expected)))


def _of_duckling(text: str, anchor: str, start: int, end: int, kind: str, value: str) -> Expected | None:
    words = text[start:end]
    if _OUTSIDE.search(words):
        return None
    first, _, last = value.replace("(week)", "").partition("/")
    rough = _ROUGH.search(words) is not None
    if kind == "DATE":
        if _NO_DATE.search(words):
            return None
        days = _weeks(first, last) if "(week)" in value else _until(first, last)
        return Expected("day" if days[0] == days[1] else "interval", Span(start, end), days=days, rough=rough)
    if _SPAN_OF_HOURS.search(words):
        return None
    day, clock = first.partition("T")[::2]
    owed = not 0 <= (date.fromisoformat(day) - date.fromisoformat(anchor)).days <= 1
    if _CLOCK_WORDS.search(re.sub(r"\b\d+ (?=f[ée]vrier|mars)|\b15 f", "", words)) is None:
        if "week-end" in words:
            until = date.fromisoformat(last[:10]) - timedelta(days=1)
            saturday = date.fromisoformat(day) + timedelta(days=1)
            return Expected("week-end", Span(start, end), days=(saturday.isoformat(), until.isoformat()))
        return Expected("day, part of it", Span(start, end), days=(day, day)) if owed else None
    wanted = _clock(clock) if not last else f"{_clock(clock)}/{_clock(_earlier(last.partition('T')[2]))}"
    return Expected("time", Span(start, end), days=(day, day), clock=wanted, owed=owed)


def _earlier(clock: str) -> str:
    """The last minute that an excluded end leaves: "11:01" -> "11:00"."""
    return clock[:-1] + str(int(clock[-1]) - 1) if clock.endswith("1") and ":" in clock else clock


def _clock(clock: str) -> str:
    return f"T{clock[:2]:0>2}:{clock[3:5] or '00'}"


def _weeks(first: str, last: str) -> tuple[str, str]:
    end = date.fromisoformat(last) - timedelta(days=1) if last else date.fromisoformat(first) + timedelta(days=6)
    return first, end.isoformat()


def _until(first: str, last: str) -> tuple[str, str]:
    """First and last day; the end of an interval is excluded."""
    begin = bounds(first) or (first, first)
    if not last:
        return begin
    end = date.fromisoformat((bounds(last) or (last, last))[0]) - timedelta(days=1)
    return begin[0], end.isoformat()


_PARTIAL_DAYS = re.compile(r"[\dX]{4}(?:-(?:\d\d|SU|W\d\d(?:-WE)?)(?:-\d\d)?)?")
_OPEN = re.compile(r"\((?P<first>[^,]+),(?P<last>[^,]+),(?P<length>[^)]+)\)")
_ANY_DAY = "2016-11-07"
"""The day of reading where a set does not give it."""


def recognizers(path: Path) -> Iterator[Case]:
    """TIMEX3-like values; "XXXX" where the year is not said, "(first,last,length)" with an excluded end."""
    for row in rows(path):
        known = row["date"][:10] if row.get("date") else None
        expected = [_of_recognizers(row["text"], *timex, told=known is not None) for timex in row["timexes"]]
        yield Case(row["id"], row["text"], known or _ANY_DAY, tuple(filter(None, expected)))


def _of_recognizers(text: str, start: int, end: int, kind: str, value: str | None, *, told: bool) -> Expected | None:
    words = text[start:end]
    if (
        kind in {"duration", "set", "timezone"}
        or not value
        or "REF" in value
        or _SPAN_OF_HOURS.search(words)
        or _OUTSIDE.search(words)
    ):
        return None
    if re.search(r"am\b|pm\b|a\.m|\b(?:SU|WI|TM|FY|XX\d\d-|\(XX\d)|XX-WXX-[1-7]|XXXX-W|BD\)", value + words):
        return None
    span, rough = Span(start, end), _ROUGH.search(words) is not None
    interval = _OPEN.fullmatch(value)
    first, last = (interval["first"], interval["last"]) if interval else (value, "")
    rough = rough or (interval is not None and interval["length"].endswith(("M", "Y")))
    day, _, clock = first.partition("T")
    comparable = told or "XXXX" in value or re.search(r"\d{4}|\d\d[/.]\d\d[/.]\d\d", words) is not None
    if kind in {"date", "daterange"}:
        return Expected(kind, span, days=_recognized(first, last) if comparable else None, rough=rough)
    days = _recognized(day, "") if day and comparable else None
    if not clock[:2].isdecimal():
        return Expected("day, part of it", span, days=days) if not _NO_DATE.fullmatch(words) else None
    wanted = _clock(clock) + (f"/{_clock(last.partition('T')[2])}" if last else "")
    return Expected(kind, span, days=days, clock=wanted)


def _recognized(first: str, last: str) -> tuple[str, str] | None:
    """First and last day of such a value, the year "XXXX" kept; None for what has no month."""
    if (
        not _PARTIAL_DAYS.fullmatch(first)
        or (last and not _PARTIAL_DAYS.fullmatch(last))
        or first.startswith("XXXX-XX")
    ):
        return None
    if last:
        excluded = re.fullmatch(r"\d{4}-\d\d-01", last) is not None and first.endswith("-01")
        return first, (date.fromisoformat(last) - timedelta(days=1)).isoformat() if excluded else last
    if week := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", first):
        monday = date.fromisocalendar(int(week[1]), int(week[2]), 1)
        begin = monday + timedelta(days=5) if week[3] else monday
        return begin.isoformat(), (monday + timedelta(days=6)).isoformat()
    return (first, first) if "X" in first else bounds(first)


READERS = {"duckling_half": ("dates", duckling), "recognizers": ("dates", recognizers), "documents.dev": ("", entities)}
