"""Text that remembers where it came from.

Cleaning and repair change a text; citations, mentions and highlights must still point into the page as it was
extracted. Lucene solves this with a ``CharFilter`` that corrects offsets; here the cleaned text *is* the source
and the list of edits made to it, so that the text, its alignment and its audit trail cannot disagree.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from ptce_corpus.domain.span import Span

Replacement = str | Callable[[re.Match[str]], str]


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """One change to a source text: what stood at ``span`` became ``after``.

    ``rule`` names what made it (several, joined by ``+``, where changes met); ``confidence`` is in [0, 1].
    """

    span: Span
    after: str
    rule: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, eq=True)
class AlignedText:
    """A source text and the disjoint, ordered edits that turn it into ``text``.

    Laws, held by property tests: the text is the source with each edit put in place of its span; ``source_span`` is
    monotone and stays inside the source; a character that no edit touched points at itself.

    Raises:
        ValueError: when edits overlap, are out of order or leave the source.
    """

    source: str
    edits: tuple[Edit, ...] = ()
    text: str = field(init=False, compare=False, repr=False)
    _starts: tuple[int, ...] = field(init=False, compare=False, repr=False)
    _ends: tuple[int, ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        pieces, starts, ends, at, length = [], [], [], 0, 0
        for edit in self.edits:
            if edit.span.start < at or edit.span.end > len(self.source):
                raise ValueError(f"edit out of order or outside its source: {edit}")
            length += edit.span.start - at
            pieces += [self.source[at : edit.span.start], edit.after]
            starts.append(length)
            length += len(edit.after)
            ends.append(length)
            at = edit.span.end
        object.__setattr__(self, "text", "".join(pieces) + self.source[at:])
        object.__setattr__(self, "_starts", tuple(starts))
        object.__setattr__(self, "_ends", tuple(ends))

    def __str__(self) -> str:
        return self.text

    def __len__(self) -> int:
        return len(self.text)

    def sub(
        self, pattern: str | re.Pattern[str], replacement: Replacement, *, rule: str, confidence: float = 1.0
    ) -> AlignedText:
        """Replace each match of ``pattern`` in the text; like ``re.sub``, but the alignment is kept.

        A pattern should match only what changes and look around for the rest, so that edits stay small.
        """
        changes = []
        for match in re.compile(pattern).finditer(self.text):
            after = replacement(match) if callable(replacement) else match.expand(replacement)
            if after != match.group():
                changes.append(Edit(Span(*match.span()), after, rule, confidence))
        return self.edited(changes)

    def edited(self, changes: Iterable[Edit]) -> AlignedText:
        """Apply ``changes``, whose spans count in *this text* and do not overlap; order does not matter.

        A change that meets earlier edits, or stands against one, becomes one edit with them.
        """
        ordered = sorted(changes, key=lambda edit: edit.span)
        if not ordered:
            return self
        merged: list[Edit] = []
        kept = 0
        for first, last, new in self._groups(ordered):
            merged += [*self.edits[kept:first], self._merge(first, last, new)]
            kept = last
        merged += self.edits[kept:]
        return AlignedText(self.source, tuple(edit for edit in merged if edit.after != edit.span.cut(self.source)))

    def _groups(self, ordered: Sequence[Edit]) -> list[tuple[int, int, list[Edit]]]:
        """Changes gathered with the earlier edits they meet: (first edit, last edit + 1, changes)."""
        groups: list[tuple[int, int, list[Edit]]] = []
        for change in ordered:
            first = bisect_left(self._ends, change.span.start)
            last = max(first, bisect_right(self._starts, change.span.end))
            if groups and first < groups[-1][1]:
                groups[-1][2].append(change)
                groups[-1] = (groups[-1][0], max(last, groups[-1][1]), groups[-1][2])
            else:
                groups.append((first, last, [change]))
        return groups

    def _merge(self, first: int, last: int, new: Sequence[Edit]) -> Edit:
        """One edit for a group of changes and the earlier edits that they meet."""
        old = self.edits[first:last]
        start, end = new[0].span.start, new[-1].span.end
        source_start, source_end = self._after(start), self._before(end)
        if old:
            start, end = min(start, self._starts[first]), max(end, self._ends[last - 1])
            source_start = min(source_start, old[0].span.start)
            source_end = max(source_end, old[-1].span.end)
        pieces, cursor = [], start
        for change in new:
            pieces += [self.text[cursor : change.span.start], change.after]
            cursor = change.span.end
        after = "".join(pieces) + self.text[cursor:end]
        rules = dict.fromkeys(rule for edit in (*old, *new) for rule in edit.rule.split("+"))
        confidence = min(edit.confidence for edit in (*old, *new))
        return Edit(Span(source_start, source_end), after, "+".join(rules), confidence)

    def _after(self, position: int) -> int:
        """Source position of a text position, past the edits that end there."""
        index = bisect_right(self._ends, position)
        return position - self._ends[index - 1] + self.edits[index - 1].span.end if index else position

    def _before(self, position: int) -> int:
        """Source position of a text position, short of the edits that start there."""
        index = bisect_left(self._starts, position)
        if not index:
            return position
        return max(position - self._ends[index - 1], 0) + self.edits[index - 1].span.end

    def source_span(self, span: Span) -> Span:
        """Where in the source the text at ``span`` came from; edits that it cuts are taken whole."""
        first, last = bisect_right(self._ends, span.start), bisect_left(self._starts, span.end)
        start, end = self._after(span.start), self._before(span.end)
        if first < last:
            start = min(start, self.edits[first].span.start)
        return Span(start, max(start, end))

    def target_span(self, span: Span) -> Span:
        """The stretch of the text that came from ``span`` of the source; edits that it cuts are taken whole."""
        starts = [edit.span.start for edit in self.edits]
        ends = [edit.span.end for edit in self.edits]
        shifts = list(accumulate((len(edit.after) - len(edit.span) for edit in self.edits), initial=0))
        first, last = bisect_right(ends, span.start), bisect_left(starts, span.end)
        start, end = span.start + shifts[first], span.end + shifts[last]
        if first < last:
            start = min(start, self._starts[first])
            end = max(end, self._ends[last - 1]) if ends[last - 1] > span.end else end
        return Span(start, max(start, end))

    def edit_spans(self) -> list[Span]:
        """Where in the text each edit stands."""
        return [Span(start, end) for start, end in zip(self._starts, self._ends, strict=True)]

    def audited(self) -> list[tuple[Edit, str]]:
        """Each edit with what stood there before it."""
        return [(edit, edit.span.cut(self.source)) for edit in self.edits]
