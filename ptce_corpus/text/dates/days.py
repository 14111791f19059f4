"""Days with their month in words, or without: "mercredi 5 juillet 2017", "18, 19 et 20 mars", "mardi 14"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ptce_corpus.domain.span import Span
from ptce_corpus.text.dates import almanac
from ptce_corpus.text.dates.expression import GAP, OPTIONAL_GAP, Expression, Point, before
from ptce_corpus.text.dates.years import FIGURES, counted
from ptce_corpus.text.edtf import is_day

_DAY = (
    r"(?:(?:1|[lI](?=[^\S\n]?\^?\{?(?:er|[°º])))[^\S\n]?(?:\^?\{?(?i:er|ᵉʳ|cr)\}?|[°º])|(?i:premier)"
    r"|(?:[0-3OolI]?\d|[1-3][OolI])(?:\^?\{?(?i:[eè]me|e|ᵉ)\}?)?)(?!\w)"
)
OF_WEEK = rf"(?i:{almanac.WEEKDAY})"
_SEPARATOR = rf"{OPTIONAL_GAP}(?:,|/|&|-|–|—|→|>|\b(?i:et|ou|au|à)\b){OPTIONAL_GAP}"
_ANOTHER = rf"{_SEPARATOR}(?:(?i:et|ou){GAP})?(?:(?i:le|les){GAP})?(?:{OF_WEEK},?{GAP})?{_DAY}"
_MONTH = r"(?P<month>[^\W_][\w\u0300-\u036f]{1,11}+(?:-\n[^\W\d_]{2,9}+)?)"
_YEAR = (
    r"(?P<year>(?:1[0-9]|20)\d\d|[12lI][\dOolISsBZz]{3}|[12][\u00a0 ]?\d[\u00a0 ]?\d[\u00a0 ]?\d|['’]\d\d)"
    r"(?![\w%€])(?![\u00a0\u202f ]?[€%])(?![.,]\d)"
)
YEAR_AFTER = rf"(?:\.?,?{GAP}(?:(?i:de\s(?:l['’]an(?:née)?\s)?|l['’]an\s))?|/|-|\.[^\S\n]?){_YEAR}"
_SMUDGED = (
    rf"[.‘’'`´](?:{GAP})?(?=[a-zéû])|{GAP}[‘’'`´](?=[a-zéû])|[^\S\n]{{0,9}}\n[^\S\n]{{0,9}}\n[^\S\n]{{0,9}}(?=[a-zéû])"
)
"""What OCR puts between a day and its month: a mark of dirt, or an empty line."""
_NAMED = re.compile(
    rf"(?P<days>(?:{OF_WEEK},?{GAP}(?:(?i:le){GAP})?)?{_DAY}(?:{_ANOTHER}){{0,12}})"
    rf"(?P<link>{GAP}(?:(?i:du mois de|de)[^\S\n]|(?i:d)['’])?|[/-]|{_SMUDGED})"
    rf"(?:{_MONTH})(?P<dot>\.?)(?:{YEAR_AFTER})?"
)
_SOILED = re.compile(r"\s*[.‘’'`´]\s*|\s*\n\s*\n\s*")
_LISTED = re.compile(rf"(?:(?P<weekday>{OF_WEEK}),?{GAP}(?:(?i:le){GAP})?)?(?<![^\W_])(?P<day>{_DAY})")
_LETTER = re.compile(r"[^\W\d_]")
_DAMAGED = re.compile(r"(?<![^\W_])(?:[lIOo]\d|\d[OolI]|[lI] ?er)(?![^\W_])")
_TOWARD = {
    several: re.compile(
        rf",?{GAP}(?:(?P<past>{almanac.alternatives(almanac.table('words')['directions'][f'past{several}'])})"
        rf"|(?P<future>{almanac.alternatives(almanac.table('words')['directions'][f'future{several}'])}))(?!\w)",
        re.IGNORECASE,
    )
    for several in ("", "_of_several")
}
_STREET_NAMES = almanac.alternatives(almanac.table("words")["street"]["words"])
STREET = re.compile(rf"(?:^|[^\w])(?:{_STREET_NAMES}) (?:(?:du|de|des|le) )?(?:\d\d?(?:er)? )?$")
_OF_MONTH = re.compile(rf"(?P<weekday>{OF_WEEK}){GAP}(?:(?i:le){GAP})?(?P<day>{_DAY})(?![/%€]|[^\S\n]?[h:€%°]|[.,]\d)")
_WORD_BEFORE = re.compile(rf"(?<![\w'’-])(?P<word>[^\W_]{{4,9}})[.,]?{GAP}\Z")
_AT_HOUR = re.compile(
    rf"(?P<day>{_DAY})(?=[^\S\n](?:à|vers|dès|de|entre|à partir de)[^\S\n]\d\d?[^\S\n]?[hH](?![^\W\d]))"
)
GLUED = re.compile(r"(?:[\w/.@#=+€$]|(?<![^\W\d_]{3})(?<![lL]e)(?<![da]u)[–-])\Z")
_ARTICLE = re.compile(r"(?:^|\W)(?:le|du|au|les|des|aux|ce)[ -]$")
_LE = re.compile(r"(?:^|[\s(])(?:le|du) $")
_STUCK = re.compile(
    rf"(?P<day>[0-3]?\d|1er)?(?P<gap>[^\S\n]?)(?P<month>(?i:{almanac.MONTH_NAMES}))(?P<space>[^\S\n]?)(?P<year>(?:1[5-9]|20)\d\d)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class _Day:
    """One day of a list: "mardi 4" of "lundi 3, mardi 4 et 5 mai"; ``link`` is what led to it."""

    span: Span
    number: int
    weekday: int | None
    link: str


def direction(text: str, end: int, *, several: bool = False) -> tuple[int, int]:
    """Such as "dernier" (-1) or "prochain" (1) right after ``end``, and where it ends; 0 where there is neither.

    ``several`` lets the plural count too: "les 3 et 4 octobre prochains", never "les mois prochains".
    """
    match = _TOWARD[""].match(text, end) or (_TOWARD["_of_several"].match(text, end) if several else None)
    if match is None:
        return 0, end
    return (-1 if match["past"] else 1), match.end()


def named(text: str, start: int) -> list[Expression]:
    """Days whose month is a word, with or without weekday and year; a list makes one expression for each run."""
    match = _NAMED.match(text, start)
    if match is None or STREET.search(before(text, start)) or GLUED.search(text, max(0, start - 1), start):
        return []
    if text[start].isalpha() and text[start - 1 : start] in {"-", "–"}:
        return []
    smudged = _SOILED.fullmatch(match["link"]) is not None
    if smudged and not _may_be_smudged(text, match):
        return []
    year, end = _year(text, match)
    month = _month(match, year=year)
    days = _days(match) if month else []
    if month is None or not days or any(not is_day(year or 2000, month, day.number) for day in days):
        return []
    toward, end = direction(text, end, several=True) if year is None else (0, end)
    begin = _damaged_weekday(text, days[0], month=month, year=year) or start
    damaged = (
        smudged or begin < start or almanac.month(match["month"]) is None or _DAMAGED.search(match["days"]) is not None
    )
    damaged = damaged or (year is not None and _LETTER.search(match["year"]) is not None)
    confidence = 0.8 if damaged else 1.0 if year else 0.95
    return [
        Expression(
            Span(begin if run[0] is days[0] else run[0].span.start, end if run[-1] is days[-1] else run[-1].span.end),
            _point(run[0], month=month, year=year),
            _point(run[-1], month=month, year=year) if len(run) > 1 else None,
            direction=toward,
            borrowed=run[-1] is not days[-1],
            confidence=confidence,
        )
        for run in _runs(days)
    ]


def _may_be_smudged(text: str, match: re.Match[str]) -> bool:
    """Whether a day and a month with dirt between them are one date: the name is whole, and "le" or a weekday leads."""
    if almanac.month(match["month"]) is None or almanac.plain(match["month"]) in almanac.SHORT_MONTHS:
        return False
    stuck_on = not any(sign.isspace() for sign in match["link"])
    return stuck_on or match["days"][0].isalpha() or _ARTICLE.search(before(text, match.start())) is not None


def _damaged_weekday(text: str, day: _Day, *, month: int, year: int | None) -> int | None:
    """Where a damaged weekday before a day begins: "rnardi 3 juin 2014", when the date is that weekday."""
    if year is None or day.weekday is not None or not is_day(year, month, day.number):
        return None
    word = _WORD_BEFORE.search(text, max(0, day.span.start - 16), day.span.start)
    weekday = almanac.mended_weekday(word["word"]) if word else None
    return word.start() if word and weekday == date(year, month, day.number).weekday() else None


def _point(day: _Day, *, month: int, year: int | None) -> Point:
    return Point(year, month, day.number, day.weekday)


def _year(text: str, match: re.Match[str]) -> tuple[int | None, int]:
    """The year of a named day, unless the number counts what follows it; and where the expression ends."""
    without = match.end("dot" if almanac.plain(match["month"]) in almanac.SHORT_MONTHS else "month")
    if match["year"] is None:
        return None, without
    figures = re.sub(r"\D", "", match["year"].translate(FIGURES))
    if len(figures) == 2:
        return (2000 if int(figures) < 50 else 1900) + int(figures), match.end()
    if counted(text, match.end()) and int(figures) < 1900:
        return None, without
    return int(figures), match.end()


def _month(match: re.Match[str], *, year: int | None) -> int | None:
    """The month's number; a damaged name is mended more freely where a year follows."""
    word, after = match["month"], match.string[match.end("month") : match.end("month") + 1]
    name = almanac.plain(word)
    if year is None and after and not (after.isspace() or after in ".,;:!?)/-*|'’»\""):
        return None
    if name in almanac.SHORT_MONTHS and not match["dot"] and year is None and len(name) < 4:
        return None
    return almanac.month(word, damaged=2 if year else 1 if len(name) > 4 else 0)


