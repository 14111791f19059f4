"""How many of the passages found share a value: people, organisations, places, speakers, themes, kinds, years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from ptce_corpus.domain.passage import IndexedPassage
from ptce_corpus.domain.results import Facet

YEAR = "year"
LIMIT = 10
_LONGEST = 1000
"""Letters of a value that count; what is longer is no name but damage."""


def _years(passage: IndexedPassage) -> tuple[str, ...]:
    """The year of a date that lies in one year; a longer interval belongs to none."""
    if passage.earliest is None or passage.latest is None:
        return ()
    year = passage.earliest[:4]
    return (year,) if passage.latest[:4] == year else ()


_READ: dict[str, Callable[[IndexedPassage], tuple[str, ...]]] = {
    "person": lambda passage: passage.known_people,
    "org": lambda passage: passage.known_organisations,
    "place": lambda passage: passage.known_places,
    "speaker": lambda passage: passage.speakers,
    "kind": lambda passage: (passage.kind,),
    YEAR: _years,
    "theme": lambda passage: (passage.theme,),
}
"""What each facet reads in a passage."""
FACETS = tuple(_READ)


def values(passage: IndexedPassage) -> dict[str, tuple[str, ...]]:
    """Under which values of each facet a passage counts, each value once."""
    return {
        name: tuple(dict.fromkeys(value[:_LONGEST] for value in read(passage) if value)) for name, read in _READ.items()
    }


def facets(passages: Iterable[IndexedPassage], *, limit: int = LIMIT) -> dict[str, tuple[Facet, ...]]:
    """For each facet, the ``limit`` commonest values with how many passages have them, then by name.

    A value that a passage has twice counts once. Years are in their own order, all of them.
    """
    counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    for passage in passages:
        for name, held in values(passage).items():
            counts[name].update(held)
    return {name: ordered(name, count, limit=limit) for name, count in counts.items()}


def ordered(name: str, count: Mapping[str, int], *, limit: int) -> tuple[Facet, ...]:
    """The values of a facet that are told, of all that were counted."""
    if name == YEAR:
        return tuple(Facet(value, count[value]) for value in sorted(count))
    commonest = sorted(count.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Facet(value, number) for value, number in commonest[:limit])
