"""Whom a source stands for: "la Ministre", "elle", "le trésorier" to the person or body that the document names.

Order of trust: the name itself; the office that the document gives to a person; the nearest person or body before
that agrees in gender and number. Where nothing agrees, nobody is named.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ptce_corpus.annotation.cues import reporting
from ptce_corpus.annotation.offices import agree, alike, full_names, gender_of, heads, role_behind, role_gender, taken
from ptce_corpus.annotation.prose import Prose, word_set, words_of
from ptce_corpus.annotation.roles import Role
from ptce_corpus.annotation.sources import Sort, Source, pronoun_source
from ptce_corpus.domain.annotation import Label, Mention
from ptce_corpus.domain.span import Span

_REACH = 1_200
"""Code points looked back over for whom a pronoun or a noun stands for."""


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


class Referents:
    """The persons and bodies of one document, and who is meant where."""

    def __init__(self, prose: Prose, mentions: Sequence[Mention], sources: Sequence[Source]) -> None:
        self.prose, self.sources = prose, sources
        self._starts = [source.span.start for source in sources]
        self._tokens = full_names(mentions)
        self._aliases = self._bracketed()
        self.people: dict[str, Person] = {}
        self.bodies: Counter[str] = Counter()
        self._body_heads: dict[str, set[str]] = defaultdict(set)
        for source in sources:
            self._learn(source)
        self._learn_offices()

    def _bracketed(self) -> dict[str, str]:
        """Pseudonyms in brackets behind a name, each with that name: "Paul Martin (polo)"."""
        names = [source for source in self.sources if source.label is Label.PER and source.name]
        found: dict[str, str] = {}
        for name, alias in pairwise(names):
            between = self.prose.text[name.span.end : alias.span.start]
            closes = self.prose.text[alias.span.end : alias.span.end + 1] == ")"
            if (
                between.strip() == "("
                and closes
                and name.name
                and alias.name
                and " " in name.name
                and alias.name != name.name
            ):
                found.setdefault(alias.name, name.name)
        return found

    def _learn(self, source: Source) -> None:
        if source.sort is not Sort.NAME or source.name is None:
            return
        if source.label is Label.ORG:
            self.bodies[source.name] += 1
            self._learn_body(source)
            return
        name = self.full(source.name)
        person = self.people.setdefault(name, Person(name, gender_of(name)))
        if not (source.head and person.gender):  # a first name tells more than the noun that runs into it
            person.gender = source.gender or person.gender
        if source.head:
            person.heads.add(source.head)
        role = role_behind(self.prose.text, source.span.end)
        if role is not None:
            person.heads |= heads(role.title)
            person.gender = person.gender or role_gender(role.title)
            person.role = person.role or role

    def _learn_body(self, source: Source) -> None:
        """The nouns that a body may be called by: those of its name and the one before it ("l'association Y")."""
        name = source.name or ""
        words = {word.strip("'").lower() for word in self.prose.low[source.span.start : source.span.end].split()}
        self._body_heads[name] |= words | {word.lower() for word in name.replace("'", " ").split()}
        index = self.prose.word_at(source.span.start) - 1
        if index >= 0:
            self._body_heads[name].add(self.prose.words[index])

    def _learn_offices(self) -> None:
        """Offices told by a verb ("présidée par X", "X est le secrétaire") or a line above a signature."""
        put_in = words_of("people")["put_in"]
        low = self.prose.low
        for place, source in enumerate(self.sources):
            if source.sort is not Sort.NAME or source.label is not Label.PER or source.name is None:
                continue
            person = self.people[self.full(source.name)]
            before = low[max(0, source.start - 30) : source.start].rstrip()
            person.heads |= {office for phrase, office in put_in.items() if before.endswith(phrase)}
            person.heads |= self._told_after(place)
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

    def full(self, name: str) -> str:
        """The fullest name of the document that ends as ``name`` does, when there is only one."""
        if name in self._aliases:
            return self._aliases[name]
        if " " in name:
            return name
        fuller = self._tokens.get(name.lower(), set()) - {name}
        return next(iter(fuller)) if len(fuller) == 1 else name

    def name(self, source: Source) -> str | None:
        """Whom or what a source names; None when the document never says."""
        if source.sort is Sort.NAME and source.name:
            return self.full(source.name) if source.label is Label.PER else source.name
        if source.sort is Sort.PRONOUN:
            antecedent = self.antecedent(source)
            return self.name(antecedent) if antecedent is not None and antecedent.sort is not Sort.PRONOUN else None
        if source.plural or not source.definite:
            return None
        return self._body(source) if source.sort is Sort.BODY else self._holder(source)

    def _holder(self, source: Source) -> str | None:
        """The person known by an office, else the nearest person that the noun may describe."""
        holders = self._holders(source)
        nearest = [name for name, _ in self._before(source.start, (Label.PER,)) if name in holders]
        if nearest or holders:
            return nearest[0] if nearest else sorted(holders)[0]
        demonstrative = self.prose.low.startswith(("ce", "cet"), source.start)
        office = source.head in words_of("people")["offices"]
        for name, place in self._before(source.start, (Label.PER,)):
            person = self.people[name]
            if person.took & alike(source.head) and "sortant" in self.prose.low[source.span.end :][:10]:
                continue
            held = person.heads & set(words_of("people")["offices"])
            if not agree(person.gender, source.gender) or (office and held and not demonstrative):
                continue
            return name if source.start - place.span.end <= self._reach(source, office=office) else None
        return self._only_one(source) if not office else None

    def _holders(self, source: Source) -> set[str]:
        """Those whom the document gives an office; the newest, or not the newest, where the words say so."""
        nouns = alike(source.head)
        people = {name: p for name, p in self.people.items() if p.heads & nouns and agree(p.gender, source.gender)}
        behind = self.prose.low[source.span.end :][:16].split()[:1]
        words = {*source.span.cut(self.prose.low).replace("'", " ").split(), *behind}
        fresh = {name for name, person in people.items() if person.took & nouns}
        if fresh and not words.isdisjoint(word_set("people", "takes_office", "new")):
            return fresh
        if words.isdisjoint(word_set("people", "takes_office", "old")):
            return set(people)
        left = {name for name, person in self.people.items() if person.left and agree(person.gender, source.gender)}
        return left or set(people) - fresh

    def _reach(self, source: Source, *, office: bool) -> int:
        """How far back a noun may stand for a name: less where its complements tell whom it means."""
        if len(source.span.cut(self.prose.text).split()) > 3 and not self.prose.low.startswith("ce", source.start):
            return _REACH // 4
        return _REACH // 2 if office else _REACH

    def _only_one(self, source: Source) -> str | None:
        """The one person of the document that agrees in gender."""
        named = {
            self.full(near.name)
            for near in self.sources
            if near.label is Label.PER and near.name and near.span.start < source.start
        }
        agreeing = [name for name in named if source.gender and self.people[name].gender == source.gender]
        return agreeing[0] if len(agreeing) == 1 else None

    def _body(self, source: Source) -> str | None:
        """The body whose name or description holds the noun, nearest before, else anywhere."""
        called = [name for name, _ in self._before(source.start, (Label.ORG,)) if source.head in self._body_heads[name]]
        if called:
            return called[0]
        anywhere = [name for name, _ in self.bodies.most_common() if source.head in self._body_heads[name]]
        return anywhere[0] if anywhere else None

    def _before(self, position: int, labels: Iterable[Label]) -> list[tuple[str, Source]]:
        """Names before ``position``, nearest first, each once."""
        wanted = set(labels)
        seen: dict[str, Source] = {}
        place = bisect_left(self._starts, position) - 1
        while place >= 0 and position - self._starts[place] < _REACH:
            source = self.sources[place]
            if source.sort is Sort.NAME and source.label in wanted and source.name and source.span.end <= position:
                name = self.full(source.name) if source.label is Label.PER else source.name
                seen.setdefault(name, source)
            place -= 1
        return list(seen.items())

    def antecedent(self, pronoun: Source) -> Source | None:
        """The source that a pronoun takes up: agreement first, then free noun phrases, then the nearest."""
        again = self._same_before(pronoun)
        if again is not None:
            return self.antecedent(again)
        best, best_score = None, 0.0
        place = bisect_left(self._starts, pronoun.span.start) - 1
        sentence = self.prose.sentence_start(pronoun.span.start)
        crossed = 0
        while place >= 0 and pronoun.span.start - self._starts[place] < _REACH and crossed < 4:
            source = self.sources[place]
            place -= 1
            if source.span.start < sentence:
                crossed += 1
                sentence = self.prose.sentence_start(source.span.start)
            if source.plural != pronoun.plural or not self._agrees(source, pronoun) or self._quoted(source, pronoun):
                continue
            score = 4.0 - crossed + (1.5 if source.free else 0.0) + (0.5 if self._opens_sentence(source) else 0.0)
            if source.label is Label.ORG and source.gender is None:
                score -= 1.0
            if score > best_score + 0.01:
                best, best_score = source, score
        return best

    def _same_before(self, pronoun: Source) -> Source | None:
        """The same pronoun at the head of the sentence before, where this one opens its own: "Il dit …. Il veut …"."""
        prose, start = self.prose, pronoun.span.start
        if start < 3 or prose.sentence_start(start) != start or "\n\n" in prose.text[start - 3 : start]:
            return None
        first = Span(*prose.spans[prose.word_at(prose.sentence_start(start - 3))])
        same = first.end < start and first.cut(prose.low) == pronoun.span.cut(prose.low)
        return pronoun_source(prose, first) if same else None

    def _quoted(self, source: Source, pronoun: Source) -> bool:
        """Whether a noun stands in words that someone else says; a name there may be the speaker's, in a remark."""
        quote = self.prose.quote_around(source.span.start)
        apart = quote is not None and quote.closed and quote.outer.end <= pronoun.span.start
        before = self.prose.word_at(source.start) - 1
        return apart and source.sort is not Sort.NAME and (before < 0 or not reporting(self.prose.words[before]))

    def _opens_sentence(self, source: Source) -> bool:
        return source.start - self.prose.sentence_start(source.start) < 4

    def _agrees(self, source: Source, pronoun: Source) -> bool:
        gender = source.gender
        if source.sort is Sort.NAME and source.label is Label.PER and source.name:
            gender = self.people[self.full(source.name)].gender
        elif source.sort is Sort.NAME:
            gender = self._body_gender(source)
        return agree(gender, pronoun.gender)

    def _body_gender(self, source: Source) -> str | None:
        bodies = words_of("people")["bodies"]
        for name in (self.prose.low[source.span.start : source.span.end], (source.name or "").lower()):
            first = name.replace("'", " ").split()[:1]
            for gender in ("masculine", "feminine"):
                if first and first[0] in bodies[gender]:
                    return gender[0]
        return None

    def person(self, name: str | None) -> Person | None:
        """What is known of someone by the full name."""
        return self.people.get(name) if name else None

    def between(self, start: int, end: int) -> Sequence[Source]:
        """The sources that begin in a stretch."""
        return self.sources[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
