"""What belongs to the one who speaks: a name in apposition to a noun, or the noun's complements."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ptce_corpus.annotation.attribution.sources import Sort, Source
from ptce_corpus.annotation.functions.roles import role_at
from ptce_corpus.annotation.prose import Prose
from ptce_corpus.domain.annotation import Label
from ptce_corpus.domain.span import Span

_COMPLEMENTS = re.compile(
    r"(?:\s+(?:de|du|des|d')\s*(?:la\s+|l'|ce(?:tte|t|s)?\s+|s(?:on|a|es)\s+|leurs?\s+)?[^\W\d_][\w-]+){0,2}"
)


class Appositions:
    """Reads on from the sources of one text."""

    def __init__(self, prose: Prose) -> None:
        self.prose = prose

    def apposed(self, source: Source, found: Sequence[Source], end: int) -> Source:
        """The name that stands in apposition to a noun: "le directeur du pôle, Paul Martin"; else the noun itself."""
        if source.sort is Sort.NAME and source.label is Label.PER:
            return source
        for later in found:
            if later.label is not Label.PER or later.span.start <= source.span.start or not later.free:
                continue
            between = self.prose.low[source.span.end : later.start]
            if between.count(",") <= 1 and not re.search(r"\b(?:qui|que|et|avec|dont)\b", between):
                return later
        return self.extended(source, end)

    def extended(self, source: Source, end: int) -> Source:
        """A noun with its complements, as far as a function phrase goes."""
        if source.sort not in (Sort.PERSON, Sort.BODY):
            return source
        noun = self.prose.word_at(source.span.start) + 1
        if noun >= len(self.prose.spans):
            return source
        role = role_at(self.prose.text, self.prose.spans[noun][0])
        tail = _COMPLEMENTS.match(self.prose.low, source.span.end, max(end, source.span.end))
        last = min(role.span.end, end) if role else tail.end() if tail else source.span.end
        return replace(source, span=Span(source.span.start, max(last, source.span.end)))
