"""Who is on stage in minutes: chair, secretary, and those who report, each with the heading it is done under."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from ptce_corpus.annotation.attribution.referents import Referents
from ptce_corpus.annotation.attribution.sources import Sort, Source, pronoun_source, sources
from ptce_corpus.annotation.functions.roles import roles
from ptce_corpus.annotation.programmes.headings import Line, lines
from ptce_corpus.annotation.programmes.occasion import clock, day
from ptce_corpus.annotation.programmes.slots import Slot
from ptce_corpus.annotation.programmes.stage import Standings
from ptce_corpus.annotation.programmes.standing import Standing
from ptce_corpus.annotation.prose import Prose
from ptce_corpus.annotation.word_lists import either, word_table
from ptce_corpus.domain.annotation import Appearance, Label, Mention
from ptce_corpus.domain.span import Span

_HEADING_WORDS = 14
_ARTICLES = " l'aes"
"""Letters of the articles that may stand before a name."""
_HEAD = 800
"""Code points in which the meeting's body and hours are told."""
_NUMBERED = re.compile(r"(?:point\s+(?:n°\s*)?)?(?:\d{1,2}|[IVX]{1,4})\s?[.)°:–-]\s+", re.IGNORECASE)
_LABELLED = re.compile(r"(?:présent|excusé|absent|secrétaire|président|lieu|date|participant|invité|rédact)")
_CHAIR, _SECRETARY, _LEAD = "président de séance", "secrétaire de séance", ""
_APPOSED = re.compile(r"\s*(?:,[^.;:,]{3,90},|\([^()]{3,90}\),?)\s*")
_BESIDE = re.compile(r"[\s,–—-]*(?:de|à|a|dès)?\s*")
_OPENING = re.compile(r"(?:débute|ouverte|ouvre|commence|début de (?:la )?séance|ouverture)[^.\n]{0,60}")
_CLOSING = re.compile(
    r"(?:levée|close|clôturée|clôture|s'achève|prend fin|se termine|fin de (?:la )?séance)[^.\n]{0,60}"
)


def in_minutes(text: str, mentions: Sequence[Mention], *, date: str | None) -> tuple[Appearance, ...]:
    """The appearances of minutes, in order of place; ``date`` is the day of the meeting where known."""
    return tuple(_Minutes(text, mentions, date).appearances())


