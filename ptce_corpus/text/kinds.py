"""Which genre a document belongs to, by weighted cues."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath
from typing import Any

from ptce_corpus.domain.document import Kind
from ptce_corpus.text import tables
from ptce_corpus.text.lexicon import bare
from ptce_corpus.text.shape import shape

_HEAD, _TEXT, _END, _PAGES = 600, 12_000, 1_500, 8
_ENOUGH = 2.5
"""Weight under which the cues prove nothing."""
_DOUBT = 3.0
"""Weight of all that the cues do not know, against which theirs are measured."""
_MOST = 3.0
_FURTHER = 0.25
_CAPITAL = re.compile(r"(?<!\\)[A-Z]")
"""A capital of a pattern, but for those that mean a class of characters (``\\W``)."""


@dataclass(frozen=True, slots=True)
class KindJudgement:
    """A kind, and how sure it is: in [0, 1], 1.0 only where the source itself names it."""

    kind: Kind
    confidence: float


@dataclass(frozen=True, slots=True)
class _Cue:
    pattern: re.Pattern[str]
    weight: float
    where: str


@dataclass(frozen=True, slots=True)
class _Measure:
    """A figure of the document's shape that speaks for a kind when it lies in ``[least, most)``."""

    figure: str
    weight: float
    least: float = 0.0
    most: float = float("inf")


def _table() -> Mapping[str, Any]:
    return tables.table("kinds")


@cache
def _cues() -> Mapping[Kind, tuple[_Cue, ...]]:
    return {Kind(name): tuple(_cue(**entry) for entry in group["cues"]) for name, group in _table().items()}


@cache
def _measures() -> Mapping[Kind, tuple[_Measure, ...]]:
    return {Kind(name): tuple(_Measure(**entry) for entry in group["shape"]) for name, group in _table().items()}


def _cue(pattern: str, weight: float, where: str, *, case: bool = False) -> _Cue:
    # Zones and patterns in lower case: five times as fast as letting the pattern ignore case.
    written = bare(pattern) if case else _CAPITAL.sub(lambda letter: letter.group().lower(), bare(pattern))
    return _Cue(re.compile(written, re.MULTILINE), weight, f"{where} as written" if case else where)


def kind(
    pages: Sequence[str],
    *,
    identifier: str = "",
    claim: Kind | None = None,
    media_type: str = "",
    headings: Sequence[str] = (),
) -> KindJudgement:
    """The genre of a document: what it claims itself, else the kind whose cues weigh most, else ``OTHER``.

    ``identifier`` is its path, ``headings`` those that its pages show. The confidence is the share that the squared
    weight of the best kind has among those of all kinds and of doubt: low when cues are few, or split.
    """
    if claim is not None:
        return KindJudgement(claim, 1.0)
    weighed = scores(pages, identifier=identifier, media_type=media_type, headings=headings)
    best = max(weighed, key=lambda name: weighed[name])
    if weighed[best] < _ENOUGH:
        best = Kind.OTHER
        weighed[best] = _ENOUGH
    total = sum(weight * weight for weight in weighed.values()) + _DOUBT * _DOUBT
    return KindJudgement(best, round(weighed[best] ** 2 / total, 2))


def scores(
    pages: Sequence[str], *, identifier: str = "", media_type: str = "", headings: Sequence[str] = ()
) -> dict[Kind, float]:
    """The weight of the cues of each kind that a document shows; never under 0."""
    zones = _zones(pages, identifier=identifier, media_type=media_type, headings=headings)
    figures = shape(pages)
    return {name: max(0.0, round(_words(name, zones) + _looks(name, figures), 2)) for name in Kind}


def _zones(pages: Sequence[str], *, identifier: str, media_type: str, headings: Sequence[str]) -> Mapping[str, str]:
    """The parts of a document in which cues are looked for, without accents: in lower case, and as written."""
    visible = [page for page in pages if page.strip()]
    first = bare(visible[0][:_TEXT]).strip() if visible else ""
    zones = {
        "name": bare(PurePosixPath(identifier).stem),
        "media": media_type,
        "heading": bare("\n".join(headings)[:_TEXT]),
        "head": first[:_HEAD],
        "first": first,
        "text": bare("\n".join(pages[:_PAGES])[:_TEXT]),
        "end": bare("\n".join(visible[-2:])[-_END:]),
    }
    return {name: zone.lower() for name, zone in zones.items()} | {f"{name} as written": zones[name] for name in zones}


def _words(name: Kind, zones: Mapping[str, str]) -> float:
    return sum(cue.weight * _times(len(cue.pattern.findall(zones[cue.where]))) for cue in _cues()[name])


def _looks(name: Kind, figures: Mapping[str, float]) -> float:
    return sum(one.weight for one in _measures()[name] if one.least <= figures[one.figure] < one.most)


def _times(matches: int) -> float:
    """What several matches of a cue are worth, in weights of one."""
    return min(_MOST, 1 + _FURTHER * (matches - 1)) if matches else 0.0
