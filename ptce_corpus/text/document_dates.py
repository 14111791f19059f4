"""When a document is from, and what that rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate
from typing import Any

from ptce_corpus.domain.document import DateBasis, Kind
from ptce_corpus.text import file_dates, tables
from ptce_corpus.text.dates import DatedSpan, find
from ptce_corpus.text.lexicon import bare

_HEAD, _TOP, _END, _PAGES, _PAGE, _LINE = 10, 25, 12, 8, 50_000, 240
_COVER = 8
"""Lines under which a page is a cover, and the next one belongs to the top of the document."""
_LINES = 200
"""Lines past which order counts no more."""
_FURTHER_DOWN = 2.5
"""What a date loses when it does not stand in the first lines."""
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_URL_DATE = re.compile(r"https?://[^\s/]{3,80}/\S{0,80}?(?<!\d)(20\d\d)/(0[1-9]|1[0-2])/(0[1-9]|[12]\d|3[01])(?=[/_-])")
_MAY_DATE = re.compile(r"\d{4}|\d[./-]\d|\b[0-3]?\d(?:er)? [a-zA-Zéû]{3,9}\b|l.an deux mil", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d.,-])(?:19[5-9]\d|20[0-4]\d)(?![\d]|[.,]\d)")
_EARLIEST = "1990"
"""A file that says it is older was made by a clock that was not set."""
_LATER = 3
"""Years between the last year that the text names and a claim that it was saved, not written, at that time."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line, the start of the one below, its rank among the lines, and the zones of the document it lies in."""

    text: str
    below: str
    order: int
    zones: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Cue:
    """What makes a line of a document state its date: see ``data/datelines.toml``."""

    line: re.Pattern[str]
    weight: float
    zone: str
    kinds: frozenset[str] = field(default_factory=frozenset)
    year: bool = False
    issue: bool = False
    borrowed: bool = False

    def counts(self, line: _Line, found: DatedSpan, kind: Kind | None) -> bool:
        """Whether this cue may speak for a date of this line in a document of this kind."""
        if self.zone not in line.zones or (self.kinds and (kind or Kind.OTHER) not in self.kinds):
            return False
        if kind is Kind.PROGRAMME and not self.issue:
            return False
        return (self.year or found.value is None or "-" in found.value) and (self.borrowed or not found.relative)


def document_date(
    pages: Sequence[str],
    *,
    identifier: str = "",
    claim: str | None = None,
    kind: Kind | None = None,
    trusted: bool = False,
) -> tuple[str | None, DateBasis | None]:
    """When a document is from (EDTF day, month or year), and what that rests on; (None, None) when nothing tells.

    A day that it states in a dateline, a heading or a signature comes first, then its file name, then the file's own
    ``claim``, unless that belies the text; a month or year that it states gives way to a claim that tells its day. A
    ``trusted`` claim (a column of a table) comes before all. The day of an event is not the date of the programme
    that announces it: a programme states only when it came out; else its file tells, and the basis says so.
    """
    if trusted and claim:
        return claim, DateBasis.METADATA
    stated = _stated(pages, kind)
    if stated and _whole_day(stated):
        return stated, DateBasis.STATED
    named = file_dates.named(identifier)
    if not stated and named and len(named) > len("2014"):
        return named, DateBasis.FILE_NAME
    if claim and _credible(claim, pages) and _within(claim, stated or named, period=file_dates.period(identifier)):
        return claim, DateBasis.METADATA
    if stated:
        return stated, DateBasis.STATED
    return (named, DateBasis.FILE_NAME) if named else (None, None)


def _whole_day(date: str) -> bool:
    return date.count("-") == 2


def _within(claim: str, stated: str | None, *, period: bool) -> bool:
    """Whether a claim tells the day of a stated month or year; what tells of a year may be written in the next."""
    if stated is None or claim.startswith(stated):
        return True
    return period and len(stated) == len("2014") and claim[:4] == str(int(stated) + 1)


