"""Who speaks: the subject of a reporting verb, before it or behind it, and the speaker made of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ptce_corpus.annotation.attribution.appositions import Appositions
from ptce_corpus.annotation.attribution.described import described
from ptce_corpus.annotation.attribution.offices import role_behind
from ptce_corpus.annotation.attribution.referents import Referents
from ptce_corpus.annotation.attribution.sources import NOBODY, NOTHING, Sort, Source, Subject, pronoun_source
from ptce_corpus.annotation.prose import Prose
from ptce_corpus.annotation.reporting.conjugation import Mood
from ptce_corpus.annotation.reporting.cues import Cue
from ptce_corpus.annotation.word_lists import word_set, word_table
from ptce_corpus.domain.annotation import Label, Speaker
from ptce_corpus.domain.span import Span

_SEGMENT = re.compile(r"[^.;:!?«»“”\"]*")
_REACH = 260
"""Code points looked at behind a verb for its subject."""
_LONGEST = 2_000
"""Code points of a sentence that are looked at before a verb."""
_OPENING = 40
"""Code points before the one whom a sentence opens with: "À la tribune, X …"."""
_PARTITIVE = re.compile(
    r"(?:\bune?|\bautres?|\bplupart|\bcertaine?s|\bplusieurs|\bcelles?|\bceux|\bdeux)\s*(?:parmi|d'entre|de)?\s*$"
)
_RELATIVE = re.compile(r"^[\s,]*(?:que|qu'|qui|dont|où|auquel|à qui)\b")
_TOLD = re.compile(r",\s*(?:qui|dont|que|qu'|où)\b")
_GOES_ON = re.compile(r"\s*(?:et|avant)\s+d(?:e\s+|')")
"""What opens a sentence that goes on with the one who spoke before: "Et de préciser que"."""
_CLOSING = (",", "–", "—", "-", ")")
_COORDINATE = ("et", "puis", "mais", "ou", "ni")


class Attribution:
    """Finds the speakers of one text."""

    def __init__(self, prose: Prose, referents: Referents) -> None:
        self.prose, self.referents = prose, referents
        self._phrases = Appositions(prose)

    def behind(self, cue: Cue, *, late: bool = False) -> Subject:
        """The subject after an inverted verb: "souligne la ministre", "explique-t-elle", "estime l'une des élues, X".

        ``late`` lets words of time and place stand between, where the verb can only follow what it reports.
        """
        if cue.inverted is not None:
            source = pronoun_source(self.prose, cue.inverted)
            return Subject(source) if source else NOBODY
        start = cue.span.end
        segment = _SEGMENT.match(self.prose.text, start, start + _REACH)
        end = segment.end() if segment else start
        paragraph = self.prose.text.find("\n\n", start, end)
        end = paragraph if paragraph >= 0 else end
        found = sorted(self.referents.between(start, end), key=lambda source: source.start)
        for source in found:
            if not self._follows(start, source):
                break
            if source.free or self._partitive(source):
                return Subject(self._phrases.apposed(source, found, end))
        if not late:
            return NOTHING
        return Subject(self._late(start, found) or described(self.prose, Span(start, end)))

    def _late(self, start: int, found: Sequence[Source]) -> Source | None:
        """The person named behind when and where: "a déclaré hier sur les ondes, Paul Martin"."""
        for source in found:
            if source.label is Label.PER and source.free:
                between = self.prose.low[start : source.start]
                near = between.count(",") <= 2 and not self.prose.finite(Span(start, source.start))
                return source if near else None
        return None

    def _follows(self, start: int, source: Source) -> bool:
        """Whether only adverbs and articles stand between a verb and a source."""
        between = self.prose.low[start : source.start]
        if "," in between.strip(" ,") or len(between) > 60:
            return False
        words = re.findall(r"[^\W\d_]+'?", between)
        adverbs = word_set("reporting_words", "adverbs") | word_set("reporting_words", "before_nouns")
        return all(word in adverbs or word.endswith("ment") for word in words)

    def _partitive(self, source: Source) -> bool:
        """Whether an oblique noun is one of many who speaks: "l'une des signataires"."""
        return bool(_PARTITIVE.search(self.prose.low[max(0, source.start - 30) : source.start]))

    def run_on(self, source: Source, limit: int) -> Source:
        """A source with what belongs to it behind: the name in apposition, or the complements of a noun."""
        return self._phrases.apposed(
            source, self.referents.between(source.start, min(limit, source.start + _REACH)), limit
        )

    def before(self, cue: Cue, *, floor: int | None = None) -> Subject:
        """The subject before a verb: a pronoun, the noun phrase that runs into it, or one before commas."""
        start = self.prose.sentence_start(cue.span.start) if floor is None else floor
        place = self._skip_adverbs(cue.first - 1)
        word = self._joined_word(place, cue)
        if word in word_table("people")["pronouns"]["nobody"] or word in ("ce", "c'", "ça", "cela", "ceci", "y"):
            return NOBODY
        if word:
            source = self._pronoun_at(place)
            if source is not None:
                return Subject(source) if self._agrees(source, cue) else NOBODY
        if cue.mood is Mood.INFINITIVE and _GOES_ON.fullmatch(self.prose.low, start, cue.span.start):
            return Subject(Source(cue.span, Sort.PRONOUN, None, False, start))
        if cue.mood is not Mood.FINITE:
            bound = cue.mood is Mood.GERUND and word not in ("", "en", *_COORDINATE)
            return self._direct(start, cue, place) if bound else self._main(start, cue.span.start)
        if word in _COORDINATE or word == "":
            return self._over_comma(start, cue, place, word)
        if word == "qui":
            return self._relative(start, place, cue)
        return self._direct(start, cue, place)

    def _pronoun_at(self, place: int) -> Source | None:
        """The subject pronoun that ends with a word: "il", "celle-ci", "ce dernier"."""
        end = self.prose.spans[place][1]
        for first in (place, place - 1):
            if first < 0:
                continue
            source = pronoun_source(self.prose, Span(self.prose.spans[first][0], end))
            if source is not None and source.span.cut(self.prose.low) not in ("lui", "eux"):
                return source
        return None

    def _agrees(self, source: Source, cue: Cue) -> bool:
        """Whether a subject agrees in number with a verb; bodies may go either way."""
        if cue.plural is None or source.label is Label.ORG or source.sort is Sort.BODY:
            return True
        return source.plural == cue.plural

    def _skip_adverbs(self, place: int) -> int:
        adverbs = word_set("reporting_words", "inside")
        while place > 0 and (self.prose.words[place] in adverbs or self.prose.words[place].endswith("ment")):
            after = self.prose.low[self.prose.spans[place][1] : self.prose.spans[place + 1][0]]
            if after.strip() or self.prose.tag(place) in ("NOUN", "PROPN"):
                break
            place -= 1
        return place

    def _joined_word(self, place: int, cue: Cue) -> str:
        """The word before the verb group; empty where a stop or comma stands between."""
        if place < 0:
            return ""
        after = self.prose.spans[place][1]
        nearest = self.prose.spans[place + 1][0] if place + 1 < len(self.prose.spans) else cue.span.start
        between = self.prose.low[after:nearest]
        return "" if between.strip(" \n\t*·") else self.prose.words[place]

    def _free(self, start: int, end: int) -> list[Source]:
        """Sources of a stretch that can be a subject; quoted ones cannot."""
        return [
            source
            for source in self.referents.between(start, end)
            if source.free and source.span.end <= end and not self._named_after(source) and self._outside(source, end)
        ]

    def _outside(self, source: Source, end: int) -> bool:
        quote = self.prose.quote_around(source.span.start)
        return quote is None or not quote.closed or quote.outer.end > end

    def _named_after(self, source: Source) -> bool:
        """Whether a name only tells things apart: "le rapport Dupont"."""
        if source.sort is not Sort.NAME or source.start != source.span.start:
            return False
        index = self.prose.word_at(source.start) - 1
        if index < 0 or self.prose.low[self.prose.spans[index][1] : source.start].strip():
            return False
        word = self.prose.words[index]
        return word in word_table("people")["named_after"] and source.label is Label.PER

    def _main(self, start: int, end: int) -> Subject:
        """The first subject of a sentence: a pronoun that opens it, or its first free source."""
        start = max(start, end - _LONGEST)
        pronoun = self._pronoun_in(start, end)
        free = self._free(start, end)
        first = free[0] if free else None
        if pronoun is not None and (first is None or pronoun.span.start < first.span.start):
            return Subject(pronoun)
        return Subject(self._phrases.extended(first, end)) if first else NOTHING

    def opening(self, told: Span) -> Source | None:
        """The person that a sentence opens with."""
        source = self._main(told.start, told.end).source
        if source is None or source.start - told.start > _OPENING:
            return None
        person = source.label is Label.PER or source.sort in (Sort.PERSON, Sort.PRONOUN)
        return source if person else None

    def _pronoun_in(self, start: int, end: int) -> Source | None:
        """The first subject pronoun of a stretch."""
        for index in range(self.prose.word_at(start), self.prose.word_at(end)):
            if self.prose.words[index] in ("il", "elle", "ils", "elles"):
                return pronoun_source(self.prose, Span(*self.prose.spans[index]))
        return None

    def _over_comma(self, start: int, cue: Cue, place: int, word: str) -> Subject:
        """The subject of a verb that follows a comma or "et": that of the clause before."""
        if place < 0 or self.prose.spans[place][1] <= start:
            return NOTHING
        if word == "":
            free = self._free(start, cue.span.start)
            closed = self.prose.low[self.prose.spans[place][1] : cue.span.start].lstrip()[:1] in _CLOSING
            if closed and free:
                return Subject(self._told_of(start, free) or self._apposition_of(free))
        return self._main(start, cue.span.start)

    def _told_of(self, start: int, free: Sequence[Source]) -> Source | None:
        """Whom a sentence opens with, where words between commas tell of it: "X, qui …, insiste"; "X, maire, dit"."""
        first = free[0]
        person = first.label is Label.PER or first.sort is Sort.PERSON
        if not person or first.start - start >= 4 or any(other.label is Label.PER for other in free[1:]):
            return None
        if _TOLD.match(self.prose.low, first.span.end):
            return first
        body = free[-1].label is Label.ORG or free[-1].sort is Sort.BODY
        quiet = not self.prose.finite(Span(first.span.end, free[-1].span.end))
        return first if body and quiet and role_behind(self.prose.text, first.span.end) else None

    def _apposition_of(self, free: Sequence[Source]) -> Source:
        """The nearest free source; a name before it, when it only stands in apposition to that name."""
        nearest = self._chain_head(free, free[-1])
        for source in reversed(free[: free.index(nearest)]):
            between = self.prose.low[source.span.end : nearest.start]
            if (
                source.label is Label.PER
                and between.strip() in (",", "–", "—", "-", "(")
                and nearest.sort is Sort.PERSON
            ):
                return source
        return self._phrases.extended(nearest, nearest.span.end + _REACH)

    def _relative(self, start: int, place: int, cue: Cue) -> Subject:
        """The antecedent of "qui": the source that ends right before it."""
        end = self.prose.spans[place][0]
        near = [source for source in self.referents.between(start, end) if source.span.end <= end]
        if not near:
            return NOBODY
        between = self.prose.low[near[-1].span.end : end]
        words = between.strip(" ,").split()
        agrees = self._agrees(near[-1], cue)
        return Subject(near[-1]) if len(words) <= 3 and between.count(",") <= 1 and agrees else NOBODY

    def _direct(self, start: int, cue: Cue, place: int) -> Subject:
        """The subject of a verb that the noun phrase runs into, without a comma."""
        end = self.prose.spans[place][1]
        free = self._free(start, end)
        if not free:
            return NOBODY if self.prose.low[start:end].strip() else NOTHING
        source = free[-1]
        between = self.prose.low[source.span.end : end]
        if _RELATIVE.match(between):
            return Subject(self._phrases.extended(source, end))
        comma = between.rfind(",")
        if comma >= 0 or between.count(" ") > 16 or "\n\n" in between:
            return NOBODY
        if self.prose.finite(Span(self._past_adjective(source), end)):
            return NOBODY
        chained = self._chain_head(free, source)
        if chained is not source:
            return Subject(chained)
        return Subject(self._phrases.extended(source, end)) if self._agrees(source, cue) else NOBODY

    def _past_adjective(self, source: Source) -> int:
        """End of a noun with the adjective behind it: "la présidente sortante"."""
        index = self.prose.word_at(source.span.end)
        adjective = index < len(self.prose.words) and self.prose.words[index] in word_set(
            "people", "takes_office", "behind_nouns"
        )
        return self.prose.spans[index][1] if adjective else source.span.end

    def _chain_head(self, free: Sequence[Source], last: Source) -> Source:
        """The first of those who speak jointly: "Paul Martin et Julie Roux déclarent"."""
        head = last
        for source in reversed(free[: free.index(last)]):
            between = self.prose.low[source.span.end : head.start].strip()
            if between not in ("et", "&", "et la", "et le", "et l'") and (between != "," or head is last):
                break
            head = source
        return head

    def speaker(self, source: Source | None) -> Speaker | None:
        """A source as a speaker: the name it stands for, with the function and body that the document gives."""
        if source is None:
            return None
        name = self.referents.name(source)
        person = self.referents.person(name)
        if person is not None and person.role is not None:
            return Speaker(source.span, name, person.role.title, person.role.organisation)
        if source.sort is Sort.PERSON and person is not None:
            printed = source.span.cut(self.prose.text).split(maxsplit=1)
            return Speaker(source.span, name, " ".join(printed[-1].split()) if len(printed) > 1 else None)
        return Speaker(source.span, name)
