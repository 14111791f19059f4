"""Help and usage errors in the language of the interface: click speaks through these."""

from __future__ import annotations

from collections.abc import Iterable

import click

from ptce_corpus.cli.language import tr


class SpokenFormatter(click.HelpFormatter):
    """Writes help with its headings and standing phrases translated."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The usage line."""
        super().write_usage(prog, args, prefix or f"{tr('Usage:')} ")

    def write_heading(self, heading: str) -> None:
        """The title of a section."""
        super().write_heading(tr(heading))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Options and commands with what they do."""
        super().write_dl([(name, tr(told)) for name, told in rows], col_max, col_spacing)


class SpokenContext(click.Context):
    """A context whose help is spoken."""

    formatter_class = SpokenFormatter


def tell(error: click.ClickException) -> None:
    """Say what is wrong with a command line, and how its usage is asked for, on standard error."""
    context = getattr(error, "ctx", None)
    if context is not None:
        click.echo(context.get_usage(), err=True)
        click.echo(tr(f"Try '{context.command_path} --help' for help."), err=True)
    click.echo(f"{tr('error:')} {tr(error.format_message())}", err=True)
