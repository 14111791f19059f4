"""Proposals to link one name to another, and settling them: the surest first, no circles, none that a hand forbade."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass

from ptce_corpus.domain.linking import Link, Named

LEAST = 0.7
"""Confidence from which names are linked."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """``lesser`` would mean the same as ``greater``."""

    lesser: int
    greater: int
    reason: str
    confidence: float


def settled(
    proposals: Iterable[Proposal], *, apart: Set[frozenset[int]], fixed: Iterable[Link] = ()
) -> tuple[Link, ...]:
    """The links that proposals make, each to the last head of its chain; ``fixed`` ones were made by hand.

    A chain is as sure as its weakest link. Names that are ``apart`` never come together, by no chain.
    """
    heads: dict[int, tuple[int, str, float]] = {}
    members: dict[int, set[int]] = {}
    asked = [Proposal(link.entity, link.head, link.reason, link.confidence) for link in fixed if not link.documents]
    ranked = sorted(proposals, key=lambda one: (-one.confidence, one.lesser, one.greater))
    for one in (*asked, *(proposal for proposal in ranked if proposal.confidence >= LEAST)):
        lesser, greater = _last(heads, one.lesser), _last(heads, one.greater)
        if one.lesser in heads or lesser == greater:
            continue
        mine, theirs = members.get(lesser, {lesser}), members.get(greater, {greater})
        if any(frozenset((a, b)) in apart for a in mine for b in theirs):
            continue
        heads[lesser] = (greater, one.reason, one.confidence)
        members[greater] = theirs | mine
    return tuple(_link(heads, number) for number in sorted(heads))


def _last(heads: dict[int, tuple[int, str, float]], number: int) -> int:
    while number in heads:
        number = heads[number][0]
    return number


def _link(heads: dict[int, tuple[int, str, float]], number: int) -> Link:
    """The link of a name to the end of its chain; its reason is that of its first step."""
    head, reason, confidence = heads[number]
    while head in heads:
        head, _, further = heads[head]
        confidence = min(confidence, further)
    return Link(number, head, reason, round(confidence, 3))


def ordered(one: Named, other: Named) -> tuple[Named, Named]:
    """Two names that are one: the lesser, then the greater, which is named more often, in more words, first seen."""
    keys = [(name.mentions, len(name.name), -name.number) for name in (one, other)]
    return (one, other) if keys[0] < keys[1] else (other, one)
