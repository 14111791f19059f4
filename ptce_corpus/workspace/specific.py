"""The words that a year, a kind of document, a theme or a speaker uses more, and less, than the archive does."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from ptce_corpus.errors import NotFound
from ptce_corpus.search.counting import Tally, commonest_forms, telling
from ptce_corpus.search.specificities import Specificity, extremes, specificities
from ptce_corpus.search.vocabulary import kind_named
from ptce_corpus.text.tokens import fold, forms
from ptce_corpus.workspace.asking import counted_words, kept, matching
from ptce_corpus.workspace.narrowing import EVERYTHING
from ptce_corpus.workspace.spoken import spoken
from ptce_corpus.workspace.statistics import PARTS

if TYPE_CHECKING:
    from ptce_corpus.workspace.narrowing import Narrowing
    from ptce_corpus.workspace.workspace import Workspace

By = Literal["speaker", "year", "kind", "theme"]
_PASSAGES_AT_ONCE = 400
_OFFERED = 8
"""Values named when the one asked for is not there."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the archive of so many ``words``, out of ``total``: its specific words, the most telling first.

    Their ``word`` is the form in which each is met most; words that it lacks stand last.
    """

    value: str
    words: int
    total: int
    rows: tuple[Specificity, ...]


@dataclass(frozen=True, slots=True)
class _Parted:
    """The words of an archive by part and stem; those of no part under None."""

    counts: Mapping[str | None, Counter[str]]
    shown: Mapping[str, str]


def specific(
    workspace: Workspace,
    *,
    by: By,
    value: str | None = None,
    text: str | None = None,
    narrowing: Narrowing = EVERYTHING,
    least: int = 5,
    limit: int = 20,
    threshold: float = 2.0,
    content_words: bool = False,
) -> Iterator[Part]:
    """Specific words of the part that ``value`` names, else of every part, that with most words first.

    A query and filters make their passages the archive. By speaker the archive is what is quoted, each quotation once
    however many documents print it. Words of fewer than ``least`` places in the archive and scores under
    ``threshold`` are left out; with ``content_words`` stop words, single letters and numbers too. At most ``limit``
    words used more and as many used less; 0: all.

    Raises:
        NotFound: when no part is named so.
        QueryError: when the query is wrong; every fault is told.
    """
    parted = _parted(workspace, by, text, narrowing)
    words: Counter[str] = Counter()
    for counts in parted.counts.values():
        words.update(counts)
    total = words.total()
    asked = {stem: count for stem, count in words.items() if not content_words or telling(parted.shown[stem])}
    for name, counts in _wanted(parted.counts, by, value):
        part = counts.total()
        scored = specificities(counts, words=asked, part=part, total=total, least=least)
        told = (replace(one, word=parted.shown[one.word]) for one in extremes(scored, limit=limit, threshold=threshold))
        yield Part(name, part, total, tuple(told))


def _parted(workspace: Workspace, by: By, text: str | None, narrowing: Narrowing) -> _Parted:
    if by == "speaker":
        return _tallied((saying.speaker, saying.text) for saying in spoken(workspace, narrowing, text=text))
    if by == "theme":
        return _tallied(_texts_of_themes(workspace, matching(workspace, text, narrowing)))
    with counted_words(workspace, narrowing, text=text) as counted:
        counts = counted.by_part(PARTS[by])
        return _Parted(counts, counted.shown(counted.all_counts()))


def _texts_of_themes(workspace: Workspace, numbers: frozenset[int]) -> Iterator[tuple[str | None, str]]:
    """The texts of passages, each with the number and label of its heaviest theme."""
    themes = workspace.catalogue.themes_of(numbers)
    for passage in kept(workspace, numbers):
        theme = themes.get(passage.identifier)
        yield theme and f"{theme[0]} {theme[1]}", passage.text


def _tallied(texts: Iterable[tuple[str | None, str]]) -> _Parted:
    tallies: defaultdict[str | None, Tally] = defaultdict(Tally)
    for part, text in texts:
        tallies[part].add(text)
    summed: Counter[tuple[str, str]] = Counter()
    for tally in tallies.values():
        summed.update({(form.stem, exact): tally.counts[exact] for exact, form in tally.known.items()})
    shown = commonest_forms((stem, exact, count) for (stem, exact), count in summed.items())
    return _Parted({part: tally.stems() for part, tally in tallies.items()}, shown)


def _wanted(counts: Mapping[str | None, Counter[str]], by: By, value: str | None) -> list[tuple[str, Counter[str]]]:
    """The parts asked for, that with most words first; several that one name means are one."""
    named = [(name, held) for name, held in counts.items() if name is not None]
    named.sort(key=lambda part: (-part[1].total(), part[0]))
    if value is None:
        return named
    meant = [(name, held) for name, held in named if _means(value, name, by)]
    if not meant:
        offered = ", ".join(name for name, _ in named[:_OFFERED])
        raise NotFound(f"no part of the archive is named {value!r}", remedy=f"Perhaps: {offered}")
    if len(meant) == 1:
        return meant
    together: Counter[str] = Counter()
    for _, held in meant:
        together.update(held)
    return [(value, together)]


def _means(value: str, name: str, by: By) -> bool:
    """Whether what was asked names a part: a speaker or theme by any of its words, a theme by its number too."""
    if by == "year":
        return value == name
    if by == "kind":
        kind = kind_named(value)
        return kind is not None and kind.value == name
    if by == "theme" and value.isdecimal():
        return name.split(" ", 1)[0] == value
    wanted = {form.folded for form in forms(value)}
    return bool(wanted) and wanted <= {form.folded for form in forms(fold(name))}
