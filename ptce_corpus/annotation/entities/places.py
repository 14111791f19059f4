"""Names of places: communes and areas of the lists, street addresses, towns with their postcode, named venues."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ptce_corpus.annotation import gazetteer
from ptce_corpus.annotation.entities.candidates import Candidate
from ptce_corpus.annotation.letters import flat
from ptce_corpus.annotation.word_lists import either, folded, word_table
from ptce_corpus.domain.annotation import Label
from ptce_corpus.domain.span import Span

_CAP = r"[A-ZÀ-Ý][\wÀ-ÿ’'\-]*"
_PART = r"(?:de[ \t]la|de[ \t]l['’]|des|du|de|d['’]|la|le|les|l['’]|en|sur|sous|lès|lez|aux|au|et|à|&)"
_TOWN = rf"{_CAP}(?:[ \t]+(?!(?i:cedex)\b)(?:{_PART}[ \t]?)?{_CAP}){{0,4}}"
_CEDEX = r"(?:[ \t]+(?:CEDEX|Cedex|cedex)(?:[ \t]+\d{1,2})?)?"
_POSTCODE = re.compile(rf"(?<![\w.,/])(?:F-)?(?:\d{{5}}|\d{{2}}[ \t]\d{{3}})[ \t]+(?P<town>{_TOWN}){_CEDEX}")
_CITIES = r"(?:Paris|PARIS|Lyon|LYON|Marseille|MARSEILLE)"
_ORDINAL = r"\d{1,2}[ \t]?\^?\{?(?:e|E|è|ème|eme|ÈME|EME|er|ER|ième)\}?"
_DISTRICT = re.compile(
    rf"{_CITIES}[ \t]+(?:{_ORDINAL}(?:[ \t]arrondissement)?|\d{{2}})(?!\w)"
    rf"|(?<![\w^]){_ORDINAL}[ \t]arrondissement(?:[ \t]de[ \t](?:Paris|Lyon|Marseille))?(?!\w)"
)
_ROMAN = re.compile(r"(?<!\w)[XVI]{1,5}e[ \t]arrondissement(?!\w)")


@cache
def _address() -> re.Pattern[str]:
    ways = either(word_table("places")["ways"])
    number = r"(?<![\w.,/])\d{1,4}(?:[ \t]?(?:bis|ter|quater|[A-D]))?(?:[ \t]?[-/–à][ \t]?\d{1,4})?"
    common = r"[ \t](?:de[ \t]la|des|du|de[ \t]l['’]|de)[ \t'’][a-zà-ÿ]{3,}(?=[ \t]*[,\n(–-])"
    word = rf"(?:[ \t]{{1,2}}(?!à\b)(?:(?:{_PART}|&)[ \t\n]?)*{_CAP}|{common})"
    return re.compile(rf"{number}[ \t]*,?[ \t]+(?i:{ways})(?![\w]){word}{{1,5}}")


@cache
def _venue() -> re.Pattern[str]:
    kinds = either(folded("places", "venues"))
    return re.compile(rf"(?:(?<![\w\-'])|(?<=\b[ld]')){kinds}(?![\w\-])")


_OF = r"(?:de[ \t]la|de[ \t]l['’]|des|du|de|d['’]|aux)[ \t]?"
_AFTER_VENUE = re.compile(
    rf"[ \t]+(?:{_OF})?(?:{_CAP}|[A-Z0-9]{{1,4}}\b)(?:[ \t]+(?:{_OF}|(?:et|au)[ \t])?{_CAP}){{0,6}}"
)


def _addresses(text: str) -> Iterator[Candidate]:
    for match in _address().finditer(text):
        yield Candidate(Span(*match.span()), Label.LOC, 80, "rule:address", 0.92)


def _postcodes(text: str) -> Iterator[Candidate]:
    for match in _POSTCODE.finditer(text):
        yield Candidate(Span(*match.span()), Label.LOC, 82, "rule:postcode", 0.92)


def _districts(text: str) -> Iterator[Candidate]:
    for pattern in (_DISTRICT, _ROMAN):
        for match in pattern.finditer(text):
            yield Candidate(Span(*match.span()), Label.LOC, 78, "rule:district", 0.9)


def _venues(text: str) -> Iterator[Candidate]:
    low = flat(text)
    strict = folded("places", "strict_venues")
    for match in _venue().finditer(low):
        follow = _AFTER_VENUE.match(text, match.end())
        if follow is None:
            continue
        capital = text[match.start()].isupper()
        if match.group() in strict and not capital and not gazetteer.is_place(follow.group().split()[-1]):
            continue
        end = _before_person(follow)
        if gazetteer.is_common(text[match.end() : end].rsplit(maxsplit=1)[-1]) and not capital:
            continue
        yield Candidate(Span(match.start(), end), Label.LOC, 73, "rule:venue", 0.8)


def _before_person(follow: re.Match[str]) -> int:
    """End of a venue's name: a first name after another name begins a person ("Stade de Reims / Roger Martin")."""
    previous, personal = "", False
    for word in re.finditer(r"[^\s]+", follow.group()):
        first = gazetteer.is_first_name(word.group()) and not gazetteer.is_place(word.group())
        if first and not personal and previous[:1].isupper():
            return follow.start() + len(follow.group()[: word.start()].rstrip())
        previous, personal = word.group(), personal or first
    return follow.end()


