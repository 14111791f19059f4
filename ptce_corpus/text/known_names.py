"""First names given in France, and the names of its communes."""

from __future__ import annotations

import gzip
import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from ptce_corpus.text.lexicon import unaccented

_PART = re.compile(r"[^\W\d_]{4,}")


def is_first_name(word: str) -> bool:
    """Whether a word is a first name with these very accents, or several joined by hyphens; case does not count."""
    return all(part in _first_names() for part in word.lower().split("-"))


def is_town(name: str) -> bool:
    """Whether a name is that of a commune with these very accents; case does not count."""
    return name.lower() in _towns()


def in_town(word: str) -> bool:
    """Whether a word of four letters and more stands in the name of a commune."""
    return word.lower() in _town_words()


def first_names_like(word: str) -> tuple[str, ...]:
    """The first names, in lower case, that are ``word`` but for their accents."""
    return _families().get(unaccented(word), ())


@cache
def _families() -> Mapping[str, tuple[str, ...]]:
    families: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(_first_names()):
        families[unaccented(name)].append(name)
    return {plain: tuple(names) for plain, names in families.items()}


@cache
def _first_names() -> frozenset[str]:
    return _listed("first_names")


@cache
def _towns() -> frozenset[str]:
    return _listed("towns")


@cache
def _town_words() -> frozenset[str]:
    return frozenset(word for name in _towns() for word in _PART.findall(name))


def _listed(name: str) -> frozenset[str]:
    """The names of a list, in lower case.

    The list is in order, each name written as the number of letters it shares with the one before (a digit or letter,
    base 36) and the rest.
    """
    packed = (files("ptce_corpus.text") / "data" / f"{name}.txt.gz").read_bytes()
    found, before = [], ""
    for line in gzip.decompress(packed).decode("utf-8").splitlines():
        before = before[: int(line[0], 36)] + line[1:]
        found.append(before.lower())
    return frozenset(found)
