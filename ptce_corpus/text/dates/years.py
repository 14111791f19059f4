"""Years that stand alone, intervals of years, decades and centuries."""

from __future__ import annotations

import re
from itertools import pairwise

from ptce_corpus.domain.span import Span
from ptce_corpus.text.dates import almanac
from ptce_corpus.text.dates.expression import GAP, OPTIONAL_GAP, Expression, Point, before, preceding_word

_STRONG = almanac.words("before_year", "strong")
_WEAK = almanac.words("before_year", "weak")
_NEVER = almanac.words("before_year", "never")
_QUANTITY = almanac.words("before_year", "quantity")
_REFERENCES = almanac.words("before_year", "references")
_FREE = almanac.words("after_year", "free")
_UNITS = almanac.words("after_year", "units")

_PAIR = re.compile(
    rf"(?P<first>[12]\d{{3}}){OPTIONAL_GAP}[-–—/]{OPTIONAL_GAP}(?P<last>[12]\d{{3}}|\d\d)"
    r"(?![\w/]|[-–.,]\d)"
)
_COLUMN = re.compile(r"(?:19|20)\d\d")
_COLUMNS = re.compile(r"(?:19|20)\d\d(?:[^\S\n]{1,20}(?:19|20)\d\d){1,40}(?![\w€%]|[^\S\n]?[.,/:–-]?\d|[^\S\n]?[€%])")
_SINGLE = re.compile(r"(?:1\d{3}|20\d\d|2100|[12][\dOoIlS]{3})(?!\w)")
_FOLLOWER = re.compile(r"[^\S\n]{0,3}\n?[^\S\n]{0,3}([^\W\d_][\w²'’-]*|[€%$£°]|k€)")
_BROKEN = re.compile(r"[^\S\n]?(?:[.,/:\-–_@]\w|[€%$£°*+=#]\d?|\d)|\.\w|'\w")
_GLUED = re.compile(r"(?:[\w/\-–.,:_@#°€$£=&?]|(?<=\d)[  ])\Z")
_BULLET = re.compile(r"(?:^|[\s(])(?:[mM]i|[fF]in|[dD][ée]but)?[-–—]\Z")
_ABBREVIATION = re.compile(r"(?:^|[\s(])([a-zé]{1,3})\. ?\Z")
_DECADES = re.compile(
    rf"(?i:années|decennies?|décennies?){GAP}(?P<first>(?:1\d|20)?\d0|{almanac.NUMERAL_NAMES})(?!\w)"
    rf"(?P<rest>(?:{OPTIONAL_GAP}(?:,|-|–|/|\bet\b|\bou\b|\bà\b|\baux?\b){OPTIONAL_GAP}(?:années\s)?(?:1\d|20)?\d0(?!\w))*)"
)
_DECADE = re.compile(r"\d+")
WORDED_YEAR = re.compile(
    rf"(?:{GAP})?(?P<thousands>deux[\s-]mille?|mil(?:le)?[\s-]neuf[\s-]cents?)"
    rf"(?:[\s-](?:et\s)?(?P<rest>{almanac.NUMERAL_NAMES})(?:[\s-](?:et[\s-])?(?P<units>{almanac.NUMERAL_NAMES}))?)?(?!\w)",
    re.IGNORECASE,
)
_ROMAN = r"[XVIxvi]{1,6}"
_RANK = r"[^\S\n]?(?:\^?\{?(?:i[èe]me|[èe]me|[eèᵉ]r?)\}?|°)"
_CENTURY = rf"(?:(?:{_ROMAN}|\d\d?){_RANK}|(?i:{almanac.alternatives(almanac.table('words')['centuries'])}))"
_LINK = (
    rf"{OPTIONAL_GAP}(?:-|–|—|,|\bet\b|\bau\b|\bou\b|\bà\b|\baux\b){OPTIONAL_GAP}"
    rf"(?:(?:la|le|du|de|au|début|fin|milieu){GAP}){{0,4}}"
)
_CENTURIES = re.compile(rf"(?P<ranks>{_CENTURY}(?:{_LINK}{_CENTURY}){{0,6}}){GAP}(?i:siècles?|siecles?|s\.)(?!\w)")
_RANKED = re.compile(_CENTURY)
_OF_OUR_ERA = re.compile(rf"{GAP}(?i:avant|av\.?)\s?(?i:J\.?[-\s]?C|notre|Jésus|l['’]ère)")
_NUMERALS = {"i": 1, "v": 5, "x": 10}
_CENTURY_NAMES: dict[str, int] = {
    almanac.plain(name): rank for name, rank in almanac.table("words")["centuries"].items()
}


