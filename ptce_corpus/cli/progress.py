"""A progress bar on standard error, on terminals only: done, rate, time left."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from ptce_corpus.cli.language import tr
from ptce_corpus.ports.progress import Progress, Silence

if TYPE_CHECKING:
    from rich.progress import TaskID


@contextmanager
def shown() -> Iterator[Progress]:
    """A bar where somebody watches, silence elsewhere; however the work ends, the terminal is given back."""
    if not sys.stderr.isatty():
        yield Silence()
        return
    bar = Bar()
    try:
        yield bar
    finally:
        bar.close()


class Bar:
    """Rich's progress bar, one line a step."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
        from rich.progress import Progress as RichProgress

        self._bars = RichProgress(
            TextColumn("{task.description:12}"),
            BarColumn(bar_width=28),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[what]}", style="dim", markup=False),
            console=Console(stderr=True),
            transient=True,
        )
        self._tasks: dict[str, TaskID] = {}

    def begin(self, step: str, total: int) -> None:
        """Show a bar for a step."""
        if not self._tasks:
            self._bars.start()
        self._tasks[step] = self._bars.add_task(tr(step), total=total, rate="", what="")

    def grow(self, step: str, by: int) -> None:
        """Lengthen a step's bar."""
        task = self._task(step)
        self._bars.update(task.id, total=(task.total or 0) + by)

    def advance(self, step: str, what: str = "") -> None:
        """Move a step's bar on."""
        task = self._task(step)
        rate = f"{task.speed:.1f}/s" if task.speed else ""
        self._bars.update(task.id, advance=1, rate=rate, what=_shortened(what))

    def end(self, step: str) -> None:
        """Fill a step's bar; the last one takes the display away."""
        task = self._task(step)
        self._bars.update(task.id, completed=task.total, what="")
        if all(one.finished for one in self._bars.tasks):
            self.close()

    def close(self) -> None:
        """Take the display away."""
        self._bars.stop()
        self._tasks = {}

    def _task(self, step: str) -> Any:  # noqa: ANN401 - rich's Task
        return next(task for task in self._bars.tasks if task.id == self._tasks[step])


def _shortened(text: str, width: int = 36) -> str:
    return text if len(text) <= width else "…" + text[1 - width :]
