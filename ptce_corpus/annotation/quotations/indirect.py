"""Indirect speech: "X a rappelé que …", "X dit vouloir …", "selon X, …", remarks such as ", rétorque X."."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice

from ptce_corpus.annotation.attribution.sources import Sort, Source, nouns
from ptce_corpus.annotation.attribution.subjects import Attribution
from ptce_corpus.annotation.functions.roles import role_at
from ptce_corpus.annotation.prose import Prose
from ptce_corpus.annotation.quotations.nominals import nominals
from ptce_corpus.annotation.quotations.prepositions import Prepositions
from ptce_corpus.annotation.reporting.clauses import clause_end, reported
from ptce_corpus.annotation.reporting.conjugation import Mood
from ptce_corpus.annotation.reporting.cues import Cue
from ptce_corpus.annotation.reporting.verbs import constructions, tells
from ptce_corpus.annotation.word_lists import word_set
from ptce_corpus.domain.annotation import Label, Quotation, QuotationKind
from ptce_corpus.domain.span import Span

_ASIDE_LONGEST = 600


class Indirect:
    """Finds the indirect quotations of one text."""

    def __init__(self, prose: Prose, attribution: Attribution, cues: Sequence[Cue]) -> None:
        self.prose, self.attribution, self.cues = prose, attribution, cues
        self._prepositions = Prepositions(prose, attribution)

    def clauses(self) -> Iterator[Quotation]:
        """What verbs report in a clause, an infinitive or a noun phrase."""
        reach = -1
        for place, cue in enumerate(self.cues):
            if cue.span.start < reach or cue.negated or self.prose.quote_around(cue.span.start) is not None:
                continue
            done = cue.mood is Mood.GERUND and cue.lemma in constructions("of_persons")
            if done or self._led_further(place) or self._behind_quoted(cue):
                continue
            found = reported(self.prose, cue, self.cues)
            if found is None:
                continue
            source = self._source(cue)
            if source is None or (source.label is Label.ORG and cue.lemma in constructions("of_persons")):
                continue
            reach = found.span.end
            yield self._quotation(found.span, cue.span, source, found.confidence)

    def _behind_quoted(self, cue: Cue) -> bool:
        """Whether a verb with its subject behind it only tells who said the quoted words before it."""
        if not _BEHIND_MARK.search(self.prose.text, max(0, cue.span.start - 5), cue.span.start):
            return False
        return self.attribution.behind(cue, late=True).source is not None

    def _led_further(self, place: int) -> bool:
        """Whether the next cue holds this one: "dit" in "dit regretter que"."""
        cue, later = self.cues[place], self.cues[place + 1 : place + 2]
        return bool(later) and later[0].span.start == cue.span.start and later[0].span.end > cue.span.end

    def _source(self, cue: Cue) -> Source | None:
        """The speaker of a clause; None for those that speak for nobody."""
        subject = self.attribution.behind(cue) if cue.inverted else self.attribution.before(cue)
        source = subject.source
        if source is None or self._is_case(source):
            return None
        if source.sort is Sort.PRONOUN and (self._of_a_thing(source) or self._is_nobody(source, cue)):
            return None
        return source

    def _is_case(self, source: Source) -> bool:
        """Whether the speaker stands in a mere case: "si la caisse estime que"."""
        index = self.prose.word_at(source.start) - 1
        word = self.prose.words[index] if index >= 0 else ""
        loose = source.sort is not Sort.NAME and word in word_set("reporting_words", "loose_cases")
        return loose or word in word_set("reporting_words", "cases")

    def _is_nobody(self, pronoun: Source, cue: Cue) -> bool:
        """Whether "il" is nobody: "il est convenu que"."""
        first = cue.span.cut(self.prose.low).split()[0]
        empty = word_set("reporting_words", "auxiliaries_be") | word_set("reporting_words", "impersonal")
        return pronoun.span.cut(self.prose.low) == "il" and first in empty

    def _of_a_thing(self, pronoun: Source) -> bool:
        """Whether a pronoun takes up a thing: the sentence before opens with one and names no person that agrees."""
        prose, referents = self.prose, self.attribution.referents
        start = prose.sentence_start(pronoun.span.start)
        antecedent = referents.antecedent(pronoun)
        if antecedent is not None and antecedent.span.start >= start:
            return False
        if start == 0 or not prose.tagged:
            return False
        previous = prose.sentence_start(max(0, start - 3))
        if antecedent is not None and antecedent.span.start >= previous and antecedent.free:
            return False
        index = prose.word_at(previous)
        gender = {"le": "m", "la": "f", "ce": "m", "cet": "m", "cette": "f"}.get(
            prose.words[index] if index < len(prose.words) else ""
        )
        if gender != pronoun.gender or pronoun.plural or index + 1 >= len(prose.words):
            return False
        opens = any(
            source.start <= prose.spans[index + 1][0] < source.span.end for source in referents.between(previous, start)
        )
        return prose.tag(index + 1) == "NOUN" and not opens

    def _quotation(self, span: Span, cue: Span | None, source: Source, confidence: float) -> Quotation:
        text = self.prose.text
        mixed = self._quotes_in(span)
        quote = self.prose.quote_around(span.start)
        if quote is not None and quote.outer == span:
            span = quote.inner
        kind = QuotationKind.MIXED if mixed else QuotationKind.INDIRECT
        return Quotation(span, span.cut(text), kind, cue, self.attribution.speaker(source), confidence)

    def _quotes_in(self, span: Span) -> bool:
        """Whether quoted words stand in a stretch."""
        quotes = self.prose.quotes
        first = bisect_left(quotes, span.start, key=lambda quote: quote.outer.start)
        return any(quote.closed and span.contains(quote.inner) for quote in islice(quotes, first, first + 3))

    def prepositions(self) -> Iterator[Quotation]:
        """What a source without a verb says: "selon X, …", "…, selon X"; "pour X, …" at the head of a sentence."""
        for preposition in self._prepositions.found():
            start = preposition.start
            if _BEHIND_MARK.search(self.prose.text, max(0, start - 6), start) and self.prose.text[start].islower():
                continue
            source = self._prepositions.source_of(preposition)
            if source is None or (source.sort is Sort.BODY and source.plural):
                continue
            strict = self._prepositions.strict(preposition)
            span = self._around(start, source.span.end, strict=strict)
            if span is not None and (not strict or self._clausal(span, source)):
                yield self._quotation(span, preposition, source, 0.55 if strict else 0.7)

    def nominals(self) -> Iterator[Quotation]:
        """What nouns of saying report: "la volonté exprimée par X de …"."""
        for span, cue, source in nominals(self.prose, self.attribution, self.cues):
            yield self._quotation(span, cue, source, 0.7)

    def _clausal(self, span: Span, source: Source) -> bool:
        """Whether a clause follows, and the source is told apart from those for whom something is done."""
        known = source.sort in (Sort.NAME, Sort.PRONOUN) or (source.sort is Sort.PERSON and source.definite)
        words = self.prose.words[self.prose.word_at(span.start) : self.prose.word_at(span.end)]
        return known and (self.prose.finite(span) or any(map(tells, words)))

    def _around(self, start: int, source_end: int, *, strict: bool) -> Span | None:
        """What a source introduced by a preposition says: the rest of the sentence, what stands before it, or both."""
        text = self.prose.text
        behind = _BRACKET.match(text, source_end)
        source_end = behind.end() if behind else source_end
        sentence = self.prose.sentence_start(start)
        bracket = text[:start].rstrip(" ")[-1:] == "("
        head = bracket or len(re.findall(r"\w+", text[sentence:start])) <= 3
        comma = _TO_COMMA.match(text, source_end)
        if strict and not (head and comma):
            return None
        if head:
            begin = self._past_apposition(comma.end()) if comma else source_end
            return self._spoken(self._trimmed_start(begin))
        end = start
        while end > sentence and text[end - 1] in " ,\n\t–—-(":
            end -= 1
        begin = self._clause_start(sentence, start)
        last = self.prose.word_at(end) - 1
        if last >= 0 and self.prose.tag(last) == "AUX" and begin <= self.prose.spans[last][0]:
            return self._spoken(begin)
        if comma and "," in text[end:start]:
            whole = self._spoken(begin)
            return whole if whole and whole.end > comma.end() + 12 else Span(begin, end)
        return Span(begin, end) if end - begin > 12 else None

    def _spoken(self, begin: int) -> Span | None:
        end = clause_end(self.prose, begin, self.cues, loose=True)
        return Span(begin, end) if end - begin > 12 else None

    def _trimmed_start(self, begin: int) -> int:
        while begin < len(self.prose.text) and self.prose.text[begin] in " ,\n\t":
            begin += 1
        return begin

    def _past_apposition(self, comma: int) -> int:
        """Start of the words after a source: past what is said of it between commas."""
        closing = self.prose.text.find(",", comma, comma + 200)
        at = self._trimmed_start(comma)
        article = re.compile(r"(?:le|la|les|l'|un|une)\s*").match(self.prose.low, at)
        noun = article.end() if article else at
        told = _SAID_OF.match(self.prose.low, at) or self._names_person(noun) or self._bare_noun(at, closing)
        stop = re.search(r"[.;:!?]", self.prose.text[comma : max(closing, comma)])
        return closing + 1 if closing > 0 and not stop and (told or role_at(self.prose.text, noun)) else comma

    def _bare_noun(self, at: int, end: int) -> bool:
        """Whether a noun without an article, and no verb, stands between two commas: ", menuisier,"."""
        index = self.prose.word_at(at)
        if end < 0 or index >= len(self.prose.words) or self.prose.spans[index][0] != at:
            return False
        return self.prose.tag(index) == "NOUN" and not self.prose.finite(Span(at, end))

    def _names_person(self, at: int) -> bool:
        """Whether a noun for a person stands at ``at``, and no verb before the next comma."""
        index = self.prose.word_at(at)
        known = index < len(self.prose.folded) and any(
            noun.sort is Sort.PERSON for noun in nouns().get(self.prose.folded[index], ())
        )
        comma = self.prose.text.find(",", at, at + 120)
        return known and comma > 0 and not self.prose.finite(Span(at, comma))

    def _clause_start(self, sentence: int, start: int) -> int:
        """Start of the clause before a source: after the last "dont", "qui", "que" or semicolon of its sentence."""
        bounds = [match.end() for match in _BOUND.finditer(self.prose.low, sentence, start)]
        return bounds[-1] if bounds else sentence

    def asides(self) -> Iterator[Quotation]:
        """Words told without marks before ", rétorque X." at the end of a sentence."""
        for cue in self.cues:
            if cue.mood is not Mood.FINITE or cue.negated:
                continue
            closed = self.prose.text[max(0, cue.span.start - 4) : cue.span.start].rstrip(" ,")[-1:] in ("»", "”")
            if cue.lemma not in constructions("aside") and not closed:
                continue
            if self.prose.quote_around(cue.span.start) is not None:
                continue
            begin = self._begin(cue)
            before = self.prose.text[begin : cue.span.start]
            if not (closed or before.rstrip().endswith(",")) or len(before) > _ASIDE_LONGEST or len(before.split()) < 2:
                continue
            subject = self.attribution.behind(cue, late=True)
            if subject.source is None or (cue.inverted is None and self._is_object(cue, subject.source)):
                continue
            span = self._told(begin, begin + len(before.rstrip(" \n\t,»”")), cue, subject.source)
            if len(span) > 4:
                yield self._quotation(span, cue.span, subject.source, 0.65)

    def _begin(self, cue: Cue) -> int:
        """Start of the words before a remark: of their paragraph where a stop before the comma tells of lost marks."""
        start = self.prose.sentence_start(cue.span.start)
        if not _LOST.search(self.prose.text, max(0, cue.span.start - 5), cue.span.start):
            return start
        paragraph = self.prose.text.rfind("\n\n", max(0, cue.span.start - _ASIDE_LONGEST), cue.span.start)
        return self.prose.sentence_start(paragraph + 2) if paragraph >= 0 else start

    def _told(self, begin: int, end: int, cue: Cue, source: Source) -> Span:
        """The words before a remark; those behind it too, where the sentence goes on after a comma."""
        last = max(source.span.end, cue.span.end)
        if self.prose.text[last : last + 1] == "," and source.sort is Sort.PRONOUN:
            return Span(begin, clause_end(self.prose, last + 1, (), loose=True))
        return Span(begin, end)

    def _is_object(self, cue: Cue, source: Source) -> bool:
        """Whether the noun behind a verb is its object: a comma before, a subject before that."""
        after = self.prose.text[source.span.end : source.span.end + 2].lstrip(" ")
        closing = not after or after[0] in ".,;!?\n" or self.prose.low.startswith((" qui", " dont"), source.span.end)
        return not closing or (source.sort is Sort.BODY and self.attribution.before(cue).source is not None)


_BEHIND_MARK = re.compile(r"[»”\"][ ,\n(–—]*\Z")
_BRACKET = re.compile(r"\s*\([^()\n]{2,80}\)")
_LOST = re.compile(r"[.!?…]\s?,\s*\Z")
_TO_COMMA = re.compile(r"(?:[^,.;:!?\n«»()]|\n(?!\n)){0,80},")
_SAID_OF = re.compile(r"(?:qui|dont|où|alors|cité|interrogé|ancien|publié|lui-même|elle-même)\b")
_BOUND = re.compile(r"\b(?:dont|qui|que|où)\s+|\bqu'|;\s+|«\s*|»[.,]?\s+")
