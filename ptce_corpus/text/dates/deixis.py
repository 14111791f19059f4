"""Times told from the day of writing: "hier", "mardi dernier", "l'année prochaine", "il y a trois mois"."""

from __future__ import annotations

import re

from ptce_corpus.domain.span import Span
from ptce_corpus.text.dates import almanac
from ptce_corpus.text.dates.days import direction
from ptce_corpus.text.dates.expression import GAP, Expression, Point, Portion, Relative, before

_HABIT = almanac.alternatives(almanac.table("words")["weekdays_alone"]["habit"])
_WEEKDAY = re.compile(rf"(?P<weekday>{almanac.WEEKDAY})", re.IGNORECASE)
_IN_WEEKS = re.compile(rf"{GAP}en{GAP}(?P<days>8|15|huit|quinze)(?!\w)", re.IGNORECASE)
_PART_OF_DAY = re.compile(r"\s(?:matin|soir|midi|après-midi|apr[eè]s-midi)(?!\w)", re.IGNORECASE)
_HABITUAL = re.compile(rf"(?:^|[^\w])(?:{_HABIT}) $")
_EVERY = re.compile(rf"{GAP}(?:de\schaque|du\smois|prochains|derniers)(?!\w)", re.IGNORECASE)
_HEADING = re.compile(r"(?:^|\n)[ \t#*|>_-]{0,40}\Z")
_HEADING_END = re.compile(r"[ \t*|:,._-]{0,40}(?:\n|\Z)")
_UNITS = {almanac.plain(word): unit for unit, names in almanac.table("words")["units"].items() for word in names}
_UNIT_NAMES = almanac.alternatives(word for names in almanac.table("words")["units"].values() for word in names)
_AGO = re.compile(
    rf"(?:il\sy\s?a|dans){GAP}(?!une\sannée)(?P<number>\d{{1,3}}|{almanac.NUMERAL_NAMES}){GAP}(?P<unit>{_UNIT_NAMES})(?!\w)"
    rf"(?!\s(?:de|d['’]|après|plus|qui|suivant|et\sdemi)\b)(?!\s(?:et\s)?à\s)",
    re.IGNORECASE,
)
_THIS = re.compile(
    rf"(?:cette|ce|cet){GAP}(?P<unit>année|mois|semaine|trimestre|semestre|week[-\s]?end|an)(?:[-\s]ci)?(?!\w)"
    r"(?!-là|-la|\sde\s|\sd['’])",
    re.IGNORECASE,
)
_OF_UNIT = re.compile(r"(?P<unit>année|an|mois|semaine|trimestre|semestre|week[-\s]?end|siècle)(?!\w)", re.IGNORECASE)
_WORDED = {"annee": "year", "an": "year", "mois": "month", "semaine": "week", "weekend": "weekend"}
_WORDED |= {"trimestre": "quarter", "semestre": "half"}
_TODAY = re.compile(r"aujourd['’]?hui", re.IGNORECASE)
_TODAY_AFTER = re.compile(
    rf",?\s(?:même\s|le\s)?(?:(?:en|dans|à)\s(?:fin|début|milieu)\sd|{almanac.WEEKDAY}|\d\d?(?:er)?\s(?:{almanac.MONTH_NAMES})|(?:à|de|avant|vers)\s\d\d?\s?[h:])",
    re.IGNORECASE,
)
_TOMORROW_AFTER = re.compile(
    rf",?\s(?:(?:matin|soir|midi|après-midi|{almanac.WEEKDAY})(?!\w)|(?:à|de|d[eè]s|vers|avant|apr[eè]s|entre)\s(?:\d|midi))",
    re.IGNORECASE,
)
_OF_THIS_MONTH = re.compile(r"(?P<day>[1-3]?\d)(?:er)?\s(?:du\smois\s)?courant(?!\w)", re.IGNORECASE)
_FIGURE = re.compile(r"(?:^|[\s(])(?:d'|de |et |ou |comme |qu')$")
_FIGURE_AFTER = re.compile(r"\s(?:et|ou|comme|encore|,\s?aujourd)\b|[,-]\s?(?:aujourd|demain)", re.IGNORECASE)


