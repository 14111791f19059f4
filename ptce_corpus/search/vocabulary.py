"""The words of the query language that stand for fields, dates and kinds, in French and English."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from ptce_corpus.domain.document import Kind
from ptce_corpus.domain.query import FieldName
from ptce_corpus.search.edits import within
from ptce_corpus.text.tokens import fold

NAMES = frozenset({FieldName.PERSON, FieldName.ORGANISATION, FieldName.PLACE, FieldName.SPEAKER})
"""Fields that hold names: compared without accents but never stemmed."""
LABELS = frozenset({FieldName.KIND, FieldName.THEME})
"""Fields that hold one label of a closed list: they take a name, no wildcard."""

_LONG = 6
"""Letters from which a field may be two edits away from what was typed."""


def field_named(word: str) -> FieldName | None:
    """The field that a word before a colon stands for, accents and case aside; None for an unknown one."""
    return _fields().get(fold(word))


def date_word(word: str) -> str | None:
    """``during``, ``since`` or ``until`` for a word that takes a date; None for another."""
    return _dates().get(fold(word))


def field_words() -> tuple[str, ...]:
    """The words to offer when a field is unknown."""
    return (*(name.value for name in FieldName if name is not FieldName.TEXT), "date", "depuis", "avant")


def unknown_field(word: str) -> str:
    """What to tell of a word before a colon that is no field: the field that may be meant, or all there are."""
    folded = fold(word)
    near = [name for name in (*_fields(), *_dates()) if within(name, folded, 1 if len(folded) < _LONG else 2)]
    quoted = "put the text between quotation marks to look for it"
    if near and len(folded) > 2:
        return f"there is no field {word}: (did you mean {near[0]}:?); {quoted}"
    known = ", ".join(f"{name}:" for name in field_words())
    return f"there is no field {word}: (fields: {known}); {quoted}"


def kind_named(name: str) -> Kind | None:
    """The kind of document that a name stands for (``communiqué``, ``press-release``); None for an unknown one."""
    return _kinds().get(_words_of(name))


def _words_of(name: str) -> str:
    return " ".join(re.findall(r"\w+", fold(name)))


@cache
def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "data" / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def _fields() -> dict[str, FieldName]:
    return {word: FieldName(name) for name, words in _table("fields")["fields"].items() for word in words}


@cache
def _dates() -> dict[str, str]:
    return {word: role for role, words in _table("fields")["dates"].items() for word in words}


@cache
def _kinds() -> dict[str, Kind]:
    named = {_words_of(word): Kind(kind) for kind, words in _table("kinds").items() for word in words}
    return named | {_words_of(kind.value): kind for kind in Kind}
