"""Who is on stage in minutes: chair, secretary, and those who report, each with the heading it is done under."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from ptce_corpus.annotation.prose import Prose, words_of
from ptce_corpus.annotation.referents import Referents
from ptce_corpus.annotation.roles import roles
from ptce_corpus.annotation.slots import Slot, clock, day, lines
from ptce_corpus.annotation.sources import Sort, Source, sources
from ptce_corpus.annotation.stage import Standings
from ptce_corpus.domain.annotation import Appearance, Label, Mention

_HEADING_WORDS = 14
_ARTICLES = " l'aes"
"""Letters of the articles that may stand before a name."""
_HEAD = 800
"""Code points in which the meeting's body is told."""


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
        found = []
        listed = lines(self.text)
        for number, line in enumerate(listed):
            bare = " ".join(line.text.replace("*", "").split()).lstrip("#•▪ ").strip(" :-–")
            words = bare.split()
            if (
                not words
                or len(words) > _HEADING_WORDS
                or bare[-1] in ".,;»?!"
                or not (bare[0].isupper() or bare[0].isdigit())
            ):
                continue
            if number and listed[number - 1].text.rstrip().endswith((",", ";")):
                continue
            above = listed[number - 1].text.strip() if number else ""
            after_stop = not above or above[-1] in ".!?:;)" or len(above.split()) <= _HEADING_WORDS
            below = next((other.text.strip() for other in listed[number + 1 : number + 3] if other.text.strip()), "")
            if after_stop and (not below or not below[0].islower()) and not re.match(r"\d+[.)]\s", bare):
                found.append((line.span.start, bare))
        return found

    def _session(self, position: int) -> str | None:
        place = bisect_right(self.headings, position, key=lambda heading: heading[0])
        return self.headings[max(0, place - 1)][1] if self.headings else None

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
        opening = self._opening()
        for source in self.sources:
            if source.label is not Label.PER:
                continue
            office = self._office(source)
            if office is None:
                continue
            title = self.headings[0][1] if self.headings else None
            yield self._row(source, office, Slot(self.day, opening, None, None, title))

    def _office(self, source: Source) -> str | None:
        """The office held in the meeting, chair or secretary, by the words around a name."""
        before = " ".join(self.prose.low[max(0, source.start - 60) : source.start].split())
        after = " ".join(self.prose.low[source.span.end : source.span.end + 70].split()).lstrip(",( ")
        table = words_of("stage_words")["minutes"]
        if before.endswith(tuple(table["chair_before"])) or after.startswith(tuple(table["chair_after"])):
            return "président de séance"
        if before.endswith(tuple(table["secretary_before"])) or after.startswith(tuple(table["secretary_after"])):
            return "secrétaire de séance"
        return None

    def _opening(self) -> str | None:
        """When the meeting opened, as its minutes tell it."""
        for match in re.finditer(
            r"(?:débute|ouverte|ouvre|commence|début de (?:la )?séance|ouverture)[^.\n]{0,60}", self.prose.low
        ):
            for mention in self.mentions:
                if mention.label is Label.TIME and match.start() <= mention.span.start <= match.end():
                    return clock(mention.value)[0]
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

    def _standing(self, source: Source, name: str, office: str | None) -> tuple[str | None, str | None]:
        """The function that the document prints for a person; the office held in the meeting where it prints none."""
        if office == "secrétaire de séance":
            return office, None
        for mention in self.mentions:
            if mention.label is Label.PER and (mention.name or mention.text) == name:
                standing = self.standings.of(mention)
                if standing.function and standing.end > mention.span.end and next(roles(standing.function), None):
                    return standing.function, standing.organisation
        if source.sort is Sort.PERSON:
            words = source.span.cut(self.text).split(maxsplit=1)
            return " ".join(words[-1].split()), None
        return office, None


@cache
def _reports() -> re.Pattern[str]:
    table = words_of("stage_words")["minutes"]
    verbs = "|".join(re.escape(verb).replace("\\ ", r"\s+") for verb in sorted(table["reports"], key=len, reverse=True))
    barred = "".join(rf"(?<!{re.escape(word)}\s)(?<!{re.escape(word)})" for word in table["reflexive"])
    return re.compile(rf"(?<!\w){barred}(?:{verbs})(?!\w)")


@cache
def _presented() -> re.Pattern[str]:
    table = words_of("stage_words")["minutes"]
    verbs = "|".join(
        re.escape(verb).replace("\\ ", r"\s+") for verb in sorted(table["presented_by"], key=len, reverse=True)
    )
    return re.compile(rf"(?<!\w)(?:{verbs})\s+(?:par\s+)?")
