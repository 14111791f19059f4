"""How long the index took to answer of late, and whether another engine is called for.

A line for each search, the milliseconds that the index alone took (not the snippets and facets, which no engine makes
faster), in ``indexes/<engine>/latencies.txt``. Nothing of the queries is kept. Losing the file loses an advice.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

FILE_NAME = "latencies.txt"
_KEPT = 200
"""Searches that count."""
_ENOUGH = 20
"""Searches before an advice is given."""
_SLOW = 200.0
"""Milliseconds in which 95 of 100 searches are to be answered: what is felt as waiting is longer."""
_LONGEST_LINE = 16


@dataclass(frozen=True, slots=True)
class Advice:
    """Another engine for the index, and why: how many of the latest searches took longer than ``slow`` milliseconds."""

    engine: str
    slow: int
    of: int
    limit: float


def note(folder: Path, milliseconds: float) -> None:
    """Keep how long the index in a folder took; where nothing can be written, nothing is kept."""
    path = folder / FILE_NAME
    with contextlib.suppress(OSError):
        with path.open("a", encoding="ascii") as file:
            file.write(f"{milliseconds:.2f}\n")
        if path.stat().st_size > 2 * _KEPT * _LONGEST_LINE:
            beside = path.with_suffix(".new")
            beside.write_text("".join(f"{one:.2f}\n" for one in latest(folder)), encoding="ascii")
            beside.replace(path)


def latest(folder: Path) -> list[float]:
    """How long the latest searches took, in milliseconds, oldest first; lines that are no numbers are passed over."""
    try:
        lines = (folder / FILE_NAME).read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return []
    found = []
    for line in lines[-_KEPT:]:
        with contextlib.suppress(ValueError):
            found.append(float(line))
    return found


def advice(engine: str, times: Sequence[float]) -> Advice | None:
    """What to set ``search.engine`` to, when Whoosh has been too slow for more than one search in twenty."""
    slow = sum(time > _SLOW for time in times)
    if engine != "whoosh" or len(times) < _ENOUGH or slow * 20 <= len(times):
        return None
    return Advice("tantivy", slow, len(times), _SLOW)
