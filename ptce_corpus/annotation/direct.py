"""Direct speech between marks: with a remark inside, behind or before, signed below, or told by what stands around."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ptce_corpus.annotation.attribution import Attribution
from ptce_corpus.annotation.conjugation import Mood
from ptce_corpus.annotation.cues import Cue
from ptce_corpus.annotation.guillemets import Quoted
from ptce_corpus.annotation.prose import Prose, word_set, words_of
from ptce_corpus.annotation.signatures import signed
from ptce_corpus.annotation.sources import Sort, Source
from ptce_corpus.domain.annotation import Label, Quotation, QuotationKind
from ptce_corpus.domain.span import Span

_NEAR = 400
_AFTER = re.compile(r"\s*[,.]?\s*(?:[–—-]\s*)?")
_REJOINED = re.compile(r"(?:,[^«»“”\"<.!?;:]{0,160})?\s*,\s*(?=[«“\"]|<<)")
_INCISE = re.compile(r"[,?!…–—]\s*\Z")


@dataclass(frozen=True, slots=True)
class _Found:
    """Who says a stretch, how it is known, and where what is said begins and ends."""

    span: Span
    cue: Cue | None
    source: Source | None
    confidence: float
    joins: int | None = None


class Direct:
    """Finds the direct quotations of one text."""

    def __init__(self, prose: Prose, attribution: Attribution, cues: Sequence[Cue]) -> None:
        self.prose, self.attribution, self.cues = prose, attribution, cues
        self._by_start = {prose.spans[cue.first][0]: cue for cue in cues} | {cue.span.start: cue for cue in cues}
        self.last: tuple[int, Source] | None = None

    def quotations(self, *, taken: Sequence[Span]) -> Iterator[Quotation]:
        """The quotations of the outermost stretches that no span of ``taken`` holds."""
        outer = [quote for quote in self.prose.quotes if quote.depth == 0]
        held = sorted(taken)
        skip = -1
        for place, quote in enumerate(outer):
            if quote.outer.start < skip or _holds(held, quote.inner) or not len(quote.inner):
                continue
            found = self._found(quote, outer[place - 1].outer.end if place else 0)
            if found is None:
                continue
            if found.source is not None:
                self.last = (found.span.end, found.source)
            if found.joins is not None:
                found, skip = self._joined(found, outer[place + 1] if place + 1 < len(outer) else None)
            yield self._quotation(found, quote)

    def _quotation(self, found: _Found, quote: Quoted) -> Quotation:
        mixed = found.span.start < quote.outer.start
        kind = QuotationKind.MIXED if mixed else QuotationKind.DIRECT
        speaker = self.attribution.speaker(found.source)
        cue = found.cue.span if found.cue else None
        return Quotation(found.span, found.span.cut(self.prose.text), kind, cue, speaker, found.confidence)

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
        comma = self.prose.text.rfind(",", quote.inner.start, found.cue.span.start)
        return _Found(
            Span(quote.inner.start, comma if comma > 0 else found.cue.span.start), found.cue, found.source, 0.6
        )

    def _cue_at(self, position: int) -> Cue | None:
        """The finite cue whose group begins at ``position``, written small."""
        cue = self._by_start.get(position)
        if cue is None or cue.mood is not Mood.FINITE or self.prose.text[position].isupper():
            return None
        return cue

    def _followed(self, quote: Quoted) -> _Found | None:
        """A remark behind: « … », souligne X."""
        match = _AFTER.match(self.prose.text, quote.outer.end)
        cue = self._cue_at(match.end()) if match else None
        if cue is None:
            return None
        subject = self.attribution.behind(cue, late=True)
        if subject.source is None:
            return None
        end = max(subject.source.span.end, cue.inverted.end if cue.inverted else 0)
        rejoined = _REJOINED.match(self.prose.text, end)
        return _Found(self._whole(quote), cue, subject.source, 0.95, rejoined.end() if rejoined else None)

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
            return _Found(quote.inner, cue, subject.source, 0.95)
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
        start = self.prose.sentence_start(quote.outer.start)
        before = text[start : quote.outer.start].rstrip()
        colon = before.endswith(":")
        limit = start + len(before) - (1 if colon else 0)
        inside = [cue for cue in self.cues_between(start, limit) if not self._quoted_over(cue, quote)]
        if not colon:
            near = [cue for cue in inside if not text[cue.span.end : quote.outer.start].strip(" \n,") and cue.sure]
            return self._by_cue(quote, near[-1], 0.85) if near and self._sentence_like(quote, 3) else None
        for cue in reversed(inside):
            found = self._by_cue(quote, cue, 0.95)
            if found is not None and found.source is not None:
                return found
        named = [source for source in self.attribution.referents.between(start, limit) if source.span.end >= limit - 2]
        spoken = self._sentence_like(quote, 3) and self.prose.finite(quote.inner)
        if named and not inside and named[-1].free and spoken:
            return _Found(quote.inner, None, named[-1], 0.8)
        return None

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
        if not self._sentence_like(quote, 2):
            return None
        subject = self.attribution.before(cue)
        if subject.source is None:
            behind = self.attribution.behind(cue)
            subject = behind if behind.source is not None and behind.source.span.end <= quote.outer.start else subject
        source = subject.source
        if source is None and not subject.nobody and self.last and quote.outer.start - self.last[0] < _NEAR:
            source = self.last[1]
        if source is None and (subject.nobody or not self._sentence_like(quote, 5)):
            return None
        return _Found(quote.inner, cue, source, confidence if source else 0.6)

    def _sentence_like(self, quote: Quoted, least: int) -> bool:
        """At least so many words, a capital or a verb, and no name of a work before it."""
        words = re.findall(r"\w+", quote.inner.cut(self.prose.text))
        return len(words) >= least and not self._borrowed(quote)

    def _borrowed(self, quote: Quoted) -> bool:
        """Whether the words before the marks say that a name or a foreign word follows."""
        before = self.prose.low[max(0, quote.outer.start - 40) : quote.outer.start]
        return bool(_borrowed().search(before))

    def _signed(self, quote: Quoted) -> _Found | None:
        """« … » and below it a name, with or without a function."""
        source = signed(self.prose, self.attribution.referents, quote) if self._sentence_like(quote, 5) else None
        return _Found(quote.inner, None, source, 0.85) if source is not None else None

    def _unattributed(self, quote: Quoted, spoken: int) -> _Found | None:
        """A stretch that only its own words tell to be speech."""
        if not self._is_speech(quote):
            return None
        source = self._around(quote, spoken)
        return _Found(quote.inner, None, source, 0.5) if source or self._first_person(quote) else None

    def _first_person(self, quote: Quoted) -> bool:
        """Whether someone says "I" or "we" in a stretch."""
        words = re.findall(r"[^\W\d_]+'?", quote.inner.cut(self.prose.low))
        return not word_set("reporting_words", "first_person").isdisjoint(words)

    def _is_speech(self, quote: Quoted) -> bool:
        """Whole sentences, or a long clause; neither a title nor a heading."""
        text, inner = self.prose.text, quote.inner.cut(self.prose.text)
        count = len(re.findall(r"\w+", inner))
        if count < 6 or self._borrowed(quote) or not self.prose.finite(quote.inner):
            return False
        start = self.prose.sentence_start(quote.outer.start)
        told = text[start : quote.outer.start].strip()
        stopped = inner.rstrip()[-1:] in ".!?…"
        capital = inner.lstrip("[(… ")[:1].isupper()
        if told.endswith(":"):
            return stopped and capital
        if told and not told.endswith(("»", "”")):
            return count >= 12 and not capital
        return capital and (stopped or count >= 12 or self._first_person(quote))

    def _around(self, quote: Quoted, spoken: int) -> Source | None:
        """The likeliest speaker: who was named or spoke last before the stretch; ``spoken`` ends the one before."""
        floor = max(self.prose.text.rfind("\n\n", 0, quote.outer.start), quote.outer.start - _NEAR, 0)
        near = [
            source
            for source in self.attribution.referents.between(max(floor, spoken), quote.outer.start)
            if source.label is Label.PER or (source.sort is Sort.PERSON and source.free)
        ]
        if near:
            return near[-1]
        if self.last is not None and quote.outer.start - self.last[0] < _NEAR * 2:
            return self.last[1]
        return None


def _holds(spans: Sequence[Span], inner: Span) -> bool:
    """Whether one of some ordered spans, disjoint, holds a stretch."""
    place = bisect_right(spans, inner.start, key=lambda span: span.start)
    return place > 0 and spans[place - 1].contains(inner)


@cache
def _borrowed() -> re.Pattern[str]:
    listed = sorted(words_of("reporting_words")["borrowed"]["before"], key=len, reverse=True)
    phrases = "|".join(re.escape(phrase) for phrase in listed)
    return re.compile(rf"(?<!\w)(?:{phrases})\s*(?:de\s+|des\s+|du\s+)?:?[\s*_(]*\Z")
