"""Where the measuring documents are, and how a process is measured."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("PTCE_SHARED", ROOT.parent / "shared"))
PTCE = Path(sys.executable).with_name("ptce")


def needed(*parts: str) -> Path:
    """A file or folder of ``../shared``; the benchmark ends, saying so, where it is absent."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        sys.exit(f"{path} is absent: this benchmark needs it (PTCE_SHARED names another place)")
    return path


@dataclass(frozen=True, slots=True)
class Run:
    """A whole process.

    Seconds on the clock, exit code, what it wrote, and the most memory (MB) that it and all its children held at one
    moment: proportional set size, which counts pages that processes share once.
    """

    seconds: float
    code: int
    out: str
    err: str
    peak: float


def measured(*arguments: str, environment: dict[str, str] | None = None) -> Run:
    """Run ``ptce`` with these arguments and watch it."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        [str(PTCE), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **(environment or {})},
    )
    peaks = [0.0]
    watch = threading.Thread(target=_watch, args=(process.pid, peaks), daemon=True)
    watch.start()
    out, err = process.communicate()
    return Run(time.perf_counter() - begun, process.returncode, out, err, peaks[0])


def _watch(pid: int, peaks: list[float]) -> None:
    try:
        root = psutil.Process(pid)
        while True:
            held = 0
            for one in (root, *root.children(recursive=True)):
                try:
                    held += one.memory_full_info().pss
                except psutil.Error:
                    continue
            peaks[0] = max(peaks[0], held / 1e6)
            time.sleep(0.05)
    except psutil.Error:
        return


def median_of(count: int, *arguments: str) -> tuple[float, float, float]:
    """Least, median and greatest seconds of ``count`` whole processes."""
    times = [measured(*arguments).seconds for _ in range(count)]
    return min(times), statistics.median(times), max(times)
