"""What nouns of saying report: "la volonté exprimée par X de …", "le constat dressé par X est sévère : …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ptce_corpus.annotation.attribution.sources import Source
from ptce_corpus.annotation.attribution.subjects import Attribution
from ptce_corpus.annotation.prose import Prose
from ptce_corpus.annotation.reporting.clauses import clause_end
from ptce_corpus.annotation.reporting.cues import Cue
from ptce_corpus.annotation.word_lists import either, word_set
from ptce_corpus.domain.span import Span

_REACH = 120
"""Code points behind "par" in which the source begins."""
_GAP = 160
"""Code points between a source and the words that the noun announces: its function or its place in brackets."""
_LINK = re.compile(r"(?:,[^.;:!?«»]{2,140},|\s*\([^()]{2,80}\))?\s*(?:(?P<that>que\s+|qu')|(?P<of>d[e']\s*(?=\w)))")
_COLON = re.compile(r"[^.;:!?«»\n]{0,160}:\s*(?=[^\W\d_])")
_TITLES = ("", "l'", "le", "la", "les", "m.", "mme", "mm.", "mmes", "dr")


def nominals(prose: Prose, attribution: Attribution, cues: Sequence[Cue]) -> Iterator[tuple[Span, Span, Source]]:
    """What is reported, the cue (noun and participle), and the source, of each such noun outside of quoted words."""
    for match in _pattern().finditer(prose.low):
        if prose.quote_around(match.start()) is not None:
            continue
        source = _source(prose, attribution, match.end())
        if source is None:
            continue
        span = _announced(prose, match, source, cues)
        if span is not None and len(span.cut(prose.text).split()) > 2:
            yield span, Span(match.start("noun"), match.end("told")), source


def _source(prose: Prose, attribution: Attribution, start: int) -> Source | None:
    for source in attribution.referents.between(start, start + _REACH):
        if prose.low[start : source.start].strip() not in _TITLES:
            return None
        return source
    return None


def _announced(prose: Prose, noun: re.Match[str], source: Source, cues: Sequence[Cue]) -> Span | None:
    """The words behind "que" or "de", or behind a colon; an infinitive before the verb of the teller ends there."""
    limit = min(source.span.end + _GAP, prose.sentence_end(source.span.end))
    link = _LINK.match(prose.low, source.span.end, limit)
    if link:
        end = clause_end(prose, link.end(), cues, loose=bool(link["that"]))
        opens = noun.start() - prose.sentence_start(noun.start()) < 4
        return Span(link.end(), _before_verb(prose, link.end(), end) if link["of"] and opens else end)
    colon = _COLON.match(prose.low, source.span.end, limit + _GAP)
    if colon is None or prose.quote_around(colon.end()) is not None:
        return None
    return Span(colon.end(), clause_end(prose, colon.end(), cues, loose=True))


def _before_verb(prose: Prose, start: int, end: int) -> int:
    """The place before the first finite verb of a stretch: where the subject ends."""
    for index in range(prose.word_at(start), prose.word_at(end)):
        if prose.finite(Span(*prose.spans[index])):
            return prose.spans[index - 1][1]
    return end


@cache
def _pattern() -> re.Pattern[str]:
    nouns = either(word_set("reporting_words", "nominal", "nouns"))
    told = either(word_set("reporting_words", "nominal", "told"))
    return re.compile(
        rf"(?<![\w'])(?:l[ae]s?\s+|l'|un\s+|une\s+|cette\s+|ce\s+)?(?P<noun>{nouns}s?)(?:\s+[^\W\d_]+)?\s+"
        rf"(?P<told>{told}e?s?)\s+(?:[^\W\d_]+ment\s+|hier\s+)?par\s+"
    )
