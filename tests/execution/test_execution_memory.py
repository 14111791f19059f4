"""What workers share, what they give back, and that none outlives the process that asked for it."""

from __future__ import annotations

import os
import platform
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import psutil
import pytest

from ptce_corpus.execution.memory import released

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="workers are forked on Linux alone")

SCRIPT = """
    import os, sys, time
    from ptce_corpus.execution.processes import ProcessExecutor

    def loader(seconds):
        import of_a_test
        time.sleep(seconds)
        return of_a_test.LOADED_BY, os.getpid()

    if __name__ == "__main__":
        executor = ProcessExecutor(2, time_limit=60, preload=["of_a_test"])
        print("ready", flush=True)
        for outcome in executor.map(loader, [float(sys.argv[1])] * 4):
            print(*outcome.result, flush=True)
        executor.close()
"""


def started(folder: Path, seconds: float) -> subprocess.Popen[str]:
    (folder / "of_a_test.py").write_text("import os\nLOADED_BY = os.getpid()\n")
    (folder / "script.py").write_text(textwrap.dedent(SCRIPT))
    path = os.pathsep.join([str(folder), *sys.path])
    return subprocess.Popen(
        [sys.executable, str(folder / "script.py"), str(seconds)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
    )


@LINUX
def test_workers_share_what_was_loaded_once(tmp_path: Path) -> None:
    process = started(tmp_path, 0.3)
    out, _ = process.communicate(timeout=60)
    answers = [tuple(map(int, line.split())) for line in out.splitlines()[1:]]
    assert len(answers) == 4
    loaders, workers = {loader for loader, _ in answers}, {worker for _, worker in answers}
    assert len(loaders) == 1
    assert len(workers) == 2
    assert not loaders & (workers | {process.pid})


@LINUX
def test_no_worker_outlives_a_killed_process(tmp_path: Path) -> None:
    process = started(tmp_path, 0.2)
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    assert process.stdout.readline()
    others = psutil.Process(process.pid).children(recursive=True)
    assert len(others) >= 3
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=60)
    _, left = psutil.wait_procs(others, timeout=20)
    assert not left


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc is known to keep what lies under the rest")
def test_memory_under_what_is_still_held_is_given_back() -> None:
    pieces = [bytes([number % 256]) * 2000 for number in range(50_000)]
    last = pieces[-1]
    held = psutil.Process().memory_info().rss
    del pieces
    released()
    assert held - psutil.Process().memory_info().rss > 50_000_000
    assert len(last) == 2000
