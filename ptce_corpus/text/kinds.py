"""Which genre a document belongs to, by weighted cues."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import PurePosixPath

from ptce_corpus.domain.document import Kind
from ptce_corpus.text.lexicon import bare

_HEAD, _TEXT = 600, 12_000
_ENOUGH = 2.5
"""Weight under which the cues prove nothing."""
_MOST = 3.0
_FURTHER = 0.25


@dataclass(frozen=True, slots=True)
class _Cue:
    pattern: re.Pattern[str]
    weight: float
    where: str


@cache
def _cues() -> Mapping[Kind, tuple[_Cue, ...]]:
    table = tomllib.loads((files("ptce_corpus.text") / "data" / "kinds.toml").read_text(encoding="utf-8"))
    return {
        Kind(name): tuple(_cue(**entry) for group in groups for entry in group["cues"])
        for name, groups in table.items()
    }


def _cue(pattern: str, weight: float, where: str, *, case: bool = False) -> _Cue:
    flags = re.MULTILINE if case else re.MULTILINE | re.IGNORECASE
    return _Cue(re.compile(bare(pattern), flags), weight, where)


def scores(pages: Sequence[str], *, identifier: str) -> dict[Kind, float]:
    """The weight of the cues of each kind that a document shows; ``identifier`` is its path."""
    first = bare(next((page for page in pages if page.strip()), "")).strip()
    zones = {
        "name": bare(PurePosixPath(identifier).stem),
        "head": first[:_HEAD],
        "first": first[:_TEXT],
        "text": bare("\n".join(pages[:8])[:_TEXT]),
    }
    return {
        kind: round(sum(cue.weight * _times(len(cue.pattern.findall(zones[cue.where]))) for cue in cues), 2)
        for kind, cues in _cues().items()
    }


def _times(matches: int) -> float:
    """What several matches of a cue are worth, in weights of one."""
    return min(_MOST, 1 + _FURTHER * (matches - 1)) if matches else 0.0


def kind(pages: Sequence[str], *, identifier: str, claim: Kind | None = None) -> Kind:
    """The genre of a document: what it claims itself, else the kind whose cues weigh most, else ``OTHER``."""
    if claim is not None:
        return claim
    weighed = scores(pages, identifier=identifier)
    best = max(weighed, key=lambda name: weighed[name])
    return best if weighed[best] >= _ENOUGH else Kind.OTHER
