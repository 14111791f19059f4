"""Names misread once: they take the form that the document has, or the first name or town that all know."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from ptce_corpus.domain.alignment import AlignedText, Edit
from ptce_corpus.text import tables
from ptce_corpus.text.channel import misreadings
from ptce_corpus.text.confusions import smallest
from ptce_corpus.text.known_names import first_names_like, in_town, is_first_name, is_town
from ptce_corpus.text.lexicon import kin, known, rank, unaccented

RULE = "ocr-name"
_NAME = re.compile(r"(?<![\w'’@/.|-])[A-ZÀ-Þ](?:[a-zß-öø-ÿœ]|[01|€£](?=[a-zß-öø-ÿœ]|(?![\w|]))){3,24}(?![\w'’@/|-])")
_ELIDED = re.compile(r"(?<![\w'’@/.|-])[dDlL]'(?=[A-ZÀ-Þ])")
_MARK = re.compile(r"[01|€£]")
_SURNAME = re.compile(r" [A-ZÀ-Þ](?:[a-zß-öø-ÿœ]{2}|[A-ZÀ-Þ]{2}|')")
_BEFORE = re.compile(r"(?:(?<!\S)|(?<=[(«]))(?P<first>\w[\w.]*[ ])?(?P<last>\w+(?:[.']|\b))[ ]?\Z")
_OFTENER = 2
"""How many times more often than the rare form the other must occur, besides twice in all."""
_LIKE, _ANY = 0.9, 0.82
"""Confidence of a change by a misreading of the table, and by a letter too many inside."""
_ACCENTS, _TOWN = 0.9, 0.82
_CHEAP = 5.0
"""Cost, as in ``channel``, up to which a misreading of the table counts."""
_LONG = 7
"""Letters from which a name with a letter too many is no other name, and from which a town is mended."""
_SEEN = 2
"""Times that a form may occur in its document to be taken for another than it is."""
_SHORTEST = 5
"""Letters from which a form without a sign of damage is taken for a known name."""
_COMMON = 105_635
"""Rank of the first names that a form one misreading away is taken for."""
_COMMONEST = 25_600
"""Rank of those that a surname with a letter too many is taken for."""


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """The capitalised words of a document, each with how many times it occurs there."""

    times: Mapping[str, int]


def named(texts: Iterable[str]) -> Names:
    """The names of a document of these pages."""
    times: Counter[str] = Counter()
    for text in texts:
        times.update(_NAME.findall(_ELIDED.sub(" ", text) if "'" in text else text))
    return Names(times)


@lru_cache(maxsize=2)
def spellings(names: Names) -> Mapping[str, tuple[str, float]]:
    """For each rare name that is unknown, the commoner form that it stands for, and how sure that is.

    The forms differ by one confusion, never in their last letter: ``Martin`` and ``Martine`` are two persons.
    """
    counts = names.times
    accents = _by_accents(counts)
    found = {}
    for name, count in counts.items():
        others = [(counts[other], _LIKE, other) for other in accents.get(unaccented(name), ()) if other != name]
        if not _right(name):
            others += [(counts.get(other, 0), sure, other) for other, sure in _near(name)]
        others = [one for one in others if one[0] >= _OFTENER * max(count, 1)]
        if others:
            _, sure, other = max(others)
            found[name] = (other, sure)
    return found


def one_spelling(text: AlignedText, *, names: Names | None = None, lost: str = "") -> AlignedText:
    """``text`` with its misread names mended.

    ``names`` are those of the document that the text is a page of, else of the text; ``lost`` are letters that the
    engine did not know.
    """
    return text.edited(list(_edits(text.text, names or named([text.text]), lost)))


def _edits(text: str, names: Names, lost: str) -> Iterator[Edit]:
    by_document = spellings(names)
    heads = {match.end() for match in _ELIDED.finditer(text)}
    found = list(_NAME.finditer(text)) + [match for at in heads if (match := _NAME.match(text, at))]
    for match in found:
        name = match.group()
        meant = by_document.get(name) or _with_accents(name, lost)
        if meant is None and names.times.get(name, 0) <= _SEEN and not _right(name):
            meant = _by_place(text, match)
        if meant:
            yield from smallest(match.start(), name, meant[0], meant[1], RULE)


def _right(name: str) -> bool:
    """Whether a name is known: as a word, a first name but for its accents, or part of a town's name."""
    return known(name) or kin(name) or bool(first_names_like(name)) or in_town(name)


