"""Where a document holds the text of a correction: in its cleaned text, or in what its pages were read as."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from ptce_corpus.domain.alignment import AlignedText
from ptce_corpus.domain.document import Document
from ptce_corpus.domain.span import Span
from ptce_corpus.text.corrections import Correction


class Places:
    """Places in the cleaned text of a document."""

    def __init__(self, document: Document) -> None:
        self.text, self.date = document.text, document.date
        self._pages, self._spans = document.pages, document.page_spans
        self._starts = [span.start for span in document.page_spans]

    def page(self, span: Span) -> int:
        """The number of the page on which a span begins."""
        return self._pages[bisect_right(self._starts, span.start) - 1].number

    def asks(self, line: Correction, span: Span) -> bool:
        """Whether a line is asked of the page on which a span begins."""
        return line.page is None or line.page == self.page(span)

    def spots(self, line: Correction) -> tuple[Span, ...]:
        """Where the text of a line stands on the pages that it is asked of, in order and disjoint.

        It is looked for in the cleaned text; on a page that does not hold it there, in the raw text.
        """
        found = [span for span in line.places(self.text) if self.asks(line, span)]
        holding = {self.page(span) for span in found}
        numbers = {page.number for page in self._pages if line.page in (None, page.number)}
        return disjoint([*found, *self._as_read(line, numbers - holding)])

    def _as_read(self, line: Correction, numbers: set[int]) -> Iterator[Span]:
        """Where the raw text of pages holds the text of a line, in the cleaned text of the document."""
        for page, filled in zip(self._pages, self._spans, strict=True):
            places = line.places(page.content.source) if page.number in numbers else ()
            if places:
                body = page.body
                for shown in targets(page.content, places):
                    inner = shown.within(body)
                    if inner is not None and inner.shifted(filled.start).cut(self.text).strip():
                        yield trimmed(self.text, inner.shifted(filled.start))


def targets(content: AlignedText, places: Sequence[Span]) -> Iterator[Span]:
    """``AlignedText.target_span`` of many spans of the source, in order: the edits are looked over once."""
    starts = [edit.span.start for edit in content.edits]
    ends = [edit.span.end for edit in content.edits]
    shown = content.edit_spans()
    for place in places:
        first, last = bisect_right(ends, place.start), bisect_left(starts, place.end)
        start = place.start + (shown[first - 1].end - ends[first - 1] if first else 0)
        end = place.end + (shown[last - 1].end - ends[last - 1] if last else 0)
        if first < last:
            start = min(start, shown[first].start)
            end = max(end, shown[last - 1].end) if ends[last - 1] > place.end else end
        yield Span(start, max(start, end))


def trimmed(text: str, span: Span, *, marks: str = "") -> Span:
    """A span without the blanks and ``marks`` at its two ends; it holds something else."""
    start, end = span.start, span.end
    while start < end and (text[start].isspace() or text[start] in marks):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in marks):
        end -= 1
    return Span(start, end)


def disjoint(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in order, without those that overlap an earlier one."""
    kept: list[Span] = []
    for span in sorted(spans):
        if not kept or kept[-1].end <= span.start:
            kept.append(span)
    return tuple(kept)


def spot_over(spots: Sequence[Span], span: Span) -> Span | None:
    """The last of ``spots``, which are in order and disjoint, that shares a position with ``span``."""
    at = bisect_left(spots, Span(span.end, span.end)) - 1
    return spots[at] if at >= 0 and spots[at].overlaps(span) else None
