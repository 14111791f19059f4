"""The same words in several documents: one row of the timeline with several citations."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ptce_corpus.ports.catalogue import TimelineRow
from ptce_corpus.text.tokens import fold

_LONG = 6
"""Words from which a text may be recognised although a part is missing or misread; a shorter one must be equal."""
_SHARED = 0.85
"""Share of the longer text's words that both must have in common."""
_SHINGLE = 3
"""Words in a row that two texts must share to be compared at all."""


@dataclass(slots=True)
class _Statement:
    """Rows that are one so far, the first of which stands for all."""

    rows: list[TimelineRow]
    words: tuple[str, ...]


def together(rows: Iterable[TimelineRow]) -> list[TimelineRow]:
    """Rows in their order, those that reprint an earlier one of another document added to its citations.

    A quotation is a reprint when the same speaker says the same words, OCR and cuts apart; an appearance, when the
    same person has the same slot. Where speakers are unknown only equal words of some length count.
    """
    statements: list[_Statement] = []
    near: defaultdict[tuple[str, ...], list[_Statement]] = defaultdict(list)
    for row in rows:
        words = tuple(_words(row))
        keys = list(_keys(row, words))
        earlier = _earlier(row, words, [one for key in keys for one in near[key]])
        if earlier is not None:
            earlier.rows.append(row)
            continue
        statement = _Statement([row], words)
        statements.append(statement)
        for key in keys:
            near[key].append(statement)
    return [_joined(statement.rows) for statement in statements]


def _words(row: TimelineRow) -> Iterator[str]:
    for word in fold(row.text).split():
        letters = "".join(filter(str.isalnum, word))
        if letters:
            yield letters


def _keys(row: TimelineRow, words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """What rows that might be one have in common: who, and three words in a row, or the hour of a slot."""
    who = (row.kind, fold(row.person or row.organisation or ""))
    if row.kind == "appearance":
        if row.date and "T" in row.date:
            yield (*who, row.date)
    elif row.kind == "quotation":
        for shingle in {words[at : at + _SHINGLE] for at in range(max(len(words) - _SHINGLE + 1, 1))}:
            yield (*who, *shingle)


def _earlier(row: TimelineRow, words: tuple[str, ...], candidates: list[_Statement]) -> _Statement | None:
    for candidate in candidates:
        documents = {other.citation.document for other in candidate.rows}
        if row.citation.document not in documents and _same(row, words, candidate):
            return candidate
    return None


def _same(row: TimelineRow, words: tuple[str, ...], other: _Statement) -> bool:
    if row.kind == "appearance":
        return True
    if words == other.words:
        return bool(words) and (row.person is not None or row.organisation is not None or len(words) >= _LONG)
    if min(len(words), len(other.words)) < _LONG or not (row.person or row.organisation):
        return False
    shared = (Counter(words) & Counter(other.words)).total()
    return shared >= _SHARED * max(len(words), len(other.words)) or _holds(words, other.words)


def _holds(words: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the shorter text stands whole in the longer one."""
    short, long = sorted((words, other), key=len)
    return f" {' '.join(short)} " in f" {' '.join(long)} "


def _joined(rows: list[TimelineRow]) -> TimelineRow:
    """The first row, with what only others tell, and the citations of all."""
    first = rows[0]
    if len(rows) == 1:
        return first
    return replace(
        first,
        function=first.function or next((row.function for row in rows if row.function), None),
        organisation=first.organisation or next((row.organisation for row in rows if row.organisation), None),
        place=first.place or next((row.place for row in rows if row.place), None),
        confidence=max(row.confidence for row in rows),
        reprints=tuple(row.citation for row in rows[1:]),
    )
