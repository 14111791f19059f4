"""Clock times: "14h30", "14 h 30", "14:30", "9 heures", "à midi", "14 à 17h"."""

from __future__ import annotations

import re

from ptce_corpus.domain.annotation import Label
from ptce_corpus.domain.span import Span
from ptce_corpus.text.dates import almanac
from ptce_corpus.text.dates.expression import GAP, Expression, before

_DURATION = almanac.words("clock", "duration")
_MOMENT = almanac.table("words")["clock"]["moment"]
_COUNTED = almanac.alternatives(almanac.table("words")["clock"]["counted"])
_PARTS: dict[str, int] = {almanac.plain(name): hours for name, hours in almanac.table("words")["parts_of_day"].items()}
_BLANK = r"[^\S\n]{0,3}+"
_HOUR = r"(?P<hour>[01OlI]\d|2[0-4]|\d|[1l]O)"
_MINUTE = r"(?P<minute>[0-5Oo][\dOo])"
_LETTER = re.compile(rf"{_HOUR}{_BLANK}[hH](?:\.?{_BLANK}{_MINUTE}(?:{_BLANK}(?:min|mn))?)?(?![^\W_])")
_COLON = re.compile(rf"{_HOUR}:{_MINUTE}(?::(?P<second>[0-5]\d))?(?![\w:]|[.,]\d)")
_WORD = re.compile(
    rf"(?:{_HOUR}|(?P<named>{almanac.NUMERAL_NAMES}))(?:{GAP})heures?"
    rf"(?:{GAP}(?:{_MINUTE}|(?:et\s)?(?P<part>quart|trois\squarts|demie)|moins\s(?:le\s)?(?P<less>quart|\d\d?|{almanac.NUMERAL_NAMES})"
    rf"|(?:et\s)?(?P<minutes>{almanac.NUMERAL_NAMES})))?(?:{GAP}(?:minutes?))?(?!\w)",
    re.IGNORECASE,
)
_NOON = re.compile(r"(?P<noon>midi|minuit)(?:\s(?:et\s)?(?P<part>demie?|quart|trente))?(?!\w)", re.IGNORECASE)
_BARE = re.compile(
    rf"{_HOUR}{_BLANK}(?:-|–|—|/|à|[aA](?=\s)|et){_BLANK}(?=(?:[01]?\d|2[0-4]){_BLANK}(?:[hH](?![^\W\d_])|heures))"
)
_PART = re.compile(
    rf"{GAP}(?P<part>{almanac.alternatives(almanac.table('words')['parts_of_day'])})(?!\w)", re.IGNORECASE
)
_AFTER = re.compile(rf"{_BLANK}(?:/{_BLANK}(?:\d|[a-zé])|\+)|[^\S\n](?:de|d['’])[^\S\n]?\w|[^\S\n](?:{_COUNTED})(?!\w)")
_CLOCK = almanac.table("words")["clock"]
_EVENINGS = almanac.alternatives(_CLOCK["evening"])
_EVENING_AFTER = re.compile(rf"{GAP}(?:{almanac.alternatives(_CLOCK['afternoon'])}|{_EVENINGS})(?!\w)", re.IGNORECASE)
_EVENING = re.compile(rf"(?:{_EVENINGS}),? (?:(?:à|vers|d[eè]s|peu après|peu avant) )?$")
_ZONE = re.compile(rf"{_BLANK}(?:{almanac.alternatives(_CLOCK['zones'])})(?!\w)", re.IGNORECASE)
_GLUED = re.compile(r"[\w:.,/+€$]\Z")
_INTERVAL_AFTER = re.compile(
    rf"{_BLANK}(?:-|–|—|/|à|[aA](?=\s)|et){_BLANK}(?:\d\d?{_BLANK}(?:[hH:]|heures)|midi|minuit)"
)
_BEFORE_MOMENT = re.compile(rf"(?:^|[\s('’])(?:{almanac.alternatives(_MOMENT)})\s?(?:environ\s)?$")
_INTERVAL = almanac.alternatives(almanac.table("words")["clock"]["interval"])
_BEFORE_INTERVAL = re.compile(rf"(?:^|[\s('’])(?:{_INTERVAL})\s?$")
_AFTER_HOURS = re.compile(r"(?:\d ?h|heures|h\d\d) et $")
_AFTER_HOUR = re.compile(r"(?:(?:midi|minuit) et|(?<!\d)\d\d? ?[-–—]) ?$")
_OF = re.compile(r"(?<!partir)(?<!compter)(?<!lentours)(?<!autour) (?:de |d')$")
_BEFORE_DURATION = re.compile(rf"(?:^|[\s(])(?:{almanac.alternatives(_DURATION)})\s?:?\s?$")


