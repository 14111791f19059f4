"""Sources without a verb: "selon X", "d'après elle", "pour la maire, Julie Roux", "dixit X"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ptce_corpus.annotation.attribution.sources import Sort, Source, pronoun_source
from ptce_corpus.annotation.attribution.subjects import Attribution
from ptce_corpus.annotation.prose import Prose
from ptce_corpus.annotation.word_lists import either, word_set, word_table
from ptce_corpus.domain.span import Span

_REACH = 120
"""Code points behind a preposition in which its source begins."""
_PRONOUN = re.compile(r"\s+(lui|elles?|eux|ce\s+dernier|cette\s+dernière|celui-ci|celle-ci)(?!\w)")
_TITLE = re.compile(r"(?:l'|le|la|les)?\s*(?:\w{1,3}\.?\s+)?")


class Prepositions:
    """Finds the prepositions of one text that introduce a source."""

    def __init__(self, prose: Prose, attribution: Attribution) -> None:
        self.prose, self.attribution = prose, attribution

    def found(self) -> Iterator[Span]:
        """All prepositions outside of quoted words, in order."""
        for pattern in (_pattern(), _possessive()):
            for match in pattern.finditer(self.prose.low):
                if self.prose.quote_around(match.start()) is None:
                    yield Span(*match.span())

    def strict(self, preposition: Span) -> bool:
        """Whether the preposition has so many other uses that only a comma behind its source tells."""
        return preposition.cut(self.prose.low).strip() in word_table("reporting_words")["prepositions"]["strict"]

    def at(self, position: int) -> tuple[Span, Source] | None:
        """The preposition that begins at ``position``, and its source."""
        match = _pattern().match(self.prose.low, position)
        if match is None or match.group() in word_set("reporting_words", "prepositions", "strict"):
            return None
        source = self.source_of(Span(*match.span()))
        return (Span(*match.span()), source) if source else None

    def source_of(self, preposition: Span) -> Source | None:
        """The source behind a preposition; of "à ses yeux" whom the text told of before."""
        words = " ".join(preposition.cut(self.prose.low).split())
        for key in ("singular", "plural"):
            if words in word_set("reporting_words", "prepositions", key):
                return Source(preposition, Sort.PRONOUN, None, key == "plural", preposition.start)
        return self.source(preposition.end)

    def source(self, start: int) -> Source | None:
        """The source right behind a preposition that ends at ``start``, its article and title let through."""
        low = self.prose.low
        pronoun = _PRONOUN.match(low, start)
        if pronoun:
            return pronoun_source(self.prose, Span(*pronoun.span(1)))
        for source in self.attribution.referents.between(start, start + _REACH):
            if not _TITLE.fullmatch(low[start : source.start].strip()):
                return None
            return self.attribution.run_on(source, self.prose.sentence_end(source.span.start))
        return None


@cache
def _pattern() -> re.Pattern[str]:
    table = word_table("reporting_words")["prepositions"]
    free, strict = either(table["free"], gap=r"\s+"), either(table["strict"], gap=" ")
    return re.compile(rf"(?<![\w']){free}(?!\w)|(?:(?<=[.!?»\n]\s)|(?<=\n)|(?<=mais\s)|(?<=et\s)|\A){strict}(?!\w)")


@cache
def _possessive() -> re.Pattern[str]:
    table = word_table("reporting_words")["prepositions"]
    phrases = either([*table["singular"], *table["plural"]], gap=r"\s+")
    return re.compile(rf"(?<![\w']){phrases}(?=\s*,)")
