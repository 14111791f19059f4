"""Dates in the names of files and folders: ``2014-07-30_cp``, ``pv_09032019``, ``nantes-janvier-2026``."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

_YEAR = r"(?P<y>19[5-9]\d|20[0-4]\d)"
_MONTH, _DAY = r"(?P<m>0[1-9]|1[0-2])", r"(?P<d>0[1-9]|[12]\d|3[01])"
_MONTHS = (
    "janv(?:ier)?", "fevr?(?:ier)?", "mars", "avr(?:il)?", "mai", "juin",
    "juil(?:let)?", "aout", "sept(?:embre)?", "oct(?:obre)?", "nov(?:embre)?", "dec(?:embre)?",
)  # fmt: skip
_NUMBERED = [
    re.compile(rf"(?<!\d){_YEAR}[-_. ]?{_MONTH}[-_. ]?{_DAY}(?!\d)"),
    re.compile(rf"(?<!\d){_DAY}[-_. ]?{_MONTH}[-_. ]?{_YEAR}(?!\d)"),
    re.compile(rf"(?<![a-z0-9])(?P<yy>[012]\d){_MONTH}{_DAY}(?![\d])"),
    re.compile(rf"(?<!\d){_YEAR}[-_.]{_MONTH}(?![-_.]?\d)"),
    re.compile(rf"(?<!\d){_MONTH}[-_.]{_YEAR}(?!\d)"),
]
_WORDED = re.compile(
    rf"(?<![a-z0-9])(?:(?P<d>[0-3]?\d)(?:er)?[-_. ]?)?(?P<name>{'|'.join(_MONTHS)})[-_. ]?{_YEAR}(?!\d)"
)
_PERIOD = re.compile(r"(?:^|[^a-z])(?:rapports?|bilans?|comptes|activites?|exercice|budget|annuel)(?:[^a-z]|$)")
_BARE_YEAR = re.compile(rf"(?<!\d){_YEAR}(?!\d)")


def named(identifier: str) -> str | None:
    """The date (EDTF) that the name of a file bears, else the year of a folder above it; None when there is none."""
    from ptce_corpus.text.lexicon import unaccented

    path = PurePosixPath(identifier)
    stem = unaccented(path.stem)
    full = next(_dates(stem), None)
    if full:
        return full
    years = _BARE_YEAR.findall(stem)
    if len(set(years)) == 1:
        return str(years[0])
    folders = [part for part in path.parts[:-1] if _BARE_YEAR.fullmatch(part)]
    return folders[-1] if folders and not years else None


def period(identifier: str) -> bool:
    """Whether a year in the name of a file is rather the one it tells of: ``rapport-activite-2015``."""
    from ptce_corpus.text.lexicon import unaccented

    return _PERIOD.search(unaccented(PurePosixPath(identifier).stem)) is not None


def _dates(stem: str) -> Iterator[str]:
    for pattern in _NUMBERED:
        for match in pattern.finditer(stem):
            parts = match.groupdict()
            year = parts.get("y") or f"20{parts['yy']}"
            yield from _valid(year, int(parts["m"]), parts.get("d"))
    for match in _WORDED.finditer(stem):
        month = next(n for n, name in enumerate(_MONTHS, 1) if re.fullmatch(name, match["name"]))
        yield from _valid(match["y"], month, match["d"])


def _valid(year: str, month: int, day: str | None) -> Iterator[str]:
    if day is None:
        yield f"{year}-{month:02d}"
        return
    try:
        yield datetime.date(int(year), month, int(day)).isoformat()
    except ValueError:
        return