class _Minutes:
    def __init__(self, text: str, mentions: Sequence[Mention], date: str | None) -> None:
        self.text, self.mentions = text, mentions
        self.prose = Prose(text)
        self.sources = sources(self.prose, mentions)
        self.referents = Referents(self.prose, mentions, self.sources)
        self.standings = Standings(text, mentions)
        self.day = self._meeting_day(date)
        self.body = self._meeting_body()
        self.headings = self._headings()

    def _meeting_day(self, date: str | None) -> str | None:
        if day(date):
            return date
        return next((found for m in self.mentions if m.label is Label.DATE and (found := day(m.value))), None)

    def _meeting_body(self) -> str | None:
        """Whose minutes these are: of the bodies in the head of the document the one named most often."""
        bodies = self.referents.bodies
        head = [m.name or m.text for m in self.mentions if m.label is Label.ORG and m.span.start < _HEAD]
        named = max(dict.fromkeys(head), key=lambda name: bodies[name], default=None)
        return named or next((name for name, _ in bodies.most_common(1)), None)

    def _headings(self) -> list[tuple[int, str]]:
        """Places and texts of the headings: short lines without a stop that do not go on in the next line."""
        listed = lines(self.text)
        people = {m.span.start for m in self.mentions if m.label is Label.PER}
        found: list[tuple[int, str]] = []
        seen: set[str] = set()
        for number, line in enumerate(listed):
            bare = " ".join(line.text.replace("*", "").split()).lstrip("#•▪ ").strip(" :-–")
            above = listed[number - 1].text.strip() if number else ""
            next_line = listed[number + 1].text.strip() if number + 1 < len(listed) else ""
            item = _NUMBERED.match(bare)
            if item and (above or next_line):
                continue
            bare = bare[item.end() :] if item else bare
            if _titles(bare) and line.start not in people and self._stands_apart(listed, number, above):
                if bare in seen:
                    continue  # the running head of a page
                seen.add(bare)
                found.append((line.span.start, bare))
        return found

    def _stands_apart(self, listed: Sequence[Line], number: int, above: str) -> bool:
        """Whether a line neither goes on with the one above nor goes on in the next."""
        below = next((other.text.strip() for other in listed[number + 1 : number + 3] if other.text.strip()), "")
        after_stop = not above or above[-1] in ".!?:;)" or len(above.split()) <= _HEADING_WORDS
        return after_stop and not above.endswith((",", ";")) and not below[:1].islower()

    def _title(self, position: int) -> str | None:
        """What the document is called: its first heading, when that stands over ``position``; else its first lines."""
        if self.headings and self.headings[0][0] < position:
            return self.headings[0][1]
        first = self.text.strip().split("\n\n", 1)[0].split()
        return " ".join(first) if 0 < len(first) <= _HEADING_WORDS * 2 else None

    def _session(self, position: int) -> str | None:
        place = bisect_right(self.headings, position, key=lambda heading: heading[0])
        return self.headings[place - 1][1] if place else self._title(position)

    def appearances(self) -> Iterator[Appearance]:
        seen: set[tuple[str, str | None]] = set()
        found = [*self._officers(), *self._reporters()]
        for appearance in sorted(found, key=lambda each: each.span):
            key = (appearance.person, appearance.session)
            if key not in seen:
                seen.add(key)
                yield appearance

    def _officers(self) -> Iterator[Appearance]:
        """Chair and secretary."""
        begins, ends = self._hours()
        found = [(source, office) for source in self.sources if (office := self._office(source)) is not None]
        if not any(office in (_CHAIR, _LEAD) for _, office in found):
            opener = next((self._subject(match.start()) for match in _opens().finditer(self.prose.low)), None)
            found += [(opener, _CHAIR)] if opener is not None else []
        for source, office in found:
            yield self._row(source, office, Slot(self.day, begins, ends, None, self._title(source.start)))

    def _office(self, source: Source) -> str | None:
        """The office held in the meeting, chair or secretary, by the words around a name."""
        if source.label is not Label.PER:
            return None
        before = " ".join(self.prose.low[max(0, source.start - 60) : source.start].split())
        end = source.span.end
        apposed = _APPOSED.match(self.prose.low, end)
        table = word_table("stage_words")["minutes"]
        for start in (end, apposed.end() if apposed else end):
            after = " ".join(self.prose.low[start : start + 70].split()).lstrip(",( ")
            if before.endswith(tuple(table["chair_before"])) or after.startswith(tuple(table["chair_after"])):
                return _CHAIR
            if before.endswith(tuple(table["lead_before"])):
                return _LEAD
            if before.endswith(tuple(table["secretary_before"])) or after.startswith(tuple(table["secretary_after"])):
                return _SECRETARY
        return None

    def _hours(self) -> tuple[str | None, str | None]:
        """When the meeting began and ended: the two hours printed with its day, else as told, else the hour printed."""
        begins, ends = self._printed_hours()
        if begins and ends:
            return begins, ends
        return self._told(_OPENING) or begins, self._told(_CLOSING)

    def _printed_hours(self) -> tuple[str | None, str | None]:
        """The clock times right behind the day of the meeting, in the head of the document."""
        head = [mention for mention in self.mentions if mention.span.start < _HEAD]
        for mention, following in pairwise(sorted(head, key=lambda m: m.span)):
            between = self.prose.low[mention.span.end : following.span.start]
            if (
                mention.label is Label.DATE
                and mention.value == self.day
                and following.label is Label.TIME
                and _BESIDE.fullmatch(between)
            ):
                return clock(following.value)
        return None, None

    def _told(self, words: re.Pattern[str]) -> str | None:
        """The clock time behind words of opening or closing."""
        times = sorted((m for m in self.mentions if m.label is Label.TIME), key=lambda m: m.span)
        for match in words.finditer(self.prose.low):
            first = bisect_left(times, match.start(), key=lambda m: m.span.start)
            if first < len(times) and times[first].span.start <= match.end():
                return clock(times[first].value)[0]
        return None

    def _reporters(self) -> Iterator[Appearance]:
        for match in _reports().finditer(self.prose.low):
            source = self._subject(match.start())
            if source is not None:
                yield self._row(source, None, Slot(self.day, None, None, None, self._session(match.start())))
        for match in _presented().finditer(self.prose.low):
            near = self.referents.between(match.end(), match.end() + 40)
            if near and not self.prose.low[match.end() : near[0].start].strip(_ARTICLES):
                yield from self._named(near[0], match.start())

    def _named(self, source: Source, position: int) -> Iterator[Appearance]:
        if self._person(source) is not None:
            yield self._row(source, None, Slot(self.day, None, None, None, self._session(position)))

    def _person(self, source: Source) -> str | None:
        if source.label is Label.ORG or source.sort is Sort.BODY:
            return None
        name = self.referents.name(source)
        return name if name in self.referents.people else None

    def _subject(self, position: int) -> Source | None:
        """The person right before a verb, in the same sentence, object pronouns between."""
        start = self.prose.sentence_start(position)
        first = self.prose.word_at(start)
        opening = pronoun_source(self.prose, Span(*self.prose.spans[first]))
        if opening is not None and not self.prose.low[opening.span.end : position].strip():
            source = self.referents.antecedent(opening)
            return source if source is not None and self._person(source) else None
        for source in reversed(self.referents.between(start, position)):
            between = self.prose.low[source.span.end : position].strip()
            between = re.sub(r"\([^()]*\)|,[^,]*,", "", between).strip()
            if (
                source.free
                and between in ("", "nous", "leur", "vous", "y", "en", "ensuite", "puis", "alors")
                and self._person(source)
            ):
                return source
        return None

    def _row(self, source: Source, office: str | None, slot: Slot) -> Appearance:
        name = self.referents.name(source) or ""
        function, organisation = self._standing(source, name, office)
        return Appearance(
            source.span, name, function, organisation or self.body, slot.session, slot.start, slot.end, None, 0.75
        )

    def _printed(self, span: Span) -> Standing | None:
        """The function that stands behind the name at ``span``."""
        person = next((m for m in self.mentions if m.label is Label.PER and m.span == span), None)
        standing = self.standings.of(person) if person is not None else None
        if standing is None or not standing.function or standing.end <= span.end:
            return None
        return standing if next(roles(standing.function), None) else None

    def _standing(self, source: Source, name: str, office: str | None) -> tuple[str | None, str | None]:
        """The function that the document prints for a person; the office held in the meeting where it prints none."""
        if office == _SECRETARY:
            own = self._printed(source.span)
            return (own.function, own.organisation) if own is not None else (office, None)
        for mention in self.mentions:
            if mention.label is Label.PER and (mention.name or mention.text) == name:
                standing = self._printed(mention.span)
                if standing is not None:
                    return standing.function, standing.organisation
        if source.sort is Sort.PERSON:
            words = source.span.cut(self.text).split(maxsplit=1)
            return " ".join(words[-1].split()), None
        return office or None, None


