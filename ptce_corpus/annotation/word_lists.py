"""The lists of ``data/``, each read once: tables of words, lists of one entry a line, and patterns made from them."""

from __future__ import annotations

import gzip
import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from ptce_corpus.annotation.letters import flat


@cache
def word_table(name: str) -> dict[str, Any]:
    """The table ``data/NAME.toml``."""
    return tomllib.loads(_bytes(f"{name}.toml").decode("utf-8"))


@cache
def word_set(name: str, *path: str) -> frozenset[str]:
    """The words of one list of a table; ``path`` are the keys that lead to it."""
    found: Any = word_table(name)
    for key in path:
        found = found[key]
    return frozenset(found)


@cache
def folded(name: str, *path: str) -> frozenset[str]:
    """``word_set`` without accents and in lower case."""
    return frozenset(map(flat, word_set(name, *path)))


def entries(file: str) -> list[str]:
    """The lines of a file of ``data/``, unpacked where it ends in ``.gz``."""
    content = _bytes(file)
    return (gzip.decompress(content) if file.endswith(".gz") else content).decode("utf-8").splitlines()


def either(forms: Iterable[str], *, gap: str = "[ \\n]") -> str:
    """A pattern for one of ``forms``, the longest first; a space in a form meets ``gap``, a blank or a line's end."""
    longest = sorted(forms, key=lambda form: (-len(form), form))
    return "(?:" + "|".join(re.escape(form).replace("\\ ", gap) for form in longest) + ")"


def _bytes(file: str) -> bytes:
    return (files(__package__) / "data" / file).read_bytes()
