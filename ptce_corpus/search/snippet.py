"""The telling part of a passage, cut at sentences, with what was looked for marked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from ptce_corpus.domain.passage import Variant
from ptce_corpus.domain.query import Query
from ptce_corpus.domain.results import Snippet
from ptce_corpus.domain.span import Span
from ptce_corpus.search.occurrences import Occurrence, occurrences
from ptce_corpus.text.sentences import sentences_from

ELLIPSIS = "…"
_SPACES = re.compile(r"\s+")
_UNEVEN = re.compile(r"\s{2,}|[^\S ]")
"""White space other than one blank."""


def snippet(text: str, query: Query, *, variants: Sequence[Variant] = (), width: int = 240) -> Snippet:
    """Up to about ``width`` code points of a text around the densest places of a rewritten query.

    The cut begins and ends with a sentence where one fits, else between two words, marked with an ellipsis. White
    space is collapsed. ``highlights`` cut the snippet's text, in order, without overlap; where a word was met as it was
    read (``variants``), they show the repaired one.
    """
    found = occurrences(text, query, variants)
    window = _filled(text, _densest(found, width), width)
    marked = [word for occurrence in found for word in occurrence.words if window.contains(word)]
    return _collapsed(text, window, _merged(marked))


def _densest(found: Sequence[Occurrence], width: int) -> Span:
    """The stretch of at most ``width`` that holds the most different leaves, then the most places; the first such."""
    best, best_weight = Span(0, 0), (0, 0)
    end = 0
    for start, occurrence in enumerate(found):
        end = max(end, start + 1)
        while end < len(found) and found[end].span.end - occurrence.span.start <= width:
            end += 1
        held = found[start:end]
        weight = (len({one.leaf for one in held}), len(held))
        if weight > best_weight:
            reach = max(one.span.end for one in held)
            best, best_weight = Span(occurrence.span.start, reach), weight
    return best


def _filled(text: str, core: Span, width: int) -> Span:
    """The stretch around ``core`` that the snippet shows: whole sentences as long as there is room."""
    visible = len(text.rstrip())
    if not visible:
        return core
    following = sentences_from(text, core.start)
    first = next(following)
    start = min(first.start, core.start)
    room = max(width - len(core), 0)
    if core.start - start > max(room - width // 8, 0):
        start = _word_start(text, core.start - room // 2, core.start)
    end = start
    for span in chain((first,), following):
        if span.end - start > width:
            break
        end = span.end
    if end < core.end or (end - start < width // 2 and end < visible):
        end = _word_end(text, core.end, max(start + width, core.end))
    return Span(start, end)


def _word_start(text: str, earliest: int, latest: int) -> int:
    """The beginning of a word between two places."""
    if earliest <= 0:
        return 0
    space = _SPACES.search(text, earliest, latest)
    return space.end() if space else latest


def _word_end(text: str, earliest: int, latest: int) -> int:
    """The end of a word between two places, the last one."""
    if latest >= len(text):
        return len(text.rstrip())
    while latest > earliest and not text[latest].isspace():
        latest -= 1
    return max(len(text[:latest].rstrip()), earliest)


def _merged(spans: Sequence[Span]) -> list[Span]:
    """The spans in order, those that overlap as one."""
    merged: list[Span] = []
    for span in sorted(set(spans)):
        if merged and span.start < merged[-1].end:
            merged[-1] = merged[-1].union(span)
        else:
            merged.append(span)
    return merged


def _collapsed(text: str, window: Span, marked: Sequence[Span]) -> Snippet:
    """The window with each run of white space as one blank, and the marks at their new places."""
    pieces: list[str] = []
    length = 0
    if text[: window.start].strip():
        pieces.append(ELLIPSIS)
        length = len(ELLIPSIS)
    highlights: list[Span] = []
    at = window.start
    for span in [*marked, Span(window.end, window.end)]:
        between = _UNEVEN.sub(" ", text[at : span.start])
        inside = _UNEVEN.sub(" ", span.cut(text))
        pieces += [between, inside]
        length += len(between)
        if inside:
            highlights.append(Span(length, length + len(inside)))
        length += len(inside)
        at = span.end
    if text[window.end :].strip():
        pieces.append(ELLIPSIS)
    return Snippet("".join(pieces), tuple(highlights))
