"""Stretches of a text that may cross, made into pieces that do not: what a tree such as XML can hold."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from ptce_corpus.domain.span import Span

Of = TypeVar("Of")


@dataclass(frozen=True, slots=True)
class Piece(Generic[Of]):
    """A part of a stretch, or all of it; ``of`` is what the stretch is."""

    span: Span
    of: Of


def nested(stretches: Iterable[tuple[Span, Of]]) -> list[Piece[Of]]:
    """Pieces in the order in which they open, each inside another or apart from it; empty stretches have none.

    Where two stretches cross, the one that begins later is cut at the end of the other. Of equal stretches the first
    is the outer one.
    """
    waiting = [(span.start, -span.end, order, of) for order, (span, of) in enumerate(stretches) if len(span)]
    heapq.heapify(waiting)
    ends: list[int] = []
    found: list[Piece[Of]] = []
    while waiting:
        start, end, order, of = heapq.heappop(waiting)
        end = -end
        while ends and ends[-1] <= start:
            ends.pop()
        if ends and end > ends[-1]:
            heapq.heappush(waiting, (ends[-1], -end, order, of))
            end = ends[-1]
        ends.append(end)
        found.append(Piece(Span(start, end), of))
    return found
