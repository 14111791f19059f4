"""Signatures side by side: each is read whole, function and name, before the next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from ptce_corpus.extraction.pdf.fragments import Fragment, joined
from ptce_corpus.text.lexicon import unaccented

_FUNCTION = re.compile(
    r"(?:p(?:our|/o)\b.{0,40}?,?\s*)?(?:l[ea]s?\s+|l['’]\s?|un[e]?\s+)?(?P<word>[\w-]+)", re.IGNORECASE
)
_LONGEST = 60
"""Characters past which a line is no function nor name."""
_MOST_LINES = 4
_FARTHEST = 4.0
"""Heights of type between a function and the name below it: room for a signature by hand."""


def signed(levels: Sequence[Sequence[Fragment]]) -> list[list[Fragment]]:
    """The lines of a stretch of a page; signatures that stand side by side come one after the other, as blocks."""
    blocks: list[list[Fragment]] = [[]]
    at = 0
    while at < len(levels):
        end = _signatures_end(levels, at)
        if end - at < 2:
            blocks[-1].append(joined(levels[at]))
            at += 1
            continue
        blocks += [list(signature) for signature in zip(*map(_from_left, levels[at:end]), strict=True)]
        blocks.append([])
        at = end
    return [block for block in blocks if block]


def _signatures_end(levels: Sequence[Sequence[Fragment]], start: int) -> int:
    """Where the signatures end that begin with a level of functions or names; ``start`` when none do."""
    heads = levels[start]
    if not 2 <= len(heads) <= 3 or any(item.block or len(item.text) > _LONGEST for item in heads):
        return start
    end = start + 1
    while end < min(len(levels), start + _MOST_LINES) and _goes_with(levels[end], levels[end - 1], heads):
        end += 1
    told = max(sum(_is_function(item.text) for item in level) for level in levels[start:end])
    return end if told == len(heads) else start


def _goes_with(level: Sequence[Fragment], above: Sequence[Fragment], heads: Sequence[Fragment]) -> bool:
    """Whether a level has one short piece below each head, not farther down than a signature takes."""
    if len(level) != len(heads) or any(item.block or len(item.text) > _LONGEST for item in level):
        return False
    if min(item.top for item in level) - max(item.bottom for item in above) > _FARTHEST * level[0].height:
        return False
    below = _from_left(level)
    return all(item.x0 < head.x1 and head.x0 < item.x1 for item, head in zip(below, _from_left(heads), strict=True))


def _from_left(level: Sequence[Fragment]) -> list[Fragment]:
    return sorted(level, key=lambda item: item.x0)


def _is_function(text: str) -> bool:
    match = _FUNCTION.match(text)
    return match is not None and unaccented(match["word"]) in _functions()


@cache
def _functions() -> frozenset[str]:
    lines = (files("ptce_corpus.extraction") / "data" / "signatories.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(unaccented(entry) for line in lines if (entry := line.split("#")[0].strip()))
