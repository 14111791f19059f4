"""What a query says, as a tree of values. ``str()`` gives back query text that parses to the same tree."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class FieldName(StrEnum):
    """What part of a passage a term is looked for in; the values are the words of the query language."""

    TEXT = "texte"
    TITLE = "titre"
    PERSON = "personne"
    ORGANISATION = "org"
    PLACE = "lieu"
    THEME = "theme"
    KIND = "type"
    SPEAKER = "auteur"
    RAW = "brut"
    """Words as they were read before repair, where repair changed them."""


def _prefix(name: FieldName) -> str:
    return "" if name is FieldName.TEXT else f"{name.value}:"


def _bare(word: str) -> str:
    """The word as it stands, between quotation marks where the language would read it otherwise."""
    plain = word not in _OPERATORS and re.fullmatch(r"\w[\w']*(?:[-.]\w+)*", word)
    return word if plain else _quoted((word,))


def _quoted(words: tuple[str, ...]) -> str:
    return '"' + " ".join(words) + '"'


@dataclass(frozen=True, slots=True)
class Term:
    """A word, found under any of its inflected forms."""

    word: str
    field: FieldName = FieldName.TEXT

    def __str__(self) -> str:
        return _prefix(self.field) + _bare(self.word)


@dataclass(frozen=True, slots=True)
class Exact:
    """A word in this very form: no stemming, accents count."""

    word: str
    field: FieldName = FieldName.TEXT

    def __str__(self) -> str:
        return f"{_prefix(self.field)}={_bare(self.word)}"


@dataclass(frozen=True, slots=True)
class Prefix:
    """Any word that begins so."""

    word: str
    field: FieldName = FieldName.TEXT

    def __str__(self) -> str:
        return f"{_prefix(self.field)}{_bare(self.word)}*"


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Any word within ``distance`` edits (1 or 2)."""

    word: str
    distance: int = 1
    field: FieldName = FieldName.TEXT

    def __str__(self) -> str:
        return f"{_prefix(self.field)}{_bare(self.word)}~{self.distance}"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow one another; ``exact``: in these very forms."""

    words: tuple[str, ...]
    field: FieldName = FieldName.TEXT
    exact: bool = False

    def __str__(self) -> str:
        return _prefix(self.field) + ("=" if self.exact else "") + _quoted(self.words)


@dataclass(frozen=True, slots=True)
class Near:
    """Words that all stand, in any order, inside a window of ``distance`` words more than their number."""

    words: tuple[str, ...]
    distance: int
    field: FieldName = FieldName.TEXT

    def __str__(self) -> str:
        return f"{_prefix(self.field)}{_quoted(self.words)}~{self.distance}"


@dataclass(frozen=True, slots=True)
class DateRange:
    """Documents whose date may lie between two days (EDTF year, month or day each; None: open)."""

    after: str | None
    before: str | None

    def __str__(self) -> str:
        if self.after == self.before:
            return f"date:{self.after}"
        return f"date:{self.after or ''}..{self.before or ''}"


@dataclass(frozen=True, slots=True)
class InDocuments:
    """Passages of these documents; what a ``theme:`` becomes once the catalogue was asked."""

    documents: frozenset[int]
    label: str

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True, slots=True)
class And:
    """All of them."""

    parts: tuple[Query, ...]

    def __str__(self) -> str:
        return " ".join(_nested(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Or:
    """Any of them."""

    parts: tuple[Query, ...]

    def __str__(self) -> str:
        return " OU ".join(_nested(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Not:
    """Whatever the part does not match."""

    part: Query

    def __str__(self) -> str:
        return f"-{_nested(self.part)}"


def _nested(query: Query) -> str:
    return f"({query})" if isinstance(query, And | Or) else str(query)


Query = Term | Exact | Prefix | Fuzzy | Phrase | Near | DateRange | InDocuments | And | Or | Not
_OPERATORS = frozenset({"ET", "OU", "SAUF", "AND", "OR", "NOT"})