def times(text: str, start: int) -> list[Expression]:
    """A clock time in figures, where it is not a duration or a rate."""
    if _GLUED.search(text, max(0, start - 2), start):
        return []
    match = _LETTER.match(text, start) or _COLON.match(text, start)
    if match is not None:
        return _told(text, match) if not _lasts(text, match) else []
    match = _WORD.match(text, start)
    if match is not None:
        return _told(text, match) if _strikes(text, match) else []
    bare = _BARE.match(text, start)
    if bare is None or not (_BEFORE_INTERVAL.search(before(text, start)) or bare.group().rstrip()[-1] in "-–—"):
        return []
    value = _value(int(bare["hour"].translate(_FIGURES)), 0)
    return [Expression(Span(start, bare.end("hour")), label=Label.TIME, value=value, confidence=0.85)]


def noon(text: str, start: int) -> list[Expression]:
    """Such as "à midi", "minuit et demi": only where a preposition makes it a moment."""
    match = _NOON.match(text, start)
    led = before(text, start)
    if match is None or not match["noon"].islower():
        return []
    begins = _BEFORE_INTERVAL.search(led) and _INTERVAL_AFTER.match(text, match.end())
    if not (begins or _BEFORE_MOMENT.search(led) or _AFTER_HOURS.search(led)):
        return []
    if re.search(r"(?:apr[eè]s|avant)[- ]$", led) or led.endswith(("-", "du ")) or (led.endswith("de ") and not begins):
        return []
    part = (match["part"] or "").lower().rstrip("e")
    value = _value(12 if match["noon"] == "midi" else 0, {"": 0, "quart": 15}.get(part if part != "trent" else "d", 30))
    return [Expression(Span(*match.span()), label=Label.TIME, value=value, confidence=0.85)]


def named(text: str, start: int) -> list[Expression]:
    """Hours in words: "à quinze heures trente"."""
    match = _WORD.match(text, start)
    if match is None or not match["named"] or not _strikes(text, match):
        return []
    return _told(text, match)


def _told(text: str, match: re.Match[str]) -> list[Expression]:
    """The expression of a matched time, with the part of the day that follows it."""
    parts = match.groupdict()
    hour = int(parts["hour"].translate(_FIGURES)) if parts["hour"] else almanac.numeral(parts.get("named") or "")
    minute = _minute(parts)
    if hour is None or minute is None or hour > 24 or (hour == 24 and minute):
        return []
    end, part = match.end(), _PART.match(text, match.end())
    if part is not None:
        end = part.end()
        named_part = " ".join(almanac.plain(part["part"]).replace("’", "'").split())
        hour += _PARTS[named_part] if hour < 12 else 0
    elif hour < 12 and (_EVENING_AFTER.match(text, end) or _EVENING.search(before(text, match.start()))):
        hour += 12
    if parts.get("less"):
        hour = (hour - 1) % 24
    value = _value(hour, minute) + (f":{parts['second']}" if parts.get("second") else "")
    return [Expression(Span(match.start(), end), label=Label.TIME, value=value, confidence=0.95)]


def _minute(parts: dict[str, str | None]) -> int | None:
    if parts.get("minute"):
        return int((parts["minute"] or "").translate(_FIGURES))
    if parts.get("part"):
        return {"q": 15, "t": 45}.get((parts["part"] or "").lower()[0], 30)
    if less := parts.get("less"):
        lacking = 15 if less.lower() == "quart" else almanac.numeral(less)
        return 60 - lacking if lacking and lacking < 60 else None
    return almanac.numeral(parts["minutes"] or "") if parts.get("minutes") else 0


def _value(hour: int, minute: int) -> str:
    return f"T{hour:02}:{minute:02}"


_FIGURES = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1"})


def _lasts(text: str, match: re.Match[str]) -> bool:
    """Whether hours in figures are a length of time: "pendant 2h", "1h30 de débat", "24h/24"."""
    led, hour = before(text, match.start()), int(match["hour"].translate(_FIGURES))
    if _PART.match(text, match.end()) or _INTERVAL_AFTER.match(text, match.end()):
        return False
    bracketed = led.endswith("(") and text[match.end() : match.end() + 1] == ")" and hour <= 4
    whole_day = hour == 24 and not led.rstrip().endswith(("à", "-", "–"))
    if hour > 5 and _BEFORE_MOMENT.search(led):
        return False
    short = hour <= 5 and _OF.search(led) is not None
    if short or bracketed or whole_day:
        return True
    counted = _BEFORE_DURATION.search(led) is not None and not (hour > 8 and led.endswith("jour "))
    return counted or _AFTER.match(text, match.end()) is not None


def _strikes(text: str, match: re.Match[str]) -> bool:
    """Whether "N heures" is a moment: a preposition before it, nothing counted after it."""
    if _PART.match(text, match.end()) or _ZONE.match(text, match.end()):
        return True
    led = before(text, match.start())
    if _AFTER.match(text, match.end()):
        return False
    capital = text[max(0, match.start() - 2) : match.start()] == "A "
    if capital or _BEFORE_MOMENT.search(led) or _AFTER_HOUR.search(led):
        return True
    if _BEFORE_INTERVAL.search(led) and _INTERVAL_AFTER.match(text, match.end()):
        return True
    to_the_minute = match["minute"] if match["hour"] else match["minutes"] and not _OF.search(led)
    return bool(to_the_minute) and not _BEFORE_DURATION.search(led)
