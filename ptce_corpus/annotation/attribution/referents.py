"""Whom a source stands for: "la Ministre", "elle", "le trésorier" to the person or body that the document names.

Order of trust: the name itself; the office that the document gives to a person; the nearest person or body before
that agrees in gender and number. Where nothing agrees, nobody is named.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from ptce_corpus.annotation.attribution.known import Known, Person
from ptce_corpus.annotation.attribution.offices import agree, alike, full_names
from ptce_corpus.annotation.attribution.pairs import Pairs
from ptce_corpus.annotation.attribution.sources import Sort, Source, pronoun_source
from ptce_corpus.annotation.prose import Prose
from ptce_corpus.annotation.reporting.verbs import tells
from ptce_corpus.annotation.word_lists import word_set, word_table
from ptce_corpus.domain.annotation import Label, Mention
from ptce_corpus.domain.span import Span

_NAME = re.compile(
    r"\s(?:«\s?|“)?([A-ZÀ-Ý][\w'’-]*(?:\s(?:(?:d[eu]s?|et|en|l[ae]s?)\s|[dl]['’])?[A-ZÀ-Ý][\w'’-]*){0,4})"
)
_TOPIC = 9
"""Code points before whom a sentence is about, though a preposition stands there: "Pour X, …", "Selon X, …"."""
_REACH = 1_200
"""Code points looked back over for whom a pronoun or a noun stands for."""


class Referents:
    """The persons and bodies of one document, and who is meant where."""

    def __init__(self, prose: Prose, mentions: Sequence[Mention], sources: Sequence[Source]) -> None:
        self.prose, self.sources = prose, sources
        self._starts = [source.span.start for source in sources]
        self._tokens = full_names(mentions)
        self._aliases = self._bracketed()
        known = Known(prose, sources, full=self.full)
        self.people = known.people()
        self.bodies, self._body_heads = known.bodies()
        self.pairs = Pairs(prose, sources, self.people, full=self.full)

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
            if source.plural and (antecedent is None or antecedent.label is Label.PER):
                return self.pairs.name(source)
            return self.name(antecedent) if antecedent is not None and antecedent.sort is not Sort.PRONOUN else None
        if source.plural:
            return self.pairs.name(source)
        if not source.definite:
            return None
        return self._written(source) or self._body(source) if source.sort is Sort.BODY else self._holder(source)

    def _holder(self, source: Source) -> str | None:
        """The person known by an office, else the nearest person that the noun may describe."""
        holders = self._holders(source)
        nearest = [name for name, _ in self._before(source.start, (Label.PER,)) if name in holders]
        if nearest or holders:
            return nearest[0] if nearest else sorted(holders)[0]
        own = self.prose.low.startswith(("son ", "sa "), source.start)
        if own and source.head in word_set("people", "spouses"):
            return self.pairs.other(source)
        if source.head in word_set("people", "kin"):
            return self._of_kin(source)
        demonstrative = self.prose.low.startswith(("ce", "cet"), source.start)
        office = source.head in word_table("people")["offices"]
        if office and not demonstrative and len(self.people) > 1:
            return None
        for name, place in self._before(source.start, (Label.PER,)):
            person = self.people[name]
            if person.took & alike(source.head) and "sortant" in self.prose.low[source.span.end :][:10]:
                continue
            held = person.heads & set(word_table("people")["offices"])
            if not agree(person.gender, source.gender) or (office and held and not demonstrative):
                continue
            return name if source.start - place.span.end <= self._reach(source, office=office) else None
        return self._only_one(source) if not office else None

    def _of_kin(self, source: Source) -> str | None:
        """Who is meant by "le père": the nearest before who speaks in the document, else the only one who does.

        "Sa mère" is another than the one just spoken of: whose name the document does not say.
        """
        if self.prose.low.startswith(("s", "leur", "m", "n"), source.start):
            return None
        near = [name for name, _ in self._before(source.start, (Label.PER,))]
        agreeing = {name: p for name, p in self.people.items() if p.gender == source.gender}
        speaking = [name for name in near if name in agreeing and agreeing[name].speaks]
        alone = [name for name, person in agreeing.items() if person.speaks]
        if speaking or len(alone) == 1:
            return (speaking or alone)[0]
        return next((name for name in near if name in agreeing), None) if not alone else None

    def told_by_office(self, source: Source) -> Source:
        """A noun for an office as it is, where the document gives the office to somebody; else one for nobody known."""
        known = source.sort is not Sort.PERSON or self._holders(source)
        return source if known else replace(source, definite=False)

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

    def _written(self, source: Source) -> str | None:
        """The name that the text writes right behind the noun for a body and nobody found: "l'association X"."""
        found = _NAME.match(self.prose.text, source.span.end)
        if found is None:
            return None
        index = self.prose.word_at(found.end())
        end = found.end()
        if index < len(self.prose.words) and self.prose.tag(index) == "ADJ":
            end = self.prose.spans[index][1] if not self.prose.text[end : self.prose.spans[index][0]].strip() else end
        return " ".join(self.prose.text[found.start(1) : end].split())

    def _body(self, source: Source) -> str | None:
        """The body whose name or description holds the noun, nearest before, else anywhere."""
        called = [name for name, _ in self._before(source.start, (Label.ORG,)) if source.head in self._body_heads[name]]
        if called:
            return called[0]
        if source.head in word_set("people", "any_body"):
            near = [name for name, place in self._before(source.start, (Label.ORG,)) if place.free]
            if near:
                return near[0]
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
            opens = source.start - self.prose.sentence_start(source.start)
            topic = opens < _TOPIC and source.label is Label.PER
            score = 4.0 - crossed + (1.5 if source.free or topic else 0.0) + (0.5 if opens < 4 or topic else 0.0)
            if source.label is Label.ORG and source.gender is None:
                score -= 1.0
            if source.sort is Sort.PERSON or source.label is Label.PER:
                score += 0.75
            if source.name and source.label is Label.PER and self.people[self.full(source.name)].speaks:
                score += 0.5
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
        return apart and source.sort is not Sort.NAME and (before < 0 or not tells(self.prose.words[before]))

    def _agrees(self, source: Source, pronoun: Source) -> bool:
        gender = source.gender
        if source.sort is Sort.NAME and source.label is Label.PER and source.name:
            gender = self.people[self.full(source.name)].gender
        elif source.sort is Sort.NAME:
            gender = self._body_gender(source)
        return agree(gender, pronoun.gender)

    def _body_gender(self, source: Source) -> str | None:
        bodies = word_table("people")["bodies"]
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
