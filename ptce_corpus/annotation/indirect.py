"""Indirect speech: "X a rappelé que …", "X dit vouloir …", "selon X, …", remarks such as ", rétorque X."."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice

from ptce_corpus.annotation.attribution import Attribution
from ptce_corpus.annotation.clauses import clause_end, reported
from ptce_corpus.annotation.conjugation import Mood
from ptce_corpus.annotation.cues import Cue, constructions
from ptce_corpus.annotation.prose import Prose, word_set, words_of
from ptce_corpus.annotation.roles import role_at
from ptce_corpus.annotation.sources import Sort, Source, pronoun_source
from ptce_corpus.domain.annotation import Label, Quotation, QuotationKind
from ptce_corpus.domain.span import Span

_ASIDE_LONGEST = 600


class Indirect:
    """Finds the indirect quotations of one text."""

    def __init__(self, prose: Prose, attribution: Attribution, cues: Sequence[Cue]) -> None:
        self.prose, self.attribution, self.cues = prose, attribution, cues

    def clauses(self) -> Iterator[Quotation]:
        """What verbs report in a clause, an infinitive or a noun phrase."""
        reach = -1
        for place, cue in enumerate(self.cues):
            if cue.span.start < reach or cue.negated or self.prose.quote_around(cue.span.start) is not None:
                continue
            if self._led_further(place):
                continue
            found = reported(self.prose, cue, self.cues)
            if found is None:
                continue
            source = self._source(cue)
            if source is None or (source.label is Label.ORG and cue.lemma in constructions("of_persons")):
                continue
            reach = found.span.end
            yield self._quotation(found.span, cue.span, source, found.confidence)

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
        return pronoun.span.cut(self.prose.low) == "il" and first in word_set("reporting_words", "auxiliaries_be")

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
        for match in _prepositions().finditer(self.prose.low):
            if self.prose.quote_around(match.start()) is not None:
                continue
            source = self._after_preposition(match.end())
            if source is None or (source.sort is Sort.BODY and source.plural):
                continue
            strict = match.group().strip() in words_of("reporting_words")["prepositions"]["strict"]
            span = self._around(match.start(), source.span.end, strict=strict)
            if span is not None and (not strict or self._clausal(span, source)):
                yield self._quotation(span, Span(match.start(), match.end()), source, 0.55 if strict else 0.7)

    def _clausal(self, span: Span, source: Source) -> bool:
        return source.sort is Sort.NAME and self.prose.finite(span)

    def _after_preposition(self, start: int) -> Source | None:
        """The source right behind a preposition, its article and title let through."""
        low = self.prose.low
        pronoun = re.compile(r"\s+(lui|elles?|eux|ce\s+dernier|cette\s+dernière|celui-ci|celle-ci)(?!\w)").match(
            low, start
        )
        if pronoun:
            word = " ".join(pronoun[1].split())
            source = pronoun_source(self.prose, Span(*pronoun.span(1)))
            return source if source or word != "lui" else None
        for source in self.attribution.referents.between(start, start + 120):
            between = low[start : source.start].strip()
            if between not in ("", "l'", "le", "la", "les"):
                return None
            return self._apposed_name(source)
        return None

    def _apposed_name(self, source: Source) -> Source:
        """The name behind a noun and a comma ("selon la maire, Julie Roux,"); else the noun with its complements."""
        limit = self.prose.sentence_end(source.span.start)
        return self.attribution.run_on(source, limit)

    def _around(self, start: int, source_end: int, *, strict: bool) -> Span | None:
        """What a source introduced by a preposition says: the rest of the sentence, what stands before it, or both."""
        text = self.prose.text
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
        apposed = role_at(self.prose.text, article.end() if article else at) is not None or _SAID_OF.match(
            self.prose.low, at
        )
        stop = re.search(r"[.;:!?]", self.prose.text[comma : max(closing, comma)])
        return closing + 1 if closing > 0 and apposed and not stop else comma

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
            begin = self.prose.sentence_start(cue.span.start)
            before = self.prose.text[begin : cue.span.start]
            if not (closed or before.rstrip().endswith(",")) or len(before) > _ASIDE_LONGEST or len(before.split()) < 2:
                continue
            subject = self.attribution.behind(cue, late=closed)
            if subject.source is None or (cue.inverted is None and self._is_object(cue, subject.source)):
                continue
            span = self._told(begin, begin + len(before.rstrip(" \n\t,»”")), subject.source)
            if len(span) > 4:
                yield self._quotation(span, cue.span, subject.source, 0.65)

    def _told(self, begin: int, end: int, source: Source) -> Span:
        """The words before a remark; those behind it too, where the sentence goes on after a comma."""
        text = self.prose.text
        if text[source.span.end : source.span.end + 1] == "," and source.sort is Sort.PRONOUN:
            return Span(begin, clause_end(self.prose, source.span.end + 1, (), loose=True))
        return Span(begin, end)

    def _is_object(self, cue: Cue, source: Source) -> bool:
        """Whether the noun behind a verb is its object: a comma before, a subject before that."""
        after = self.prose.text[source.span.end : source.span.end + 2].lstrip(" ")
        closing = not after or after[0] in ".,;!?\n" or self.prose.low.startswith((" qui", " dont"), source.span.end)
        return not closing or (source.sort is Sort.BODY and self.attribution.before(cue).source is not None)


_TO_COMMA = re.compile(r"(?:[^,.;:!?\n«»()]|\n(?!\n)){0,80},")
_SAID_OF = re.compile(r"(?:qui|dont|où|alors|cité|interrogé|ancien|publié|lui-même|elle-même)\b")
_BOUND = re.compile(r"\b(?:dont|qui|que|où)\s+|\bqu'|;\s+|«\s*|»[.,]?\s+")


@cache
def _prepositions() -> re.Pattern[str]:
    table = words_of("reporting_words")["prepositions"]
    listed = sorted([*table["free"]], key=len, reverse=True)
    free = "|".join(re.escape(phrase).replace("\\ ", r"\s+") for phrase in listed)
    strict = "|".join(re.escape(phrase) for phrase in table["strict"])
    return re.compile(
        rf"(?<![\w'])(?:{free})(?!\w)|(?:(?<=[.!?»\n]\s)|(?<=\n)|(?<=mais\s)|(?<=et\s)|\A)(?:{strict})(?!\w)"
    )
