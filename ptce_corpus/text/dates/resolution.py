"""From what the text says to EDTF values: what the document's date and the dates nearby complete."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain

from ptce_corpus.domain.annotation import Label
from ptce_corpus.domain.span import Span
from ptce_corpus.text.dates import almanac
from ptce_corpus.text.dates.expression import DatedSpan, Expression, Point, Relative, before
from ptce_corpus.text.dates.reckoning import SENTENCE_END, Reference, around, away, nearest, reference_of, tense
from ptce_corpus.text.edtf import bounds, is_day, written

_REACH = 160
"""Characters before an expression in which a year stated in the same sentence still speaks for it."""
_LAW = re.compile(r"(?:^|\W)(?:lois?|décrets?|arrêtés?|ordonnances?|circulaires?|directives?|règlement)\W[^.\n]{0,80}$")
_LINE_BEFORE = re.compile(r"(?:^|\n)([^\n]{0,28})\Z")
_LINE_AFTER = re.compile(r"[^\n]{0,28}(?:\n|\Z)")
_DATELINE = re.compile(r"\W*[A-ZÉÈ][\w' -]{1,24}, le $")
_BOUND = re.compile(r"(?:depuis|d'ici|d'ici à|jusqu'en|avant|dès|horizon|née? en|n°|\()\s?(?:l'année\s)?$")
_PARAGRAPH = 600
"""Characters before an expression in which a date of its paragraph may give it its year."""
_LOOK_BACK = 64
"""How many stated dates are looked back on."""
_EMPTY_LINE = re.compile(r"\n[^\S\n]*\n")
_MEANT = 0.65
"""Confidence below which a weekday alone is not known to mean one day."""
_NEARBY = "year taken from a date nearby"
_DISAGREES = "the weekday does not agree with the date"


@dataclass(frozen=True, slots=True)
class _Stated:
    """A date that the text states with its year."""

    end: int
    point: Point
    last: Point
    speaks: bool
    heads: bool = False
    """Whether it stands on a line of its own: the date of the document, or of the event that it announces."""


def resolved(expressions: Sequence[Expression], *, text: str, anchor: str | None) -> tuple[DatedSpan, ...]:
    """Each expression with its value. ``anchor`` is the document's EDTF date; a malformed one counts for none."""
    written_on = reference_of(anchor)
    coming = _next_stated(expressions)
    stated: list[_Stated] = []
    spans = []
    for index, expression in enumerate(expressions):
        if _is_idle_weekday(expression) and not tense(text, expression):
            continue
        speaker = _Context(text, written_on, stated, coming[index])
        found = speaker.dated(expression)
        spans.append(found)
        if expression.label is Label.DATE:
            stated += _states(expression, found, text=text)
    return tuple(spans)


def _is_idle_weekday(expression: Expression) -> bool:
    """Whether a weekday stands in a sentence with nothing but the tense of the verb to say which one it is."""
    point = expression.begin
    alone = point.weekday is not None and point.day is None and point.month is None
    return alone and not expression.direction and expression.confidence < _MEANT


def _states(expression: Expression, found: DatedSpan, *, text: str) -> Iterator[_Stated]:
    begin, end = expression.begin, expression.end or expression.begin
    if not (_exists(begin) and _exists(end)):
        return
    if begin.year is None or end.year is None:
        span = bounds(found.value) if found.value and begin.day and expression.end else None
        if span is None:
            return
        begin, end = (Point(*map(int, day.split("-"))) for day in span)
        yield _Stated(found.span.end, begin, end, speaks=False)
        return
    led = before(text, found.span.start, width=96)
    law = _LAW.search(led) is not None
    speaks = not law and _BOUND.search(led) is None
    yield _Stated(found.span.end, begin, end, speaks, heads=speaks and _heads(text, found.span))


def _heads(text: str, span: Span) -> bool:
    """Whether little or nothing but a place stands on the line of a date."""
    line = _LINE_BEFORE.search(text, max(0, span.start - 40), span.start)
    return line is not None and (_DATELINE.match(line[1]) or _LINE_AFTER.match(text, span.end)) is not None


def _next_stated(expressions: Sequence[Expression]) -> list[Point | None]:
    """For each expression, the next day that is stated with its year after it."""
    coming: list[Point | None] = [None] * len(expressions)
    for index in range(len(expressions) - 1, 0, -1):
        begin = expressions[index].begin
        coming[index - 1] = begin if begin.year and begin.day else coming[index]
    return coming


