"""Attributes of TEI for an EDTF value (TEI P5, att.datable.iso); the value itself stays in ``key``."""

from __future__ import annotations

import re

from ptce_corpus.text.edtf import bounds

_DAY = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?", re.ASCII)
_CLOCK = re.compile(r"(?:\d{4}-\d\d-\d\d)?T(?P<time>\d\d:\d\d(?::\d\d)?)", re.ASCII)
_QUALIFIERS = "?~%"
_OPEN = ("", "..")


def dated(value: str | None) -> dict[str, object]:
    """``when-iso`` for a day, a month, a year or a time; ``from-iso`` and ``to-iso`` for an interval.

    What ISO 8601 cannot write (a season, a decade) is told by the days between which it lies. Nothing for a value
    that dates nothing.
    """
    if not value:
        return {}
    first, slash, last = value.partition("/")
    if not slash:
        point = _point(first)
        return {"when_iso": point, "key": value} if point else {**_around(value), "key": value}
    ends = {"from_iso": first, "to_iso": last}
    told = {name: _point(end) for name, end in ends.items() if end not in _OPEN}
    return {**told, "key": value} if all(told.values()) and told else {**_around(value), "key": value}


def _point(value: str) -> str | None:
    """A date or a time as ISO 8601 writes it; None for what it cannot."""
    plain = value.strip(_QUALIFIERS)
    if _DAY.fullmatch(plain):
        return plain if bounds(plain) else None
    clock = _CLOCK.fullmatch(plain)
    if clock is None:
        return None
    return plain if plain[0] != "T" else clock["time"]


def _around(value: str) -> dict[str, object]:
    days = bounds(value)
    return {"notBefore_iso": days[0], "notAfter_iso": days[1]} if days else {}
