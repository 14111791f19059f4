"""The tables of ``text/data``, each read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


def source(name: str) -> str:
    """The text of ``data/NAME.toml``, for fingerprints."""
    return (files(__package__) / "data" / f"{name}.toml").read_text(encoding="utf-8")


@cache
def table(name: str) -> Mapping[str, Any]:
    """The table ``data/NAME.toml``."""
    return tomllib.loads(source(name))


@cache
def word_sets(name: str) -> Mapping[str, frozenset[str]]:
    """The table ``data/NAME.toml``, whose entries are lists of words, as sets."""
    return {key: frozenset(words) for key, words in table(name).items()}