def _days(match: re.Match[str]) -> list[_Day]:
    """The days of a list, in order; empty when one of them is none."""
    days, at = [], match.start("days")
    for found in _LISTED.finditer(match["days"]):
        number = _number(found["day"])
        if number is None:
            return []
        span = Span(match.start("days") + found.start(), match.start("days") + found.end())
        link = match.string[at : span.start].strip().lower()
        days.append(_Day(span, number, almanac.weekday(found["weekday"]) if found["weekday"] else None, link))
        at = span.end
    return days


def _number(word: str) -> int | None:
    """The number of a day, from 1 to 31: "1er", "ler", "premier", "05", "2O"."""
    if almanac.plain(word) == "premier":
        return 1
    digits = re.match(r"[\dOolI]{1,2}", word)
    number = int(digits.group().translate(FIGURES)) if digits else 0
    return number if 1 <= number <= 31 else None


def _runs(days: Sequence[_Day]) -> list[list[_Day]]:
    """Days gathered into intervals: those joined by "au" or a dash, and those that follow one another."""
    runs = [[days[0]]]
    for day in days[1:]:
        last = runs[-1][-1]
        joined = day.link.split(" ")[0] in {"au", "à", "-", "–", "—", "/", "→", ">"} and last.number < day.number
        if (joined and len(runs[-1]) == 1) or last.number + 1 == day.number:
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def of_month(text: str, start: int) -> list[Expression]:
    """A weekday and a day without a month: "mardi 14"."""
    match = _OF_MONTH.match(text, start)
    if match is None or counted(text, match.end()) or GLUED.search(text, max(0, start - 1), start):
        return []
    number = _number(match["day"])
    if number is None:
        return []
    point = Point(day=number, weekday=almanac.weekday(match["weekday"]))
    return [Expression(Span(*match.span()), point, confidence=0.8)]


def stuck(text: str, start: int) -> list[Expression]:
    """A day or month whose parts have run together: "8mai2016", "14 mai2017", "mars2014"."""
    match = _STUCK.match(text, start)
    if match is None or (match["gap"] and match["space"]) or STREET.search(before(text, start)):
        return []
    if GLUED.search(text, max(0, start - 1), start):
        return []
    day = _number(match["day"]) if match["day"] else None
    point = Point(int(match["year"]), almanac.month(match["month"]), day)
    if point.day and not is_day(point.year or 0, point.month or 0, point.day):
        return []
    return [Expression(Span(*match.span()), point, confidence=0.8)]


def at_hour(text: str, start: int) -> list[Expression]:
    """A day of which a clock time says that it is one: "le 16 à 18h"."""
    match = _AT_HOUR.match(text, start)
    number = _number(match["day"]) if match and _LE.search(before(text, start)) else None
    if match is None or number is None:
        return []
    return [Expression(Span(*match.span()), Point(day=number), confidence=0.7)]
