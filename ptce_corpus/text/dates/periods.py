"""Months, seasons, quarters, semesters and feasts."""

from __future__ import annotations

import re

from ptce_corpus.domain.span import Span
from ptce_corpus.text import lexicon
from ptce_corpus.text.dates import almanac
from ptce_corpus.text.dates.days import STREET, YEAR_AFTER, direction
from ptce_corpus.text.dates.expression import GAP, Expression, Point, before, preceding_word
from ptce_corpus.text.dates.years import FIGURES, WORDED_YEAR, counted, worded_year
from ptce_corpus.text.edtf import written

_BEFORE = almanac.words("months_alone", "before")
_NEVER = re.compile(
    rf"(?:^|[^\w])(?:(?:{almanac.alternatives(almanac.table('words')['months_alone']['never'])})\s?$"
    rf"|(?:{almanac.alternatives(almanac.table('words')['months_alone']['every'])})[\s,])"
)
_HOMOGRAPHS = almanac.words("months_alone", "homographs")
_MONTH = re.compile(rf"(?P<month>[^\W\d_][\w\u0300-\u036f]{{2,11}}+)(?P<dot>\.?)(?P<dated>{YEAR_AFTER})?")
_SHORT_YEAR = re.compile(rf"{GAP}(?P<year>3[2-9]|[4-9]\d)(?![\w%€]|[.,:/-]\d|[^\S\n]?[%€h°])")
_MONTH_BEFORE = re.compile(rf"(?<![\w'’-])(?:[dD]['’])?(?P<month>[^\W_]\w{{2,11}})[.]?{GAP}\Z")
_YEAR = re.compile(r"(?:(?:1[5-9]|20)\d\d|[12lI][\dOolIS]{3})(?![\w%€]|[.,]\d)")
_COMPOUND = re.compile(rf"['’]\w|-(?!(?:{almanac.MONTH_NAMES})(?!\w))\w", re.IGNORECASE)
_WORDED_DAY = re.compile(rf"(?<![^\W_])(?<!-)(?P<day>{almanac.NUMERAL_NAMES}){GAP}\Z", re.IGNORECASE)
_LINKED = re.compile(rf"[^\S\n]?(?:-|–|et|à|au|ou|/)[^\S\n]?(?:{almanac.MONTH_NAMES})(?!\w)", re.IGNORECASE)
_LINE_START = re.compile(r"(?:^|\n)[ \t#*|>-]{0,40}\Z")
_LINE_END = re.compile(r"[ \t*|:.]{0,40}(?:\n|\Z)")
_SEASON = re.compile(
    rf"(?P<season>{almanac.alternatives(almanac.table('calendar')['seasons'])})(?!\w)"
    rf"(?:{GAP}(?P<of>de\s(?:l['’]année\s)?)?(?P<year>(?:1[5-9]|20)\d\d)(?:[-/–](?P<next>(?:1[5-9]|20)\d\d|\d\d))?(?![\w%€]))?",
    re.IGNORECASE,
)
_THIS = re.compile(r"(?<![^\s('’])(?P<this>(?:ce|cet|cette)\s)\Z", re.IGNORECASE)
_AT_SEASON = re.compile(r"(?:^|[\s(])(?:à l'|au |d[èe]s l'|d[èe]s le |cet |ce |début d'|fin d')$")
_PART = re.compile(
    rf"(?P<rank>{almanac.alternatives(almanac.table('words')['ordinals'])}|[1-4](?:er|ère|[eè]me|nd|nde|e|è)?){GAP}"
    rf"(?P<unit>semestre|trimestre|trim\.?)(?:{GAP}(?:(?:de|d['’])\s?)?(?:l['’](?:année|exercice|an)\s)?(?P<year>(?:19|20)\d\d)(?![\w%€]|[-/–]\d))",
    re.IGNORECASE,
)
_CODE = re.compile(r"(?P<unit>[TQS])(?P<rank>[1-4])[^\S\n]?[-/]?[^\S\n]?(?P<year>(?:19|20)\d\d)(?!\w)")
_CODE_AFTER = re.compile(r"(?P<year>(?:19|20)\d\d)[^\S\n]?[-/]?[^\S\n]?(?P<unit>[TQS])(?P<rank>[1-4])(?![\w-])")
_PART_ALONE = re.compile(
    rf"(?P<rank>{almanac.alternatives(almanac.table('words')['ordinals'])}|[1-4](?:er|[eè]me|nd|e|è)){GAP}"
    r"(?P<unit>semestre|trimestre)(?!\w)(?!\s(?:de|du|des|d['’]|qui|universitaire|scolaire|civil|suivant|précéd))",
    re.IGNORECASE,
)
_AT_PART = re.compile(r"(?:^|[\s(])(?:au|du|d[èe]s le|pour le|d'ici le|au cours du) $")
_FEAST = re.compile(
    rf"(?P<feast>{almanac.alternatives(almanac.table('calendar')['feasts'])})(?!\w)(?:{GAP}(?P<year>(?:19|20)\d\d)(?![\w%€]))?",
    re.IGNORECASE,
)
_AT_FEAST = re.compile(
    r"(?:^|[\s(])(?:à|à la|à l'|avant|après|d'ici|le|le jour de|le jour de la|jusqu'à|pour|dès|depuis"
    r"|(?:veille|lendemain|week-end|weekend) (?:de|du|de la|de l')) ?$"
)


