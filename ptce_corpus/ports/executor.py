"""Doing many things at once, safely."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from ptce_corpus.errors import PtceError

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Item, Result]):
    """What became of an item: a result, or the error that set it aside."""

    item: Item
    result: Result | None = None
    error: PtceError | None = None


class Executor(Protocol):
    """Applies a function to items, in worker processes or here."""

    def map(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Outcome[Item, Result]]:
        """Yield an outcome for each item, in the order in which they end; ``items`` is read as workers get free.

        An iterator that ran dry is asked again after each outcome: work may give rise to more work.
        A worker that raises, crashes, or goes past its limits yields an outcome with an error; the others go on.
        """
        ...

    def close(self) -> None:
        """End the workers."""
        ...
