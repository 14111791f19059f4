"""``ptce``: the group of commands, and the edge where errors become exit codes."""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

from ptce_corpus.cli.help import SpokenContext, tell
from ptce_corpus.cli.language import tr
from ptce_corpus.errors import PtceError, QueryError

COMMANDS = {
    "init": "archive",
    "add": "archive",
    "build": "archive",
    "status": "archive",
    "doctor": "archive",
    "search": "search",
    "save": "saved",
    "saved": "saved",
    "kwic": "concordance",
    "collocates": "concordance",
    "frequencies": "statistics",
    "specificities": "statistics",
    "similar": "neighbours",
    "complete": "neighbours",
    "show": "reading",
    "entities": "entities",
    "entity": "entities",
    "timeline": "timeline",
    "themes": "themes",
    "theme": "themes",
    "export": "exporting",
    "extract": "filters",
    "repair": "filters",
    "tag": "filters",
    "quotes": "filters",
}
"""Each command with the module that holds it, in the order in which help lists them."""

INTERNAL_FAULT, INTERRUPTED = 1, 130


class LazyGroup(click.Group):
    """A group that imports the module of a command when the command is asked for."""

    context_class = SpokenContext

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Names, in the order of work."""
        return list(COMMANDS)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command asked for; a reader of its output that had enough is no fault (click would make it one)."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise click.exceptions.Exit(0) from None

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"ptce_corpus.cli.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        command.context_class = SpokenContext
        return command


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=tr("Mine and search an archive of French documents; every answer is cited by document and page."),
)
@click.version_option(package_name="ptce-corpus", prog_name="ptce")
def ptce() -> None:
    """Mine and search an archive."""


def main() -> None:
    """Run the command line; the process ends with the exit codes of the contract."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command; gives its exit code. Errors are told on standard error."""
    try:
        answer = ptce.main(args=arguments, prog_name="ptce", standalone_mode=False)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        tell(error)
        return 2
    except (KeyboardInterrupt, click.Abort):
        click.echo(tr("interrupted; what was done is kept, the same command takes it up again"), err=True)
        return INTERRUPTED
    except PtceError as error:
        _tell(error)
        return error.exit_code
    except Exception as error:
        from ptce_corpus.cli import refusals

        if refused := refusals.explained(error):
            _tell(refused)
            return refused.exit_code
        if os.environ.get("PTCE_DEBUG"):
            raise
        click.echo(f"{tr('internal fault:')} {type(error).__name__}: {error}", err=True)
        click.echo(tr("Run again with PTCE_DEBUG=1 and report what is printed."), err=True)
        return INTERNAL_FAULT
    return answer if isinstance(answer, int) else 0


def _tell(error: PtceError) -> None:
    if isinstance(error, QueryError):
        click.echo(tr("wrong query:"), err=True)
        from ptce_corpus.cli import faults

        for line in faults.lines(error):
            click.echo(line, err=True)
    else:
        click.echo(f"{tr('error:')} {tr(error.message)}", err=True)
    if error.remedy:
        click.echo(f"  → {tr(error.remedy)}", err=True)
