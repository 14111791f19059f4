"""Who appears where and when: programmes, invitations, minutes, and press releases that announce an event.

A programme is read line by line (``slots``): days, times and headings make a slot; a person who leads a line, follows a
label or a word that brings someone on stage, or goes on such a list, appears in it. Prose is read by the words before
and after a name; minutes by who presides, keeps the record and reports (``minutes``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ptce_corpus.annotation.minutes import in_minutes
from ptce_corpus.annotation.prose import Prose, word_set, words_of
from ptce_corpus.annotation.roles import roles
from ptce_corpus.annotation.slots import Slot, Timetable, clock, day
from ptce_corpus.annotation.stage import Standing, Standings
from ptce_corpus.domain.annotation import Appearance, Label, Mention
from ptce_corpus.domain.document import Kind
from ptce_corpus.domain.span import Span

_CHAIN = re.compile(
    r"[\s,;&*()|–—-]*(?:(?:et|ainsi\s+que|puis)\s+)?(?:de\s+|d['’]|par\s+|avec\s+)?"
    r"(?:(?:M|MM|Mme|Mmes|Dr|Pr)\.?\s+)?[*\s]*\Z"
)
"""What stands between two persons who appear together."""
_TITLES = re.compile(r"(?:(?:M|MM|Mr|Mme|Mmes|Dr|Pr|Monsieur|Madame)\.?\s+)?\Z")
_ADDRESS = re.compile(r"@|https?:|\bwww\.|\b0\d(?:[ .]?\d\d){4}\b|\+33")


def appearances(
    text: str, mentions: Sequence[Mention], *, date: str | None, kind: Kind | None
) -> tuple[Appearance, ...]:
    """The appearances of a document, in order of place; one row for each slot that a person stands in.

    ``mentions`` are those of ``text`` (PER, ORG, DATE, TIME and LOC are used); ``date`` is the date of the document.
    Documents of other kinds (reports, articles, letters) have none.
    """
    people = [mention for mention in mentions if mention.label is Label.PER]
    if not people or kind in (Kind.REPORT, Kind.ARTICLE):
        return ()
    if kind is Kind.MINUTES:
        return in_minutes(text, mentions, date=date)
    table = Timetable(text, mentions, date=date)
    timed = sum(slot.time_line == number for number, slot in enumerate(table.slots))
    if kind is Kind.PROGRAMME or (timed >= 3 and kind is not Kind.LETTER):
        found = list(_Programme(text, mentions, table).appearances())
    else:
        found = list(_Announcement(text, mentions, date).appearances())
    return tuple(_once(found))


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
        self.places = [m for m in mentions if m.label is Label.LOC]
        self.standings = Standings(text, mentions)
        self.prose = Prose(text)
        self.venue = self._venue()

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
        chain_end = -1
        for person in self.people:
            number = self.table.line_number(person.span.start)
            standing = self.standings.of(person)
            chained = 0 <= chain_end <= person.span.start and bool(
                _CHAIN.fullmatch(self.text[chain_end : person.span.start])
            )
            if self._set_aside(person, number) or not (chained or self._leads(person, number)):
                chain_end = -1
                continue
            chain_end = standing.end
            yield _appearance(person, standing, self.table.slots[number], self._place(number))

    def _set_aside(self, person: Mention, number: int) -> bool:
        """Whether the person is quoted, spoken about, or only to be called or written to."""
        line = self.table.lines[number]
        quote = self.prose.quote_around(person.span.start)
        if quote is not None and quote.closed:
            return True
        near = self.text[person.span.end : self._paragraph_end(line.span.end)]
        if _ADDRESS.search(near[:120]) and not self.table.slots[number].begins:
            return True
        head = self.table.low[max(0, line.span.start - 80) : person.span.start]
        return bool(_contact().search(head.rsplit("\n\n", 1)[-1]))

    def _paragraph_end(self, position: int) -> int:
        end = self.text.find("\n\n", position)
        return end if end >= 0 else len(self.text)

    def _leads(self, person: Mention, number: int) -> bool:
        """Whether the words before a name on its line put the person on stage."""
        line, slot = self.table.lines[number], self.table.slots[number]
        before = self.table.low[line.span.start : person.span.start]
        printed = self.text[line.span.start : person.span.start]
        bare = _TITLES.sub("", re.sub(r"[*_#>•▪●·►□✓○]", "", printed))
        if not bare.strip(" \t|–—-"):
            return self._heads_line(person, slot)
        low = " ".join(before.replace("*", "").split())
        low = re.sub(r"(?:(?:^|\s)(?:m|mme|dr|pr|mm)\.?)\Z", "", low).rstrip()
        if low.endswith(tuple(word_set("stage_words", "brings"))):
            return True
        if _label().search(low):
            return True
        if slot.time_line < 0:
            return False
        timed = slot.time_line == number
        words = low.split()
        if timed and re.search(r"\d\s*[:–—|-]*\Z", low):
            return True
        if words and words[-1] in ("par", "avec"):
            return True
        cell = re.search(r"(?:\s{3,}|\||\t|[:–—]\s|\s-\s)\s*\Z", self.text[line.span.start : person.span.start])
        return bool(cell) and not (words and words[-1] in word_set("stage_words", "about"))

    def _heads_line(self, person: Mention, slot: Slot) -> bool:
        """Whether a name at the head of its line stands in a list of the programme, not in running prose."""
        after = self.text[person.span.end : person.span.end + 2]
        line_end = self.text.find("\n", person.span.end)
        rest = self.text[person.span.end : line_end if line_end >= 0 else len(self.text)].strip(" *_")
        closed = not rest or rest[0] in ",(–—-:|.;" or after.startswith("  ")
        if slot.time_line >= 0 or not closed:
            return closed
        known = bool(rest) and next(roles(rest[:160]), None) is not None
        listed = bool(_label().search((slot.heading or "").lower() + " :"))
        return listed or known

    def _place(self, number: int) -> str | None:
        """A room or house printed on the line, else that of the whole event."""
        span = self.table.lines[number].span
        for place in self.places:
            first = place.text.lower().split()[:1]
            if span.contains(place.span) and first and first[0] in word_set("stage_words", "venues"):
                return place.name or " ".join(place.text.split())
        return self.venue


class _Announcement:
    """Reads prose that announces an event: a sentence with a word that brings someone, or a verb after the name."""

    def __init__(self, text: str, mentions: Sequence[Mention], date: str | None) -> None:
        self.text, self.date, self.mentions = text, date, mentions
        self.people = sorted((m for m in mentions if m.label is Label.PER), key=lambda m: m.span)
        self.standings = Standings(text, mentions)
        self.prose = Prose(text)

    def appearances(self) -> Iterator[Appearance]:
        chain_end = -1
        for person in self.people:
            standing = self.standings.of(person)
            chained = 0 <= chain_end <= person.span.start and bool(
                _CHAIN.fullmatch(self.text[chain_end : person.span.start])
            )
            if not (chained or self._brought(person, standing)) or self.prose.quote_around(person.span.start):
                chain_end = -1
                continue
            chain_end = standing.end
            slot = self._slot(person)
            if slot is not None:
                yield _appearance(person, standing, slot, None)

    def _brought(self, person: Mention, standing: Standing) -> bool:
        before = " ".join(self.prose.low[max(0, person.span.start - 120) : person.span.start].replace("*", "").split())
        before = re.sub(r"(?:(?:^|\s)(?:m|mme|dr|pr|mm)\.?)\Z", "", before).rstrip()
        if standing.function and standing.end == person.span.end:
            before = (
                before.removesuffix(",")
                .rstrip()
                .removesuffix(standing.function.lower())
                .rstrip()
                .removesuffix("la")
                .removesuffix("le")
                .rstrip()
            )
        brings = word_set("stage_words", "brings")
        if any(before.endswith(phrase) and not before[: -len(phrase)][-1:].isalnum() for phrase in brings):
            return True
        after = self.prose.low[standing.end : standing.end + 60].lstrip(" ,*\n")
        return after.startswith(tuple(word_set("stage_words", "takes")))

    def _slot(self, person: Mention) -> Slot | None:
        """The event's day and time: those of the sentence, else of the paragraph; None for an event that is over."""
        sentence = Span(self.prose.sentence_start(person.span.start), self.prose.sentence_end(person.span.start))
        start = self.text.rfind("\n\n", 0, person.span.start)
        end = self.text.find("\n\n", person.span.end)
        paragraph = Span(max(0, start), end if end >= 0 else len(self.text))
        words = set(re.findall(r"[^\W\d_]+", self.prose.low[paragraph.start : paragraph.end]))
        when = self._day_in(sentence) or self._day_in(paragraph)
        told = bool(words & word_set("stage_words", "events"))
        if when is None and not told:
            return None
        when = when or self._only_day()
        if when is not None and self.date is not None and when < self.date[:10]:
            return None
        times = [m for m in self.mentions if m.label is Label.TIME and paragraph.contains(m.span)]
        begins, ends = clock(times[0].value) if len(times) == 1 else (None, None)
        return Slot(when, begins, ends, None, self._heading(paragraph.start))

    def _day_in(self, span: Span) -> str | None:
        return next(
            (
                found
                for m in self.mentions
                if m.label is Label.DATE and span.contains(m.span) and (found := day(m.value))
            ),
            None,
        )

    def _only_day(self) -> str | None:
        """The one day after the document's date, when there is just one."""
        days = {
            found for m in self.mentions if m.label is Label.DATE and (found := day(m.value)) and found != self.date
        }
        later = {found for found in days if self.date is None or found > self.date[:10]}
        return next(iter(later)) if len(later) == 1 else None

    def _heading(self, position: int) -> str | None:
        """The last short line above that is no date: the event's name."""
        for line in reversed(self.text[:position].rstrip().split("\n")[-12:]):
            bare = " ".join(line.replace("*", "").split()).strip(" #:-–")
            words = len(bare.split())
            if 3 <= words <= 20 and bare[-1:] not in ".,;" and not re.match(r"(?i)(?:le |paris|communiqu)", bare):
                return bare
        return None


def _appearance(person: Mention, standing: Standing, slot: Slot, place: str | None) -> Appearance:
    name = person.name or " ".join(person.text.split())
    return Appearance(
        person.span, name, standing.function, standing.organisation, slot.session, slot.start, slot.end, place, 0.8
    )


@cache
def _label() -> re.Pattern[str]:
    """A label before a name: "Intervenants :", "Animation de la soirée –"."""
    listed = sorted(words_of("stage_words")["labels"], key=len, reverse=True)
    words = "|".join(re.escape(label) for label in listed)
    return re.compile(rf"(?<!\w)(?:{words})(?:\s+[^:|.]{{0,60}})?\s*[:–—-]\s*\Z")


@cache
def _contact() -> re.Pattern[str]:
    listed = sorted(words_of("stage_words")["contact"], key=len, reverse=True)
    words = "|".join(re.escape(label) for label in listed)
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)[^.]{{0,60}}\Z")