def months(text: str, start: int) -> list[Expression]:
    """Such as "février 2013", "sept. 2018", "juin dernier", "début juin"."""
    match = _MONTH.match(text, start)
    number = almanac.month(match["month"]) if match else None
    if match is None or number is None or STREET.search(before(text, start)):
        return []
    if text[max(0, start - 1) : start] in {"-", "'", "’"} and not _may_be_glued(text, start):
        return []
    if worded := _worded(text, match, number):
        return [worded]
    if match["year"] and not text[match.start("dated")].isdecimal():
        figures = re.sub(r"\D", "", match["year"].translate(FIGURES))
        value = int(figures) if len(figures) == 4 else 2000 + int(figures)
        if not (counted(text, match.end()) and value < 1900):
            return [Expression(Span(start, match.end()), Point(value, number), confidence=0.98)]
    if almanac.plain(match["month"]) in almanac.SHORT_MONTHS:
        return []
    end = match.end("month")
    toward, reach = direction(text, end, several=True)
    if toward:
        return [Expression(Span(start, reach), Point(month=number), direction=toward, confidence=0.95)]
    confidence = _alone(text, start, end)
    if confidence and (short := _SHORT_YEAR.match(text, end)) and not counted(text, short.end()):
        return [Expression(Span(start, short.end()), Point(1900 + int(short["year"]), number), confidence=0.8)]
    return [Expression(Span(start, end), Point(month=number), confidence=confidence)] if confidence else []


def damaged_months(text: str, start: int) -> list[Expression]:
    """A year after a damaged month, where a preposition leads to it and it is no other word: "en jauvier 2014"."""
    year = _YEAR.match(text, start)
    word = _MONTH_BEFORE.search(text, max(0, start - 20), start) if year else None
    number = almanac.month(word["month"], damaged=1) if word else None
    if year is None or word is None or number is None or lexicon.rank(word["month"]) < lexicon.NEVER:
        return []
    if preceding_word(text, word.start()) not in _BEFORE:
        return []
    point = Point(int(year.group().translate(FIGURES)), number)
    return [Expression(Span(word.start(), year.end()), point, confidence=0.75)]


def _worded(text: str, match: re.Match[str], number: int) -> Expression | None:
    """A day in words before the month, and a year in figures or words after it: "seize mars deux mille seize"."""
    day = _WORDED_DAY.search(text, max(0, match.start() - 24), match.start())
    year = WORDED_YEAR.match(text, match.end("month"))
    rank = almanac.numeral(day["day"]) if day else None
    if year is None and not (rank and 1 < rank <= 31):
        return None
    start = day.start("day") if day and rank and 1 < rank <= 31 else match.start()
    end, value = match.end("month"), None
    if year is not None:
        end, value = year.end(), worded_year(year)
    elif match["year"] and len(match["year"]) == 4 and match["year"].isdecimal():
        end, value = match.end(), int(match["year"])
    return Expression(Span(start, end), Point(value, number, rank if start < match.start() else None), confidence=0.9)


def _may_be_glued(text: str, start: int) -> bool:
    """Such as "mi-mai", "d'avril", "avril-mai"."""
    return (
        re.search(r"(?:mi|en|de|d[ée]but|fin|[^\W\d_]{3,9})-\Z|[dDlL]['’]\Z", text[max(0, start - 10) : start])
        is not None
    )