def weekdays(text: str, start: int) -> list[Expression]:
    """Such as "mardi dernier", "lundi en huit", a weekday as a heading or in a sentence; not the habit "le lundi"."""
    match = _WEEKDAY.match(text, start)
    if match is None:
        return []
    point, end = Point(weekday=almanac.weekday(match.group())), match.end()
    toward, reach = direction(text, end)
    if toward:
        return [Expression(Span(start, reach), point, direction=toward, confidence=0.95)]
    if weeks := _IN_WEEKS.match(text, end):
        later = 2 if almanac.numeral(weeks["days"]) == 8 else 3
        return [Expression(Span(start, weeks.end()), point, direction=later, confidence=0.9)]
    if _HEADING.search(text, max(0, start - 44), start) and _HEADING_END.match(text, end):
        return [Expression(Span(start, end), point, confidence=0.7)]
    if almanac.plain(match.group()) not in almanac.WEEKDAYS or not match.group().islower():
        return []
    led = before(text, start)
    if (
        _HABITUAL.search(led)
        or _EVERY.match(text, end)
        or led.endswith(("-", "'", "de ", "et "))
        or text[end : end + 1] in {"-", "/"}
    ):
        return []
    meant = led.endswith("ce ") or _PART_OF_DAY.match(text, end)
    return [Expression(Span(start, end), point, confidence=0.8 if meant else 0.6)]


def told(text: str, start: int) -> list[Expression]:
    """Such as "cette année", "l'an prochain", "le mois dernier", "la semaine prochaine"."""
    this = _THIS.match(text, start)
    if this is not None:
        return _this(text, this)
    match = _OF_UNIT.match(text, start)
    if match is None:
        return []
    toward, end = direction(text, match.end())
    unit = almanac.plain(match["unit"]).replace("-", "").replace(" ", "")
    if not toward:
        return []
    if unit == "siecle":
        return [Expression(Span(start, end), value="19XX", confidence=0.8)] if toward < 0 else []
    return [Expression(Span(start, end), relative=Relative(_WORDED[unit], toward), confidence=0.95)]


def _this(text: str, match: re.Match[str]) -> list[Expression]:
    unit = almanac.plain(match["unit"]).replace("-", "").replace(" ", "")
    if unit not in _WORDED:
        return []
    toward, end = direction(text, match.end())
    return [Expression(Span(match.start(), end), relative=Relative(_WORDED[unit], toward), confidence=0.95)]


def ago(text: str, start: int) -> list[Expression]:
    """Such as "il y a trois mois", "dans 15 jours": as precise as their unit."""
    match = _AGO.match(text, start)
    if match is None:
        return []
    number = almanac.numeral(match["number"])
    if not number or number > 400:
        return []
    count, unit = (number if match.group()[0] in "dD" else -number), _UNITS[almanac.plain(match["unit"])]
    relative = Relative("day", 7 * count) if unit == "week" else Relative(unit, count)
    return [Expression(Span(*match.span()), relative=relative, confidence=0.6)]


def near_days(text: str, start: int) -> list[Expression]:
    """Such as "hier", "après-demain"; "demain" and "aujourd'hui" where what follows shows that the day is meant."""
    led = before(text, start)
    if (today := _TODAY.match(text, start)) is not None:
        meant = _TODAY_AFTER.match(text, today.end()) is not None or len(text.strip()) == len(today.group())
        return [Expression(Span(*today.span()), relative=Relative("day", 0), confidence=0.8)] if meant else []
    word = text[start : start + 4].lower()
    away, end = (-1, start + 4) if word == "hier" else (1, start + 6)
    twice = re.search(r"(?:avant|apr[eè]s)[- ]$", led) if led.endswith("-") or away > 0 else None
    if twice is not None:
        return [Expression(Span(start - len(twice.group()), end), relative=Relative("day", 2 * away), confidence=0.95)]
    if text[end : end + 1] == "-" or _FIGURE.search(led) or _FIGURE_AFTER.match(text, end):
        return []
    if away > 0 and _TOMORROW_AFTER.match(text, end) is None and text.strip().lower() != "demain":
        return []
    return [Expression(Span(start, end), relative=Relative("day", away), confidence=0.85)]


def of_this_month(text: str, start: int) -> list[Expression]:
    """Such as "le 12 courant", as letters have it."""
    match = _OF_THIS_MONTH.match(text, start)
    if match is None or not 1 <= int(match["day"]) <= 31 or not before(text, start).endswith(("le ", "du ", "au ")):
        return []
    portion = Portion("day", int(match["day"]))
    return [Expression(Span(*match.span()), relative=Relative("month", 0), portion=portion, confidence=0.85)]
