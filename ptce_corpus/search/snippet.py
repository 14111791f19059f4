"""The telling part of a passage, cut at sentences, with what was looked for marked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from ptce_corpus.domain.passage import Variant
from ptce_corpus.domain.query import Query
from ptce_corpus.domain.results import Snippet
from ptce_corpus.domain.span import Span
from ptce_corpus.search.occurrences import Place, places_in
from ptce_corpus.text.sentences import sentences_from

ELLIPSIS = "…"
_SPACES = re.compile(r"\s+")
_UNEVEN = re.compile(r"\s{2,}|[^\S ]")
"""White space other than one blank."""
_Stretch = tuple[int, int]
"""Start and end; cheaper than a span."""


def snippet(text: str, query: Query, *, variants: Sequence[Variant] = (), width: int = 240) -> Snippet:
    """Up to about ``width`` code points of a text around the densest places of a rewritten query.

    The cut begins and ends with a sentence where one fits, else between two words, marked with an ellipsis. White
    space is collapsed. ``highlights`` cut the snippet's text, in order, without overlap; where a word was met as it was
    read (``variants``), they show the repaired one.
    """
    found = places_in(text, query, variants)
    start, end = _filled(text, *_densest(found, width), width)
    marked = [word for place in found for word in place[3] if word[0] >= start and word[1] <= end]
    return _collapsed(text, start, end, _merged(marked))


def _densest(found: Sequence[Place], width: int) -> _Stretch:
    """The stretch of at most ``width`` that holds the most different leaves, then the most places; the first such."""
    best, best_weight = (0, 0), (0, 0)
    end = 0
    for first, place in enumerate(found):
        before, end = end, max(end, first + 1)
        latest = place[0] + width
        while end < len(found) and found[end][1] <= latest:
            end += 1
        if end == before:  # what the stretch before held too
            continue
        held = found[first:end]
        weight = (len({one[2] for one in held}), len(held))
        if weight > best_weight:
            best, best_weight = (place[0], max(one[1] for one in held)), weight
    return best


def _filled(text: str, core_start: int, core_end: int, width: int) -> _Stretch:
    """The stretch around a core that the snippet shows: whole sentences as long as there is room."""
    visible = len(text.rstrip())
    if not visible:
        return core_start, core_end
    following = sentences_from(text, core_start)
    first = next(following)
    start = min(first.start, core_start)
    room = max(width - (core_end - core_start), 0)
    if core_start - start > max(room - width // 8, 0):
        start = _word_start(text, core_start - room // 2, core_start)
    end = start
    for span in chain((first,), following):
        if span.end - start > width:
            break
        end = span.end
    if end < core_end or (end - start < width // 2 and end < visible):
        end = _word_end(text, core_end, max(start + width, core_end))
    return start, end


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


def _merged(words: Sequence[_Stretch]) -> list[_Stretch]:
    """The stretches in order, those that overlap as one."""
    merged: list[_Stretch] = []
    for start, end in sorted(set(words)):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def _collapsed(text: str, start: int, end: int, marked: Sequence[_Stretch]) -> Snippet:
    """The window with each run of white space as one blank, and the marks at their new places."""
    shown = text[start:end]
    before = ELLIPSIS if text[:start].strip() else ""
    after = ELLIPSIS if text[end:].strip() else ""
    at = start - len(before)
    if shown != " ".join(shown.split()):
        shown, marked = _evened(shown, [(first - start, last - start) for first, last in marked])
        at = -len(before)
    return Snippet(f"{before}{shown}{after}", tuple(Span(first - at, last - at) for first, last in marked))


def _evened(text: str, marked: Sequence[_Stretch]) -> tuple[str, list[_Stretch]]:
    """A text with single blanks, and where its marks stand then."""
    pieces: list[str] = []
    moved: list[_Stretch] = []
    length = at = 0
    for start, end in [*marked, (len(text), len(text))]:
        between, inside = _UNEVEN.sub(" ", text[at:start]), _UNEVEN.sub(" ", text[start:end])
        pieces += [between, inside]
        length += len(between)
        if inside:
            moved.append((length, length + len(inside)))
        length += len(inside)
        at = end
    return "".join(pieces), moved
