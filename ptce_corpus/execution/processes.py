"""Worker processes with limits of time and memory, on pebble."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from concurrent import futures
from concurrent.futures import FIRST_COMPLETED, Future, wait
from itertools import islice
from typing import Any

import psutil
from pebble import ProcessExpired, ProcessPool

from ptce_corpus.errors import PtceError
from ptce_corpus.execution.faults import crashed, expired, explained
from ptce_corpus.ports.executor import Item, Outcome, Result

_MEBIBYTE = 1 << 20


class ProcessExecutor:
    """Applies functions in worker processes.

    ``time_limit`` is in seconds an item; a worker that passes it is killed and replaced. ``memory_limit`` is in MiB
    of address space over what an idle worker holds; 0 sets none. Functions and items must be picklable values.
    """

    def __init__(self, workers: int, *, time_limit: float, memory_limit: int = 0) -> None:
        self.time_limit = time_limit
        # Spawned, not forked: the parent holds threads, connections and locks that a fork would copy mid-flight.
        self._pool = ProcessPool(
            max_workers=workers,
            initializer=_limit_memory,
            initargs=(memory_limit,),
            context=multiprocessing.get_context("spawn"),
        )
        self._window = 2 * workers

    def map(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Outcome[Item, Result]]:
        """Yield an outcome for each item as it ends; at most two items a worker are taken ahead."""
        waiting: dict[Future[Any], Item] = {}
        source = iter(items)
        try:
            while True:
                for item in islice(source, self._window - len(waiting)):
                    waiting[self._pool.schedule(function, args=(item,), timeout=self.time_limit)] = item
                if not waiting:
                    return
                done, _ = wait(waiting, return_when=FIRST_COMPLETED)
                for future in done:
                    yield self._outcome(waiting.pop(future), future)
        finally:
            for future in waiting:
                future.cancel()

    def _outcome(self, item: Item, future: Future[Result]) -> Outcome[Item, Result]:
        try:
            return Outcome(item, result=future.result())
        except futures.TimeoutError:
            return Outcome(item, error=expired(self.time_limit))
        except ProcessExpired as error:
            return Outcome(item, error=crashed(error.exitcode))
        except PtceError as error:
            return Outcome(item, error=error)
        except Exception as error:  # one bad item must not end the others
            return Outcome(item, error=explained(error))

    def close(self) -> None:
        """End the workers at once; what they were doing is lost."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()


def _limit_memory(limit: int) -> None:
    """Bound the address space of this worker, where the system knows how."""
    try:
        import resource
    except ImportError:  # not a POSIX system: the time limit still holds
        return
    if limit:
        bound = psutil.Process().memory_info().vms + limit * _MEBIBYTE
        resource.setrlimit(resource.RLIMIT_AS, (bound, bound))
