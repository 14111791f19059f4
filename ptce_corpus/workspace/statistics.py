"""Collocates and frequencies of a query's words, and the words that are specific to a part of the archive."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ptce_corpus.search.collocations import Collocate, collocates, surroundings
from ptce_corpus.search.concordance import places
from ptce_corpus.search.counting import telling
from ptce_corpus.search.frequencies import Frequency, frequencies, without_gaps
from ptce_corpus.workspace.archive_words import CountedDocument
from ptce_corpus.workspace.asking import counted_words, matching, stored, words_asked
from ptce_corpus.workspace.narrowing import EVERYTHING
from ptce_corpus.workspace.spoken import spoken

if TYPE_CHECKING:
    from ptce_corpus.workspace.narrowing import Narrowing
    from ptce_corpus.workspace.workspace import Workspace

Measure = Literal["log-likelihood", "mutual-information", "t-score", "count"]
By = Literal["year", "month", "kind", "speaker"]

_MEASURES: dict[str, Callable[[Collocate], float]] = {
    "log-likelihood": lambda one: one.log_likelihood,
    "mutual-information": lambda one: one.mutual_information,
    "t-score": lambda one: one.t_score,
    "count": lambda one: one.count,
}
PARTS: dict[str, Callable[[CountedDocument], str | None]] = {
    "year": lambda document: document.year,
    "month": lambda document: document.month,
    "kind": lambda document: document.kind or None,
}
"""To which part of an archive a document belongs; None where it has no date so exact."""


@dataclass(frozen=True, slots=True)
class Collocations:
    """The words met around those of a query: ``occurrences`` of these have ``words`` around them.

    ``rows`` are the collocates with the form under which each is met most.
    """

    occurrences: int
    words: int
    total: int
    rows: tuple[tuple[str, Collocate], ...]


def collocations(
    workspace: Workspace,
    text: str,
    *,
    window: int = 5,
    least: int = 3,
    measure: Measure = "log-likelihood",
    content_words: bool = False,
    narrowing: Narrowing = EVERYTHING,
) -> Collocations:
    """The words that stand around a query's words more often than chance has it, the highest of a measure first.

    Words met fewer than ``least`` times around are left out; with ``content_words`` stop words, single letters and
    numbers too. Under filters the passages that they keep are the archive to compare with.

    Raises:
        QueryError: when the query is wrong; every fault is told.
    """
    query = words_asked(text)
    found = surroundings(stored(workspace, sorted(matching(workspace, text, narrowing))), query, window=window)
    with counted_words(workspace, narrowing) as words:
        counts = words.counts([*found.left, *found.right])
        total = words.total()
        rows = collocates(found, words=counts, total=total, least=least)
        shown = words.shown(one.stem for one in rows)
    kept = [(shown[one.stem], one) for one in rows if not content_words or telling(shown[one.stem])]
    kept.sort(key=lambda row: -_MEASURES[measure](row[1]))
    return Collocations(found.occurrences, found.words, total, tuple(kept))


def frequency(workspace: Workspace, text: str, *, by: By, narrowing: Narrowing = EVERYTHING) -> list[Frequency]:
    """How often a query's words are met in each year, month, kind of document, or in what each speaker says.

    Their sum is the number of lines of the concordance; by speaker, of places inside quotations, each counted once
    however many documents print it. Years and months between are there too;
    kinds and speakers with most places come first.

    Raises:
        QueryError: when the query is wrong; every fault is told.
    """
    query = words_asked(text)
    counts: Counter[str | None] = Counter()
    documents: defaultdict[str | None, set[str]] = defaultdict(set)
    if by == "speaker":
        words: Counter[str | None] = Counter()
        for saying in spoken(workspace, narrowing):
            words[saying.speaker] += len(saying.words)
            found = len(places(saying.text, query))
            if found:
                counts[saying.speaker] += found
                documents[saying.speaker] |= saying.documents
        return _most_first(frequencies(counts, documents=_sizes(documents), words=words))
    with counted_words(workspace, narrowing) as counted:
        known = counted.documents()
    for passage in stored(workspace, sorted(matching(workspace, text, narrowing))):
        found = len(places(passage.text, query, passage.variants))
        if found and passage.document in known:
            value = PARTS[by](known[passage.document])
            counts[value] += found
            documents[value].add(passage.citation.document)
    rows = frequencies(counts, documents=_sizes(documents), words=_words(known.values(), PARTS[by]))
    return _most_first(rows) if by == "kind" else without_gaps(rows)


def _most_first(rows: Iterable[Frequency]) -> list[Frequency]:
    return sorted(rows, key=lambda row: (-row.count, -row.words, row.value or ""))


def _sizes(documents: Mapping[str | None, set[str]]) -> dict[str | None, int]:
    return {value: len(held) for value, held in documents.items()}


def _words(
    documents: Iterable[CountedDocument], part_of: Callable[[CountedDocument], str | None]
) -> Counter[str | None]:
    found: Counter[str | None] = Counter()
    for document in documents:
        found[part_of(document)] += document.words
    return found
