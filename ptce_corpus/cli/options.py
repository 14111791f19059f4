"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from ptce_corpus.cli.language import tr
from ptce_corpus.workspace.workspace import Workspace

Command = TypeVar("Command", bound=Callable[..., Any])

FORMATS = ("table", "json", "jsonl", "csv")


def workspace_option(command: Command) -> Command:
    """``-w/--workspace DIR``; the command gets ``workspace: Path | None``."""
    return click.option(
        "-w",
        "--workspace",
        type=click.Path(file_okay=False, path_type=Path),
        envvar="PTCE_WORKSPACE",
        help=tr("The workspace; default: the nearest parent that has a ptce.toml, else the current folder."),
    )(command)


def format_option(*formats: str) -> Callable[[Command], Command]:
    """``--format`` and ``--json``; the command gets ``form: str``."""
    choices = formats or FORMATS

    def decorate(command: Command) -> Command:
        command = click.option(
            "--json", "form", flag_value="json", type=click.Choice(choices), help=tr("Short for --format json.")
        )(command)
        return click.option(
            "--format", "form", type=click.Choice(choices), default="table", help=tr("How to write the answer.")
        )(command)

    return decorate


def quality_option(command: Command) -> Command:
    """``--min-quality``; the command gets ``min_quality: float | None``."""
    return click.option(
        "--min-quality",
        type=click.FloatRange(0, 1),
        help=tr("Keep documents that could be read at least so well (0 to 1)."),
    )(command)


def content_words_option(command: Command) -> Command:
    """``--content-words``; the command gets ``content_words: bool``."""
    return click.option("--content-words", is_flag=True, help=tr("Leave out stop words, numbers and single letters."))(
        command
    )


def opened(folder: Path | None) -> Workspace:
    """The workspace asked for, or the nearest."""
    return Workspace(folder) if folder else Workspace.nearest()
