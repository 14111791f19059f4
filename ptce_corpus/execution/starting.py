"""How worker processes come into the world."""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections.abc import Sequence
from multiprocessing.context import BaseContext


def context(preload: Sequence[str]) -> BaseContext:
    """The way to start workers that are to find the modules ``preload`` imported.

    Neither way copies the calling process, which holds threads, connections and locks that a fork would catch in
    mid-flight. With nothing to preload each worker is a new interpreter. Otherwise it is forked from one process that
    does nothing but import ``preload`` and fork, so that workers share the memory of what these modules loaded. There
    is one such process, started here and waited for; it ends with the calling process, and what to preload is settled
    for as long as it runs. Elsewhere than on Linux the libraries of the system bear no fork: workers are new
    interpreters there, and load for themselves.
    """
    if sys.platform != "linux" or not preload:
        return multiprocessing.get_context("spawn")
    from multiprocessing import forkserver, resource_tracker

    forked = multiprocessing.get_context("forkserver")
    forked.set_forkserver_preload(list(preload))
    resource_tracker.ensure_running()  # which the other would start, and that unblocks what is blocked here
    # Whoever called answers an interruption and ends the others; it is not to break the loading with a trace.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    # Answered when all is loaded. A worker that were asked for meanwhile, and an interruption then, would leave it to
    # look for locks that are gone.
    first = forked.Process(target=_nothing, daemon=True)
    first.start()
    first.join()
    return forked


def _nothing() -> None:
    """The work of a process that is only to show that processes start."""
