"""Who said what, when: rows of the catalogue under the filters of a question."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ptce_corpus.errors import UsageError
from ptce_corpus.ports.catalogue import TimelineRow
from ptce_corpus.search.days import first_day, is_date, last_day, preceding
from ptce_corpus.text.edtf import bounds
from ptce_corpus.text.tokens import fold
from ptce_corpus.workspace.narrowing import EVERYTHING, Narrowing
from ptce_corpus.workspace.reprints import together

if TYPE_CHECKING:
    from ptce_corpus.workspace.workspace import Workspace

KINDS = ("quotation", "appearance", "mention")


@dataclass(frozen=True, slots=True)
class TimelineQuestion:
    """What to keep of the timeline; ``about`` is a query of the query language, ``narrowing`` filters beside it."""

    who: str | None = None
    about: str | None = None
    narrowing: Narrowing = EVERYTHING
    place: str | None = None
    after: str | None = None
    before: str | None = None
    kinds: Collection[str] = ("quotation", "appearance")
    min_quality: float | None = None
    min_confidence: float | None = None
    every_print: bool = False
    """Whether each document that prints the same words has a row of its own."""


def timeline(workspace: Workspace, question: TimelineQuestion) -> list[TimelineRow]:
    """Rows in date order, undated last; the same words in several documents are one row.

    Raises:
        UsageError: when a kind or a date is none.
        QueryError: when ``about`` is a wrong query.
    """
    wrong = set(question.kinds) - set(KINDS)
    if wrong:
        raise UsageError(f"no such kind: {', '.join(sorted(wrong))}", remedy=f"Kinds: {', '.join(KINDS)}.")
    after, before = _dated(question.after), _dated(question.before)
    first = first_day(after) if after else None
    # The day named after "before" does not count, as with ``avant:`` in queries.
    eve = preceding(before) if before else None
    last = last_day(eve) if eve else None
    about: frozenset[int] | None = None
    if question.about or question.narrowing != EVERYTHING:
        from ptce_corpus.workspace.asking import matching

        about = matching(workspace, question.about, question.narrowing)
    rows = workspace.catalogue.timeline(kinds=question.kinds, who=question.who)
    least = question.min_quality
    legible = None if least is None else frozenset(workspace.catalogue.of_quality(least).values())
    sure = question.min_confidence or 0.0
    kept = (
        row
        for row in rows
        if row.confidence >= sure
        and (about is None or row.passage in about)
        and (legible is None or row.citation.document in legible)
        and (question.place is None or fold(question.place) in fold(row.place or ""))
        and _within(row.date, first, last)
    )
    return list(kept) if question.every_print else together(kept)


def _dated(date: str | None) -> str | None:
    if date is not None and not is_date(date):
        raise UsageError(f"not a date: {date}", remedy="Write 2014, 2014-07 or 2014-07-30.")
    return date


def _within(date: str | None, first: str | None, last: str | None) -> bool:
    """Whether the date may lie between two days; an undated row lies in no interval."""
    if first is None and last is None:
        return True
    ends = bounds(date[:10] if date and "T" in date else date) if date else None
    return ends is not None and (first is None or ends[1] >= first) and (last is None or ends[0] <= last)
