"""Sources without a verb: "selon X", "d'après elle", "pour la maire, Julie Roux", "dixit X"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ptce_corpus.annotation.attribution import Attribution
from ptce_corpus.annotation.prose import Prose, word_set, words_of
from ptce_corpus.annotation.sources import Sort, Source, pronoun_source
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
        return preposition.cut(self.prose.low).strip() in words_of("reporting_words")["prepositions"]["strict"]

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
    table = words_of("reporting_words")["prepositions"]
    listed = sorted([*table["free"]], key=len, reverse=True)
    free = "|".join(re.escape(phrase).replace("\\ ", r"\s+") for phrase in listed)
    strict = "|".join(re.escape(phrase) for phrase in table["strict"])
    return re.compile(
        rf"(?<![\w'])(?:{free})(?!\w)|(?:(?<=[.!?»\n]\s)|(?<=\n)|(?<=mais\s)|(?<=et\s)|\A)(?:{strict})(?!\w)"
    )


@cache
def _possessive() -> re.Pattern[str]:
    listed = word_set("reporting_words", "prepositions", "singular") | word_set(
        "reporting_words", "prepositions", "plural"
    )
    phrases = "|".join(re.escape(phrase).replace("\\ ", r"\s+") for phrase in sorted(listed, key=len, reverse=True))
    return re.compile(rf"(?<![\w'])(?:{phrases})(?=\s*,)")