def _titles(bare: str) -> bool:
    """Whether a line can be a heading by its words alone."""
    if not bare or len(bare.split()) > _HEADING_WORDS or bare[-1] in ".,;»?!" or "|" in bare:
        return False
    labelled = re.search(r"\s:\s", bare) is not None and _LABELLED.match(bare.lower()) is not None
    return not labelled and (bare[0].isupper() or bare[0].isdigit()) and re.search(r"[^\W\d_]{3}", bare) is not None


@cache
def _opens() -> re.Pattern[str]:
    verbs = either(word_table("stage_words")["minutes"]["opens"], gap=r"\s+")
    return re.compile(rf"(?<!\w){verbs}(?!\w)")


@cache
def _reports() -> re.Pattern[str]:
    table = word_table("stage_words")["minutes"]
    verbs = either(table["reports"], gap=r"\s+")
    barred = "".join(rf"(?<!{re.escape(word)}\s)(?<!{re.escape(word)})" for word in table["reflexive"])
    return re.compile(rf"(?<!\w){barred}{verbs}(?!\w)")


@cache
def _presented() -> re.Pattern[str]:
    verbs = either(word_table("stage_words")["minutes"]["presented_by"], gap=r"\s+")
    return re.compile(rf"(?<!\w){verbs}(?:\s+|(?<='))(?:par\s+)?(?:(?:m|mme|dr|pr)\.?\s+)?")