def centuries(text: str, start: int) -> list[Expression]:
    """Such as "XXe siècle", "IXe au XIIe siècle" (one interval), "dix-neuvième siècle"."""
    match = _CENTURIES.match(text, start)
    if match is None:
        return []
    ranks = [_rank(found.group()) for found in _RANKED.finditer(match["ranks"])]
    span = Span(start, match.end())
    if _OF_OUR_ERA.match(text, match.end()):
        return [Expression(span, confidence=0.8, note="before the common era")]
    known = [rank for rank in ranks if rank is not None and 1 <= rank <= 30]
    if len(known) != len(ranks):
        return []
    first, last = f"{known[0] - 1:02}XX", f"{known[-1] - 1:02}XX"
    return [Expression(span, value=first if first == last else f"{first}/{last}")] if first <= last else []


def _rank(word: str) -> int | None:
    """The number of a century: "XIXe", "19ème", "dix-neuvième"."""
    name = almanac.plain(word)
    if name in _CENTURY_NAMES:
        return _CENTURY_NAMES[name]
    if digits := re.match(r"\d+", name):
        return int(digits.group())
    roman = re.match(r"[xvil]+(?=\W|i?e|$)", name.replace("ieme", "eme"))
    if roman is None:
        return None
    values = [_NUMERALS.get(letter, 1) for letter in roman.group()]
    return sum(-a if a < b else a for a, b in pairwise([*values, 0]))


def decades(text: str, start: int) -> list[Expression]:
    """Such as "années 1990", "années 80", "années quatre-vingt"; "années 1980 et 1990" are two."""
    match = _DECADES.match(text, start)
    if match is None or _PAIR.match(text, match.start("first")):
        return []
    if re.match(r"\s?(?:,|et|ou|-|à)\s?\d{3}[1-9]", text[match.end() : match.end() + 12]):
        return []
    value = _decade(match["first"])
    if value is None:
        return []
    found = [Expression(Span(start, match.end("first")), value=value)]
    others = _DECADE.finditer(text, match.start("rest"), match.end("rest"))
    return found + [Expression(Span(*other.span()), value=_decade(other.group()) or value) for other in others]


def _decade(word: str) -> str | None:
    """Such as "1990" -> "199X"; a decade without its century is of the twentieth."""
    number = almanac.numeral(word)
    if number is None or number % 10 or (number < 100 and not 10 <= number <= 90):
        return None
    return f"{(number if number >= 100 else 1900 + number) // 10}X"


def worded(text: str, start: int) -> list[Expression]:
    """Such as "l'an deux mille seize"."""
    match = WORDED_YEAR.match(text, start)
    if match is None or counted(text, match.end()):
        return []
    if not (match["thousands"].lower().startswith("mil ") or preceding_word(text, start) in _STRONG):
        return []
    return [Expression(Span(match.start("thousands"), match.end()), Point(year=worded_year(match)), confidence=0.9)]


def worded_year(match: re.Match[str]) -> int:
    """The year that a match of ``WORDED_YEAR`` spells."""
    rest = almanac.numeral(match["rest"]) if match["rest"] else 0
    tens = almanac.numeral(match["units"]) if match["units"] else 0
    return (2000 if match["thousands"][0] in "dD" else 1900) + (rest or 0) + (tens or 0)


def columns(text: str, start: int) -> list[Expression]:
    """Years side by side that follow one another, as they head a table: "2018 2019 2020", "2019  2018"."""
    match = _COLUMNS.match(text, start)
    if match is None or _GLUED.search(text, max(0, start - 2), start):
        return []
    found = [Span(start + year.start(), start + year.end()) for year in _COLUMN.finditer(match.group())]
    told = [int(span.cut(text)) for span in found]
    steps = {later - earlier for earlier, later in pairwise(told)}
    if steps not in ({1}, {-1}):
        return []
    return [Expression(span, Point(year=year), confidence=0.8) for span, year in zip(found, told, strict=True)]


