"""From what the text says to EDTF values: what the document's date and the dates nearby complete."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain

from ptce_corpus.domain.annotation import Label
from ptce_corpus.text.dates import almanac
from ptce_corpus.text.dates.expression import DatedSpan, Expression, Point, Portion, Relative, before
from ptce_corpus.text.dates.portions import portion_of
from ptce_corpus.text.dates.reckoning import SENTENCE_END, Reference, around, away, nearest, reference_of, tense
from ptce_corpus.text.dates.stated import Stated, exists, inside, next_stated, states
from ptce_corpus.text.edtf import written

_REACH = 160
"""Characters before an expression in which a year stated in the same sentence still speaks for it."""
_PARAGRAPH = 600
"""Characters before an expression in which a date of its paragraph may give it its year."""
_LOOK_BACK = 64
"""How many stated dates are looked back on."""
_EMPTY_LINE = re.compile(r"\n[^\S\n]*\n")
_MEANT = 0.65
"""Confidence below which a weekday alone is not known to mean one day."""
_NEARBY = "year taken from a date nearby"
_MONTH_NEARBY = "month taken from a date nearby"
_DISAGREES = "the weekday does not agree with the date"


def resolved(expressions: Sequence[Expression], *, text: str, anchor: str | None) -> tuple[DatedSpan, ...]:
    """Each expression with its value. ``anchor`` is the document's EDTF date; a malformed one counts for none."""
    written_on = reference_of(anchor)
    coming = next_stated(expressions)
    stated: list[Stated] = []
    spans = []
    for index, expression in enumerate(expressions):
        if _is_idle_weekday(expression) and not tense(text, expression):
            continue
        speaker = _Context(text, written_on, stated, coming[index])
        found = speaker.dated(expression)
        spans.append(found if expression.portion is None else _portioned(found, expression.portion))
        if expression.label is Label.DATE:
            stated += states(expression, found, text=text)
    return tuple(spans)


def _is_idle_weekday(expression: Expression) -> bool:
    """Whether a weekday stands in a sentence with nothing but the tense of the verb to say which one it is."""
    point = expression.begin
    alone = point.weekday is not None and point.day is None and point.month is None
    return alone and not expression.direction and expression.confidence < _MEANT


@dataclass(frozen=True, slots=True)
class _Context:
    """What stands around one expression."""

    text: str
    written_on: Reference | None
    stated: Sequence[Stated]
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

    def _same_paragraph(self, stated: Stated, expression: Expression) -> bool:
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
        within = (inside(stated, point) for stated in reversed(self.stated[-16:]) if not expression.direction)
        if expression.end is None and (day := next(filter(None, within), None)) is not None:
            return _told(expression, day.isoformat(), relative=True, note="day of the interval stated before")
        if point.day is not None:
            return self._day_of_month(expression)
        reference = self.written_on
        if reference is None or reference.precision < 3:
            return _told(expression, None, relative=True)
        days = _days_around(reference.day, point)
        if expression.direction > 1:
            later = [day for day in days if day >= reference.day]
            return _told(expression, later[expression.direction - 1].isoformat(), relative=True)
        if not expression.direction:
            if reference.day.weekday() == point.weekday:
                return _told(expression, reference.day.isoformat(), relative=True)
            return self._near_weekday(expression, days, reference.day)
        found = nearest(days, reference.day, direction=expression.direction)
        return _told(expression, found.isoformat() if found else None, relative=True, note=reference.note)

    def _day_of_month(self, expression: Expression) -> DatedSpan:
        """A day without a month: "mardi 14", "le 16 à 18h".

        It comes after a day that its paragraph states, else lies near the document's date, on the side that the tense
        tells; without weekday and tense nothing settles it.
        """
        point, reference, side = expression.begin, self._told_from(expression), tense(self.text, expression)
        spoken = (
            s.last for s in reversed(self.stated[-_LOOK_BACK:]) if s.speaks and self._same_paragraph(s, expression)
        )
        told = next((last for last in spoken if last.year and last.month and last.day), None)
        if told is not None:
            reference, side = Reference(date(told.year or 1, told.month or 1, told.day or 1), 3, _MONTH_NEARBY), 1
        if reference is None or reference.precision < 3 or not (point.weekday is not None or side):
            return _told(expression, None, relative=True, note="no date nearby gives the month")
        days = _days_around(reference.day, point)
        found = nearest(days, reference.day, direction=side) or nearest(days, reference.day, direction=0)
        value = _until(found, expression.end) if found else None
        return _told(expression, value, relative=True, note=reference.note)

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
        agreeing = [year for year in years if _agrees(begin.dated(year)) is not False and exists(begin.dated(year))]
        year = agreeing[0] if agreeing else years[0]
        closing = end and end.dated(year if not _earlier(end, begin) else year + 1)
        found = _valued(expression, begin.dated(year), closing)
        sure = found.confidence * (0.9 if note else 1.0)
        return replace(found, relative=True, note=found.note or note, confidence=sure)

    def _years(self, expression: Expression) -> tuple[list[int], str | None]:
        """The years that the expression may be of, the likeliest first."""
        point = _middle(expression)
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


def _days_around(day: date, point: Point) -> list[date]:
    """The days at most six weeks away that have the point's weekday and number, where it gives them."""
    days = [day + timedelta(days=shift) for shift in range(-45, 46)]
    return [one for one in days if point.weekday in {None, one.weekday()} and point.day in {None, one.day}]


def _until(day: date, last: Point | None) -> str | None:
    """A day, or the interval from it to the next day of this number; None where its weekday disagrees."""
    if last is None:
        return day.isoformat()
    coming = (day + timedelta(days=shift) for shift in range(1, 32))
    end = next((one for one in coming if one.day == last.day), None)
    agrees = end is not None and last.weekday in {None, end.weekday()}
    return f"{day}/{end}" if agrees else None


def _portioned(found: DatedSpan, portion: Portion) -> DatedSpan:
    """The portion of a date that has its value."""
    value = portion_of(found.value, portion) if found.value else None
    return replace(found, value=value, note=found.note if value or not found.value else "no such day")


def _middle(expression: Expression) -> Point:
    """The point by whose distance the year of an expression is chosen: the middle month of an interval of months."""
    begin, end = expression.begin, expression.end
    if end is None or begin.day or not (begin.month and end.month and begin.month < end.month):
        return begin
    return replace(begin, month=(begin.month + end.month) // 2)


def _earlier(left: Point, right: Point) -> bool:
    return (left.month or 0, left.day or 0) < (right.month or 0, right.day or 0)


def _agrees(point: Point) -> bool | None:
    """Whether the weekday is the date's; None when there is nothing to compare."""
    if point.weekday is None or not (point.year and point.month and point.day) or not exists(point):
        return None
    return date(point.year, point.month, point.day).weekday() == point.weekday


def _edtf(point: Point) -> str | None:
    if point.year is None or not exists(point):
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