@dataclass(frozen=True, slots=True)
class _Context:
    """What stands around one expression."""

    text: str
    written_on: Reference | None
    stated: Sequence[_Stated]
    coming: Point | None

    def dated(self, expression: Expression) -> DatedSpan:
        """The expression with its value."""
        if expression.value is not None or expression.label is Label.TIME:
            return _told(expression, expression.value)
        if expression.relative is not None:
            return self._relative(expression, expression.relative)
        if expression.feast is not None:
            return self._feast(expression, expression.feast)
        begin, end = expression.begin, expression.end
        if begin.year is not None:
            closing = end if end is None or end.year else end.dated(begin.year + _earlier(end, begin))
            return _valued(expression, begin, closing)
        if begin.month is None and begin.season is None:
            return self._weekday(expression)
        return self._yearless(expression)

    def _told_from(self, expression: Expression) -> Reference | None:
        """The document's date, else a date stated before: in the same paragraph, as a heading, or the nearest."""
        if self.written_on is not None:
            return self.written_on
        told = [stated for stated in reversed(self.stated[-_LOOK_BACK:]) if stated.point.year and stated.point.month]
        near = (s for s in told if s.speaks and not expression.direction and self._same_paragraph(s, expression))
        ranked = chain(near, (s for s in told if s.heads), (s for s in told if s.speaks), told)
        chosen = next(ranked, None)
        if chosen is None:
            return None
        point = chosen.point
        day = date(point.year or 1, point.month or 1, point.day or 15)
        return Reference(day, 3 if point.day else 2, _NEARBY)

    def _same_paragraph(self, stated: _Stated, expression: Expression) -> bool:
        start = expression.span.start
        return start - stated.end <= _PARAGRAPH and not _EMPTY_LINE.search(self.text, stated.end, start)

    def _same_day(self, point: Point) -> int | None:
        """The year of the same day of the same month, stated before."""
        if point.day is None:
            return None
        earlier = reversed(self.stated[-_LOOK_BACK:])
        same = (s.point for s in earlier if (s.point.month, s.point.day) == (point.month, point.day))
        return next((one.year for one in same if one.year and _agrees(point.dated(one.year)) is not False), None)

    def _relative(self, expression: Expression, relative: Relative) -> DatedSpan:
        if self.written_on is None:
            return _told(expression, None, relative=True, note="told from the document's date, which is not known")
        return _told(expression, away(self.written_on, relative), relative=True)

    def _feast(self, expression: Expression, feast: str) -> DatedSpan:
        reference = self._told_from(expression)
        if reference is None or reference.precision < 2:
            return _told(expression, None, relative=True)
        candidates = [almanac.feast_day(feast, reference.day.year + shift) for shift in (-1, 0, 1)]
        day = nearest(candidates, reference.day, direction=expression.direction)
        return _told(expression, day.isoformat() if day else None, relative=True, note=reference.note)

    def _weekday(self, expression: Expression) -> DatedSpan:
        """A weekday without a month: a day of the interval stated last, else told from the document's date."""
        point = expression.begin
        inside = (_inside(stated, point) for stated in reversed(self.stated[-16:]) if not expression.direction)
        if (day := next(filter(None, inside), None)) is not None:
            return _told(expression, day.isoformat(), relative=True, note="day of the interval stated before")
        reference = self._told_from(expression) if point.day else self.written_on
        if reference is None or reference.precision < 3:
            return _told(expression, None, relative=True)
        days = [reference.day + timedelta(days=shift) for shift in range(-45, 46)]
        days = [day for day in days if day.weekday() == point.weekday and point.day in {None, day.day}]
        if expression.direction > 1:
            later = [day for day in days if day >= reference.day]
            return _told(expression, later[expression.direction - 1].isoformat(), relative=True)
        if not expression.direction and point.day is None:
            if reference.day.weekday() == point.weekday:
                return _told(expression, reference.day.isoformat(), relative=True)
            return self._near_weekday(expression, days, reference.day)
        found = nearest(days, reference.day, direction=expression.direction)
        return _told(expression, found.isoformat() if found else None, relative=True, note=reference.note)

    def _near_weekday(self, expression: Expression, days: Sequence[date], written_on: date) -> DatedSpan:
        """A bare weekday: the tense of its sentence says on which side of the document's date it lies."""
        side = tense(self.text, expression)
        this = before(self.text, expression.span.start, width=4).endswith("ce ")
        day = nearest(days, written_on, direction=side) if side or this else None
        return _told(expression, day.isoformat() if day else None, relative=True)

    def _yearless(self, expression: Expression) -> DatedSpan:
        """A day, month or season without a year."""
        begin, end = expression.begin, expression.end
        years, note = self._years(expression)
        if not years:
            return _told(expression, None, relative=True, note="no date nearby gives the year")
        agreeing = [year for year in years if _agrees(begin.dated(year)) is not False and _exists(begin.dated(year))]
        year = agreeing[0] if agreeing else years[0]
        closing = end and end.dated(year if not _earlier(end, begin) else year + 1)
        found = _valued(expression, begin.dated(year), closing)
        sure = found.confidence * (0.9 if note else 1.0)
        return replace(found, relative=True, note=found.note or note, confidence=sure)

    def _years(self, expression: Expression) -> tuple[list[int], str | None]:
        """The years that the expression may be of, the likeliest first."""
        point = expression.begin
        stated = None if expression.direction else self._same_day(point) or self._same_sentence(expression)
        reference = self._told_from(expression)
        years = [stated] if stated is not None else []
        if reference is not None:
            years += around(point, reference, direction=expression.direction)
        if reference is None and point.weekday is not None and self.coming and self.coming.year:
            years += [year for year in (self.coming.year,) if _agrees(point.dated(year))]
        if stated is not None or self.written_on is None:
            return years, _NEARBY if years else None
        return years, None

    def _same_sentence(self, expression: Expression) -> int | None:
        """The year stated shortly before in the same sentence."""
        start = expression.span.start
        if not self.stated or not self.stated[-1].speaks or self.text[start : start + 2].lower() == "ce":
            return None
        last = self.stated[-1]
        if start - last.end > _REACH or SENTENCE_END.search(self.text, last.end, start):
            return None
        return last.last.year


