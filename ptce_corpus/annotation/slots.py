"""Days, clock times and headings of a programme, line by line."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ptce_corpus.annotation.prose import lowered, word_set
from ptce_corpus.domain.annotation import Label, Mention
from ptce_corpus.domain.span import Span

_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z")
_CLOCK = re.compile(r"T\d\d:\d\d\Z")
_FRONT = re.compile(r"[\s#>*_|•▪●·►□✓○+–—-]*(?:\d{1,2}[.)]\s+)?(?:(?:de|à|dès|vers|a)\s+)?", re.IGNORECASE)
_MARKS = re.compile(r"^[\s#>*_|•▪●·►□✓○+–—-]+")
_DAY_FRONT = re.compile(r"[\s#>*_|•▪●·►□✓○+–—-]*(?:(?:le|la|les|journée\s+du)\s+)?", re.IGNORECASE)
_WEEKDAY = re.compile(r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s+\Z")
_HEADING_WORDS = 18
_DAY_WORDS = 9


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text without its end; ``start`` is where its first visible letter stands."""

    span: Span
    start: int
    text: str


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


def lines(text: str) -> tuple[Line, ...]:
    """The lines of a text, form feeds taken as line ends; empty ones included."""
    found, at = [], 0
    for part in re.split(r"(?<=[\n\f])", text):
        body = part.rstrip("\n\f\r ")
        mark = _MARKS.match(body)
        found.append(Line(Span(at, at + len(body)), at + (mark.end() if mark else 0), body))
        at += len(part)
    return tuple(found)


def clock(value: str | None) -> tuple[str | None, str | None]:
    """Start and end of an EDTF time value: "T14:30/T17:30"."""
    first, _, last = (value or "").partition("/")
    return (first if _CLOCK.match(first) else None), (last if _CLOCK.match(last) else None)


def day(value: str | None) -> str | None:
    """The value when it is one calendar day."""
    return value if value and _DAY.match(value) else None


def event_days(low: str, mentions: Sequence[Mention]) -> list[str]:
    """The days that a text (``low``: in lower case) prints, in order; last days and days of documents are left out."""
    barred = tuple(word_set("stage_words", "no_event"))
    found = []
    for mention in mentions:
        value = day(mention.value) if mention.label is Label.DATE else None
        before = _WEEKDAY.sub("", " ".join(low[max(0, mention.span.start - 40) : mention.span.start].split()) + " ")
        if value and not before.rstrip().endswith(barred):
            found.append(value)
    return found


def event_day(low: str, mentions: Sequence[Mention], date: str | None) -> str | None:
    """The day that a programme is for: the first day with a clock time on its line, else the first that it prints.

    The document's own date gives way to another day that is printed.
    """
    ordered = sorted(mentions, key=lambda mention: mention.span)
    for mention, following in pairwise(ordered):
        between = low[mention.span.end : following.span.start]
        timed = following.label is Label.TIME and len(between) < 12 and "\n" not in between
        if mention.label is Label.DATE and timed and day(mention.value) and event_days(low, [mention]):
            return mention.value
    days = event_days(low, ordered)
    return next((found for found in days if found != date), days[0] if days else None)


def _starting(ordered: Sequence[Mention], span: Span) -> Sequence[Mention]:
    """The mentions of an ordered list that start in a stretch."""
    first = bisect_left(ordered, span.start, key=lambda mention: mention.span.start)
    return ordered[first : bisect_left(ordered, span.end, key=lambda mention: mention.span.start)]


