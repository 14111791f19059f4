"""Write the command and settings references from the program itself: ``python -m docs.reference``."""

from __future__ import annotations

import os
from pathlib import Path

import click

HERE = Path(__file__).parent


def commands() -> str:
    """Every command with its arguments and options, as Markdown."""
    from ptce_corpus.cli.main import COMMANDS, ptce

    lines = ["# Commands", "", "Written by `make docs`; do not edit.", ""]
    context = click.Context(ptce, info_name="ptce")
    for name in COMMANDS:
        command = ptce.get_command(context, name)
        if command is None:
            raise LookupError(name)
        child = click.Context(command, info_name=name, parent=context)
        usage = " ".join(command.collect_usage_pieces(child))
        lines += [f"## ptce {name}", "", command.get_short_help_str(400), "", f"    ptce {name} {usage}", ""]
        rows = [
            record
            for parameter in command.get_params(child)
            if isinstance(parameter, click.Option) and (record := parameter.get_help_record(child))
        ]
        lines += ["| option | what it does |", "|---|---|"]
        lines += [f"| `{option}` | {told} |" for option, told in _escaped(rows)]
        lines.append("")
    return "\n".join(lines)


def _escaped(rows: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Table cells: a bar would end the cell."""
    return [(option.replace("|", "\\|"), told.replace("|", "\\|")) for option, told in rows]


def settings() -> str:
    """Every setting with its default and meaning, as Markdown."""
    from dataclasses import fields
    from typing import get_type_hints

    from ptce_corpus.settings import Settings
    from ptce_corpus.workspace.template import described, toml_value

    lines = [
        "# Settings",
        "",
        "In `ptce.toml`, or as `PTCE_<SECTION>_<KEY>` in the environment. Written by `make docs`.",
        "",
    ]
    for section, kind in get_type_hints(Settings).items():
        lines += [
            f"## [{section}]",
            "",
            kind.__doc__ or "",
            "",
            "| setting | default | what it does |",
            "|---|---|---|",
        ]
        told = described(kind)
        lines += [
            f"| `{one.name}` | `{toml_value(one.default)}` | {' '.join(told[one.name].split())} |"
            for one in fields(kind)
        ]
        lines.append("")
    return "\n".join(lines)


PAGES = {"commands.md": commands, "settings.md": settings}


def main() -> None:
    """Write the pages."""
    for name, page in PAGES.items():
        (HERE / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    os.environ["PTCE_LANG"] = "en"
    main()
