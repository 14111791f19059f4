"""Days and months in figures: "14/06/2013", "14.06.13", "2013-06-14", "le 14/06", "06/2013"."""

from __future__ import annotations

import re

from ptce_corpus.domain.span import Span
from ptce_corpus.text.dates import almanac
from ptce_corpus.text.dates.days import GLUED, OF_WEEK
from ptce_corpus.text.dates.expression import GAP, Expression, Point, before, preceding_word
from ptce_corpus.text.dates.years import FIGURES
from ptce_corpus.text.edtf import is_day

_FIGURES = re.compile(
    rf"(?P<weekday>{OF_WEEK},?{GAP}(?:(?i:le){GAP})?)?(?:"
    r"(?P<year>[12]\d{3})(?P<mark>[-./])(?P<month>\d\d)(?P=mark)(?P<day>\d\d)"
    r"|(?P<d>[0-3]?\d)(?P<s> ?[/.\-] ?)(?P<m>[01]?\d)(?P=s)(?P<y>[12]\d{3}|\d\d))(?![\w/]|[-.]\d|[.,]\d)"
)
_RANGE = re.compile(
    r"(?P<d>[0-3]?\d)/(?P<m>[01]?\d)(?:/(?P<y>[12]\d{3}|\d\d))?[^\S\n]?[-–—→>][^\S\n]?"
    r"(?P<day>[0-3]?\d)/(?P<month>[01]?\d)/(?P<year>[12]\d{3}|\d\d)(?![\w/]|[-.]\d|[.,]\d)"
)
_DAMAGED = re.compile(
    r"(?P<d>[0-3OolI]?[\dOolI])(?P<s>[/.])(?P<m>[01OolI]?[\dOolI])(?P=s)(?P<y>[12lI][\dOolISB]{3})(?![\w/]|[-.,]\d)"
)
_SPACED = re.compile(r"(?P<d>[0-3]\d) (?P<m>[01]\d) (?P<y>(?:19|20)\d\d)(?! ?[\d€%]|\w)")
_SHORT = re.compile(rf"(?P<weekday>{OF_WEEK},?{GAP})?(?P<day>[0-3]?\d)/(?P<month>[01]?\d)(?![\w/%]|[-.,]\d)")
_MONTH_FIGURES = re.compile(
    r"(?:(?P<year>(?:1[5-9]|20)\d\d)-(?P<month>0[1-9]|1[0-2])|(?P<m>0?[1-9]|1[0-2])/(?P<y>(?:19|20)\d\d))"
    r"(?![\w/]|[-.,]\d)"
)
_LISTED = re.compile(r"\d/\d\d?(?:,| et| ou| &|, et)? (?:le )?\Z")
_AT_HOUR = re.compile(r"(?: \(?(?:à|de|dès|vers|entre))? \d\d? ?[hH]")
_LAW = re.compile(r"n[°ºo]|loi|décret|arrêté")
_ARTICLE = frozenset({"le", "du", "au", "les", "date", "dates"})


def days(text: str, start: int) -> list[Expression]:
    """Days in figures, day before month: "14/06/2013", "14.06.13", "2013-06-14", "le 14/06"; months: "06/2013"."""
    if GLUED.search(text, max(0, start - 1), start):
        return []
    if (interval := _RANGE.match(text, start)) is not None:
        return _interval(interval)
    match = _FIGURES.match(text, start)
    if match is not None:
        return _full(match, led=preceding_word(text, start) in _ARTICLE)
    if (month := _MONTH_FIGURES.match(text, start)) is not None:
        return _month_figures(text, month)
    if (damaged := _DAMAGED.match(text, start)) is not None:
        return _repaired(damaged)
    spaced = _SPACED.match(text, start)
    if spaced is not None and preceding_word(text, start) in _ARTICLE:
        return _day(spaced.span(), *(int(spaced[part]) for part in "ymd"))
    short = _SHORT.match(text, start)
    return _without_year(text, short) if short else []


def _full(match: re.Match[str], *, led: bool) -> list[Expression]:
    """A day with its year; where that has two figures ("version 1.12.14"), so must the others, or "le" lead to them."""
    weekday = almanac.weekday(re.split(r"[\s,]", match["weekday"])[0]) if match["weekday"] else None
    if match["year"]:
        return _day(match.span(), *(int(match[part]) for part in ("year", "month", "day")), weekday=weekday)
    if len(match["y"]) == 2:
        padded = len(match["d"]) == len(match["m"]) == 2
        if " " in match["s"] or not (padded or led or match["weekday"]):
            return []
    return _day(match.span(), _year(match["y"]), int(match["m"]), int(match["d"]), weekday=weekday)


def _interval(match: re.Match[str]) -> list[Expression]:
    """Two days joined by a dash, the first perhaps without its year: "04/05-06/05/2019"."""
    last = Point(_year(match["year"]), int(match["month"]), int(match["day"]))
    first = Point(_year(match["y"] or match["year"]), int(match["m"]), int(match["d"]))
    if not match["y"] and (first.month, first.day) > (last.month, last.day):
        first = first.dated(_year(match["year"]) - 1)
    ends = [(point.year or 0, point.month or 0, point.day or 0) for point in (first, last)]
    if not all(is_day(*end) for end in ends) or ends[0] >= ends[1]:
        return []
    return [Expression(Span(*match.span()), first, last)]


def _year(figures: str) -> int:
    """A year, of two figures in this century up to 49."""
    return int(figures) if len(figures) == 4 else int(figures) + (2000 if int(figures) < 50 else 1900)


def _repaired(match: re.Match[str]) -> list[Expression]:
    """A day with letters for some of its figures: "l4/O6/2013"."""
    if sum(letter.isdecimal() for letter in match.group()) < 5:
        return []
    return _day(match.span(), *(int(match[part].translate(FIGURES)) for part in "ymd"), confidence=0.8)


def _day(
    place: tuple[int, int], year: int, month: int, day: int, *, weekday: int | None = None, confidence: float = 1.0
) -> list[Expression]:
    if not is_day(year, month, day):
        return []
    return [Expression(Span(*place), Point(year, month, day, weekday), confidence=confidence)]


def _without_year(text: str, short: re.Match[str]) -> list[Expression]:
    """Such as "le 14/06", "jeudi 3/9", "les 3/09 et 10/09", "le 2/3 à 14h", and never "les 2/3 des voix"."""
    start, day, number = short.start(), int(short["day"]), int(short["month"])
    padded = len(short["day"]) == 2 and (len(short["month"]) == 2 or day > 12)
    padded = padded or short["month"].startswith("0")
    line = text[max(0, start - 1) : start] in {"", "\n"} and text[short.end() : short.end() + 1] in {"", "\n"}
    article = preceding_word(text, start) in _ARTICLE
    led = padded and (line or article or _LISTED.search(text, max(0, start - 12), start))
    led = led or short["weekday"] or (article and _AT_HOUR.match(text, short.end()))
    if not led or not is_day(2000, number, day):
        return []
    weekday = almanac.weekday(short["weekday"].rstrip(", \n")) if short["weekday"] else None
    return [Expression(Span(start, short.end()), Point(month=number, day=day, weekday=weekday), confidence=0.85)]


def _month_figures(text: str, match: re.Match[str]) -> list[Expression]:
    """Such as "2013-02", "02/2013"; "2010-11" is a season of two years, "loi 2014-11" a number."""
    year, month = int(match["year"] or match["y"]), int(match["month"] or match["m"])
    if match["year"] and ((year + 1) % 100 == month or _LAW.search(before(text, match.start(), width=12))):
        return []
    return [Expression(Span(*match.span()), Point(year, month), confidence=0.9)]
