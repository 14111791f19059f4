"""How many of the passages found share a value: people, organisations, places, speakers, themes, kinds, years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from ptce_corpus.domain.passage import IndexedPassage
from ptce_corpus.domain.results import Facet


def _years(passage: IndexedPassage) -> tuple[str, ...]:
    """The year of a date that lies in one year; a longer interval belongs to none."""
    if passage.earliest is None or passage.latest is None:
        return ()
    year = passage.earliest[:4]
    return (year,) if passage.latest[:4] == year else ()


FACETS: dict[str, Callable[[IndexedPassage], tuple[str, ...]]] = {
    "person": lambda passage: passage.people,
    "org": lambda passage: passage.organisations,
    "place": lambda passage: passage.places,
    "speaker": lambda passage: passage.speakers,
    "kind": lambda passage: (passage.kind,) if passage.kind else (),
    "year": _years,
}
"""What each facet reads in a passage."""


def facets(
    passages: Iterable[IndexedPassage], *, themes: Mapping[int, str] | None = None, limit: int = 10
) -> dict[str, tuple[Facet, ...]]:
    """For each facet, the ``limit`` commonest values with how many passages have them, then by name.

    A value that a passage has twice counts once. Years are in their own order, all of them. ``themes`` gives the
    label of the theme of each passage that has one, by its number.
    """
    counts: dict[str, Counter[str]] = {name: Counter() for name in (*FACETS, "theme")}
    for passage in passages:
        for name, values in FACETS.items():
            counts[name].update(dict.fromkeys(values(passage), 1))
        if themes and passage.identifier in themes:
            counts["theme"][themes[passage.identifier]] += 1
    return {name: _ordered(name, count, limit) for name, count in counts.items()}


def _ordered(name: str, count: Counter[str], limit: int) -> tuple[Facet, ...]:
    if name == "year":
        return tuple(Facet(value, count[value]) for value in sorted(count))
    commonest = sorted(count.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Facet(value, number) for value, number in commonest[:limit])
