"""Telling how far long work is."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Told by the pipeline how its steps advance."""

    def begin(self, step: str, total: int) -> None:
        """A step begins; ``total`` things are to be done."""
        ...

    def grow(self, step: str, by: int) -> None:
        """More things are to be done than was thought."""
        ...

    def advance(self, step: str, what: str = "") -> None:
        """One more thing is done; ``what`` names it."""
        ...

    def end(self, step: str) -> None:
        """A step ends."""
        ...


class Silence:
    """Progress that nobody watches."""

    def begin(self, step: str, total: int) -> None:
        """Say nothing."""

    def grow(self, step: str, by: int) -> None:
        """Say nothing."""

    def advance(self, step: str, what: str = "") -> None:
        """Say nothing."""

    def end(self, step: str) -> None:
        """Say nothing."""
