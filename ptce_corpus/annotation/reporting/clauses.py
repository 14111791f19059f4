"""How far reported words reach: from a reporting verb to the end of what it reports."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice

from ptce_corpus.annotation.prose import Prose
from ptce_corpus.annotation.reporting.complements import (
    adjective,
    first_word,
    following,
    infinitive,
    judgement,
    nominal,
)
from ptce_corpus.annotation.reporting.conjugation import Mood
from ptce_corpus.annotation.reporting.cues import Cue
from ptce_corpus.annotation.reporting.verbs import constructions
from ptce_corpus.annotation.word_lists import word_set
from ptce_corpus.domain.span import Span

_LONGEST = 1_500
_CUES = 40
"""Verbs of one clause that are looked at for its end."""
_END = re.compile(r"[\s.!?…;:,»”\")\]–—*-]+\Z")
_TOLD_ON = re.compile(r"(?:(?:,|[»”\"])\s*(?:et\s+|puis\s+|mais\s+|tout\s+en\s+|en\s+)?|\bet\s+)(?:\w+ment\s+)?\Z")
"""What stands before a verb that goes on with what the teller tells."""
_BEFORE_SAYING = re.compile(r",\s*avant\s+d(?:e\s+|')\Z")
_COLON = re.compile(r"(?:\s[^.;:!?«»“”\"\n,]{0,40})?\s?:[ ](?=[^\W\d_])")
_LIST = re.compile(r"\s*:\s*(?=\n|$|[«“\"])")


@dataclass(frozen=True, slots=True)
class Reported:
    """What a verb reports: its place, and how sure the construction makes it, in [0, 1]."""

    span: Span
    confidence: float


def reported(prose: Prose, cue: Cue, cues: Sequence[Cue]) -> Reported | None:
    """The clause, infinitive or noun phrase that a verb reports; None when it has none.

    ``cues`` are those of the text, in order: a later one can end the clause.
    """
    for reader, confidence, least in _READERS:
        start = reader(prose, cue)
        if start is None:
            continue
        end = clause_end(prose, start, cues, loose=reader in (_that, _question, _behind_colon))
        if len(re.findall(r"\w+", prose.text[start:end])) >= least:
            return Reported(Span(start, end), confidence)
    return None


def _that(prose: Prose, cue: Cue) -> int | None:
    """Start of what follows "que"; the words between may be adverbs, "à X", a remark between commas."""
    if cue.lemma not in constructions("clause"):
        return None
    barred = word_set("reporting_words", "not_that")
    for index in following(prose, cue):
        word = prose.words[index]
        if word in ("que", "qu'"):
            before = prose.words[index - 1]
            adjacent = index - 1 == cue.last
            also = before == "aussi" and index - 2 == cue.last
            if not (adjacent or also) and before in barred and not _let_through(prose, index):
                return None
            if not adjacent and _relative(prose, cue):
                return None
            if prose.words[index + 1 : index + 2] == ["de"] or prose.finite(Span(cue.span.end, prose.spans[index][0])):
                return None
            return _start(prose, index + 1)
        if word in ("qui", "dont", "où", "lorsque", "lorsqu'", "si", "parce", "puisque", "car", "mais"):
            return None
    return None


def _relative(prose: Prose, cue: Cue) -> bool:
    """Whether an object stands between a verb and "que", so that it takes up that object."""
    index = first_word(prose, cue)
    if index is None or cue.lemma in constructions("addressed"):
        return False
    return prose.words[index] in word_set("reporting_words", "objects") - {"de", "d'", "ce"}


def _let_through(prose: Prose, index: int) -> bool:
    """Whether the word before "que" belongs to the teller: "à ce que", "lui-même que", "et surtout, que"."""
    before, previous = prose.words[index - 1], prose.words[index - 2]
    comma = "," in prose.low[prose.spans[index - 1][1] : prose.spans[index][0]]
    return (
        comma
        or (before == "ce" and previous in ("à", "de"))
        or (before == "même" and previous in ("lui", "elle", "eux"))
    )


def _start(prose: Prose, index: int) -> int | None:
    """Where the reported words begin: at a word, or at the quotation mark before it."""
    if index >= len(prose.spans):
        return None
    start = prose.spans[index][0]
    previous = prose.spans[index - 1][1]
    between = prose.text[previous:start]
    digits = re.search(r"[\d«“\"(\[].*", between, re.DOTALL)
    return previous + digits.start() if digits else start


def _question(prose: Prose, cue: Cue) -> int | None:
    if cue.lemma not in constructions("question"):
        return None
    index = first_word(prose, cue)
    if index is None:
        return None
    word, following = prose.words[index], prose.words[index + 1 : index + 3]
    if word == "s'" and following[:1] not in (["il"], ["ils"]):
        return None
    if word == "ce" and following[:1] not in (["que"], ["qu'"], ["qui"]):
        return None
    return prose.spans[index][0] if word in word_set("reporting_words", "questions") else None


def _behind_colon(prose: Prose, cue: Cue) -> int | None:
    """Start of a sentence behind a colon, without marks: "X nuance : tout dépend de …"."""
    if cue.mood is not Mood.FINITE or cue.lemma not in constructions("clause") | constructions("aside"):
        return None
    colon = _COLON.match(prose.low, cue.span.end)
    if colon is None or not prose.finite(Span(colon.end(), prose.sentence_end(colon.end()))):
        return None
    return colon.end()


def clause_end(prose: Prose, start: int, cues: Sequence[Cue], *, loose: bool) -> int:
    """Where reported words end: with the sentence, before a remark of the teller, before the teller's next verb.

    ``loose`` clauses have verbs of their own; others end where a finite verb follows a comma or "et".
    """
    end = min(prose.sentence_end(start), start + _LONGEST)
    quote = prose.quote_around(start)
    if quote is not None and quote.closed and quote.outer.start == start and _apart(prose, quote.outer.end):
        return quote.outer.end
    listed = _LIST.search(prose.text, start, end)
    if listed:
        end = listed.start()
    end = _balanced(prose.text, start, end)
    end = _before_verbs(prose, start, end, cues, loose=loose)
    return _trimmed(prose, start, end)


def _apart(prose: Prose, end: int) -> bool:
    """Whether the teller goes on behind quoted words: a comma, "mais", "et" or the end of the sentence follows."""
    return bool(re.compile(r"\s*(?:[,.;]|(?:mais|et|tout\s+en|avant\s+de)\b|\Z)").match(prose.low, end))


def _trimmed(prose: Prose, start: int, end: int) -> int:
    """``end`` without closing stops and spaces; marks that close what opened inside stay."""
    while True:
        match = _END.search(prose.text, max(start, end - 12), end)
        if match is None:
            return end
        for place in range(end - 1, match.start() - 1, -1):
            opened = {"»": "«", "”": "“", ")": "(", "]": "["}.get(prose.text[place])
            if opened and opened in prose.text[start:place]:
                return place + 1
            if prose.text[place] == '"' and prose.text.count('"', start, place) % 2:
                return place + 1
        if match.start() == end or match.start() <= start:
            return max(match.start(), start)
        end = match.start()


def _balanced(text: str, start: int, end: int) -> int:
    """``end``, or the place of a bracket that closes what was open before ``start``."""
    depth = 0
    for place in range(start, end):
        if text[place] in "([":
            depth += 1
        elif text[place] in ")]":
            if depth == 0:
                return place
            depth -= 1
    return end


def _before_verbs(prose: Prose, start: int, end: int, cues: Sequence[Cue], *, loose: bool) -> int:
    """``end``, or the comma or "et" before a verb of the teller."""
    first = bisect_right(cues, start, key=lambda cue: cue.span.start)
    for cue in islice(cues, first, first + _CUES):
        if cue.span.start >= end:
            break
        before = prose.low[max(start, cue.span.start - 12) : cue.span.start]
        if cue.mood is Mood.INFINITIVE:
            if later := _BEFORE_SAYING.search(before):
                return cue.span.start - len(before) + later.start()
            continue
        link = _TOLD_ON.search(before)
        if link is None or prose.quote_around(cue.span.start) is not None:
            continue
        aside = cue.inverted is not None
        again = _that(prose, cue) is not None and not _subject_word(prose, cue)
        joined = cue.span.start - len(before) + link.start()
        if again and prose.low.startswith("et", joined):
            end = max(joined, start)
            break
        if aside or again:
            comma = prose.low.rfind(",", start, cue.span.start)
            return comma if comma > start else end
    return end if loose else _before_finite(prose, start, end)


def _subject_word(prose: Prose, cue: Cue) -> bool:
    return prose.words[cue.first - 1] in ("il", "elle", "ils", "elles", "qui", "on", "nous") if cue.first else False


def _before_finite(prose: Prose, start: int, end: int) -> int:
    """The first comma or "et" right before a finite verb without a subject of its own."""
    for match in re.finditer(r"(?:,(?:\s+et)?|\bet)\s+(?=\w)", prose.low[start:end]):
        place = prose.word_at(start + match.end())
        if place >= len(prose.spans) or prose.spans[place][0] != start + match.end():
            continue
        word = prose.words[place]
        if word in word_set("reporting_words", "clitics") and place + 1 < len(prose.spans):
            place += 1
        if prose.finite(Span(prose.spans[place][0], prose.spans[place][1])) and prose.tagged:
            return start + match.start()
        if not prose.tagged and word in word_set("reporting_words", "finite"):
            return start + match.start()
    return end


_READERS: tuple[tuple[Callable[[Prose, Cue], int | None], float, int], ...] = (
    (_that, 0.9, 2),
    (_question, 0.8, 2),
    (_behind_colon, 0.8, 4),
    (infinitive, 0.75, 2),
    (adjective, 0.7, 2),
    (judgement, 0.6, 3),
    (nominal, 0.6, 3),
)
"""The constructions in which a verb reports, how sure each is, and the words that it needs at least."""
