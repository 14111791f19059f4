"""Names that mean the same: acronyms with what they stand for (``data/synonyms.toml``)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from ptce_corpus.text.tokens import forms

Name = tuple[str, ...]
"""The stems of the words of a name."""


def others(stems: Sequence[str]) -> tuple[Name, ...]:
    """The other names of what the words with these stems name, in the order of the list; none for most words."""
    return _synonyms().get(tuple(stems), ())


@cache
def _synonyms() -> Mapping[Name, tuple[Name, ...]]:
    text = (files(__package__) / "data" / "synonyms.toml").read_text(encoding="utf-8")
    groups: list[list[str]] = tomllib.loads(text)["groups"]
    found: dict[Name, tuple[Name, ...]] = {}
    for group in groups:
        names = tuple(dict.fromkeys(tuple(form.stem for form in forms(name)) for name in group))
        for name in names:
            found[name] = tuple(other for other in names if other != name)
    return found
