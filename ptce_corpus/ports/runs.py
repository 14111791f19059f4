"""Accounts of builds, and what the catalogue holds in all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from ptce_corpus.domain.provenance import Account


@dataclass(frozen=True, slots=True)
class Holdings:
    """How much the catalogue holds."""

    files: int
    documents: int
    pages: int
    passages: int
    mentions: int
    entities: int
    quotations: int
    appearances: int
    themes: int
    awaiting_ocr: tuple[str, ...]
    origins: Mapping[str, int]
    """Pages by where their text came from."""
    kinds: Mapping[str, int]
    """Documents by kind."""
    languages: Mapping[str, int]
    """Documents by language (ISO 639-1), those too short to tell left out."""
    qualities: Mapping[str, int]
    """Documents by band of quality, the best first; those without text left out."""


class RunLog(Protocol):
    """Accounts of builds."""

    def begin(self) -> int:
        """Note that a build begins; gives its number."""
        ...

    def end(self, run: int, account: Account) -> None:
        """Note how it ended."""
        ...

    def last(self) -> tuple[str, Account | None] | None:
        """When the last build began (ISO, UTC) and its account, None while it is at work or if it was killed."""
        ...

    def holdings(self) -> Holdings:
        """Counts of everything."""
        ...
