"""What may be a mention, before it is settled which of overlapping candidates stand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from ptce_corpus.domain.annotation import Label
from ptce_corpus.domain.span import Span


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch that may be a mention. ``weight`` decides between candidates that overlap, then length does.

    ``confidence`` is in [0, 1]; ``reason`` says what found it.
    """

    span: Span
    label: Label
    weight: int
    reason: str
    confidence: float = 0.8
    value: str | None = None


def settled(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Candidates that do not overlap, in order of place: heavier before lighter, then longer before shorter."""
    starts: list[int] = []
    kept: list[Candidate] = []
    for candidate in sorted(candidates, key=lambda one: (-one.weight, -len(one.span), one.span.start)):
        at = bisect_left(starts, candidate.span.start)
        clear_before = at == 0 or kept[at - 1].span.end <= candidate.span.start
        clear_after = at == len(kept) or candidate.span.end <= kept[at].span.start
        if len(candidate.span) and clear_before and clear_after:
            starts.insert(at, candidate.span.start)
            kept.insert(at, candidate)
    return kept
