"""What a page that shows a timeline needs: each row in its sentence, the page of its source, the words marked."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ptce_corpus.domain.document import Document, Page
from ptce_corpus.domain.span import Span
from ptce_corpus.errors import PtceError
from ptce_corpus.ports.catalogue import TimelineRow
from ptce_corpus.ports.facsimile import Box, DrawJob, Facsimile, PageAsked
from ptce_corpus.text.edtf import bounds
from ptce_corpus.text.sentences import sentences
from ptce_corpus.workspace import wiring

if TYPE_CHECKING:
    from ptce_corpus.workspace.workspace import Workspace

_AROUND = 320
"""Characters shown on each side of the words."""
_WIDEST_YEARS = ("0001", "9999")
"""Where the bounds of a date lie that has no beginning, or no end."""

PageKey = tuple[str, int]
"""Document and page number."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row in its place. ``words`` are as they stand on the page, ``before`` and ``after`` the rest of the sentence.

    ``first`` and ``last`` are the ISO days between which it is dated; ``page`` is that of a facsimile, if there is one,
    and ``marks`` the boxes of the words on it.
    """

    row: TimelineRow
    first: str | None
    last: str | None
    before: str
    words: str
    after: str
    verb_class: str | None
    page: PageKey | None = None
    marks: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """Rows in date order with the images of their pages; ``left_out`` counts the pages over the number allowed."""

    entries: tuple[Entry, ...]
    facsimiles: Mapping[PageKey, Facsimile]
    left_out: int = 0
    failures: tuple[tuple[str, PtceError], ...] = ()


@dataclass(frozen=True, slots=True)
class _Placed:
    """A row with its sentence, and the page that could be drawn for it."""

    before: str
    words: str
    after: str
    asked: PageKey | None


def timeline_page(
    workspace: Workspace,
    rows: Sequence[TimelineRow],
    *,
    most_images: int,
    executor: str = "processes",
) -> TimelinePage:
    """The rows with their sentences and, for PDF files and pictures, the images of their pages.

    At most ``most_images`` pages are drawn, those of the earliest rows; with 0 none is asked for. Files are opened in
    child processes, under the limits of the settings; one that cannot be drawn is a failure.
    """
    placed = _in_place(workspace, rows)
    wanted = list(dict.fromkeys(one.asked for one in placed if one.asked is not None))
    kept, left_out = wanted[:most_images], len(wanted[most_images:]) if most_images else 0
    facsimiles, marks, failures = _drawn(workspace, rows, frozenset(kept), placed, executor=executor)
    return TimelinePage(
        tuple(_entry(row, one, facsimiles, marks) for row, one in zip(rows, placed, strict=True)),
        {key: facsimiles[key] for key in kept if key in facsimiles},
        left_out,
        failures,
    )


def _entry(
    row: TimelineRow,
    placed: _Placed,
    facsimiles: Mapping[PageKey, Facsimile],
    marks: Mapping[tuple[PageKey, Span], tuple[Box, ...]],
) -> Entry:
    from ptce_corpus.annotation.reporting.verb_classes import verb_class

    key = placed.asked if placed.asked in facsimiles else None
    first, last = _days(row.date)
    return Entry(
        row,
        first,
        last,
        placed.before,
        placed.words,
        placed.after,
        verb_class(row.cue) if row.cue and row.kind == "quotation" else None,
        key,
        marks.get((key, row.citation.span), ()) if key else (),
    )


def _days(date: str | None) -> tuple[str | None, str | None]:
    """Earliest and latest day of a date; an open end is the day at the other end."""
    ends = bounds(date) if date else None
    if ends is None:
        return None, None
    first, last = ends
    if first[:4] == _WIDEST_YEARS[0]:
        return (last, last) if last[:4] != _WIDEST_YEARS[1] else (None, None)
    return first, first if last[:4] == _WIDEST_YEARS[1] else last


def _in_place(workspace: Workspace, rows: Sequence[TimelineRow]) -> list[_Placed]:
    """Each row in its sentence. A document is loaded once, however many rows it has."""
    by_document: dict[str, list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        by_document[row.citation.document].append(index)
    paths = {identifier: state.path for identifier, state in workspace.catalogue.states().items()}
    shows = wiring.facsimiles(workspace.settings.extraction).shows
    placed: dict[int, _Placed] = {}
    for identifier, indices in by_document.items():
        document, _ = workspace.catalogue.document(identifier)
        # What is packed in another file has no file of its own to be drawn.
        drawable = shows(document.media_type) and paths[identifier] == identifier
        pages = {page.number: page for page in document.pages}
        for index in indices:
            row = rows[index]
            asked = (identifier, row.citation.page) if drawable else None
            placed[index] = _Placed(*_sentence(row, pages[row.citation.page]), asked)
    return [placed[index] for index in range(len(rows))]


def _sentence(row: TimelineRow, page: Page) -> tuple[str, str, str]:
    """What stands before the words in their sentence, the words, what stands after; blanks made single."""
    text, words = page.text, page.content.target_span(row.citation.span)
    spans, starts, ends = _sentences(text)
    first, last = bisect_right(ends, words.start), bisect_left(starts, words.end) - 1
    start = min(words.start, spans[first].start) if first < len(spans) else words.start
    end = max(words.end, spans[last].end) if last >= 0 else words.end
    before, after = (
        text[max(start, words.start - _AROUND) : words.start],
        text[words.end : min(end, words.end + _AROUND)],
    )
    before = before if words.start - start <= _AROUND else "…" + before.partition(" ")[2]
    after = after if end - words.end <= _AROUND else after.rpartition(" ")[0] + "…"
    if row.citation.last_page is not None:
        return _flat(before), _flat(row.text or words.cut(text)), ""
    return _flat(before), _flat(words.cut(text)), _flat(after)


@lru_cache(maxsize=64)
def _sentences(text: str) -> tuple[list[Span], list[int], list[int]]:
    spans = sentences(text)
    return spans, [span.start for span in spans], [span.end for span in spans]


def _flat(text: str) -> str:
    """Text with single blanks, those at its ends kept as one."""
    words = " ".join(text.split())
    return f"{' ' if text[:1].isspace() else ''}{words}{' ' if words and text[-1:].isspace() else ''}"


def _drawn(
    workspace: Workspace,
    rows: Sequence[TimelineRow],
    wanted: frozenset[PageKey],
    placed: Sequence[_Placed],
    *,
    executor: str,
) -> tuple[dict[PageKey, Facsimile], dict[tuple[PageKey, Span], tuple[Box, ...]], tuple[tuple[str, PtceError], ...]]:
    """The pages wanted, the boxes of each row's words, and the documents that could not be drawn."""
    if not wanted:
        return {}, {}, ()
    stretches: dict[PageKey, dict[Span, None]] = defaultdict(dict)
    for row, one in zip(rows, placed, strict=True):
        if one.asked in wanted:
            stretches[one.asked][row.citation.span] = None
    jobs = list(_jobs(workspace, stretches))
    workers, draw = wiring.drawers(workspace.root, workspace.settings, jobs=min(2, len(jobs)), kind=executor)
    facsimiles: dict[PageKey, Facsimile] = {}
    marks: dict[tuple[PageKey, Span], tuple[Box, ...]] = {}
    failures: list[tuple[str, PtceError]] = []
    try:
        for outcome in workers.map(draw, jobs):
            if outcome.error:
                failures.append((outcome.item.identifier, outcome.error))
            for facsimile in outcome.result or ():
                key = outcome.item.identifier, facsimile.number
                facsimiles[key] = facsimile
                marks.update(((key, span), boxes) for span, boxes in zip(stretches[key], facsimile.marks, strict=True))
    finally:
        workers.close()
    return facsimiles, marks, tuple(sorted(failures, key=lambda failure: failure[0]))


def _jobs(workspace: Workspace, stretches: Mapping[PageKey, Mapping[Span, None]]) -> Iterator[DrawJob]:
    """A job for each document."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for identifier, number in stretches:
        numbers[identifier].append(number)
    for identifier, wanted in numbers.items():
        document: Document = workspace.catalogue.document(identifier)[0]
        pages = {page.number: page for page in document.pages}
        yield DrawJob(
            identifier,
            identifier,
            document.media_type,
            tuple(
                PageAsked(
                    number,
                    pages[number].content.source,
                    tuple(stretches[identifier, number]),
                    pages[number].layout.words,
                )
                for number in wanted
            ),
        )
