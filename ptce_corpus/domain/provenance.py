"""How a thing came to be: fingerprints, failures, accounts of runs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field


def fingerprint(*parts: object) -> str:
    """A short digest of what determines a result; the same parts always give the same one.

    Parts are anything JSON can hold; whatever it cannot is taken by its ``str``.
    """
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Stamp:
    """How a file looked when it was last read: enough to tell in one ``stat`` that nothing changed."""

    size: int
    mtime_ns: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A document set aside: where, in which step, why, and what mends it."""

    path: str
    step: str
    error: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Account:
    """What a build did. ``steps`` are seconds by step name; ``warnings`` tell what it could not make use of."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    pages: int = 0
    passages: int = 0
    seconds: float = 0.0
    steps: Mapping[str, float] = field(default_factory=dict)
    failures: tuple[Failure, ...] = ()
    warnings: tuple[str, ...] = ()
