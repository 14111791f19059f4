"""Days, clock times and headings of a programme, line by line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ptce_corpus.annotation.programmes.columns import side_by_side
from ptce_corpus.annotation.programmes.headings import MARKS, Headings, Line, clean, lines, starting
from ptce_corpus.annotation.programmes.occasion import clock, day, event_day, event_days, event_hours, numbered_days
from ptce_corpus.annotation.prose import lowered
from ptce_corpus.annotation.word_lists import word_table
from ptce_corpus.domain.annotation import Label, Mention
from ptce_corpus.domain.span import Span

_FRONT = re.compile(rf"{MARKS}*(?:\d{{1,2}}[.)]\s+)?(?:(?:à\s+partir\s+)?(?:de|à|dès|vers|a)\s+)?", re.IGNORECASE)
_DAY_FRONT = re.compile(
    rf"{MARKS}*(?:(?:jour|journée|day|j)\s*\d{{1,2}}\s*[:–—-]\s*)?(?:(?:le|la|les|journée\s+du)\s+)?", re.IGNORECASE
)
_DAY_WORDS = 9
_FRONT_LEAST = 3
_ITEM = re.compile(r"\s*(?:\d{1,2}|[IVX]{1,4})\s?[.)°–-]\s+(?=\S)")
"""The number of a matter on an agenda."""
_RIGHT = re.compile(r"(?:\.{3,}|…|[ \t]{3,})[ \t]*\Z")
"""What leads to a clock time at the right."""


@dataclass(frozen=True, slots=True)
class Slot:
    """What stands over the persons of a line: the day, the clock times, the session.

    ``title`` is what the slot's own line prints behind its time; ``heading`` the last heading above.
    """

    day: str | None = None
    begins: str | None = None
    ends: str | None = None
    title: str | None = None
    heading: str | None = None
    time_line: int = -1

    @property
    def start(self) -> str | None:
        """ISO local time, the day alone, the time alone, or None."""
        if self.begins:
            return f"{self.day or ''}{self.begins}"
        return self.day

    @property
    def end(self) -> str | None:
        """ISO local time where printed."""
        return f"{self.day or ''}{self.ends}" if self.ends else None

    @property
    def session(self) -> str | None:
        """The heading that a person of this slot stands under."""
        return self.title or self.heading


class Timetable:
    """The slot that each line of a programme stands in.

    ``hours`` are the clock times printed beside the days of the event, by day.
    """

    def __init__(self, text: str, mentions: Sequence[Mention], *, date: str | None) -> None:
        self.text, self.low = text, lowered(text)
        ordered = sorted(mentions, key=lambda mention: mention.span)
        self._times = [mention for mention in ordered if mention.label is Label.TIME]
        self._dates = [mention for mention in ordered if mention.label is Label.DATE and day(mention.value)]
        self._people = [mention for mention in ordered if mention.label is Label.PER]
        self._headings = Headings(text, self.low, self._people)
        self.lines = side_by_side(lines(text), self._times)
        self.date = date
        self.day = event_day(self.low, mentions, date)
        self._numbered = numbered_days(self.low, ordered)
        self._agenda = any(word in self.low for word in word_table("stage_words")["agenda"]["words"])
        self.hours = event_hours(self.low, mentions)
        first = self._numbered.get("jour 1")
        self.day = first if first is not None and self.day not in self._numbered.values() else self.day
        self._at_right = self._times_at_right()
        self.slots = self._read()
        self.timed = sum(slot.time_line == number for number, slot in enumerate(self.slots))
        if not self.timed:
            self.slots = tuple(self._with_hours(slot) for slot in self.slots)

    def _with_hours(self, slot: Slot) -> Slot:
        """A slot of an event without a timetable: its hours are those of the event."""
        begins, ends = self.hours.get(slot.day or "", (None, None))
        heading = slot.heading or next((other.heading for other in self.slots if other.heading), None)
        return replace(slot, begins=begins, ends=ends, heading=heading)

    def _read(self) -> tuple[Slot, ...]:
        slots: list[Slot] = []
        now = [Slot(day=self.day), Slot(day=self.day)]
        above = [-1, -1]
        for number, line in enumerate(self.lines):
            beside = line.column == 1 or (number + 1 < len(self.lines) and self.lines[number + 1].column == 1)
            column = line.column
            if self._headings.of_all(line) and now[column].time_line >= 0:
                only = len(self._times) == 1
                slots.append(replace(now[column], title=None) if only else Slot(day=now[column].day))
                continue
            now[column] = self._next(now[column], number, above[column])
            if not beside and column == 0 and now[0].time_line != number:
                now[1] = now[0] if now[0].time_line < 0 else replace(now[1], day=now[0].day)
            if line.text.strip():
                above[column] = number
            slots.append(now[column])
        return tuple(slots)

    def _next(self, now: Slot, number: int, above: int) -> Slot:
        """The slot after a line was read; ``above`` is the number of the last line with words."""
        line = self.lines[number]
        if not line.text.strip():
            return now
        time = self._time_of(line)
        found_day = self._day_of(line) or self._by_name(line)
        if time is None:
            if found_day:
                return Slot(day=found_day)
            return self._named(now, number, above)
        begins, ends = clock(time.value)
        if time.span.start > line.start + _FRONT_LEAST and not self._leads(line, time):
            title = self._headings.title(replace(line, span=Span(line.span.start, time.span.start)), line.start)
            within = time.span.end < line.span.end and not self._at_right
            return Slot(
                found_day or now.day, begins, ends, None if within else title, title if within else now.heading, number
            )
        behind = self._headings.title(line, time.span.end)
        return Slot(found_day or now.day, begins, ends, behind, now.heading, number)

    def _by_name(self, line: Line) -> str | None:
        """The day of a line that holds no more than its name: "Samedi", "JOUR 2 :", "Dimanche matin"."""
        bare = re.sub(
            r"\s+(?:matin|après-midi|soir)\Z", "", clean(self.low[line.span.start : line.span.end]).rstrip(" :")
        )
        return self._numbered.get(bare) or (self._numbered.get(bare[:6]) if re.match(r"jour \d(?!\d)", bare) else None)

    def _named(self, now: Slot, number: int, above: int) -> Slot:
        """The slot under a line without a clock time, when that names a session."""
        line = self.lines[number]
        half = self._headings.half(line)
        if half is not None:
            return Slot(now.day, heading=half if now.time_line >= 0 or not now.heading else now.heading)
        item = _ITEM.match(line.text) if self._agenda else None
        if item and (title := self._headings.title(line, line.span.start + item.end())):
            return replace(now, title=title)
        if now.time_line >= 0:
            if now.title is None and above == now.time_line and not starting(self._people, self.lines[above].span):
                title = self._headings.names_next(line)
                if title is not None:
                    return replace(now, title=title)
            part = self._headings.part(line)
            if part is not None:
                return replace(now, title=part)
        before = self.lines[number - 1] if number else None
        after_gap = before is None or not before.text.strip() or self._day_of(before) is not None
        dated = bool(starting(self._dates, line.span))
        if not dated and self._headings.is_heading(line, after_gap=after_gap) and not self._under(now, line):
            return Slot(now.day, heading=clean(line.text))
        return now

    def _under(self, now: Slot, line: Line) -> bool:
        """Whether a heading only divides the slot that is open: the slot has a title, and no higher rank below it."""
        if now.time_line < 0 or now.title is None:
            return False
        own, above = (
            len(text) - len(text.lstrip("#")) for text in (line.text.lstrip(), self.lines[now.time_line].text.lstrip())
        )
        return own == 0 or above == 0 or own >= above

    def _time_of(self, line: Line) -> Mention | None:
        """The clock time of a line that makes a slot: at its head, at its end in a list of such, or in brackets."""
        own = starting(self._times, line.span)
        if not own:
            return None
        if self._leads(line, own[0]):
            return own[0]
        if self._at_right and own[-1].span.start in self._at_right:
            return own[-1]
        bracketed = self.text[own[0].span.start - 1 : own[0].span.start] == "(" and len(own) == 1
        first = next(iter(starting(self._people, line.span)), None)
        apart = first is None or first.span.start > own[0].span.end
        return own[0] if bracketed and apart and self._headings.part(line) else None

    def _leads(self, line: Line, time: Mention) -> bool:
        """Whether a line begins with a clock time."""
        front = _FRONT.match(self.text, line.span.start, line.span.end)
        return time.span.start <= (front.end() if front else line.start) + 2

    def _times_at_right(self) -> frozenset[int]:
        """Where the clock times start that end their lines behind a gap or dots, where most lines are so."""
        right, left = [], 0
        for line in self.lines:
            own = starting(self._times, line.span)
            if not own:
                continue
            if self._leads(line, own[0]):
                left += 1
            elif not self.text[own[-1].span.end : line.span.end].strip() and _RIGHT.search(
                line.text[: own[-1].span.start - line.span.start]
            ):
                right.append(own[-1].span.start)
        return frozenset(right) if len(right) > max(1, left) else frozenset()

    def _day_of(self, line: Line) -> str | None:
        """The day of a line that is little more than a date, or that begins with a day and a clock time."""
        for mention in starting(self._dates, line.span):
            if line.span.contains(mention.span) and not self._of_document(mention, line):
                if self._opens_with(mention, line):
                    return day(mention.value)
                rest = (
                    line.text[: mention.span.start - line.span.start]
                    + " "
                    + line.text[mention.span.end - line.span.start :]
                )
                return day(mention.value) if len(rest.split()) <= _DAY_WORDS and not self._running(rest) else None
        return None

    def _of_document(self, mention: Mention, line: Line) -> bool:
        """Whether a day is the date of the document ("Lyon, le 3 mai 2013"), or a last day, not that of the event."""
        if not event_days(self.low, [mention]):
            return True
        own = mention.value == self.date and self.day != self.date
        front = _DAY_FRONT.match(self.text, line.span.start)
        return own and front is not None and front.end() < mention.span.start

    def _opens_with(self, mention: Mention, line: Line) -> bool:
        """Whether a line begins with a day and clock times: "Jeudi 3 mai 2013, de 9h à 17h – salle des fêtes"."""
        front = _DAY_FRONT.match(self.text, line.span.start)
        if front is None or front.end() < mention.span.start:
            return False
        times = starting(self._times, Span(mention.span.end, line.span.end))
        return bool(times) and times[0].span.start - mention.span.end < 12

    def _running(self, rest: str) -> bool:
        """Whether the rest of a line reads on as prose."""
        return rest.rstrip().endswith((",", ";")) or bool(
            re.search(r"(?<![a-zà-ÿ])[a-zà-ÿ]{3,} [a-zà-ÿ]{2,} [a-zà-ÿ]{3,} [a-zà-ÿ]{2,} [a-zà-ÿ]{3,}", rest)
        )

    def line_number(self, position: int) -> int:
        """Number of the line that holds ``position``."""
        low, high = 0, len(self.lines) - 1
        while low < high:
            middle = (low + high + 1) // 2
            if self.lines[middle].span.start <= position:
                low = middle
            else:
                high = middle - 1
        return low