def _features(text: str) -> Iterator[Candidate]:
    """A kind of relief or water and its name: "baie de Somme", "mont Ventoux"."""
    for match in _feature().finditer(text):
        yield Candidate(Span(*match.span()), Label.LOC, 56, "rule:feature", 0.85)


@cache
def _feature() -> re.Pattern[str]:
    kinds = word_table("places")["features"]
    forms = either({*kinds, *(kind.capitalize() for kind in kinds)})
    return re.compile(rf"(?<![\w\-]){forms}(?:[ ]|\n(?=d))(?:(?:de la|de l['’]|des|du|de|d['’]) ?)?{_CAP}")


_LONGEST = 6
"""Words of the longest name looked for in the lists."""
_TOKEN = re.compile(r"[^\W\d_](?:\w|[-’'](?=\w))*")
_CONTEXT = re.compile(
    r"(?:(?<!\w)(?:à|À|vers|près de|depuis)|\bville de|\bcommune de|\bmairie de|\bgare de)[ \t\n]$|\($"
)


def _listed(text: str) -> Iterator[Candidate]:
    """Names of the lists, the longest first; a doubtful one only in a context."""
    words = [(match.start(), match.end()) for match in _TOKEN.finditer(text)]
    alone, context = gazetteer.places_alone(), gazetteer.places_in_context()
    at = 0
    while at < len(words):
        start = words[at][0]
        if not text[start].isupper():
            elided = re.match(r"[ldLD][’'](?=[A-ZÀ-Ý])", text[start : start + 3])
            if not elided:
                at += 1
                continue
            start += 2
        step = 1
        for size in range(min(_LONGEST, len(words) - at), 0, -1):
            end = words[at + size - 1][1]
            name = text[start:end].replace("’", "'")
            spelled = _spelling(name)
            if "\n" in name or (spelled not in alone and spelled not in context):
                continue
            if spelled in alone or _CONTEXT.search(text[max(0, start - 12) : start]):
                yield Candidate(Span(start, end), Label.LOC, 44 + (size > 1) * 4, "gazetteer:place", 0.85)
                step = size
                break
        at += step


def _spelling(name: str) -> str:
    """A name in capitals as the lists spell it: "SAINT-DENIS" is "Saint-Denis"."""
    if not name.isupper() or len(name) < 4:
        return name
    small = {"de", "la", "le", "les", "du", "des", "en", "sur", "sous", "et", "lès"}
    parts = re.split(r"([\s\-'])", name.lower())
    return "".join(part if index and part in small else part.capitalize() for index, part in enumerate(parts))


def places(text: str) -> list[Candidate]:
    """What looks like the name of a place in ``text``."""
    found: list[Candidate] = []
    for finder in (_addresses, _postcodes, _districts, _venues, _features, _listed):
        found += finder(text)
    return found
