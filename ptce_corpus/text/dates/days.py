"""Days: "mercredi 5 juillet 2017", "18, 19 et 20 mars", "14/06/2013", "mardi 14"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ptce_corpus.domain.span import Span
from ptce_corpus.text.dates import almanac
from ptce_corpus.text.dates.expression import GAP, OPTIONAL_GAP, Expression, Point, before, preceding_word
from ptce_corpus.text.dates.years import FIGURES, counted
from ptce_corpus.text.edtf import is_day

_DAY = (
    r"(?:(?:1|[lI](?=[^\S\n]?\^?\{?(?:er|[°º])))[^\S\n]?(?:\^?\{?(?i:er|ᵉʳ|cr)\}?|[°º])|(?i:premier)"
    r"|(?:[0-3OolI]?\d|[1-3][OolI])(?:\^?\{?(?i:[eè]me|e|ᵉ)\}?)?)(?!\w)"
)
_OF_WEEK = rf"(?i:{almanac.WEEKDAY})"
_SEPARATOR = rf"{OPTIONAL_GAP}(?:,|/|&|-|–|—|\b(?i:et|ou|au|à)\b){OPTIONAL_GAP}"
_ANOTHER = rf"{_SEPARATOR}(?:(?i:et|ou){GAP})?(?:(?i:le|les){GAP})?(?:{_OF_WEEK},?{GAP})?{_DAY}"
_MONTH = r"(?P<month>[^\W_][\w\u0300-\u036f]{1,11}+(?:-\n[^\W\d_]{2,9}+)?)"
_YEAR = (
    r"(?P<year>(?:1[0-9]|20)\d\d|[12lI][\dOolISsBZz]{3}|[12][\u00a0 ]?\d[\u00a0 ]?\d[\u00a0 ]?\d|['’]\d\d)"
    r"(?![\w%€])(?![\u00a0\u202f ]?[€%])(?![.,]\d)"
)
YEAR_AFTER = rf"(?:\.?,?{GAP}(?:(?i:de\s(?:l['’]an(?:née)?\s)?|l['’]an\s))?|/|\.[^\S\n]?){_YEAR}"
_NAMED = re.compile(
    rf"(?P<days>(?:{_OF_WEEK},?{GAP}(?:(?i:le){GAP})?)?{_DAY}(?:{_ANOTHER}){{0,12}})"
    rf"(?:{GAP}(?:(?i:du mois de|de)[^\S\n]|(?i:d)['’])?|[/-])"
    rf"(?:{_MONTH})(?P<dot>\.?)(?:{YEAR_AFTER})?"
)
_LISTED = re.compile(rf"(?:(?P<weekday>{_OF_WEEK}),?{GAP}(?:(?i:le){GAP})?)?(?<![^\W_])(?P<day>{_DAY})")
_DAMAGED = re.compile(r"(?<![^\W_])(?:[lIOo]\d|\d[OolI]|[lI] ?er)(?![^\W_])")
_DIRECTION = re.compile(
    rf",?{GAP}(?:(?P<past>{almanac.alternatives(almanac.table('words')['directions']['past'])})"
    rf"|(?P<future>{almanac.alternatives(almanac.table('words')['directions']['future'])}))(?!\w)",
    re.IGNORECASE,
)
_STREET_NAMES = almanac.alternatives(almanac.table("words")["street"]["words"])
STREET = re.compile(rf"(?:^|[^\w])(?:{_STREET_NAMES}) (?:(?:du|de|des|le) )?(?:\d\d?(?:er)? )?$")
_FIGURES = re.compile(
    rf"(?P<weekday>{_OF_WEEK},?{GAP}(?:(?i:le){GAP})?)?(?:"
    r"(?P<year>[12]\d{3})(?P<mark>[-./])(?P<month>\d\d)(?P=mark)(?P<day>\d\d)"
    r"|(?P<d>[0-3]?\d)(?P<s> ?[/.\-] ?)(?P<m>[01]?\d)(?P=s)(?P<y>[12]\d{3}|\d\d))(?![\w/]|[-.]\d|[.,]\d)"
)
_SHORT = re.compile(rf"(?P<weekday>{_OF_WEEK},?{GAP})?(?P<day>[0-3]?\d)/(?P<month>[01]?\d)(?![\w/%]|[-.,]\d)")
_MONTH_FIGURES = re.compile(
    r"(?:(?P<year>(?:1[5-9]|20)\d\d)-(?P<month>0[1-9]|1[0-2])|(?P<m>0?[1-9]|1[0-2])/(?P<y>(?:19|20)\d\d))"
    r"(?![\w/]|[-.,]\d)"
)
_LAW = re.compile(r"n[°ºo]|loi|décret|arrêté")
_OF_MONTH = re.compile(rf"(?P<weekday>{_OF_WEEK}){GAP}(?:(?i:le){GAP})?(?P<day>{_DAY})(?![/%€]|[^\S\n]?[h:€%°]|[.,]\d)")
_GLUED = re.compile(r"[\w/.@#=+€$–-]\Z")
_ARTICLE = frozenset({"le", "du", "au", "les", "date", "dates"})


@dataclass(frozen=True, slots=True)
class _Day:
    """One day of a list: "mardi 4" of "lundi 3, mardi 4 et 5 mai"; ``link`` is what led to it."""

    span: Span
    number: int
    weekday: int | None
    link: str


def direction(text: str, end: int) -> tuple[int, int]:
    """Such as "dernier" (-1) or "prochain" (1) right after ``end``, and where it ends; 0 where there is neither."""
    match = _DIRECTION.match(text, end)
    if match is None:
        return 0, end
    return (-1 if match["past"] else 1), match.end()


def named(text: str, start: int) -> list[Expression]:
    """Days whose month is a word, with or without weekday and year; a list makes one expression for each run."""
    match = _NAMED.match(text, start)
    if match is None or STREET.search(before(text, start)) or _GLUED.search(text, max(0, start - 1), start):
        return []
    year, end = _year(text, match)
    days = _days(match)
    month = _month(match, year=year)
    if month is None or not days or any(not is_day(year or 2000, month, day.number) for day in days):
        return []
    toward, end = direction(text, end) if year is None else (0, end)
    damaged = almanac.month(match["month"]) is None or _DAMAGED.search(match["days"]) is not None
    confidence = 0.8 if damaged else 1.0 if year else 0.95
    return [
        Expression(
            Span(run[0].span.start, end if run[-1] is days[-1] else run[-1].span.end),
            _point(run[0], month=month, year=year),
            _point(run[-1], month=month, year=year) if len(run) > 1 else None,
            direction=toward,
            borrowed=run[-1] is not days[-1],
            confidence=confidence,
        )
        for run in _runs(days)
    ]


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
        joined = day.link.split(" ")[0] in {"au", "à", "-", "–", "—", "/"} and last.number < day.number
        if (joined and len(runs[-1]) == 1) or last.number + 1 == day.number:
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def figures(text: str, start: int) -> list[Expression]:
    """Days in figures, day before month: "14/06/2013", "14.06.13", "2013-06-14", "le 14/06"; months: "06/2013"."""
    if _GLUED.search(text, max(0, start - 1), start):
        return []
    match = _FIGURES.match(text, start)
    if match is not None:
        return _full_figures(match)
    if (month := _MONTH_FIGURES.match(text, start)) is not None:
        return _month_figures(text, month)
    short = _SHORT.match(text, start)
    if short is None:
        return []
    day, number = int(short["day"]), int(short["month"])
    padded = len(short["day"]) == 2 and (len(short["month"]) == 2 or day > 12)
    line = text[max(0, start - 1) : start] in {"", "\n"} and text[short.end() : short.end() + 1] in {"", "\n"}
    led = short["weekday"] is not None or (padded and (line or preceding_word(text, start) in _ARTICLE))
    if not led or not is_day(2000, number, day):
        return []
    weekday = almanac.weekday(short["weekday"].rstrip(", \n")) if short["weekday"] else None
    return [Expression(Span(start, short.end()), Point(month=number, day=day, weekday=weekday), confidence=0.85)]


def _full_figures(match: re.Match[str]) -> list[Expression]:
    year, month, day = (
        (int(part) for part in match.group("year", "month", "day") if part)
        if match["year"]
        else (
            int(match["y"]),
            int(match["m"]),
            int(match["d"]),
        )
    )
    if not match["year"] and len(match["y"]) == 2:
        year += 2000 if year < 50 else 1900
        if " " in match["s"]:
            return []
    if not is_day(year, month, day):
        return []
    weekday = almanac.weekday(re.split(r"[\s,]", match["weekday"])[0]) if match["weekday"] else None
    return [Expression(Span(*match.span()), Point(year, month, day, weekday))]


def _month_figures(text: str, match: re.Match[str]) -> list[Expression]:
    """Such as "2013-02", "02/2013"; "2010-11" is a season of two years, "loi 2014-11" a number."""
    year, month = int(match["year"] or match["y"]), int(match["month"] or match["m"])
    if match["year"] and ((year + 1) % 100 == month or _LAW.search(before(text, match.start(), width=12))):
        return []
    return [Expression(Span(*match.span()), Point(year, month), confidence=0.9)]


def of_month(text: str, start: int) -> list[Expression]:
    """A weekday and a day without a month: "mardi 14"."""
    match = _OF_MONTH.match(text, start)
    if match is None or counted(text, match.end()) or _GLUED.search(text, max(0, start - 1), start):
        return []
    number = _number(match["day"])
    if number is None:
        return []
    point = Point(day=number, weekday=almanac.weekday(match["weekday"]))
    return [Expression(Span(*match.span()), point, confidence=0.8)]
