"""Two persons who speak as one: "le couple", "les parents", "ils" to "Anne et Paul"."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from ptce_corpus.annotation.attribution.known import Person
from ptce_corpus.annotation.attribution.offices import agree
from ptce_corpus.annotation.attribution.sources import Sort, Source
from ptce_corpus.annotation.prose import Prose
from ptce_corpus.annotation.word_lists import word_set
from ptce_corpus.domain.annotation import Label

_JOINS = re.compile(r"\s*(?:,[^.;:!?«»()]{2,60},|\([^()\n]{2,60}\))?\s*(?:et|&)\s+(?:(?:m|mme|dr)\.?\s+)?")
_REACH = 1_500
"""Code points looked back over for the pair that a pronoun stands for."""


class Pairs:
    """The pairs of one document; ``full`` gives the fullest name for a name."""

    def __init__(
        self, prose: Prose, sources: Sequence[Source], people: Mapping[str, Person], *, full: Callable[[str], str]
    ) -> None:
        self._people = people
        named = [s for s in sources if s.sort is Sort.NAME and s.label is Label.PER and s.name]
        self._joint = [
            (one.span.start, full(one.name or ""), full(two.name or ""))
            for one, two in pairwise(named)
            if _JOINS.fullmatch(prose.low, one.span.end, two.span.start)
        ]

    def name(self, source: Source) -> str | None:
        """The names of the two whom a plural stands for, joined by "et"; None where the document names no pair."""
        close = source.plural and source.head in word_set("people", "pairs")
        if not source.plural or not (close or source.sort is Sort.PRONOUN):
            return None
        for start, one, two in reversed(self._joint):
            near = start < source.span.start and (close or source.span.start - start < _REACH)
            if near and one != two and self._could_be(source, one, two):
                return f"{one} et {two}"
        return self._two_speakers() if close else None

    def other(self, source: Source) -> str | None:
        """The one of the pair named last whom "son compagnon" or "sa compagne" means, by gender."""
        for start, one, two in reversed(self._joint):
            if start < source.span.start and one != two:
                agreeing = [name for name in (one, two) if self._people[name].gender == source.gender]
                return agreeing[0] if len(agreeing) == 1 and source.gender else None
        return None

    def _could_be(self, source: Source, *names: str) -> bool:
        """Whether feminine words mean no man; masculine ones may mean anyone."""
        return source.gender != "f" or all(agree(self._people[name].gender, "f") for name in names)

    def _two_speakers(self) -> str | None:
        """The two whom the document lets speak under a first name alone, or the only two who speak in it."""
        speakers = [person for person in self._people.values() if person.speaks]
        for two in ([person for person in speakers if " " not in person.name], speakers):
            if len(two) == 2:
                return " et ".join(person.name for person in two)
        return None