def _credible(claim: str, pages: Sequence[str]) -> bool:
    """Whether a file may be from when it says: not before computers, nor long after the last year its text names."""
    if claim[:4] < _EARLIEST:
        return False
    years = [year for year in _YEAR.findall("\n".join(pages[:_PAGES])[: _PAGES * _PAGE]) if year <= claim[:4]]
    return len(years) < 2 or int(claim[:4]) - int(max(years)) < _LATER


def _stated(pages: Sequence[str], kind: Kind | None) -> str | None:
    address = _URL_DATE.search("\n".join(pages[:_PAGES])[:_PAGE]) if kind is Kind.ARTICLE else None
    if address:
        return "-".join(address.groups())
    best: tuple[float, str] | None = None
    for line in _lines(pages):
        for found in find(line.text[:_LINE]) if _MAY_DATE.search(line.text[:_LINE]) else ():
            if found.value is None or not _DATE.fullmatch(found.value):
                continue
            weight = _weight(line, found, kind)
            if weight >= _table()["least"] and (best is None or weight - line.order / 100 > best[0]):
                best = weight - line.order / 100, found.value
    return best[1] if best else None


def _weight(line: _Line, found: DatedSpan, kind: Kind | None) -> float:
    """What a date that was found on a line weighs as the date of the document; 0 when it is only mentioned."""
    masked = bare(line.text[: found.span.start]) + "\0" + bare(line.text[found.span.end :])
    if _of_another(masked, line.below):
        return 0.0
    weights = [cue.weight for cue in _cues() if cue.counts(line, found, kind) and cue.line.search(masked)]
    whole_day = 1.0 if found.value and found.value.count("-") >= 2 else 0.0
    return max(weights) + whole_day - (0.0 if "top" in line.zones else _FURTHER_DOWN) if weights else 0.0


def _of_another(masked: str, below: str) -> bool:
    """Whether a line, or where the next begins, tells that its date is that of a deadline, an event or a law."""
    followed = f"{masked}\n{below}"
    return any(pattern.search(masked) for pattern in _patterns("never")) or any(
        pattern.search(followed) for pattern in _patterns("followed")
    )


def _table() -> Mapping[str, Any]:
    return tables.table("datelines")


@cache
def _cues() -> tuple[_Cue, ...]:
    return tuple(
        _Cue(**{**entry, "line": _pattern(entry["line"]), "kinds": frozenset(entry.get("kinds", ()))})
        for entry in _table()["cues"]
    )


@cache
def _patterns(key: str) -> tuple[re.Pattern[str], ...]:
    return tuple(_pattern(line) for line in _table()[key])


def _pattern(line: str) -> re.Pattern[str]:
    return re.compile(line.replace("{date}", "\0"), re.IGNORECASE)


def _lines(pages: Sequence[str]) -> Iterator[_Line]:
    """The lines that may state a date, each with its zones."""
    whole = [_whole(page[:_PAGE]) for page in pages[:_PAGES] if page.strip()]
    opening = next((n for n in accumulate(map(len, whole)) if n >= _COVER), _TOP)
    lines = [line for page in whole for line in page]
    for order, (line, below) in enumerate(zip(lines, [*lines, ""][1:], strict=True)):
        zones = {"any", *(["head"] if order < _HEAD else []), *(["top"] if order < min(_TOP, opening) else [])}
        yield _Line(line, bare(below[:60]), min(order, _LINES), frozenset(zones))
    for line in _whole("\n".join(pages[-1:])[-_PAGE:])[-_END:]:
        yield _Line(line, "", _LINES, frozenset({"end", "any"}))


def _whole(text: str) -> list[str]:
    """The visible lines, joined where one goes on the one before: it opens in lower case, or that ends in a dash."""
    lines: list[str] = []
    for line in filter(None, map(str.strip, text.split("\n"))):
        goes_on = lines and (line[0].islower() or lines[-1].endswith((" -", " –", " —")))
        if goes_on and len(lines[-1]) + len(line) < _LINE:
            lines[-1] += " " + line
        else:
            lines.append(line)
    return lines
