"""What a document tells of those it names: gender, the nouns used for each, offices, and who speaks in it at all."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from ptce_corpus.annotation.attribution.offices import alike, gender_of, heads, role_behind, role_gender, taken
from ptce_corpus.annotation.attribution.sources import Sort, Source
from ptce_corpus.annotation.functions.roles import Role
from ptce_corpus.annotation.prose import Prose
from ptce_corpus.annotation.reporting.verbs import reporting, tells
from ptce_corpus.annotation.word_lists import word_set, word_table
from ptce_corpus.domain.annotation import Label
from ptce_corpus.domain.span import Span

_APPOSED = re.compile(r",\s+(?:(?:l[ae]|une?)\s+|l')?(?:jeune\s+|ancienne?\s+)?([^\W\d_]{4,})(?!')")
_INSERTED = re.compile(r"\s*,[^.;:!?«»“”\"]{2,140}?,\s*|\s+")
_NEXT = 4
"""Words behind a name among which its verb is looked for."""


@dataclass(slots=True)
class Person:
    """Someone named in the document: what is known of gender and of the nouns used for the person."""

    name: str
    gender: str | None = None
    heads: set[str] = field(default_factory=set)
    role: Role | None = None
    took: set[str] = field(default_factory=set)
    """Nouns of the offices that the document tells the person to take."""
    left: bool = False
    """Whether someone succeeds the person in an office."""
    speaks: bool = False
    """Whether the document reports words of the person under the name."""


class Known:
    """Reads the sources of one document; ``full`` gives the fullest name for a name."""

    def __init__(self, prose: Prose, sources: Sequence[Source], *, full: Callable[[str], str]) -> None:
        self.prose, self.sources, self.full = prose, sources, full

    def people(self) -> dict[str, Person]:
        """The persons by their full names, in the order in which the document names them first."""
        found: dict[str, Person] = {}
        for place, source in enumerate(self.sources):
            if source.sort is not Sort.NAME or source.label is not Label.PER or source.name is None:
                continue
            name = self.full(source.name)
            person = found.setdefault(name, Person(name, gender_of(name)))
            self._described(person, source)
            self._put_in_office(person, place)
            person.speaks = person.speaks or self._speaks(source)
        return found

    def bodies(self) -> tuple[Counter[str], Mapping[str, set[str]]]:
        """How often each body is named, and the nouns that it may be called by."""
        found: Counter[str] = Counter()
        nouns: dict[str, set[str]] = defaultdict(set)
        for source in self.sources:
            if source.sort is not Sort.NAME or source.label is not Label.ORG or source.name is None:
                continue
            name = source.name
            found[name] += 1
            words = {word.strip("'") for word in source.span.cut(self.prose.low).split()}
            nouns[name] |= words | {word.lower() for word in name.replace("'", " ").split()}
            index = self.prose.word_at(source.span.start) - 1
            if index >= 0:
                nouns[name].add(self.prose.words[index])
        return found, nouns

    def _described(self, person: Person, source: Source) -> None:
        """Gender, title and the noun that runs into the name or stands behind its comma."""
        if not (source.head and person.gender):  # a first name tells more than the noun that runs into it
            person.gender = source.gender or person.gender
        if source.head:
            person.heads.add(source.head)
        role = role_behind(self.prose.text, source.span.end)
        if role is not None:
            person.heads |= heads(role.title)
            person.gender = person.gender or role_gender(role.title)
            person.role = person.role or role
            return
        apposed = _APPOSED.match(self.prose.low, source.span.end)
        if apposed and not reporting(apposed[1]):
            index = self.prose.word_at(apposed.start(1))
            if self.prose.tag(index) in (None, "NOUN"):
                person.heads |= {apposed[1], self.prose.folded[index]}

    def _put_in_office(self, person: Person, place: int) -> None:
        """Offices told by a verb ("présidée par X", "X est le secrétaire") or a line above a signature."""
        source, low = self.sources[place], self.prose.low
        before = low[max(0, source.start - 30) : source.start].rstrip()
        person.heads |= {office for phrase, office in word_table("people")["put_in"].items() if before.endswith(phrase)}
        after = low[source.span.end : source.span.end + 40].lstrip(" ,\n")
        person.heads |= {office for phrase, office in word_table("people")["does"].items() if after.startswith(phrase)}
        person.heads |= self._told_after(place) | self._before_comma(place)
        person.left = person.left or before.endswith(tuple(word_set("people", "takes_office", "succeeds")))
        person.took |= taken(self.prose.text, low, source.span) | self._presented(place)
        person.heads |= {noun for head in person.took for noun in alike(head)}
        *_, line, same = ["", *low[max(0, source.start - 60) : source.start].split("\n")]
        if not same.strip() and len(line.split()) <= 4:
            person.heads |= heads(line.strip())

    def _presented(self, place: int) -> set[str]:
        """The noun of "a choisi une nouvelle présidente. X", where the name opens the next sentence."""
        near, source = self.sources[place - 1] if place else None, self.sources[place]
        if near is None or near.sort is not Sort.PERSON or near.definite:
            return set()
        words = near.span.cut(self.prose.low).split()
        between = self.prose.low[near.span.end : source.start].strip()
        fresh = not word_set("people", "takes_office", "new").isdisjoint(words)
        return {near.head} if fresh and between in (".", ":", ",") else set()

    def _before_comma(self, place: int) -> set[str]:
        """The noun of "le maire, X, …" and "sa présidente, X"."""
        source = self.sources[place]
        before = (self.sources[back] for back in range(place - 1, max(-1, place - 4), -1))
        near = next((one for one in before if one.sort is not Sort.BODY and one.label is not Label.ORG), None)
        if near is None or near.sort is not Sort.PERSON or near.plural or not near.definite:
            return set()
        between = self.prose.low[near.span.end : source.start].strip()
        closed = self.prose.low[source.span.end : source.span.end + 2].strip()[:1] in (",", ".", ":", "")
        of_one = between == "," or (between.endswith(",") and between.count(",") == 1 and len(between) < 60)
        return {near.head} if of_one and closed and not self.prose.finite(Span(near.span.end, source.start)) else set()

    def _told_after(self, place: int) -> set[str]:
        """The noun of "X est le secrétaire de séance", or right behind the name in brackets or after a comma."""
        source = self.sources[place]
        if place + 1 >= len(self.sources):
            return set()
        near = self.sources[place + 1]
        between = self.prose.low[source.span.end : near.span.start].strip(" ,–—-(")
        if near.sort is Sort.PERSON and between in ("est", "était", "", "en qualité de", "comme") and not near.plural:
            return {near.head}
        return set()

    def _speaks(self, source: Source) -> bool:
        """Whether a verb that reports words stands right before the name, or soon behind it, or a colon does."""
        prose = self.prose
        before = prose.word_at(source.start) - 1
        if before >= 0 and tells(prose.words[before]):
            gap = prose.low[prose.spans[before][1] : source.start]
            if not gap.strip() and source.free:
                return True
        after = _INSERTED.match(prose.low, source.span.end)
        if after is None or not source.free:
            return prose.low.startswith((" :", ":"), source.span.end)
        index = prose.word_at(after.end())
        for word in range(index, min(index + _NEXT, len(prose.words))):
            if prose.low[after.end() : prose.spans[word][0]].strip(" -\n") and word == index:
                return False
            if tells(prose.words[word]):
                return True
            if prose.words[word] not in _before_verbs():
                return False
        return False


@cache
def _before_verbs() -> frozenset[str]:
    """The small words between a subject and its verb."""
    lists = ("clitics", "inside", "auxiliaries_have", "auxiliaries_be")
    return frozenset[str]().union(*(word_set("reporting_words", name) for name in lists))
