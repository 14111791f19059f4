"""Timetables printed side by side: lines cut where a second column of clock times begins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ptce_corpus.annotation.programmes.headings import Line, starting
from ptce_corpus.domain.annotation import Mention
from ptce_corpus.domain.span import Span

_LEAST = 20
"""Characters of a left column at least."""
_NEAR = 3
"""Characters by which the times of one column may stand apart."""
_ENOUGH = 2
"""Lines with a second time in the same place that make a column."""
_LETTERS = re.compile(r"[^\W\d_]{3}")


def side_by_side(lines: Sequence[Line], times: Sequence[Mention]) -> tuple[Line, ...]:
    """``lines`` with those of two timetables side by side cut in two, the right parts with ``column`` 1."""
    places = dict(_second_times(lines, times))
    column = min(places.values(), default=0)
    if sum(place - column <= _NEAR for place in places.values()) < max(_ENOUGH, len(places) * 0.6):
        return tuple(lines)
    first, last = min(places), max(places)
    found: list[Line] = []
    for number, line in enumerate(lines):
        if first <= number and (number <= last or _gap(line, column)):
            last = max(last, number)
            found += _cut(line, column)
        else:
            found.append(line)
    return tuple(found)


def _second_times(lines: Sequence[Line], times: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """Numbers of the lines with a second time behind words and a gap, each with its place in the line."""
    for number, line in enumerate(lines):
        own = starting(times, line.span)
        if len(own) < 2:
            continue
        at = own[-1].span.start - line.span.start
        between = line.text[own[0].span.end - line.span.start : at]
        if (
            at >= _LEAST
            and between.endswith("   ")
            and _LETTERS.search(between)
            and line.text[at:].strip() != own[-1].text
        ):
            yield number, at


def _gap(line: Line, column: int) -> bool:
    return len(line.text) > column and not line.text[column - 2 : column].strip()


def _cut(line: Line, column: int) -> Iterator[Line]:
    if not _gap(line, column):
        yield line
        return
    at = line.span.start + column
    left = line.text[:column].rstrip()
    yield replace(line, span=Span(line.span.start, at), text=left)
    right = line.text[column:]
    start = at + len(right) - len(right.lstrip())
    yield Line(Span(at, line.span.end), start, right, column=1)
