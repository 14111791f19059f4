"""Worker processes with limits of time and memory, on pebble."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent import futures
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from itertools import islice
from queue import SimpleQueue
from threading import Thread
from typing import Any, Generic, cast

import psutil
from pebble import ProcessExpired, ProcessPool

from ptce_corpus.errors import PtceError
from ptce_corpus.execution.faults import crashed, expired, explained
from ptce_corpus.execution.memory import released
from ptce_corpus.execution.starting import context
from ptce_corpus.ports.executor import Item, Outcome, Result

_MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class _Asked(Generic[Item]):
    """An item to schedule; the last one holds none."""

    item: Item | None = None
    last: bool = False


class ProcessExecutor:
    """Applies functions in worker processes.

    ``time_limit`` is in seconds an item; a worker that passes it is killed and replaced. ``memory_limit`` is in MiB
    of address space over what an idle worker holds; 0 sets none. ``preload`` names modules that workers find imported,
    and whose memory they share where the system allows it. Functions and items must be picklable values.
    """

    def __init__(self, workers: int, *, time_limit: float, memory_limit: int = 0, preload: Sequence[str] = ()) -> None:
        self.time_limit = time_limit
        self._pool = ProcessPool(
            max_workers=workers,
            initializer=_begin,
            initargs=(memory_limit, dict(os.environ)),
            context=context(preload),
        )
        self._window = 2 * workers

    def map(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Outcome[Item, Result]]:
        """Yield an outcome for each item as it ends; at most two items a worker are taken ahead."""
        asked: SimpleQueue[_Asked[Item]] = SimpleQueue()
        ended: SimpleQueue[tuple[Item, Future[Any] | Exception]] = SimpleQueue()
        # An interruption is raised in the main thread, between any two steps: there it would leave the locks of the
        # pool held for ever, which another thread takes instead. The two queues bear it.
        Thread(target=self._schedule, args=(function, asked, ended), daemon=True).start()
        source, under_way = iter(items), 0
        try:
            while True:
                for item in islice(source, self._window - under_way):
                    asked.put(_Asked(item))
                    under_way += 1
                if not under_way:
                    return
                item, future = ended.get()
                under_way -= 1
                if isinstance(future, Exception):
                    raise future
                yield self._outcome(item, future)
        finally:
            asked.put(_Asked(last=True))

    def _schedule(
        self,
        function: Callable[[Item], Result],
        asked: SimpleQueue[_Asked[Item]],
        ended: SimpleQueue[tuple[Item, Future[Any] | Exception]],
    ) -> None:
        """Give the pool what is asked, until the last; what is then under way is cancelled."""
        under_way: set[Future[Any]] = set()
        while not (one := asked.get()).last:
            item = cast("Item", one.item)
            try:
                future = self._pool.schedule(_applied, args=(function, item), timeout=self.time_limit)
            except Exception as error:  # the pool is broken: whoever asks is told
                ended.put((item, error))
                continue
            under_way.add(future)
            future.add_done_callback(under_way.discard)
            future.add_done_callback(partial(_end, ended, item))
        for unfinished in tuple(under_way):
            unfinished.cancel()

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


def _end(ended: SimpleQueue[tuple[Item, Future[Any] | Exception]], item: Item, future: Future[Any]) -> None:
    ended.put((item, future))


def _applied(function: Callable[[Item], Result], item: Item) -> Result:
    """Do the work on one item; what memory it took is given back."""
    try:
        return function(item)
    finally:
        released()


def _begin(limit: int, environment: Mapping[str, str]) -> None:
    """Make ready a worker; one that was forked has the environment of an earlier time."""
    if environment != dict(os.environ):
        os.environ.clear()
        os.environ.update(environment)
    _limit_memory(limit)


def _limit_memory(limit: int) -> None:
    """Bound the address space of this worker, where the system knows how."""
    try:
        import resource
    except ImportError:  # not a POSIX system: the time limit still holds
        return
    if limit:
        bound = psutil.Process().memory_info().vms + limit * _MEBIBYTE
        resource.setrlimit(resource.RLIMIT_AS, (bound, bound))
