"""Themes: clusters of passages, told by their terms and proved by their passages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ThemeTerm:
    """A term of a theme, in a form that people read, with its weight in the theme."""

    term: str
    weight: float


@dataclass(frozen=True, slots=True)
class Membership:
    """How much of a passage belongs to a theme; ``weight`` is in (0, 1]."""

    passage: int
    theme: int
    weight: float


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme: ``identifier`` counts from 1; ``terms`` from the heaviest; ``proof`` the most typical passages."""

    identifier: int
    label: str
    terms: tuple[ThemeTerm, ...]
    proof: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Theming:
    """A fitted set of themes and who belongs to them."""

    themes: tuple[Theme, ...]
    memberships: tuple[Membership, ...]
