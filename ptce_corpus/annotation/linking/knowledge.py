"""What the linker knows of French names, from ``data/linking.toml``, and how it reads a name."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from ptce_corpus.annotation.letters import flat

_WORD = re.compile(r"[^\W_]+")
_PLURAL = re.compile(r"(?<=\w{3})[sx]$")


@cache
def _table() -> dict[str, Any]:
    path = files(__package__) / "data" / "linking.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def listed(name: str) -> frozenset[str]:
    """A list of the table."""
    return frozenset(_table()[name])


@cache
def arrondissements() -> dict[str, int]:
    """Cities whose arrondissements have official codes, with the number before that of the first."""
    return dict(_table()["arrondissements"])


@cache
def _heads() -> tuple[tuple[str, str], ...]:
    """(way to say it, the one that stands for all), the longest first."""
    pairs = [(way, ways[0]) for ways in _table()["heads"] for way in ways]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


@cache
def _phrases() -> tuple[tuple[re.Pattern[str], str], ...]:
    pairs = [(way, ways[0]) for ways in _table()["phrases"] for way in ways[1:]]
    return tuple((re.compile(rf"\b{way}\b"), one) for way, one in sorted(pairs, key=lambda pair: -len(pair[0])))


@lru_cache(maxsize=65536)
def words(name: str) -> tuple[str, ...]:
    """The words of a name, folded."""
    return tuple(_WORD.findall(flat(name)))


@lru_cache(maxsize=65536)
def sense(name: str) -> str:
    """What two ways to write the name of one body have in common: its words but the little ones, without plurals."""
    told = " ".join(words(name))
    for pattern, one in _phrases():
        told = pattern.sub(one, told)
    for way, one in _heads():
        if told == way or told.startswith(way + " "):
            told = one + told[len(way) :]
            break
    return " ".join(_PLURAL.sub("", word) for word in told.split() if word not in listed("little"))


@lru_cache(maxsize=65536)
def formless(name: str) -> str:
    """``sense`` without the legal form or kind at its head; the whole where nothing else is left."""
    told = sense(name)
    for form in sorted(listed("forms"), key=len, reverse=True):
        plain = sense(form)
        if told.startswith(plain + " "):
            return told[len(plain) + 1 :]
    return told


def is_acronym(name: str) -> bool:
    """Whether a name is written as an acronym: one word, mostly of capitals ("RTES", "ESSPace")."""
    letters = [character for character in name if character.isalpha()]
    capitals = sum(map(str.isupper, letters))
    return " " not in name and 2 <= len(letters) <= 12 and capitals >= 2 and 2 * capitals > len(letters)
