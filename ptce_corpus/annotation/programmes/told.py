"""Programmes told in prose: "À 14h15, X, présidente, présentera …"; "une table ronde réunira X, Y et Z"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache

from ptce_corpus.annotation.programmes.occasion import clock
from ptce_corpus.annotation.programmes.slots import Slot, Timetable
from ptce_corpus.annotation.programmes.stage import Standings
from ptce_corpus.annotation.programmes.standing import Standing
from ptce_corpus.annotation.prose import Prose
from ptce_corpus.annotation.word_lists import either, word_set
from ptce_corpus.domain.annotation import Label, Mention
from ptce_corpus.domain.span import Span

_LIST = re.compile(r"[^.;:|\n]*(?:\n[^.;:|\n]+)*?(?:[,;]|\bet|\bpuis|\bque)\s+(?:de\s+|d'|par\s+|avec\s+|à\s+)?\Z")
"""What stands between two names of a list, with what is printed of the first."""
_LONGEST_GAP = 140
_LEAD_IN = (
    r"(?:\s+(?:ensuite|également|aussi|notamment|alors|enfin))?"
    r"[\s,:]*(?:(?:par|avec|de|d'|à|a|au|aux|entre)?\s*(?:(?:m|mme|dr|pr|mm)\.?\s+)?)?"
)
_CLOCK = r"(?:[\s,]*(?:à|vers|dès|de)\s+\d{1,2}\s?h(?:eures?)?\s?\d{0,2}(?:\s+à\s+\d{1,2}\s?h\s?\d{0,2})?,?)?"
"""A clock time between a verb and whom it brings: "ouverte à 14h par"."""


def told(prose: Prose, mentions: Sequence[Mention], *, table: Timetable, standings: Standings) -> Mapping[int, Slot]:
    """The slots of the persons whom sentences of running prose put on stage, by where the name starts.

    A sentence counts that tells a clock time, or that goes on after such a sentence of its paragraph.
    """
    return _Told(prose, mentions, table, standings).slots()


class _Told:
    def __init__(self, prose: Prose, mentions: Sequence[Mention], table: Timetable, standings: Standings) -> None:
        self.prose, self.table, self.standings = prose, table, standings
        self.people = sorted((m for m in mentions if m.label is Label.PER), key=lambda m: m.span)
        self.times = sorted((m for m in mentions if m.label is Label.TIME), key=lambda m: m.span)

    def slots(self) -> dict[int, Slot]:
        found: dict[int, Slot] = {}
        before: tuple[Span, Slot] | None = None
        for sentence, people in self._sentences():
            slot = self._slot(sentence, before)
            shown = self._shown(sentence, people) if slot is not None else []
            found |= {person.span.start: self._printed(slot, person) for person in shown if slot is not None}
            before = (sentence, slot) if shown and slot is not None else None
        return found

    def _printed(self, slot: Slot, person: Mention) -> Slot:
        """The slot of the line of a name, where that is printed as a row of the timetable."""
        number = self.table.line_number(person.span.start)
        row = self.table.slots[number]
        if row.time_line == number and number != self.table.line_number(self.prose.sentence_start(person.span.start)):
            return row
        return row if row.begins and (row.day, row.begins) == (slot.day, slot.begins) and row.session else slot

    def _sentences(self) -> list[tuple[Span, list[Mention]]]:
        """The sentences that name somebody, each with whom it names."""
        found: list[tuple[Span, list[Mention]]] = []
        for person in self.people:
            start = self.prose.sentence_start(person.span.start)
            if found and found[-1][0].start == start:
                found[-1][1].append(person)
            else:
                found.append((Span(start, max(self.prose.sentence_end(person.span.start), person.span.end)), [person]))
        return found

    def _slot(self, sentence: Span, before: tuple[Span, Slot] | None) -> Slot | None:
        """The slot of a sentence: its one clock time, else that of the sentence right before it."""
        if "|" in sentence.cut(self.prose.text) or not _verbs().search(sentence.cut(self.prose.low)):
            return None
        number = self.table.line_number(sentence.start)
        now = self.table.slots[number]
        first = bisect_left(self.times, sentence.start, key=lambda time: time.span.start)
        own = [time for time in self.times[first : first + 3] if sentence.contains(time.span)]
        if len(own) == 1:
            begins, ends = clock(own[0].value)
            named = _events().search(self.prose.low, sentence.start, sentence.end)
            title = self.prose.text[named.start() : named.end()] if named else None
            heading = now.heading if now.time_line != number else self.table.slots[max(0, number - 1)].heading
            return Slot(now.day, begins, ends, title, heading)
        if not own and now.begins and (before is None or before[1].begins != now.begins):
            return now
        goes_on = before is not None and not self.prose.text[before[0].end : sentence.start].strip()
        apart = before is not None and "\n\n" in self.prose.text[before[0].start : sentence.start].rstrip()
        return before[1] if before is not None and not own and goes_on and not apart else None

    def _shown(self, sentence: Span, people: Sequence[Mention]) -> list[Mention]:
        """Those whom the sentence brings on stage, and those on a list with them."""
        shown: list[Mention] = []
        end = -1
        for place, person in enumerate(people):
            standing = self.standings.of(person)
            if self._brought(sentence, person) or (end >= 0 and self._listed(end, person.span.start)):
                shown.append(person)
                end = person.span.end
            elif self._takes(standing):
                shown += [*self._joined(people[:place], person), person]
                end = -1
            else:
                end = -1
        return shown

    def _brought(self, sentence: Span, person: Mention) -> bool:
        before = self.prose.low[max(sentence.start, person.span.start - 90) : person.span.start]
        return bool(bringing().search(before))

    def _takes(self, standing: Standing) -> bool:
        after = self.prose.low[standing.end : standing.end + 60].lstrip(" ,\n")
        return after.startswith(tuple(word_set("stage_words", "takes")))

    def _joined(self, earlier: Sequence[Mention], person: Mention) -> list[Mention]:
        """Those who share the verb of ``person``: "X, présidente, et Y, trésorier, présenteront"."""
        found: list[Mention] = []
        start = person.span.start
        for other in reversed(earlier):
            if not self._listed(other.span.end, start):
                break
            found.insert(0, other)
            start = other.span.start
        return found

    def _listed(self, end: int, start: int) -> bool:
        return start - end <= _LONGEST_GAP and bool(_LIST.fullmatch(self.prose.low, end, start))


@cache
def _verbs() -> re.Pattern[str]:
    listed = either(word_set("stage_words", "takes") | word_set("stage_words", "gathers"), gap=r"\s+")
    return re.compile(rf"(?<!\w)(?:{listed}|sera|seront|{_participles()})(?!\w)")


def _participles() -> str:
    """The participles of the phrases that bring someone with "par": "animée", "conduite"."""
    brings = word_set("stage_words", "brings")
    return either({phrase.removesuffix(" par") for phrase in brings if phrase.endswith(" par")})


@cache
def bringing() -> re.Pattern[str]:
    """The end of what brings somebody: "sera ouverte à 14h par", "réunira", "reviendra à"."""
    gathers = either(word_set("stage_words", "gathers"), gap=r"\s+")
    by = rf"{_participles()}{_CLOCK}[\s,]*par\s+"
    return re.compile(rf"(?<!\w)(?:{by}(?:(?:m|mme|dr|pr|mm)\.?\s+)?|{gathers}{_CLOCK}{_LEAD_IN})\Z")


@cache
def _events() -> re.Pattern[str]:
    words = word_set("stage_words", "events") | word_set("stage_words", "labels")
    longer = [word for word in words if len(word) > 4 and not word.startswith("intervenant")]
    return re.compile(rf"(?<!\w){either(longer)}(?!\w)")