def _by_accents(counts: Mapping[str, int]) -> Mapping[str, list[str]]:
    """For each name without its accents, the forms with an accent that occur twice and more."""
    forms: defaultdict[str, list[str]] = defaultdict(list)
    for name, count in counts.items():
        if count >= _OFTENER and not name[1:].isascii():
            forms[unaccented(name)].append(name)
    return forms


def _with_accents(name: str, lost: str) -> tuple[str, float] | None:
    """The one first name that differs from ``name`` by its accents: wrong ones, or such as the engine did not know."""
    if is_first_name(name) or in_town(name) or _MARK.search(name):
        return None
    forms = [form for form in first_names_like(name) if not form[1:].isascii() and rank(form) <= _COMMON]
    if len(forms) != 1 or len(forms[0]) != len(name):
        return None
    put_back = {one for one, read in zip(forms[0][1:], name[1:], strict=True) if one != read and read.isascii()}
    if known(name) and put_back:
        return None
    return (name[0] + forms[0][1:], _ACCENTS) if put_back <= set(lost) else None


def _by_place(text: str, match: re.Match[str]) -> tuple[str, float] | None:
    """The known name that is meant where what stands around says that it is a person's or a town's."""
    name = match.group()
    if len(name) < _SHORTEST and not _MARK.search(name):
        return None
    if _SURNAME.match(text, match.end()):
        return _first_name(name)
    before = _BEFORE.search(text, max(match.start() - 40, 0), match.start())
    if before is None or len(name) < _LONG:
        return None
    if before["last"][0].isupper() and is_first_name(before["last"]):
        return _surname(name)
    words = {before["last"].lower(), f"{before['first'] or ''}{before['last']}".lower()}
    if words & _before_towns():
        towns = {other for other, _ in _near(name, shapes=True) if is_town(other)}
        return (towns.pop(), _TOWN) if len(towns) == 1 else None
    return None


@lru_cache(maxsize=10_000)
def _first_name(name: str) -> tuple[str, float] | None:
    """The commonest first name that is one misreading away."""
    found = []
    for near, sure in _near(name, shapes=True):
        other = (_with_accents(near, "") or (near,))[0]
        if is_first_name(other) and rank(other) <= _COMMON:
            found.append((other, sure))
    return max(found, key=lambda way: (way[1], -rank(way[0])), default=None)


def _surname(name: str) -> tuple[str, float] | None:
    """The common first name that has one letter less, which a surname may be."""
    others = [(rank(other), other) for other, sure in _near(name, shapes=True) if sure == _ANY and is_first_name(other)]
    place, other = min(others, default=(_COMMON, ""))
    return (other, _ANY) if place <= _COMMONEST else None


@cache
def _before_towns() -> frozenset[str]:
    return tables.word_sets("name_contexts")["towns"]


@cache
def _shapes() -> Mapping[str, tuple[str, ...]]:
    """For letters read in a name, the letters that may have been meant by their shape."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    table = (files("ptce_corpus.text") / "data" / "name_confusions.tsv").read_text(encoding="utf-8")
    for line in table.splitlines():
        if line[:1] != "#":
            read, meant = line.split("\t")
            found[read].append(meant)
    return {read: tuple(meant) for read, meant in found.items()}


@cache
def _confusions() -> Mapping[str, tuple[str, ...]]:
    """The same, and what else the table of misreadings has."""
    found = {read: list(ways) for read, ways in _shapes().items()}
    for read, ways in misreadings().items():
        found.setdefault(read, []).extend(meant for meant, cost in ways if cost <= _CHEAP)
    return {read: tuple(dict.fromkeys(meant)) for read, meant in found.items()}


def _near(name: str, *, shapes: bool = False) -> Iterator[tuple[str, float]]:
    """Forms one confusion away from ``name``, its first and last letters kept, unless the last is no letter."""
    table = _shapes() if shapes else _confusions()
    end = len(name) if _MARK.match(name[-1]) else len(name) - 1
    marks = [mark.start() for mark in _MARK.finditer(name)]
    if len(marks) > 1:
        return
    for at in marks or range(1, end):
        for length in (1, 2):
            read = name[at : at + length]
            if at + length <= end:
                for meant in table.get(read, ()):
                    yield name[:at] + meant + name[at + length :], _LIKE
        if len(name) >= _LONG and not marks:
            yield name[:at] + name[at + 1 :], _ANY
