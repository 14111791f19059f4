"""Direct speech between marks: with a remark inside, behind or before, signed below, or told by what stands around."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ptce_corpus.annotation.attribution.sources import Sort, Source
from ptce_corpus.annotation.attribution.subjects import Attribution
from ptce_corpus.annotation.guillemets import Quoted
from ptce_corpus.annotation.prose import Prose
from ptce_corpus.annotation.quotations.prepositions import Prepositions
from ptce_corpus.annotation.quotations.signatures import Signatures
from ptce_corpus.annotation.quotations.surroundings import NEAR, Surroundings
from ptce_corpus.annotation.reporting.conjugation import Mood
from ptce_corpus.annotation.reporting.cues import ANY, Cue, verb_at
from ptce_corpus.annotation.reporting.verbs import constructions
from ptce_corpus.domain.annotation import Label, Quotation, QuotationKind
from ptce_corpus.domain.span import Span

_AFTER = re.compile(r"(?:[ \t\u00a0\u202f]|\n(?!\s*\n))*[,.]?(?:[ \t\u00a0\u202f]|\n(?!\s*\n))*(?:[–—-]\s*)?")
_REJOINED = re.compile(r"(?:,[^«»“”\"<.!?;:]{0,160})?\s*,\s*(?=[«“\"]|<<)")
_INCISE = re.compile(r"[,?!…–—]\s*\Z")


@dataclass(frozen=True, slots=True)
class _Found:
    """Who says a stretch, how it is known, and where what is said begins and ends."""

    span: Span
    cue: Span | None
    source: Source | None
    confidence: float
    joins: int | None = None


class Direct:
    """Finds the direct quotations of one text."""

    def __init__(self, prose: Prose, attribution: Attribution, cues: Sequence[Cue]) -> None:
        self.prose, self.attribution, self.cues = prose, attribution, cues
        self._by_start = {prose.spans[cue.first][0]: cue for cue in cues} | {cue.span.start: cue for cue in cues}
        self.surroundings = Surroundings(prose, attribution)
        self._prepositions = Prepositions(prose, attribution)
        self._signatures = Signatures(prose, attribution.referents)
        self.last: tuple[int, Source] | None = None
        self._last_person: tuple[int, Source] | None = None

    def quotations(self, *, taken: Sequence[Quotation], asides: Sequence[Quotation] = ()) -> Iterator[Quotation]:
        """The quotations of the outermost stretches that none of ``taken`` holds; ``asides`` may tell who spoke."""
        outer = [quote for quote in self.prose.quotes if quote.depth == 0]
        told = sorted(taken, key=lambda quotation: quotation.span)
        held = [quotation.span for quotation in told]
        told = sorted((*taken, *asides), key=lambda quotation: quotation.span)
        skip = -1
        for place, quote in enumerate(outer):
            if quote.outer.start < skip or _holds(held, quote.inner) or not len(quote.inner):
                continue
            self._told_before(quote, told)
            found = self._found(quote, outer[place - 1].outer.end if place else 0)
            if found is None:
                continue
            if found.source is not None:
                self._remember(found.span.end, found.source)
            if found.joins is not None:
                found, skip = self._joined(found, outer[place + 1] if place + 1 < len(outer) else None)
            yield self._quotation(found, quote)

    def _remember(self, end: int, source: Source) -> None:
        self.last = (end, source)
        if source.sort is not Sort.BODY:
            self._last_person = self.last

    def _told_before(self, quote: Quoted, told: Sequence[Quotation]) -> None:
        """Take the speaker of the nearest quotation before, where it is later than the last direct one."""
        place = bisect_left(told, quote.outer.start, key=lambda quotation: quotation.span.start) - 1
        near = told[place] if place >= 0 else None
        if near is None or near.speaker is None or (self.last and self.last[0] > near.span.end):
            return
        speaker = near.speaker
        sort = Sort.NAME if speaker.name else Sort.PERSON
        label = Label.PER if self.attribution.referents.person(speaker.name) else None
        place_of = speaker.span or near.span
        source = Source(place_of, sort, None, False, place_of.start, definite=False, name=speaker.name, label=label)
        self._remember(near.span.end, source)

    def _quotation(self, found: _Found, quote: Quoted) -> Quotation:
        mixed = found.span.start < quote.outer.start
        kind = QuotationKind.MIXED if mixed else QuotationKind.DIRECT
        speaker = self.attribution.speaker(found.source)
        return Quotation(found.span, found.span.cut(self.prose.text), kind, found.cue, speaker, found.confidence)

    def _joined(self, found: _Found, following: Quoted | None) -> tuple[_Found, int]:
        """The quotation run on over the stretch that its incise breaks off."""
        if following is None or following.outer.start != found.joins:
            return found, -1
        span = Span(found.span.start, following.inner.end)
        return _Found(span, found.cue, found.source, found.confidence), following.outer.end

    def _found(self, quote: Quoted, spoken: int) -> _Found | None:
        if not quote.closed:
            return self._unclosed(quote)
        return (
            self._followed(quote)
            or self._according_to(quote)
            or self._with_incise(quote)
            or self._introduced(quote)
            or self._signed(quote)
            or self._unattributed(quote, spoken)
        )

    def _unclosed(self, quote: Quoted) -> _Found | None:
        """A stretch that nothing closes counts only with a remark: it ends before it, or with its paragraph."""
        told = self.prose.text[max(0, quote.outer.start - 3) : quote.outer.start].rstrip().endswith(":")
        introduced = self._introduced(quote) if told else None
        if introduced is not None and introduced.source is not None and introduced.cue is not None:
            return _Found(quote.inner, introduced.cue, introduced.source, 0.6)
        found = self._with_incise(quote)
        if found is None or found.cue is None:
            return None
        comma = self.prose.text.rfind(",", quote.inner.start, found.cue.start)
        return _Found(Span(quote.inner.start, comma if comma > 0 else found.cue.start), found.cue, found.source, 0.6)

    def _cue_at(self, position: int) -> Cue | None:
        """The finite cue whose group begins at ``position``, written small."""
        cue = self._by_start.get(position)
        if cue is None or cue.mood is not Mood.FINITE or self.prose.text[position].isupper():
            return None
        return cue

    def _followed(self, quote: Quoted) -> _Found | None:
        """A remark behind: « … », souligne X."""
        match = _AFTER.match(self.prose.text, quote.outer.end)
        at = match.end() if match else quote.outer.end
        cue = self._cue_at(at) or verb_at(self.prose, at)
        if cue is None or self.surroundings.borrowed(quote):
            return None
        known = cue.lemma != ANY
        subject = self.attribution.behind(cue, late=known)
        if subject.source is None or not (known or self._closes_incise(subject.source)):
            return None
        end = max(subject.source.span.end, cue.inverted.end if cue.inverted else 0)
        rejoined = _REJOINED.match(self.prose.text, end)
        return _Found(
            self._whole(quote), cue.span, subject.source, 0.95 if known else 0.8, rejoined.end() if rejoined else None
        )

    def _according_to(self, quote: Quoted) -> _Found | None:
        """A source without a verb behind: « … », selon X; « … », dixit X."""
        match = _AFTER.match(self.prose.text, quote.outer.end)
        found = self._prepositions.at(match.end()) if match and self.surroundings.sentence_like(quote, 3) else None
        return _Found(self._whole(quote), found[0], found[1], 0.9) if found else None

    def _whole(self, quote: Quoted) -> Span:
        """The stretch; with the words of its sentence before it, where it only quotes the end of that sentence."""
        start = self.prose.sentence_start(quote.outer.start)
        before = self.prose.text[start : quote.outer.start]
        told = before.strip()
        apart = not told or told.endswith((":", "»", "”", ".", "!", "?", "…")) or "\n\n" in before
        if (
            apart
            or self.prose.text[quote.inner.start].isupper()
            or len(told.split()) < 3
            or self.prose.quote_around(start)
        ):
            return quote.inner
        return Span(start, quote.outer.end)

    def _with_incise(self, quote: Quoted) -> _Found | None:
        """A remark inside: « …, souligne X. … »."""
        for cue in self._within(quote.inner.start + 1, quote.inner.end):
            if cue.mood is not Mood.FINITE or not _INCISE.search(self.prose.text, quote.inner.start, cue.span.start):
                continue
            subject = self.attribution.behind(cue)
            if subject.source is None or not self._closes_incise(subject.source):
                continue
            return _Found(quote.inner, cue.span, subject.source, 0.95)
        return None

    def _closes_incise(self, source: Source) -> bool:
        """Whether a stop follows the subject, as it does after an incise."""
        after = self.prose.text[source.span.end : min(source.span.end + 80, len(self.prose.text))].lstrip()
        return (
            not after
            or after[0] in '.,;:!?…»”"–—)'
            or after.startswith(("qui ", "dont ", "("))
            or source.sort is Sort.PERSON
        )

    def _introduced(self, quote: Quoted) -> _Found | None:
        """A verb before: X déclare : « … »."""
        text = self.prose.text
        start = self.surroundings.led_from(quote)
        before = text[start : quote.outer.start].rstrip()
        colon = before.endswith(":")
        limit = start + len(before) - (1 if colon else 0)
        inside = [cue for cue in self.cues_between(start, limit) if not self._quoted_over(cue, quote)]
        if not colon:
            near = [cue for cue in inside if not text[cue.span.end : quote.outer.start].strip(" \n,") and cue.sure]
            said = near and self.surroundings.sentence_like(quote, 3) and self._is_object(quote, near[-1])
            return self._by_cue(quote, near[-1], 0.85) if said else None
        for cue in reversed(inside):
            found = self._by_cue(quote, cue, 0.95)
            if found is not None and found.source is not None:
                return found
        return self._after_colon(quote, Span(start, limit)) if self.surroundings.spoken(quote) else None

    def _is_object(self, quote: Quoted, cue: Cue) -> bool:
        """Whether a verb without a colon has words for its object, not a title: "dénonce « un recul »"."""
        told = any(cue.lemma in constructions(name) for name in ("clause", "aside", "nominal", "de", "quoted"))
        capital = quote.inner.cut(self.prose.text)[:1].isupper()
        return told and (not capital or self.prose.finite(quote.inner))

    def _after_colon(self, quote: Quoted, told: Span) -> _Found | None:
        """Who stands before a colon without a verb of saying: "X : « … »", "X a défendu le projet : « … »"."""
        between = self.attribution.referents.between(told.start, told.end)
        named = [source for source in between if source.span.end >= told.end - 2]
        if named and named[-1].free:
            return _Found(quote.inner, None, named[-1], 0.8)
        if not self.surroundings.is_speech(quote) or self.surroundings.from_document(quote):
            return None
        first = self.attribution.opening(told)
        return _Found(quote.inner, None, first, 0.75) if first else None

    def cues_between(self, start: int, end: int) -> list[Cue]:
        """The cues of a stretch that are verbs of the teller."""
        return [cue for cue in self._within(start, end) if cue.mood is not Mood.INFINITIVE and not cue.negated]

    def _within(self, start: int, end: int) -> Sequence[Cue]:
        first = bisect_left(self.cues, start, key=lambda cue: cue.span.start)
        return self.cues[first : bisect_left(self.cues, end, key=lambda cue: cue.span.start)]

    def _quoted_over(self, cue: Cue, quote: Quoted) -> bool:
        around = self.prose.quote_around(cue.span.start)
        return around is not None and around.closed and around.outer.end <= quote.outer.start

    def _by_cue(self, quote: Quoted, cue: Cue, confidence: float) -> _Found | None:
        if not self.surroundings.sentence_like(quote, 2):
            return None
        subject = self.attribution.before(cue)
        if subject.source is None:
            behind = self.attribution.behind(cue)
            subject = behind if behind.source is not None and behind.source.span.end <= quote.outer.start else subject
        source = subject.source
        if source is None and not subject.nobody and self.last and quote.outer.start - self.last[0] < NEAR:
            source = self.last[1]
        if source is None and (subject.nobody or not self.surroundings.sentence_like(quote, 5)):
            return None
        return _Found(quote.inner, cue.span, source, confidence if source else 0.6)

    def _signed(self, quote: Quoted) -> _Found | None:
        """« … » and below or above it a name, with or without a function."""
        source = self._signatures.of(quote) if self.surroundings.sentence_like(quote, 5) else None
        return _Found(quote.inner, None, source, 0.85) if source is not None else None

    def _unattributed(self, quote: Quoted, spoken: int) -> _Found | None:
        """A stretch that only its own words tell to be speech."""
        if not self.surroundings.is_speech(quote):
            return None
        if self.surroundings.from_document(quote):
            alone = self.prose.sentence_start(quote.outer.start) == quote.outer.start
            return _Found(quote.inner, None, None, 0.4) if alone else None
        last = self._last_person if self.surroundings.first_person(quote) else self.last
        source = self.surroundings.speaker(quote, last, spoken=spoken)
        known = source or self.surroundings.first_person(quote)
        return _Found(quote.inner, None, source, 0.5) if known else None


def _holds(spans: Sequence[Span], inner: Span) -> bool:
    """Whether one of some ordered spans, disjoint, holds a stretch."""
    place = bisect_right(spans, inner.start, key=lambda span: span.start)
    return place > 0 and spans[place - 1].contains(inner)
