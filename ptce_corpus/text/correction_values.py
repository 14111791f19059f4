"""What the lines of ``corrections.csv`` may ask: their actions, and the value that each takes.

A value of several parts has ``|`` between them; a part left out says nothing, ``-`` says that there is none.
"""

from __future__ import annotations

import re

from ptce_corpus.domain.annotation import Label
from ptce_corpus.text.edtf import bounds

KEEP, WRITE = "keep", "write"
TEXTUAL = frozenset({KEEP, WRITE})
"""Actions on the raw text; all others are on what was annotated in the cleaned one."""
DELETE, RETYPE, NAME, TAG, DATE = "delete", "retype", "name", "tag", "date"
QUOTE, UNQUOTE, SPEAKER = "quote", "unquote", "speaker"
APPEAR, UNAPPEAR = "appear", "unappear"
VALUED = frozenset({WRITE, RETYPE, NAME, TAG, DATE, QUOTE, SPEAKER, APPEAR})
"""Actions that take a value; of these ``write``, ``quote`` and ``speaker`` may leave it empty."""
ACTIONS = VALUED | {KEEP, DELETE, UNQUOTE, UNAPPEAR}
NONE = "-"
_NEEDED = frozenset({NAME, APPEAR})
_DAY, _CLOCK = r"\d{4}-\d\d-\d\d", r"(?:[01]\d|2[0-3]):[0-5]\d"
_TIME = re.compile(rf"T{_CLOCK}(?:/T{_CLOCK})?", re.ASCII)
_MOMENT = re.compile(rf"(?P<date>[^T/]+)(?:T{_CLOCK})?", re.ASCII)
_BEGINS, _ENDS = 3, 4
"""Places of the two moments among the parts of ``appear``."""


def parts(value: str, count: int) -> tuple[str | None, ...]:
    """The first ``count`` parts of a value; None for one that is left out."""
    given = [part.strip() or None for part in value.split("|", count - 1)]
    return (*given, *[None] * (count - len(given)))


def is_time(value: str) -> bool:
    """Whether a value is a time of day or an interval of them: ``T14:30``, ``T14:30/T17:30``."""
    return _TIME.fullmatch(value) is not None


def is_date(value: str) -> bool:
    """Whether a value is an EDTF date or interval, with or without the time of day."""
    ends = [end for end in value.split("/") if end not in ("", "..")]
    return bounds(value) is not None and all(_MOMENT.fullmatch(end) for end in ends)


def label(value: str) -> Label | None:
    """The label that a value names, in any case."""
    return Label(value.upper()) if value.upper() in Label.__members__ else None


def fault(action: str, value: str) -> str | None:
    """What is wrong with the value of an action; None when nothing is."""
    if action in _NEEDED and not value:
        return "it names no value"
    if action in (RETYPE, TAG):
        return _label_fault(action, value)
    if action == DATE and not (is_date(value) or is_time(value)):
        return f"{value!r} is no EDTF date"
    moments = parts(value, 7)[_BEGINS : _ENDS + 1] if action == APPEAR else ()
    wrong = [moment for moment in moments if moment not in (None, NONE) and not (is_date(moment) and "/" not in moment)]
    return f"{wrong[0]!r} is no EDTF date" if wrong else None


def _label_fault(action: str, value: str) -> str | None:
    named, meant = parts(value, 2) if action == TAG else (value, None)
    known = label(named or "")
    if known is None:
        return f"{named or ''!r} is no label (PER, ORG, LOC, DATE, TIME, FUNCTION)"
    if meant and ((known is Label.DATE and not is_date(meant)) or (known is Label.TIME and not is_time(meant))):
        return f"{meant!r} is no EDTF date"
    return None
