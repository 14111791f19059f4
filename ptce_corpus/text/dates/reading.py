"""One pass over a text: words that may begin a date are offered to the grammars; then neighbours are joined."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache

from ptce_corpus.domain.annotation import Label
from ptce_corpus.domain.span import Span
from ptce_corpus.text.dates import almanac, clock, days, deixis, figures, periods, years
from ptce_corpus.text.dates.expression import OPTIONAL_GAP, DatedSpan, Expression, before
from ptce_corpus.text.dates.portions import widened
from ptce_corpus.text.dates.resolution import resolved
from ptce_corpus.text.edtf import bounds

Reader = Callable[[str, int], list[Expression]]

_WORD = re.compile(r"[^\W_]++(?:[\u0300-\u036f]++[^\W_]*+)*+")
_FIGURES: tuple[Reader, ...] = (
    figures.days,
    clock.times,
    days.named,
    days.at_hour,
    days.stuck,
    deixis.of_this_month,
    years.centuries,
    periods.parts,
    periods.damaged_months,
    years.columns,
    years.years,
)
_JOINED = re.compile(
    rf"{OPTIONAL_GAP}(?:-|–|—|→|>|\b(?:jusqu['’])?(?:à|a|au|aux|en)\b){OPTIONAL_GAP}"
    r"(?:(?:la\s)?(?:fin|début|mi)[\s-](?:de\s)?)?(?:l['’]|le\s)?(?:année\s)?",
    re.IGNORECASE,
)
_AND = re.compile(
    rf"{OPTIONAL_GAP}\bet\b{OPTIONAL_GAP}(?:l['’]|le\s)?(?:(?:la\s)?(?:fin|début|mi)[\s-](?:de\s)?)?", re.IGNORECASE
)
_LISTED = re.compile(
    rf"{OPTIONAL_GAP}(?:,|/|\bet\b|\bou\b|\bpuis\b){OPTIONAL_GAP}(?:le\s|en\s|du\s|d['’])?", re.IGNORECASE
)
_LATE = re.compile(r"(?:soir|midi)\Z")
_BETWEEN = re.compile(r"(?:^|[\s(])entre (?:le |la |l')?(?:(?:fin|début|mi)[ -](?:de |d')?)?$")


def find(text: str, *, anchor: str | None = None) -> tuple[DatedSpan, ...]:
    """Every date and clock time of a French text, in order, none overlapping another.

    ``anchor`` is the EDTF date of the document: from it "prochain", "cette année" or a day without a year are told.
    Without it the nearest day or month stated before gives the year; where nothing does, the value is null.
    Time is linear in the length of the text; nothing is raised on any text.
    """
    return resolved(widened(_joined(_expressions(text), text=text), text=text), text=text, anchor=anchor)


@cache
def _readers() -> Mapping[str, tuple[Reader, ...]]:
    """Which grammars a word in lower case may begin."""
    offered: dict[str, list[Reader]] = {}

    def offer(names: Iterable[str], *readers: Reader) -> None:
        for name in almanac.spellings(names):
            first = _WORD.search(name)
            if first is not None:
                known = offered.setdefault(first.group(), [])
                known += [reader for reader in readers if reader not in known]

    calendar, lexicon = almanac.table("calendar"), almanac.table("words")
    weekdays, months = (
        [name for entry in calendar[section].values() for name in (*entry["names"], *entry["short"])]
        for section in ("weekdays", "months")
    )
    offer(calendar["feasts"], periods.feasts)
    offer((f"{name}s" for entry in calendar["weekdays"].values() for name in entry["names"]), days.named)
    offer(weekdays, days.named, figures.days, days.of_month, deixis.weekdays)
    offer(months, periods.months)
    offer(("ler", "ier", "premier"), days.named)
    offer(calendar["seasons"], periods.seasons)
    offer(lexicon["ordinals"], periods.parts)
    offer((f"{unit}{rank}" for unit in "tqs" for rank in "1234"), periods.parts)
    offer(("années", "décennie", "décennies"), years.decades)
    offer(lexicon["centuries"], years.centuries)
    offer(
        (roman + mark for roman in _ROMANS if roman for mark in ("", "e", "è", "ème", "eme", "ième", "er")),
        years.centuries,
    )
    offer(
        ("ce", "cet", "cette", "année", "an", "mois", "semaine", "week", "siècle", "trimestre", "semestre"), deixis.told
    )
    offer(("il", "dans"), deixis.ago)
    offer(("hier", "demain", "aujourd", "aujourdhui"), deixis.near_days)
    offer(("midi", "minuit"), clock.noon)
    offer(lexicon["numerals"], clock.named)
    offer(("deux mille", "mil", "mille"), years.worded)
    return {word: tuple(readers) for word, readers in offered.items()}


_UNITS = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_ROMANS = [tens + units for tens in ("", "x", "xx") for units in _UNITS]


def _expressions(text: str) -> list[Expression]:
    """What the grammars find, from left to right; the first that reads a place has it."""
    offered, found, reach = _readers(), list[Expression](), 0
    for match in _WORD.finditer(text):
        start = match.start()
        if start < reach:
            continue
        word = match.group()
        readers = offered.get(word.lower())
        if readers is None:
            if word.isalpha() or len(word) > 12:
                continue
            readers = _FIGURES
        for reader in readers:
            read = reader(text, start)
            if read and read[0].span.start >= reach:
                found += read
                reach = read[-1].span.end
                break
    return found


def _joined(expressions: list[Expression], *, text: str) -> list[Expression]:
    """Neighbours joined into intervals ("du 28 avril au 3 mai"), and years that a list states once given to all."""
    joined: list[Expression] = []
    for expression in expressions:
        interval = _interval(joined[-1], expression, text=text) if joined else None
        if interval is not None:
            joined[-1] = interval
        else:
            joined.append(expression)
    for index in range(len(joined) - 2, -1, -1):
        joined[index] = _completed(joined[index], joined[index + 1], text=text)
    return joined


def _interval(first: Expression, last: Expression, *, text: str) -> Expression | None:
    """The interval that two neighbours make, None when they make none."""
    between = Span(first.span.end, last.span.start)
    if first.label is not last.label or len(between) > 60 or first.end or last.end or not _simple(first, last):
        return None
    link = between.cut(text)
    if not (_JOINED.fullmatch(link) or (_AND.fullmatch(link) and _BETWEEN.search(before(text, first.span.start)))):
        return None
    span = first.span.union(last.span)
    confidence = min(first.confidence, last.confidence)
    if first.value is not None and last.value is not None:
        begun = _afternoon(first.value, last.value) if _LATE.search(last.span.cut(text)) else first.value
        if "/" in begun + last.value or (begun >= last.value and first.label is Label.DATE):
            return None
        return replace(first, span=span, value=f"{begun}/{last.value}", confidence=confidence)
    begin, end = first.begin, last.begin
    if begin.year is None and end.year is not None:
        begin = begin.dated(end.year - ((begin.month or 0, begin.day or 0) > (end.month or 0, end.day or 0)))
    latest = (end.year or 9999, end.month or 12, end.day or 31)
    if begin.year is not None and (begin.year, begin.month or 0, begin.day or 0) > latest:
        return None
    return replace(first, span=span, begin=begin, end=end, direction=last.direction, confidence=confidence)


def _afternoon(begun: str, ended: str) -> str:
    """The hour at which an interval begins whose end alone is told to be after noon: "de 2h à 5h de l'après-midi"."""
    hour = int(begun[1:3]) + 12
    return f"T{hour:02}{begun[3:]}" if begun[0] == "T" and hour < 24 and f"T{hour:02}" <= ended else begun


def _simple(first: Expression, last: Expression) -> bool:
    """Whether both are dates of the calendar, or both ready-made."""
    if first.value is not None or last.value is not None:
        return first.value is not None and last.value is not None
    told = first.relative or last.relative or first.feast or last.feast or first.direction
    unlike = first.begin.year is None and (first.begin.day is None) != (last.begin.day is None)
    if told or unlike:
        return False
    both = all(e.begin.weekday is not None and e.begin.day for e in (first, last))
    return both or all(e.begin.year or e.begin.month for e in (first, last))


def _completed(first: Expression, following: Expression, *, text: str) -> Expression:
    """Such as "juillet et août 2014": the year stated at the end of a list is that of its members."""
    year = following.begin.year
    if first.begin.year or not first.begin.month or first.end or not year or first.direction:
        return first
    if following.begin.month is None or not _LISTED.fullmatch(text[first.span.end : following.span.start][:40]):
        return first
    begin = first.begin.dated(year - ((first.begin.month or 0) > (following.begin.month or 0)))
    return replace(first, begin=begin, borrowed=True)


__all__ = ["bounds", "find"]
