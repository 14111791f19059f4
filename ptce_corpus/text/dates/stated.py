"""What a text states with its year: the dates from which those without one are told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ptce_corpus.domain.span import Span
from ptce_corpus.text.dates.expression import DatedSpan, Expression, Point, before
from ptce_corpus.text.edtf import bounds, is_day

_LAW = re.compile(r"(?:^|\W)(?:lois?|décrets?|arrêtés?|ordonnances?|circulaires?|directives?|règlement)\W[^.\n]{0,80}$")
_LINE_BEFORE = re.compile(r"(?:^|\n)([^\n]{0,28})\Z")
_LINE_AFTER = re.compile(r"[^\n]{0,28}(?:\n|\Z)")
_DATELINE = re.compile(r"\W*[A-ZÉÈ][\w' -]{1,24}, le $")
_BOUND = re.compile(r"(?:depuis|d'ici|d'ici à|jusqu'en|avant|dès|horizon|née? en|n°|\()\s?(?:l'année\s)?$")


@dataclass(frozen=True, slots=True)
class Stated:
    """A date that the text states with its year."""

    end: int
    point: Point
    last: Point
    speaks: bool
    heads: bool = False
    """Whether it stands on a line of its own: the date of the document, or of the event that it announces."""


def states(expression: Expression, found: DatedSpan, *, text: str) -> Iterator[Stated]:
    """What an expression states for those after it: nothing where its year is not its own."""
    begin, end = expression.begin, expression.end or expression.begin
    if not (exists(begin) and exists(end)):
        return
    if begin.year is None or end.year is None:
        span = bounds(found.value) if found.value and begin.day and expression.end else None
        if span is None:
            return
        begin, end = (Point(*map(int, day.split("-"))) for day in span)
        yield Stated(found.span.end, begin, end, speaks=False)
        return
    led = before(text, found.span.start, width=96)
    law = _LAW.search(led) is not None
    speaks = not law and _BOUND.search(led) is None
    yield Stated(found.span.end, begin, end, speaks, heads=speaks and _heads(text, found.span))


def _heads(text: str, span: Span) -> bool:
    """Whether little or nothing but a place stands on the line of a date."""
    line = _LINE_BEFORE.search(text, max(0, span.start - 40), span.start)
    return line is not None and (_DATELINE.match(line[1]) or _LINE_AFTER.match(text, span.end)) is not None


def next_stated(expressions: Sequence[Expression]) -> list[Point | None]:
    """For each expression, the next day that is stated with its year after it."""
    coming: list[Point | None] = [None] * len(expressions)
    for index in range(len(expressions) - 1, 0, -1):
        begin = expressions[index].begin
        coming[index - 1] = begin if begin.year and begin.day else coming[index]
    return coming


def inside(stated: Stated, point: Point) -> date | None:
    """The day of a stated interval of at most a week that has this weekday."""
    begin, end = stated.point, stated.last
    if not (begin.year and begin.month and begin.day and end.year and end.month and end.day):
        return None
    first, last = date(begin.year, begin.month, begin.day), date(end.year, end.month, end.day)
    if not 0 < (last - first).days < 10:
        return None
    days = [first + timedelta(days=shift) for shift in range((last - first).days + 1)]
    return next((day for day in days if day.weekday() == point.weekday and point.day in {None, day.day}), None)


def exists(point: Point) -> bool:
    """Whether the calendar has the point's day."""
    return point.day is None or point.month is None or is_day(point.year or 2000, point.month, point.day)
