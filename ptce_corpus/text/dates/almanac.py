"""What the calendar calls its months, weekdays, seasons and feasts, read from ``data/`` with OCR damage allowed."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache, lru_cache, reduce
from importlib.resources import files
from typing import Any

_CONFUSED = str.maketrans({"0": "o", "1": "i", "l": "i", "!": "i", "|": "i", "5": "s", "6": "e", "8": "b", "$": "s"})
_HYPHEN = re.compile(r"-\s*\n\s*")
_ALIKE = str.maketrans({"j": "i", "v": "n", "u": "n"})
_SHAPES = (("rn", "m"), ("nn", "m"), ("ni", "m"), ("cl", "d"), ("fi", "h"))


@cache
def table(name: str) -> Mapping[str, Any]:
    """One file of ``data/``, by its name without the suffix."""
    return tomllib.loads(files(__package__).joinpath("data", f"{name}.toml").read_text("utf-8"))


def words(*path: str) -> frozenset[str]:
    """A list of ``words.toml`` with each word also in its unaccented form."""
    entry: Any = table("words")
    for key in path:
        entry = entry[key]
    return frozenset(spellings(entry))


def spellings(names: Iterable[str]) -> list[str]:
    """Each name in lower case: as written, without accents, and with accents as combining marks."""
    forms: dict[str, None] = {}
    for name in names:
        unaccented = name if name in table("words")["accent_needed"] else plain(name)
        for form in (name, unaccented, unicodedata.normalize("NFD", name)):
            forms[form.lower()] = None
    return list(forms)


def plain(word: str) -> str:
    """A word in lower case, without accents."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFD", word.lower())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def alternatives(names: Iterable[str]) -> str:
    """A regular expression for any of these words in any spelling, the longest first; apostrophes of both kinds."""
    forms = sorted(set(spellings(names)), key=lambda form: (-len(form), form))
    loose = (("'", "['’]"), (r"\ ", r"\s"), (r"\-", r"[-\s]"))
    return "|".join(reduce(lambda form, pair: form.replace(*pair), loose, re.escape(form)) for form in forms)


def _numbered(section: str, *kinds: str) -> dict[str, int]:
    return {
        plain(name): int(number)
        for number, entry in table("calendar")[section].items()
        for kind in kinds
        for name in entry[kind]
    }


MONTHS = _numbered("months", "names")
SHORT_MONTHS = _numbered("months", "short")
WEEKDAYS = _numbered("weekdays", "names")
SHORT_WEEKDAYS = _numbered("weekdays", "short")
SEASONS: dict[str, int] = {plain(name): code for name, code in table("calendar")["seasons"].items()}
NUMERALS: dict[str, int] = {plain(name): value for name, value in table("words")["numerals"].items()}
ORDINALS: dict[str, int] = {plain(name): value for name, value in table("words")["ordinals"].items()}
MONTH_NAMES = alternatives(name for entry in table("calendar")["months"].values() for name in entry["names"])
WEEKDAY = (
    f"(?:(?:{alternatives(n for entry in table('calendar')['weekdays'].values() for n in entry['names'])})s?"
    rf"|(?:{alternatives(SHORT_WEEKDAYS)})\.?)(?!\w)"
)
NUMERAL_NAMES = alternatives(table("words")["numerals"])


def weekday(word: str) -> int | None:
    """The number of a weekday's name, singular or plural, or abbreviation; Monday 0."""
    name = plain(word).rstrip(". ")
    return WEEKDAYS.get(name.removesuffix("s"), SHORT_WEEKDAYS.get(name))


def numeral(word: str) -> int | None:
    """The value of a number in figures or, below a hundred, in words."""
    if word.isdecimal():
        return int(word)
    return NUMERALS.get(re.sub(r"[\s-]+", "-", plain(word)).replace("vingt-et-une", "vingt-et-un"))


def month(word: str, *, damaged: int = 0) -> int | None:
    """The number of a month's name, in full or cut short.

    ``damaged`` is how many wrong characters may be mended (0, 1 or 2); characters that OCR confuses by their shape
    count for none, and a word as near to two months is refused.
    """
    name = plain(_HYPHEN.sub("", word)).rstrip(". ")
    found = MONTHS.get(name) or SHORT_MONTHS.get(name)
    if found or not damaged or len(name) < 3:
        return found
    begun = [number for known, number in MONTHS.items() if known.startswith(name)]
    return begun[0] if len(begun) == 1 else _mended(name, damaged)


@lru_cache(maxsize=4096)
def _mended(name: str, damaged: int) -> int | None:
    """The one month that a damaged name can be."""
    allowed = min(damaged, 0 if len(name) < 4 else 1 if len(name) < 6 else 2)
    known = {month: number for month, number in MONTHS.items() if damaged > 1 or len(month) > 4}
    return _nearest(name, known, allowed=allowed)


@lru_cache(maxsize=4096)
def mended_weekday(word: str) -> int | None:
    """The one weekday whose name is a damaged word but for one character, beside those that OCR confuses."""
    return _nearest(plain(word), WEEKDAYS, allowed=1)


def _nearest(name: str, known: Mapping[str, int], *, allowed: int) -> int | None:
    """The number of the name that is nearest by shape, when near enough and nearer than any other."""
    read = _shape(name)
    (best, number), (second, _), *_rest = sorted(
        (_distance(read, _shape(one)), number) for one, number in known.items()
    )
    return number if best <= allowed and best < second else None


def _shape(name: str) -> str:
    """A name with the letters that OCR takes for each other made equal."""
    shaped = name.translate(_CONFUSED).translate(_ALIKE)
    for pair, single in _SHAPES:
        shaped = shaped.replace(pair, single)
    return shaped


def _distance(left: str, right: str) -> int:
    """Levenshtein distance; 9 when the lengths are too far apart for it to matter."""
    if abs(len(left) - len(right)) > 2:
        return 9
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        above, row[0] = row[0], i
        for j, b in enumerate(right, 1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (a != b))
    return row[-1]


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Anonymous algorithm: Meeus, *Astronomical Algorithms*, ch. 8)."""
    golden, century, rest = year % 19, *divmod(year, 100)
    leap, leap_rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap - correction + 15) % 30
    quarter, quarter_rest = divmod(rest, 4)
    dominical = (32 + 2 * leap_rest + 2 * quarter - epact - quarter_rest) % 7
    shift = (golden + 11 * epact + 22 * dominical) // 451
    number, day = divmod(epact + dominical - 7 * shift + 114, 31)
    return date(year, number, day + 1)


def feast_day(name: str, year: int) -> date:
    """The day of a feast in a year.

    Raises:
        KeyError: for a feast that ``calendar.toml`` does not have.
    """
    entry = next(entry for known, entry in table("calendar")["feasts"].items() if plain(known) == name)
    if "easter" in entry:
        return easter(year) + timedelta(days=entry["easter"])
    return date(year, entry["month"], entry["day"])
