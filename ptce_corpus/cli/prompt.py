"""The prompt of ``ptce search`` without a query: many questions to one open index, with history and completion."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import click

from ptce_corpus.cli import faults
from ptce_corpus.cli.hits import show
from ptce_corpus.cli.language import tr
from ptce_corpus.errors import PtceError, QueryError

if TYPE_CHECKING:
    from ptce_corpus.workspace.searching import Searcher
    from ptce_corpus.workspace.workspace import Workspace

HISTORY = "history"
"""File of the questions asked, among the indexes of a workspace."""
_PAGE = 10
_REMEMBERED = 1000
_OFFERED = 20
_SORTS: dict[str, Literal["score", "date", "quality"]] = {
    ":score": "score",
    ":date": "date",
    ":quality": "quality",
}
_MATCHES: dict[str, Literal["all", "any"]] = {":all": "all", ":any": "any"}
_HELP = ":help"
_WAYS_OUT = frozenset({":q", ":quit", ":exit"})


@dataclass
class Prompt:
    """A conversation with the index: a question a line, an empty line for the next page, ``:words`` for settings."""

    workspace: Workspace
    searcher: Searcher
    match: Literal["all", "any"] = "all"
    sort: Literal["score", "date", "quality"] = "score"
    facets: bool = False
    _asked: str = ""
    _offset: int = 0
    _total: int = 0
    _offers: list[str] = field(default_factory=list)

    def run(self) -> None:
        """Answer until the end of input."""
        self._remember()
        click.echo(tr("A question a line; an empty line: the next page; :help; :quit."))
        while True:
            try:
                line = input("ptce> ").strip()
            except EOFError:
                click.echo()
                return
            except KeyboardInterrupt:
                click.echo()
                continue
            if line in _WAYS_OUT:
                return
            self.take(line)

    def take(self, line: str) -> None:
        """Answer one line."""
        if line.startswith(":"):
            self._set(line)
        elif line:
            self._asked, self._offset, self._total = line, 0, 0
            self._tell()
        elif self._asked and self._offset + _PAGE < self._total:
            self._offset += _PAGE
            self._tell()
        elif self._asked:
            click.echo(tr("that is all"))

    def complete(self, text: str, state: int) -> str | None:
        """The ``state``-th way on from the last word of a question, for readline."""
        if state == 0:
            from ptce_corpus.workspace.completing import completions

            self._offers = []
            with suppress(PtceError):
                found = completions(self.workspace, text, limit=_OFFERED) if text else []
                self._offers = list(dict.fromkeys(one.query if one.kind != "term" else one.text for one in found))
        return self._offers[state] if state < len(self._offers) else None

    def _set(self, word: str) -> None:
        if word in _SORTS:
            self.sort = _SORTS[word]
        elif word in _MATCHES:
            self.match = _MATCHES[word]
        elif word == ":facets":
            self.facets = not self.facets
        else:
            if word != _HELP:
                click.echo(tr(f"no such command: {word}"))
            click.echo(tr(":all :any join words by AND, OR; :score :date :quality sort; :facets counts; :quit leaves"))
            return
        if self._asked:
            self._offset = 0
            self._tell()

    def _tell(self) -> None:
        try:
            answer = self.searcher.search(
                self._asked,
                match=self.match,
                limit=_PAGE,
                offset=self._offset,
                sort=self.sort,
                with_facets=self.facets and not self._offset,
            )
        except QueryError as error:
            for line in faults.lines(error):
                click.echo(line)
            return
        except PtceError as error:
            click.echo(f"{tr('error:')} {tr(error.message)}")
            return
        self._total = answer.total
        show(answer, self._offset)
        if answer.total > self._offset + _PAGE:
            click.echo(f"\n{tr('empty line: the next page')}")

    def _remember(self) -> None:
        """Take up the history of this workspace, and keep it at the end; without readline there is none."""
        try:
            import readline
        except ImportError:
            return
        import atexit

        path = self.workspace.indexes / HISTORY
        with suppress(OSError):
            readline.read_history_file(path)
        readline.set_history_length(_REMEMBERED)
        readline.set_completer(self.complete)
        readline.set_completer_delims(" \t\n()=-")
        libedit = "libedit" in (readline.__doc__ or "")
        readline.parse_and_bind("bind ^I rl_complete" if libedit else "tab: complete")
        atexit.register(_keep, os.fspath(path))


def _keep(path: str) -> None:
    import readline

    with suppress(OSError):
        readline.write_history_file(path)
