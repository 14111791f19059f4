"""Finding themes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from ptce_corpus.domain.theme import Theming


class ThemeModel(Protocol):
    """Finds the themes of an archive. The same passages, in the same order, and seed give the same themes."""

    def fit(self, passages: Sequence[tuple[int, str]]) -> Theming:
        """Find themes in passages, given as (number, text), those of a document together; too few give no theme."""
        ...
