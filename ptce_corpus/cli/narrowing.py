"""Filters that concordances and statistics share with searches."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ptce_corpus.cli.language import tr
from ptce_corpus.cli.options import quality_option

if TYPE_CHECKING:
    from ptce_corpus.workspace.narrowing import Narrowing

Command = TypeVar("Command", bound=Callable[..., Any])

_NAMES = ("person", "organisation", "place", "theme", "kind", "after", "before", "min_quality")


def filter_options(command: Command) -> Command:
    """``--person --org --place --theme --kind --after --before --min-quality``; ``taken`` makes filters of them."""
    command = quality_option(command)
    for option in (
        click.option("--before", help=tr("Keep documents dated before this year, month or day.")),
        click.option("--after", help=tr("Keep documents dated from this year, month or day on.")),
        click.option("--kind", help=tr("Keep documents of this kind.")),
        click.option("--theme", help=tr("Keep documents of this theme (number or word).")),
        click.option("--place", help=tr("Keep passages that mention this place.")),
        click.option("--org", "organisation", help=tr("Keep passages that mention this organisation.")),
        click.option("--person", help=tr("Keep passages that mention this person.")),
    ):
        command = option(command)
    return command


def taken(choices: dict[str, Any]) -> Narrowing:
    """The filters among the choices made on a command line, which lose them."""
    from ptce_corpus.workspace.narrowing import Narrowing

    return Narrowing(**{name: choices.pop(name) for name in _NAMES})
