"""Lists of names, read once: first names, surnames, places, acronyms, and the words that are no names.

Every question is asked in any case and with or without accents, except of places, whose capitals count.
"""

from __future__ import annotations

from functools import cache

from ptce_corpus.annotation.letters import flat
from ptce_corpus.annotation.word_lists import entries, folded, word_table


@cache
def _first_names() -> frozenset[str]:
    return frozenset(map(flat, entries("first_names.txt.gz")))


@cache
def _surnames() -> frozenset[str]:
    return frozenset(map(flat, entries("surnames.txt.gz")))


@cache
def _common() -> frozenset[str]:
    return frozenset(map(flat, entries("common_words.txt.gz"))) | folded("persons", "never")


def is_first_name(word: str) -> bool:
    """Whether ``word`` is a first name given in France, or two joined by a hyphen."""
    low = flat(word)
    if low in _first_names():
        return True
    parts = low.split("-")
    return len(parts) > 1 and all(part in _first_names() for part in parts)


def is_surname(word: str) -> bool:
    """Whether ``word`` is among the most frequent family names."""
    return flat(word) in _surnames()


def is_common(word: str) -> bool:
    """Whether ``word`` is an everyday word, one that stands in lower case in official texts."""
    low = flat(word)
    return low in _common() or (low.endswith("s") and low[:-1] in _common())


@cache
def _communes() -> tuple[dict[str, str], frozenset[str]]:
    codes: dict[str, str] = {}
    alone = set()
    for line in entries("communes.txt.gz"):
        code, name, flag = line.split("\t")
        codes.setdefault(name, code)
        codes.setdefault(name.replace("-", " "), code)
        if flag:
            alone.add(name)
            if name.count("-") > 1:
                alone.add(name.replace("-", " "))
    return codes, frozenset(alone)


@cache
def areas() -> frozenset[str]:
    """Names of régions, départements and countries of the packaged list."""
    names = {line.split("\t")[2] for line in entries("areas.tsv")}
    return frozenset(names | {name.replace("-", " ") for name in names if name.count("-") > 1})


@cache
def places_alone() -> frozenset[str]:
    """Names of places that need no context."""
    table = word_table("places")
    return (_communes()[1] | areas() | frozenset(table["names"])) - (frozenset(table["doubtful"]) - _STANDING)


_STANDING = frozenset({"France", "Lorraine", "Savoie", "Nice"})
"""Doubtful as first names or words, but places far more often when capitalised."""


@cache
def places_in_context() -> frozenset[str]:
    """Names of places that count after "à", before a postcode and in the like."""
    return (
        frozenset(_communes()[0])
        | areas()
        | frozenset(word_table("places")["names"])
        | frozenset(word_table("places")["doubtful"])
    )


def is_place(word: str) -> bool:
    """Whether ``word``, in ordinary capitals, names a place by itself."""
    return word in places_alone()


@cache
def acronyms() -> dict[str, str]:
    """Acronyms of the packaged list with what they stand for."""
    pairs = (line.split("\t") for line in entries("acronyms.tsv"))
    return {pair[0]: pair[1] for pair in pairs}


@cache
def acronyms_of_bodies() -> frozenset[str]:
    """Acronyms that name an organisation: of our own list, or whose meaning begins with a kind of organisation."""
    kinds = tuple(sorted(folded("organisations", "kinds") - folded("organisations", "offices")))
    listed = {symbol for symbol, meaning in acronyms().items() if flat(meaning).startswith(kinds) and len(symbol) > 2}
    table = word_table("organisations")
    return frozenset(listed | set(table["acronyms"])) - frozenset(table["concepts"])