def _alone(text: str, start: int, end: int) -> float:
    """How sure a month without day and year is a date."""
    name = text[start:end]
    led = before(text, start)
    if _NEVER.search(before(text, start, width=48)) or _COMPOUND.match(text, end):
        return 0.0
    if re.search(r"\d ?$", led):
        return 0.0
    heading = _LINE_START.search(text, max(0, start - 44), start) and _LINE_END.match(text, end)
    if heading:
        return 0.75
    word = preceding_word(text, start) or led.rstrip().rpartition(" ")[2]
    if _LINKED.match(text, end):
        return 0.8
    if not (name.islower() or name.isupper()) and name.lower() in _HOMOGRAPHS:
        return 0.0
    if word in _BEFORE or led.rstrip().endswith(("mi-", "d'", "(")):
        return 0.6 if word == "le" else 0.85
    return 0.6 if name.lower() not in _HOMOGRAPHS and not name.istitle() else 0.0


def seasons(text: str, start: int) -> list[Expression]:
    """Such as "printemps 2017" (2017-21), "hiver 2016-2017", "l'été dernier", "cet automne"."""
    match = _SEASON.match(text, start)
    if match is None:
        return []
    code = almanac.SEASONS[almanac.plain(match["season"])]
    if match["year"] and not (match["of"] and before(text, start).endswith("d'")):
        return [Expression(Span(*match.span()), Point(int(match["year"]), season=code))]
    end = match.end("season")
    toward, reach = direction(text, end)
    led = before(text, start)
    if toward and (code != 22 or led.endswith(("l'", "cet ", "d'"))):
        return [Expression(Span(start, reach), Point(season=code), direction=toward, confidence=0.9)]
    this = _THIS.search(text, max(0, start - 8), start)
    if this and not re.match(r"-(?:là|la)\b", text[end : end + 3]):
        return [Expression(Span(start - len(this["this"]), end), Point(season=code), confidence=0.85)]
    if _AT_SEASON.search(led) and text[end : end + 1] != "-" and (code != 22 or led.endswith("l'")):
        return [Expression(Span(start, end), Point(season=code), confidence=0.6)]
    return []


def parts(text: str, start: int) -> list[Expression]:
    """Such as "premier semestre 2013", "2e trimestre 2014", "T1 2015": the interval of their months."""
    match = _PART.match(text, start) or _CODE.match(text, start) or _CODE_AFTER.match(text, start)
    if match is None:
        return _part_alone(text, start)
    months = _months_of(match)
    if months is None:
        return []
    value = "/".join(written(int(match["year"]), month) for month in months)
    return [Expression(Span(*match.span()), value=value, confidence=0.9)]


def _part_alone(text: str, start: int) -> list[Expression]:
    """Such as "au premier semestre", of a year that is told elsewhere."""
    match = _PART_ALONE.match(text, start)
    months = _months_of(match) if match and _AT_PART.search(before(text, start)) else None
    if match is None or months is None:
        return []
    first, last = (Point(month=month) for month in months)
    return [Expression(Span(*match.span()), first, last, confidence=0.6)]


def _months_of(match: re.Match[str]) -> tuple[int, int] | None:
    """First and last month of a ranked semester or quarter."""
    name = match["rank"]
    rank = int(name[0]) if name[0].isdecimal() else almanac.ORDINALS[almanac.plain(name)]
    length = 6 if match["unit"].lower().startswith("s") else 3
    rank = 12 // length if rank < 0 else rank
    return ((rank - 1) * length + 1, rank * length) if 0 < rank * length <= 12 else None


def feasts(text: str, start: int) -> list[Expression]:
    """Such as "Noël 2015", "à la Toussaint"."""
    match = _FEAST.match(text, start)
    if match is None:
        return []
    name = " ".join(almanac.plain(match["feast"]).replace("’", "'").split())
    if match["year"]:
        day = almanac.feast_day(name, int(match["year"]))
        return [Expression(Span(*match.span()), Point(day.year, day.month, day.day), confidence=0.9)]
    toward, reach = direction(text, match.end())
    if not (toward or _AT_FEAST.search(before(text, start))):
        return []
    return [Expression(Span(start, reach), feast=name, direction=toward, confidence=0.7)]
