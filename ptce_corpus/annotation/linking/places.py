"""Places with their official code (INSEE's Code officiel géographique, ISO 3166 for countries) and coordinates."""

from __future__ import annotations

import gzip
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ptce_corpus.annotation.linking.knowledge import arrondissements, listed, words
from ptce_corpus.annotation.linking.proposals import Proposal
from ptce_corpus.annotation.word_lists import entries
from ptce_corpus.domain.linking import Named, Place

_POSTCODE = re.compile(r"(?<!\d)(\d{5})(?!\d)")
_CEDEX = re.compile(r"\bcedex\b.*")
_ARRONDISSEMENT = re.compile(r"(?P<city>[a-z]+) (?P<number>\d{1,2})(?:er|e|eme|ieme)(?: arrondissement)?")
_LARGER, _LARGE = 5, 10_000
"""A name of several communes means the largest where it has so many times the people of the next, and so many."""


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune of France: code, people, where it lies, postcodes."""

    place: Place
    people: int
    department: str
    postcodes: tuple[str, ...]


def placed(found: Sequence[Named]) -> Mapping[int, Place]:
    """The places of ``found`` that are known, by number.

    A name that several communes bear means the one of the postcode printed with it, else the one of the départements
    that the same documents name, else the largest where it is much larger; else nobody can tell.
    """
    areas = {one.number: area for one in found if (area := _areas().get(_plain(one.name))) and not _is_city(one, area)}
    departments = {number: area.code[2:] for number, area in areas.items() if area.code.startswith("D-")}
    known = dict(areas)
    for one in found:
        if one.number not in known:
            commune = _commune(one, departments)
            quarter = _ARRONDISSEMENT.fullmatch(_plain(one.name))
            if commune:
                known[one.number] = commune.place
            elif quarter and quarter["city"] in arrondissements():
                known[one.number] = Place(str(arrondissements()[quarter["city"]] + int(quarter["number"])))
    return known


def proposals(found: Sequence[Named], known: Mapping[int, Place]) -> Iterator[Proposal]:
    """Ways to write a place: the same code, or the same words without postcode."""
    alike: defaultdict[str, list[Named]] = defaultdict(list)
    for one in found:
        if not any(map(str.isdigit, _plain(one.name))):  # an address is not its street
            code = known[one.number].code if one.number in known else ""
            alike[f"{_plain(one.name)} {code}"].append(one)
    for group in alike.values():
        first = max(group, key=lambda one: (one.mentions, len(one.name), -one.number))
        for one in group:
            if one is not first:
                yield Proposal(one.number, first.number, "spelling", 0.95)


def _is_city(one: Named, area: Place) -> bool:
    """Whether the name of a département is rather that of a large city: Paris."""
    communes = _communes().get(_plain(one.name), ())
    return area.code.startswith("D-") and any(commune.people >= _LARGE for commune in communes)


def _commune(one: Named, departments: Mapping[int, str]) -> Commune | None:
    plain = _plain(one.name)
    articled = (f"{article} {plain}" for article in sorted(listed("articles")))
    bearers = next(filter(None, map(_communes().get, (plain, *articled))), ())
    if len(bearers) < 2:
        return bearers[0] if bearers else None
    printed = {code for sighting in one.sightings for form in sighting.forms for code in _POSTCODE.findall(form)}
    near = {departments[other] for sighting in one.sightings for other in sighting.company if other in departments}
    by_postcode = [bearer for bearer in bearers if printed & set(bearer.postcodes)]
    by_department = [bearer for bearer in bearers if bearer.department in near]
    for candidates in (by_postcode, by_department):
        if len(candidates) == 1:
            return candidates[0]
    largest, second = sorted(bearers, key=lambda bearer: -bearer.people)[:2]
    return largest if largest.people >= max(_LARGE, _LARGER * second.people) else None


def _plain(name: str) -> str:
    """The words of a place's name, without postcode and Cedex; "saint" for "st"."""
    told = _CEDEX.sub("", " ".join(words(_POSTCODE.sub(" ", name))))
    return " ".join({"st": "saint", "ste": "sainte"}.get(word, word) for word in told.split())


@cache
def _communes() -> Mapping[str, tuple[Commune, ...]]:
    held: defaultdict[str, list[Commune]] = defaultdict(list)
    packed = (files(__package__) / "data" / "communes.tsv.gz").read_bytes()
    for line in gzip.decompress(packed).decode("utf-8").splitlines():
        code, name, department, people, latitude, longitude, postcodes = line.split("\t")
        place = Place(code, float(latitude) if latitude else None, float(longitude) if longitude else None)
        held[_plain(name)].append(Commune(place, int(people), department, tuple(postcodes.split())))
    return {name: tuple(bearers) for name, bearers in held.items()}


@cache
def _areas() -> Mapping[str, Place]:
    """Départements (``D-``), régions (``R-``) and countries; a country's name wins, then a région's."""
    found = {}
    lines = [line.split("\t") for line in entries("areas.tsv")]
    for kind, code, name in sorted(lines, key=lambda line: "DRP".index(line[0])):
        found[_plain(name)] = Place(f"{kind}-{code}" if kind != "P" else code)
    return found