def years(text: str, start: int) -> list[Expression]:
    """A year or an interval of years, where what stands around it says that it is one."""
    if _GLUED.search(text, max(0, start - 2), start) and not _BULLET.search(text, max(0, start - 7), start):
        return []
    pair = _PAIR.match(text, start)
    if pair is not None and (found := _interval(text, pair)):
        return [found]
    match = _SINGLE.match(text, start)
    if match is None or (pair is None and _BROKEN.match(text, match.end())):
        return []
    confidence = _confidence(text, start, match.end())
    if not confidence:
        return []
    return [Expression(Span(start, match.end()), Point(year=_figures(match.group())), confidence=confidence)]


def _interval(text: str, pair: re.Match[str]) -> Expression | None:
    """Such as "2016-2017", "2013/14"; None when the second number is no later year."""
    first, last = int(pair["first"]), int(pair["last"])
    if len(pair["last"]) == 2:
        last += first - first % 100
        if "/" not in pair.group() and last != first + 1 and int(pair["last"]) <= 12:
            return None
    if not 0 < last - first <= 200 or preceding_word(text, pair.start()) in _REFERENCES | _NEVER:
        return None
    if counted(text, pair.end()) or (first < 1000 or last > 2150):
        return None
    return Expression(Span(*pair.span()), Point(year=first), Point(year=last), confidence=0.95)


def _confidence(text: str, start: int, end: int) -> float:
    """How sure a four-digit number is a year; 0 when it is more likely anything else."""
    word, year = preceding_word(text, start), _figures(text[start:end])
    damaged = not text[start:end].isdecimal()
    if damaged and word not in _STRONG:
        return 0.0
    led = before(text, start)
    short = _ABBREVIATION.search(led)
    if short and short[1] in _NEVER:
        return 0.0
    if led.endswith(("mi-", "fin-", "début-")):
        return 0.95
    if _unit_after(text, end) or word in _NEVER or word in _QUANTITY or word.endswith(("°", "º")):
        return 0.0
    if word in _STRONG:
        return 0.8 if damaged else 0.98 if 1000 <= year <= 2100 else 0.0
    if counted(text, end) or re.search(r"\d[  ]?$", text[max(0, start - 2) : start]):
        return 0.0
    if word in _WEAK or _in_brackets(text, start, end):
        return 0.9 if 1500 <= year <= 2100 or (_in_brackets(text, start, end) and year >= 1000) else 0.0
    named = _capitalised(text, start)
    if 1950 <= year <= 2050:
        return 0.85 if named else 0.7
    return 0.6 if named and 1789 <= year <= 2100 and not _reference(text, start) else 0.0


def _reference(text: str, start: int) -> bool:
    return before(text, start).rstrip().endswith(("n°", "nº", "no"))


def _capitalised(text: str, start: int) -> bool:
    """Whether the word before begins with a capital: the name of an event, an edition, a place and its year."""
    match = re.search(r"([^\W\d_])[^\W_]*\s{1,3}\Z", text[max(0, start - 24) : start])
    return match is not None and match[1].isupper()


def _in_brackets(text: str, start: int, end: int) -> bool:
    return text[start - 1 : start] == "(" and text[end : end + 1] in {")", ",", ";"}


def _figures(word: str) -> int:
    """The year that a damaged number was."""
    return int(word.translate(FIGURES))


FIGURES = str.maketrans("OolIi!SsBZz", "00111155822")
"""Letters that OCR reads for figures."""


def _unit_after(text: str, end: int) -> bool:
    follower = _FOLLOWER.match(text, end)
    return follower is not None and follower[1].lower() in _UNITS


def counted(text: str, end: int) -> bool:
    """Whether what follows a number is a thing that it counts: a unit, or a word in the plural."""
    follower = _FOLLOWER.match(text, end)
    if follower is None:
        return False
    word = follower[1].lower()
    if word in _UNITS:
        return True
    plural = len(word) > 3 and word[-1] in "sx" and follower[1][0].islower()
    return plural and word not in _FREE and "'" not in word and "’" not in word
