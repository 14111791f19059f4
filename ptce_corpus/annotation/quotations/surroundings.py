"""Quoted words that no verb introduces: whether they are speech at all, and who is likely to say them."""

from __future__ import annotations

import re
from functools import cache

from ptce_corpus.annotation.attribution.sources import Sort, Source
from ptce_corpus.annotation.attribution.subjects import Attribution
from ptce_corpus.annotation.guillemets import Quoted
from ptce_corpus.annotation.prose import Prose
from ptce_corpus.annotation.word_lists import either, word_set, word_table
from ptce_corpus.domain.annotation import Label

_TITLE = 40
"""Code points behind "entretien avec" in which the name begins."""
NEAR = 400
"""Code points before a stretch in which its speaker is looked for."""


class Surroundings:
    """Reads what stands in and around the quoted stretches of one text."""

    def __init__(self, prose: Prose, attribution: Attribution) -> None:
        self.prose, self.attribution = prose, attribution
        self._interviewed = self._guest()

    def _guest(self) -> Source | None:
        """Who is said to be interviewed: "Entretien avec X", "Trois questions à X"."""
        for match in _interview().finditer(self.prose.low):
            for source in self.attribution.referents.between(match.end(), match.end() + _TITLE):
                if source.label is Label.PER:
                    return source
        return None

    def _answers(self, quote: Quoted) -> bool:
        """Whether a question stands in the line above a stretch that opens its own."""
        line = self.prose.text.rfind("\n", 0, quote.outer.start) + 1
        if self.prose.text[line : quote.outer.start].strip(" *_–—-"):
            return False
        return self.prose.text[max(0, line - 12) : line].rstrip(" \n\t*_»”")[-1:] == "?"

    def sentence_like(self, quote: Quoted, least: int) -> bool:
        """At least so many words, and no name of a work before it."""
        words = re.findall(r"\w+", quote.inner.cut(self.prose.text))
        return len(words) >= least and not self.borrowed(quote)

    def spoken(self, quote: Quoted) -> bool:
        """Whether a colon leads to a whole sentence."""
        return self.sentence_like(quote, 3) and self.prose.finite(quote.inner)

    def borrowed(self, quote: Quoted) -> bool:
        """Whether the words before the marks say that a name or a foreign word follows."""
        before = self.prose.low[max(0, quote.outer.start - 40) : quote.outer.start]
        speech = before.rstrip().endswith(":") and self.first_person(quote) and self.prose.finite(quote.inner)
        return not speech and bool(_borrowed().search(before))

    def first_person(self, quote: Quoted) -> bool:
        """Whether someone says "I" or "we" in a stretch."""
        words = re.findall(r"[^\W\d_]+'?", quote.inner.cut(self.prose.low))
        return not word_set("reporting_words", "first_person").isdisjoint(words)

    def is_speech(self, quote: Quoted) -> bool:
        """Whole sentences, or a long clause; neither a title nor a heading."""
        text, inner = self.prose.text, quote.inner.cut(self.prose.text)
        count = len(re.findall(r"\w+", inner))
        least = 4 if self.first_person(quote) and inner.rstrip()[-1:] in ".!?…" else 6
        if count < least or self.borrowed(quote) or not self.prose.finite(quote.inner):
            return False
        start = self.led_from(quote)
        told = text[start : quote.outer.start].strip()
        behind = text[quote.outer.end : quote.outer.end + 2].strip()[:1]
        stopped = inner.rstrip()[-1:] in ".!?…" or behind == "."
        capital = inner.lstrip("[(… ")[:1].isupper()
        if told.endswith(":"):
            return stopped and capital
        if told and not told.endswith(("»", "”")):
            return count >= 12 and not capital
        return capital and (stopped or count >= 12 or self.first_person(quote))

    def led_from(self, quote: Quoted) -> int:
        """Where the sentence begins that leads to a stretch: that before an empty line, when a colon ends it."""
        start = self.prose.sentence_start(quote.outer.start)
        if start < quote.outer.start or not self.led(quote):
            return start
        colon = self.prose.text.rfind(":", 0, quote.outer.start)
        return self.prose.sentence_start(colon)

    def led(self, quote: Quoted) -> bool:
        """Whether a colon stands before a stretch."""
        return self.prose.text[max(0, quote.outer.start - 8) : quote.outer.start].rstrip(" \n\t*_").endswith(":")

    def from_document(self, quote: Quoted) -> bool:
        """Whether the words before tell of a text that is read out, and nobody says "I" or "we" in it."""
        start = self.prose.sentence_start(max(0, quote.outer.start - 3))
        words = self.prose.words[self.prose.word_at(start) : self.prose.word_at(quote.outer.start)]
        return not self.first_person(quote) and not word_set("reporting_words", "documents").isdisjoint(words)

    def speaker(self, quote: Quoted, last: tuple[int, Source] | None, *, spoken: int) -> Source | None:
        """The likeliest speaker: who was named or spoke last before; ``spoken`` is where the stretch before ends."""
        paragraph = self.prose.text.rfind("\n\n", 0, quote.outer.start)
        floor = max(paragraph, quote.outer.start - NEAR, spoken, 0)
        goes_on = last is not None and quote.outer.start - last[0] < 2 * NEAR
        if self._answers(quote) and self._interviewed is not None:
            return self._interviewed
        if goes_on and self.led(quote):
            floor = max(floor, self.led_from(quote))
        near = [one for one in self.attribution.referents.between(floor, quote.outer.start) if self._may_speak(one)]
        known = [one for one in near if self._known(one)]
        if known or (near and not goes_on):
            return (known or near)[-1]
        if last is not None and goes_on:
            return last[1]
        return near[-1] if near else None

    def _may_speak(self, source: Source) -> bool:
        """Whether a source is a person who is not the object of an infinitive right before."""
        if source.label is not Label.PER and not (source.sort is Sort.PERSON and source.free):
            return False
        index = self.prose.word_at(source.start) - 1
        if index < 0 or self.prose.low[self.prose.spans[index][1] : source.start].strip():
            return True
        return not (self.prose.tag(index) == "VERB" and self.prose.words[index].endswith(("er", "ir", "re")))

    def _known(self, source: Source) -> bool:
        """Whether the document tells that someone speaks: reports words of the person, or opens a sentence with it."""
        referents = self.attribution.referents
        person = referents.person(referents.name(source))
        if person is None:
            return not source.definite
        nobody_speaks = not any(one.speaks for one in referents.people.values())
        first = source.start - self.prose.sentence_start(source.start) < 4 and " " in person.name
        return person.speaks or first or nobody_speaks


@cache
def _interview() -> re.Pattern[str]:
    phrases = either(word_set("reporting_words", "labels", "interviews"), gap=r"\s+")
    return re.compile(rf"(?<!\w){phrases}(?!\w)")


@cache
def _borrowed() -> re.Pattern[str]:
    phrases = either(word_table("reporting_words")["borrowed"]["before"])
    return re.compile(rf"(?<!\w){phrases}\s*(?:de\s+|des\s+|du\s+)?:?[\s*_(]*\Z")
