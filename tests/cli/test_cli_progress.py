"""The progress bar in a real terminal: it says how far things are, and gives the terminal back."""

from __future__ import annotations

import os
import pty
import subprocess
import sys

HIDE, SHOW = b"\x1b[?25l", b"\x1b[?25h"

CODE = """
import time
from ptce_corpus.cli.progress import shown
with shown() as progress:
    progress.begin("documents", 4)
    for number in range(3):
        progress.advance("documents", f"note-{number}.txt")
        time.sleep(0.15)
    %s
"""


def on_a_terminal(ending: str) -> bytes:
    """What the program writes on a terminal that is its standard error."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "PTCE_LANG": "en", "COLUMNS": "120"}
    with subprocess.Popen([sys.executable, "-c", CODE % ending], stderr=theirs, env=environment) as process:
        os.close(theirs)
        written = b""
        try:
            while part := os.read(ours, 4096):
                written += part
        except OSError:  # the other end was closed
            pass
        process.wait()
    os.close(ours)
    return written


def test_it_tells_how_many_are_done_and_which() -> None:
    written = on_a_terminal("progress.end('documents')")
    assert b"documents" in written
    assert b"3/4" in written
    assert b"note-2.txt" in written


def test_an_interruption_gives_the_terminal_back() -> None:
    written = on_a_terminal("raise KeyboardInterrupt")
    assert written.count(HIDE) >= 1
    assert written.rindex(SHOW) > written.rindex(HIDE)
