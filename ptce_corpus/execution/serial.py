"""Everything here and now, one after the other: for tests, notebooks and debuggers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ptce_corpus.errors import PtceError
from ptce_corpus.execution.faults import explained
from ptce_corpus.ports.executor import Item, Outcome, Result


class SerialExecutor:
    """An executor without workers: no limits, nothing survives a crash."""

    def map(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Outcome[Item, Result]]:
        """Yield an outcome for each item, in order."""
        for item in items:
            try:
                yield Outcome(item, result=function(item))
            except PtceError as error:
                yield Outcome(item, error=error)
            except Exception as error:  # one bad item must not end the others
                yield Outcome(item, error=explained(error))

    def close(self) -> None:
        """Nothing to end."""
