"""Lists of names, read once: first names, surnames, places, acronyms, and the words that are no names.

Every question is asked in any case and with or without accents, except of places, whose capitals count.
"""

from __future__ import annotations

import gzip
import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from ptce_corpus.annotation.letters import flat


def _bytes(name: str) -> bytes:
    return (files(__package__) / "data" / name).read_bytes()


def _lines(name: str) -> list[str]:
    return gzip.decompress(_bytes(name)).decode("utf-8").split("\n")


@cache
def words(name: str) -> dict[str, Any]:
    """The table ``data/NAME.toml``."""
    return tomllib.loads(_bytes(f"{name}.toml").decode("utf-8"))


def either(forms: Iterable[str]) -> str:
    """A pattern for one of ``forms``, the longest first; a space in a form also meets the end of a line."""
    longest = sorted(forms, key=lambda form: (-len(form), form))
    return "(?:" + "|".join(re.escape(form).replace("\\ ", "[ \\n]") for form in longest) + ")"


@cache
def folded(table: str, key: str) -> frozenset[str]:
    """The words of one list of a table, without accents and in lower case."""
    return frozenset(flat(word) for word in words(table)[key])


@cache
def _first_names() -> frozenset[str]:
    return frozenset(map(flat, _lines("first_names.txt.gz")))


@cache
def _surnames() -> frozenset[str]:
    return frozenset(map(flat, _lines("surnames.txt.gz")))


@cache
def _common() -> frozenset[str]:
    return frozenset(map(flat, _lines("common_words.txt.gz"))) | folded("persons", "never")


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
    for line in _lines("communes.txt.gz"):
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
    names = {line.split("\t")[2] for line in _bytes("areas.tsv").decode("utf-8").splitlines()}
    return frozenset(names | {name.replace("-", " ") for name in names if name.count("-") > 1})


@cache
def places_alone() -> frozenset[str]:
    """Names of places that need no context."""
    table = words("places")
    return (_communes()[1] | areas() | frozenset(table["names"])) - (frozenset(table["doubtful"]) - _STANDING)


_STANDING = frozenset({"France", "Lorraine", "Savoie", "Nice"})
"""Doubtful as first names or words, but places far more often when capitalised."""


@cache
def places_in_context() -> frozenset[str]:
    """Names of places that count after "à", before a postcode and in the like."""
    return (
        frozenset(_communes()[0])
        | areas()
        | frozenset(words("places")["names"])
        | frozenset(words("places")["doubtful"])
    )


def is_place(word: str) -> bool:
    """Whether ``word``, in ordinary capitals, names a place by itself."""
    return word in places_alone()


@cache
def acronyms() -> dict[str, str]:
    """Acronyms of the packaged list with what they stand for."""
    pairs = (line.split("\t") for line in _bytes("acronyms.tsv").decode("utf-8").splitlines())
    return {pair[0]: pair[1] for pair in pairs}


@cache
def acronyms_of_bodies() -> frozenset[str]:
    """Acronyms that name an organisation: of our own list, or whose meaning begins with a kind of organisation."""
    kinds = tuple(sorted(folded("organisations", "kinds") - folded("organisations", "offices")))
    listed = {symbol for symbol, meaning in acronyms().items() if flat(meaning).startswith(kinds) and len(symbol) > 2}
    table = words("organisations")
    return frozenset(listed | set(table["acronyms"])) - frozenset(table["concepts"])