class Timetable:
    """The slot that each line of a programme stands in."""

    def __init__(self, text: str, mentions: Sequence[Mention], *, date: str | None) -> None:
        self.text, self.low = text, lowered(text)
        self.lines = lines(text)
        ordered = sorted(mentions, key=lambda mention: mention.span)
        self._times = [mention for mention in ordered if mention.label is Label.TIME]
        self._dates = [mention for mention in ordered if mention.label is Label.DATE and day(mention.value)]
        self._people = [mention for mention in ordered if mention.label is Label.PER]
        self.date = date
        self.day = event_day(self.low, mentions, date)
        self.slots = self._read()

    def _read(self) -> tuple[Slot, ...]:
        slots, now = [], Slot(day=self.day)
        for number, line in enumerate(self.lines):
            now = self._next(now, number, line)
            slots.append(now)
        return tuple(slots)

    def _next(self, now: Slot, number: int, line: Line) -> Slot:
        """The slot after a line was read."""
        if not line.text.strip():
            return now
        time = self._leading_time(line)
        found_day = self._day_of(line)
        if time is None:
            if found_day:
                return Slot(day=found_day, heading=None)
            if self._is_heading(number, line):
                title = self._clean(line.text)
                return now if self._under(now, line) else Slot(now.day, heading=title)
            return now
        begins, ends = clock(time.value)
        behind = self._title_after(line, time)
        return Slot(found_day or now.day, begins, ends, behind, now.heading, number)

    def _under(self, now: Slot, line: Line) -> bool:
        """Whether a heading only divides the slot that is open: the slot has a title, and no higher rank below it."""
        if now.time_line < 0 or now.title is None:
            return False
        own, above = (
            len(text) - len(text.lstrip("#")) for text in (line.text.lstrip(), self.lines[now.time_line].text.lstrip())
        )
        return own == 0 or above == 0 or own >= above

    def _leading_time(self, line: Line) -> Mention | None:
        """The clock time that a line begins with."""
        front = _FRONT.match(self.text, line.span.start, line.span.end)
        at = front.end() if front else line.start
        first = next(iter(_starting(self._times, line.span)), None)
        return first if first is not None and first.span.start <= at + 2 else None

    def _day_of(self, line: Line) -> str | None:
        """The day of a line that is little more than a date, or that begins with a day and a clock time."""
        for mention in _starting(self._dates, line.span):
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
        times = _starting(self._times, Span(mention.span.end, line.span.end))
        return bool(times) and times[0].span.start - mention.span.end < 12

    def _running(self, rest: str) -> bool:
        """Whether the rest of a line reads on as prose."""
        return rest.rstrip().endswith((",", ";")) or bool(
            re.search(r"[a-zà-ÿ]{3,} [a-zà-ÿ]{2,} [a-zà-ÿ]{3,} [a-zà-ÿ]{2,} [a-zà-ÿ]{3,}", rest)
        )

    def _is_heading(self, number: int, line: Line) -> bool:
        """A short line that ends without a stop, after an empty line or a day line, and names nobody at its head."""
        words = line.text.split()
        if not words or len(words) > _HEADING_WORDS:
            return False
        body = self._clean(line.text)
        if not body or body[0].islower() or body[-1] in ".,;" or "@" in body or "http" in body or "www" in body:
            return False
        if _starting(self._people, line.span):
            return False
        marked = line.text.lstrip().startswith("#") or body.isupper()
        if marked:
            return True
        above = self.lines[number - 1] if number else None
        after_gap = above is None or not above.text.strip() or self._day_of(above) is not None
        bullet = line.text.lstrip()[:1] in "-–•▪*●·"
        return after_gap and not bullet and not body.endswith(":")

    def _title_after(self, line: Line, time: Mention) -> str | None:
        """What a slot's line prints behind its time, its continuation lines in; None when a person comes first."""
        rest = self.text[time.span.end : line.span.end]
        lead = re.match(r"[\s:|–—*_,-]*", rest)
        start = time.span.end + (lead.end() if lead else 0)
        people = _starting(self._people, Span(start, max(start, line.span.end)))
        first = people[0].span.start if people else line.span.end
        if first - start < 4:
            return None
        title = self._clean(self.text[start:first])
        title = re.sub(
            r"\s*(?:,|:|\||–|—|-|\(|\b(?:par|avec|de|animée? par|présentée? par|intervention de))\s*$", "", title
        )
        return self._clean(re.split(r"\s{2,}|\|", title)[0]) or None

    def _clean(self, text: str) -> str:
        """A heading without marks, brackets and clock times around it."""
        bare = re.sub(r"\*\*|__|(?<!\w)[*_]|[*_](?!\w)", "", text)
        return " ".join(_MARKS.sub("", bare).split()).strip(" :|–—-")

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