def _inside(stated: _Stated, point: Point) -> date | None:
    """The day of a stated interval of at most a week that has this weekday."""
    begin, end = stated.point, stated.last
    if not (begin.year and begin.month and begin.day and end.year and end.month and end.day):
        return None
    first, last = date(begin.year, begin.month, begin.day), date(end.year, end.month, end.day)
    if not 0 < (last - first).days < 10:
        return None
    days = [first + timedelta(days=shift) for shift in range((last - first).days + 1)]
    return next((day for day in days if day.weekday() == point.weekday and point.day in {None, day.day}), None)


def _earlier(left: Point, right: Point) -> bool:
    return (left.month or 0, left.day or 0) < (right.month or 0, right.day or 0)


def _exists(point: Point) -> bool:
    return point.day is None or point.month is None or is_day(point.year or 2000, point.month, point.day)


def _agrees(point: Point) -> bool | None:
    """Whether the weekday is the date's; None when there is nothing to compare."""
    if point.weekday is None or not (point.year and point.month and point.day) or not _exists(point):
        return None
    return date(point.year, point.month, point.day).weekday() == point.weekday


def _edtf(point: Point) -> str | None:
    if point.year is None or not _exists(point):
        return None
    return written(point.year, point.month or point.season, point.day)


def _valued(expression: Expression, begin: Point, end: Point | None) -> DatedSpan:
    """The value of a complete date or interval; a weekday that disagrees is told and costs confidence."""
    values = [_edtf(begin), _edtf(end) if end else None]
    if values[0] is None or (end is not None and values[1] is None):
        return _told(expression, None, note="no such day")
    disagrees = _agrees(begin) is False or (end is not None and _agrees(end) is False)
    value = "/".join(value for value in values if value)
    found = _told(expression, value, relative=expression.borrowed, note=_DISAGREES if disagrees else expression.note)
    return replace(found, confidence=found.confidence * 0.7) if disagrees else found


def _told(expression: Expression, value: str | None, *, relative: bool = False, note: str | None = None) -> DatedSpan:
    return DatedSpan(expression.span, expression.label, value, relative, expression.confidence, note or expression.note)
