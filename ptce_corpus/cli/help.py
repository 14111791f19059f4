"""Help and usage errors in the language of the interface: click speaks through these."""

from __future__ import annotations

import re
from collections.abc import Iterable

import click

from ptce_corpus.cli.language import french, standing, titled, tr

_MARK = re.compile(r" (?=[:;?!»](?: |$))")


class SpokenFormatter(click.HelpFormatter):
    """Writes help with its headings and standing phrases translated."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The usage line."""
        super().write_usage(prog, args, prefix or f"{tr('Usage:')} ")

    def write_heading(self, heading: str) -> None:
        """The title of a section."""
        self.write(f"{'':>{self.current_indent}}{titled(heading)}\n")

    def write_text(self, text: str) -> None:
        """A paragraph."""
        super().write_text(_bound(text) if french() else text)

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Options and commands with what they do."""
        super().write_dl([(name, _spoken(told)) for name, told in rows], col_max, col_spacing)


def _spoken(told: str) -> str:
    """What an option or command does; ours is translated by then, but not what click adds: ``[default: 10; x>=0]``."""
    if not french():
        return told
    words, bracket, added = told.partition("  [")
    added = added.replace("default: ", f"{titled('default')} ").replace("required", tr("required"))
    return _bound(f"{standing(words)}{bracket}{added.replace('; ', ' ; ')}")


def _bound(text: str) -> str:
    """French whose marks stay on the line of the word before them."""
    return _MARK.sub("\u00a0", text)


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
