"""Who appears where and when: programmes, invitations, minutes, and press releases that announce an event.

A programme is read line by line (``slots``): days, times and headings make a slot; a person who leads a line, follows a
label or a word that brings someone on stage, or goes on such a list, appears in it. Prose is read by the words before
and after a name; minutes by who presides, keeps the record and reports (``minutes``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ptce_corpus.annotation.functions.roles import roles
from ptce_corpus.annotation.programmes.announcements import announced
from ptce_corpus.annotation.programmes.headings import Line, starting
from ptce_corpus.annotation.programmes.lineup import lineup
from ptce_corpus.annotation.programmes.minutes import in_minutes
from ptce_corpus.annotation.programmes.slots import Slot, Timetable
from ptce_corpus.annotation.programmes.stage import Standings
from ptce_corpus.annotation.programmes.standing import Standing, brought, chained, sharing
from ptce_corpus.annotation.programmes.told import told
from ptce_corpus.annotation.prose import Prose, lowered
from ptce_corpus.annotation.word_lists import either, word_set, word_table
from ptce_corpus.domain.annotation import Appearance, Label, Mention
from ptce_corpus.domain.document import Kind

_NUMBERED = re.compile(r"\s*(?:\d{1,2}|[IVX]{1,4})\s?[.)°–-]\s*")
_TITLE_LINES = 3
_ROWS = 2
_WORN_BULLET = re.compile(r"\s*(?:[«»°¢©®=~¤§.,:;]{1,2}|[eoc0])\s+")
"""What scanners read for the bullet of a list."""
_BEFORE = 400
"""Code points of its line that are looked at before a name."""
_ADDRESS = re.compile(r"@|https?:|\bwww\.|\b0\d(?:[ .]?\d\d){4}\b|\+33")


def appearances(
    text: str, mentions: Sequence[Mention], *, date: str | None, kind: Kind | None
) -> tuple[Appearance, ...]:
    """The appearances of a document, in order of place; one row for each slot that a person stands in.

    ``mentions`` are those of ``text`` (PER, ORG, DATE, TIME and LOC are used); ``date`` is the date of the document.
    Documents of other kinds (reports, articles, letters) have none.
    """
    if kind not in (Kind.PRESS_RELEASE, Kind.PROGRAMME, Kind.ARTICLE) and _is_agenda(text):
        kind = Kind.PROGRAMME
    people = [mention for mention in mentions if mention.label is Label.PER]
    if not people or kind in (Kind.REPORT, Kind.ARTICLE):
        return ()
    if kind is Kind.MINUTES:
        return in_minutes(text, mentions, date=date)
    mentions = lineup(text, mentions)
    table = Timetable(text, mentions, date=date)
    listed = kind in (None, Kind.OTHER) and table.day is not None and bool(_listing().search(table.low))
    if kind is Kind.PROGRAMME or listed or (table.timed >= 3 and kind is not Kind.LETTER) or table.timed >= 4:
        found = list(_Programme(text, mentions, table).appearances())
    else:
        found = list(announced(text, mentions, date=date, kind=kind))
    return tuple(_once(found))


def _is_agenda(text: str) -> bool:
    """Whether a paper of a meeting tells what will be dealt with, not what was: an agenda, a summons."""
    low = lowered(text)
    table = word_table("stage_words")["agenda"]
    head = " ".join([line for line in low.split("\n") if line.strip()][:_TITLE_LINES])
    held = any(word in head for word in table["titles_of_minutes"]) or any(word in low for word in table["held"])
    return not held and any(word in low for word in table["words"])


def _once(found: Sequence[Appearance]) -> Iterator[Appearance]:
    """One row for a person in a slot; a row without a time gives way to one with the same person that has one."""
    seen: set[tuple[str, str | None]] = set()
    timed = {appearance.person for appearance in found if appearance.start and "T" in appearance.start}
    for appearance in found:
        key = (appearance.person, appearance.start)
        loose = appearance.session is None and appearance.person in timed and "T" not in (appearance.start or "")
        if key not in seen and not loose:
            seen.add(key)
            yield appearance


class _Programme:
    """Reads the lines of a programme."""

    def __init__(self, text: str, mentions: Sequence[Mention], table: Timetable) -> None:
        self.text, self.table = text, table
        self.people = sorted((m for m in mentions if m.label is Label.PER), key=lambda m: m.span)
        self.places = sorted((m for m in mentions if m.label is Label.LOC), key=lambda m: m.span)
        self.standings = Standings(text, mentions)
        self.prose = Prose(text)
        self.told = told(self.prose, mentions, table=table, standings=self.standings)
        self.venue = self._venue()
        self.closed = self._closing()
        self._rows: int | None = None

    def _closing(self) -> int:
        """Where the end of a letter begins, behind the last line of the timetable; the length of a text without one."""
        last = max((slot.time_line for slot in self.table.slots), default=-1)
        for line in self.table.lines[last + 1 :]:
            if self.table.low.startswith(tuple(word_set("stage_words", "closings")), line.start):
                return line.span.start
        return len(self.text)

    def _venue(self) -> str | None:
        """Where the event takes place: the first named place above the timed lines that is a room or a house."""
        timed = next((slot.time_line for slot in self.table.slots if slot.time_line >= 0), -1)
        limit = self.table.lines[timed].span.start if timed >= 0 else len(self.text)
        for place in self.places:
            first = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", place.text.lower())[:1]
            if place.span.start < limit and first and first[0] in word_set("stage_words", "venues"):
                return place.name or " ".join(place.text.split())
        return None

    def appearances(self) -> Iterator[Appearance]:
        shown: list[tuple[Mention, Standing, Slot]] = []
        chain_end = -1
        for person in self.people:
            number = self.table.line_number(person.span.start)
            standing = self.standings.of(person)
            slot = self.table.slots[number]
            if person.span.start in self.told:
                slot = self.told[person.span.start]
            elif self._set_aside(person, number) or not (
                chained(self.text, chain_end, standing.start) or self._leads(person, standing, number)
            ):
                chain_end = -1
                continue
            chain_end = standing.end
            shown.append((person, standing, slot))
        for person, standing, slot in sharing(self.text, shown):
            yield standing.appearance(person, slot, place=self._place(self.table.line_number(person.span.start)))

    def _set_aside(self, person: Mention, number: int) -> bool:
        """Whether the person is quoted, spoken about, or only to be called or written to."""
        line = self.table.lines[number]
        quote = self.prose.quote_around(person.span.start)
        if quote is not None and quote.closed:
            return True
        near = self.text[person.span.end : self._paragraph_end(line.span.end)]
        slot = self.table.slots[number]
        apart = slot.time_line < 0 or "\n\n" in self.text[self.table.lines[slot.time_line].span.start : line.span.start]
        if person.span.start > self.closed or (_ADDRESS.search(near[:120]) and apart):
            return True
        head = self.table.low[max(0, line.span.start - 80, person.span.start - _BEFORE) : person.span.start]
        return bool(_contact().search(head.rsplit("\n\n", 1)[-1]))

    def _paragraph_end(self, position: int) -> int:
        end = self.text.find("\n\n", position)
        return end if end >= 0 else len(self.text)

    def _leads(self, person: Mention, standing: Standing, number: int) -> bool:
        """Whether the words before a name on its line put the person on stage."""
        line, slot = self.table.lines[number], self.table.slots[number]
        floor = max(line.span.start, standing.start - _BEFORE)
        printed = self.text[floor : max(floor, standing.start)]
        bare = re.sub(r"[*_#>•▪●·►□✓○+→/]", "", printed)
        if not bare.strip(" \t|–—-") or (slot.time_line >= 0 and _WORN_BULLET.fullmatch(bare)):
            return self._heads_line(person, slot)
        low = " ".join(self.table.low[floor : max(floor, standing.start)].replace("*", "").split())
        if brought(low) or _label().search(low):
            return True
        if slot.time_line < 0:
            return bool(_NUMBERED.match(printed)) and printed.endswith("(")
        words = re.findall(r"[^\W\d_]+'?", low)
        about = word_set("stage_words", "about")
        if re.search(r"\d\s*[:–—|-]*\Z", low) and slot.time_line == number:
            return True
        if words and words[-1] in ("par", "avec"):
            return True
        works = word_set("stage_words", "works")
        if printed.endswith("("):
            return works.isdisjoint(words)
        if slot.time_line == number and printed.rstrip().endswith(",") and works.isdisjoint(words):
            return self._ends_line(standing, line)
        if slot.time_line == number and self._ends_line(standing, line) and self._rowed():
            return (
                works.isdisjoint(words)
                and words[-1:] != []
                and words[-1].rstrip("'") not in about | {"le", "la", "les", "et"}
            )
        cell = re.search(r"(?:\s{3,}|\||\t|[:–—]\s|\s-\s|[»”\")]\s)\s*\Z", printed)
        return bool(cell) and not (words and words[-1] in about)

    def _rowed(self) -> bool:
        """Whether several rows of the timetable end with a full name behind a space: a table read as text."""
        if self._rows is None:
            self._rows = 0
            for person in self.people:
                number = self.table.line_number(person.span.start)
                timed = self.table.slots[number].time_line == number and " " in person.text
                plain = re.search(r"[\w»\")!?] \Z", self.text[max(0, person.span.start - 2) : person.span.start])
                if timed and plain and self._ends_line(self.standings.of(person), self.table.lines[number]):
                    self._rows += 1
        return self._rows >= _ROWS

    def _ends_line(self, standing: Standing, line: Line) -> bool:
        """Whether what is printed of a person ends its line, but for a clock time and the dots before it."""
        rest = self.text[standing.end : line.span.end]
        return not re.search(r"[^\W\d_]{2}", rest) or bool(re.match(r"\s*(?:,|et\b)", rest))

    def _heads_line(self, person: Mention, slot: Slot) -> bool:
        """Whether a name at the head of its line stands in a list of the programme, not in running prose."""
        after = self.text[person.span.end : person.span.end + 2]
        line_end = self.text.find("\n", person.span.end)
        rest = self.text[person.span.end : line_end if line_end >= 0 else len(self.text)].strip(" *_")
        closed = not rest or rest[0] in ",(–—-:|.;" or after.startswith("  ")
        if slot.time_line >= 0 or not closed:
            return closed
        if self._reads_on(person):
            return False
        known = bool(rest) and next(roles(rest[:160]), None) is not None
        listed = bool(_label().search((slot.heading or "").lower() + " :"))
        return listed or known

    def _reads_on(self, person: Mention) -> bool:
        """Whether a sentence goes on behind a name and its function: "X, maire de Y, rappelle …"."""
        after = self.text[self.standings.of(person).end :][:80].lstrip(" ,\n")
        return after[:1].islower() and not after.startswith(("et ", "puis "))

    def _place(self, number: int) -> str | None:
        """A room or house printed on the line, else that of the whole event."""
        span = self.table.lines[number].span
        for place in starting(self.places, span):
            first = place.text.lower().split()[:1]
            if span.contains(place.span) and first and first[0] in word_set("stage_words", "venues"):
                return place.name or " ".join(place.text.split())
        return self.venue


@cache
def _label() -> re.Pattern[str]:
    """A label before a name: "Intervenants :", "Animation de la soirée –"."""
    words = either(word_table("stage_words")["labels"])
    return re.compile(rf"(?<!\w){words}(?:\s+[^:|.]{{0,60}})?\s*[:–—-]\s*\Z")


@cache
def _listing() -> re.Pattern[str]:
    """A line that a label of several speakers fills: "Intervenants :", "Avec :"."""
    words = either(word for word in word_set("stage_words", "labels") if word.endswith("s") or word == "avec")
    return re.compile(rf"^[\W_]{{0,8}}(?:les )?{words}\s*:", re.MULTILINE)


@cache
def _contact() -> re.Pattern[str]:
    words = either(word_table("stage_words")["contact"])
    return re.compile(rf"(?<!\w){words}(?!\w)[^.]{{0,60}}\Z")
