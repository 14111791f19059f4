"""Who will appear where, as press releases and letters announce it in prose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ptce_corpus.annotation.attribution.referents import Referents
from ptce_corpus.annotation.attribution.sources import Sort, Source, sources
from ptce_corpus.annotation.functions.roles import role_at, roles
from ptce_corpus.annotation.programmes.occasion import clock, event_days, event_hours
from ptce_corpus.annotation.programmes.slots import Slot
from ptce_corpus.annotation.programmes.stage import Standings
from ptce_corpus.annotation.programmes.standing import Standing, brought, chained
from ptce_corpus.annotation.programmes.told import bringing
from ptce_corpus.annotation.prose import Prose
from ptce_corpus.annotation.word_lists import word_set
from ptce_corpus.domain.annotation import Appearance, Label, Mention
from ptce_corpus.domain.document import Kind
from ptce_corpus.domain.span import Span

_ITEM = re.compile(r"\n[ \t]*[-–—•*▪●·►□✓]\s")
_LIST_REACH = 2_000
_BROKEN = 6
"""Empty lines at most that may stand inside one paragraph of a scan."""
_FULL_LINE = 60
_STOPS = tuple(".!?:;»”")
"""Code points looked back over for the head of a list."""
_WITH = re.compile(r"\bavec(?:\s+(?:son|sa|leur|le|la|l'|notre)\s*[^.;:|]{2,60})?\Z")
"""What brings someone in an item of a list: "avec", "avec son président, l'architecte"."""


def announced(
    text: str, mentions: Sequence[Mention], *, date: str | None, kind: Kind | None = None
) -> Iterator[Appearance]:
    """The appearances that prose announces; ``date`` is the date of the document. Events that are over have none."""
    return _Announcement(text, mentions, date, kind).appearances()


class _Announcement:
    """Reads prose that announces an event: a sentence with a word that brings someone, or a verb after the name."""

    def __init__(self, text: str, mentions: Sequence[Mention], date: str | None, kind: Kind | None) -> None:
        self.text, self.date, self.mentions = text, date, mentions
        self.people = sorted((m for m in mentions if m.label is Label.PER), key=lambda m: m.span)
        self.standings = Standings(text, mentions)
        self.prose = Prose(text)
        self.days = event_days(self.prose.low, mentions)
        self.hours = event_hours(self.prose.low, mentions)
        # A press release is read by its paragraphs; a letter invites to one hour, wherever it names the guests.
        self.one_hour = kind is not Kind.PRESS_RELEASE and sum(m.label is Label.TIME for m in mentions) == 1

    def appearances(self) -> Iterator[Appearance]:
        """Persons by name, then those whom a noun stands for."""
        chain_end = -1
        for person in self.people:
            standing = self.standings.of(person)
            brought = chained(self.text, chain_end, standing.start) or self._brought(standing) or self._listed(person)
            if not brought or self.prose.quote_around(person.span.start):
                chain_end = -1
                continue
            chain_end = standing.end
            slot = self._slot(person.span)
            if slot is not None:
                yield standing.appearance(person, slot, place=None)
        yield from self._by_office()

    def _by_office(self) -> Iterator[Appearance]:
        """Persons whom a noun stands for: "le président présentera …", with the day in the same sentence."""
        found = sources(self.prose, self.mentions)
        referents = Referents(self.prose, self.mentions, found)
        for source in found:
            if source.sort is not Sort.PERSON or not source.free or not source.definite or source.plural:
                continue
            printed = Span(source.span.start, self._phrase_end(source))
            after = self.prose.low[printed.end : printed.end + 60].lstrip(" \n")
            sentence = Span(self.prose.sentence_start(source.start), self.prose.sentence_end(source.start))
            taken = after.startswith(tuple(word_set("stage_words", "takes"))) and self._day_in(sentence)
            name = referents.name(source) if taken and not self.prose.quote_around(source.start) else None
            slot = self._slot(source.span) if name in referents.people else None
            if name is not None and slot is not None:
                role = next(roles(printed.cut(self.text)), None)
                title = role.title.removeprefix("nouveau ").removeprefix("nouvelle ") if role else None
                yield Appearance(printed, name, title, None, slot.session, slot.start, slot.end, None, 0.7)

    def _phrase_end(self, source: Source) -> int:
        """Where a noun and what belongs to it end: "la déléguée générale du pôle"."""
        prose = self.prose
        for index in range(prose.word_at(source.span.start) + 1, prose.word_at(source.span.end)):
            role = role_at(self.text, prose.spans[index][0])
            if role is not None:
                return max(role.span.end, source.span.end)
        return source.span.end

    def _listed(self, person: Mention) -> bool:
        """Whether an item of a list of guests brings the person: the line over the list tells of an event."""
        low = self.prose.low
        floor = max(0, person.span.start - _LIST_REACH)
        top = max(floor, low.rfind("\n\n", floor, person.span.start))
        items = [match.start() for match in _ITEM.finditer(low, top, person.span.start)]
        if not items or not _WITH.search(low[items[-1] : person.span.start].rstrip()):
            return False
        lead = low[max(0, items[0] - _LIST_REACH) : items[0]].rstrip()
        above = re.findall(r"[^\W\d_]+", lead[lead.rfind("\n") + 1 :]) if lead.endswith(":") else []
        return not word_set("stage_words", "events").isdisjoint(above)

    def _brought(self, standing: Standing) -> bool:
        before = " ".join(self.prose.low[max(0, standing.start - 120) : standing.start].replace("*", "").split()) + " "
        if brought(before) or bringing().search(before):
            return True
        after = self.prose.low[standing.end : standing.end + 60].lstrip(" ,*\n")
        return after.startswith(tuple(word_set("stage_words", "takes")))

    def _slot(self, span: Span) -> Slot | None:
        """The event's day and time: those of the sentence, else of the paragraph; None for an event that is over."""
        sentence = Span(self.prose.sentence_start(span.start), self.prose.sentence_end(span.start))
        paragraph = self._paragraph(span)
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
        if not times and self.one_hour:
            begins, ends = self.hours.get(when or "", (None, None))
        return Slot(when, begins, ends, None, self._heading(paragraph.start))

    def _paragraph(self, span: Span) -> Span:
        """The paragraph around a place; an empty line in the middle of a sentence, as in scans, does not end it."""
        start = self.text.rfind("\n\n", 0, span.start)
        for _ in range(_BROKEN):
            line = self.text[self.text.rfind("\n", 0, max(0, start)) + 1 : max(0, start)].rstrip()
            if len(line) < _FULL_LINE or line.endswith(_STOPS):
                break
            start = self.text.rfind("\n\n", 0, start)
        end = self.text.find("\n\n", span.end)
        return Span(max(0, start), end if end >= 0 else len(self.text))

    def _day_in(self, span: Span) -> str | None:
        days = [mention for mention in self.mentions if mention.label is Label.DATE and span.contains(mention.span)]
        return next(iter(event_days(self.prose.low, days)), None)

    def _only_day(self) -> str | None:
        """The one day after the document's date, when there is just one."""
        later = {found for found in self.days if self.date is None or found > self.date[:10]}
        return next(iter(later)) if len(later) == 1 else None

    def _heading(self, position: int) -> str | None:
        """The last short line above that is no date: the event's name."""
        for line in reversed(self.text[:position].rstrip().split("\n")[-12:]):
            bare = " ".join(line.replace("*", "").split()).strip(" #:-–")
            words = len(bare.split())
            if 3 <= words <= 20 and bare[-1:] not in ".,;" and not re.match(r"(?i)(?:le |paris|communiqu)", bare):
                return bare
        return None
