"""Answers on standard output: tables for eyes, JSON, JSON Lines and CSV for programs."""

from __future__ import annotations

import csv
import io
import json
import shlex
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ptce_corpus.cli.language import french, titled, tr

if TYPE_CHECKING:
    from rich.console import Console
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

Row = Mapping[str, Any]


def console() -> Console:
    """The terminal; colour only where it is one and ``NO_COLOR`` is not set.

    What is printed, in tables too, stands as it is: documents, file names and queries may hold ``[/]`` or ``:x:``.
    """
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False)


def styled(text: str, style: str) -> Text:
    """A text for the terminal in some colour or weight."""
    from rich.text import Text

    return Text(text, style)


def indented(text: str | Text, by: int, style: str = "") -> Padding:
    """A text for the terminal whose lines, folded ones too, all begin some columns to the right."""
    from rich.padding import Padding
    from rich.text import Text

    return Padding(Text(text, style) if isinstance(text, str) else text, (0, 2, 0, by))


def table(*columns: str, title: str | None = None, right: Sequence[str] = ()) -> Table:
    """An empty table with translated headings; columns named in ``right`` hold numbers."""
    from rich import box
    from rich.table import Table

    made = Table(
        title=title and tr(title), box=box.SIMPLE_HEAD, title_justify="left", pad_edge=False, header_style="bold"
    )
    for column in columns:
        number = column in right
        made.add_column(tr(column), justify="right" if number else "left", no_wrap=number, overflow="fold")
    return made


def show(answer: Table) -> None:
    """Print a table; an empty one is told in words."""
    if answer.row_count:
        console().print(answer)
    else:
        console().print(tr("nothing found"), style="dim")


def nothing(query: str) -> None:
    """Tell that the words of a query, if there is one, are met nowhere, and which command knows others near to it."""
    console().print(tr("nothing found"), style="dim")
    if query:
        console().print(f"  → {titled('Others that are met')} ptce search {shlex.quote(query)}", style="dim")


def remark(*parts: str) -> None:
    """Print what a table adds up to, under it."""
    console().print(" · ".join(parts), style="dim")


def counted(number: int, noun: str) -> str:
    """A number with its noun, given in the plural: "1 passage", "12 passages"; in French "0 passage" too."""
    one = number == 1 or (number == 0 and french())
    return f"{number} {tr(noun.removesuffix('s') if one else noun)}"


def write_json(value: object) -> None:
    """One UTF-8 document."""
    _write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def write_line(value: object) -> None:
    """One line of JSON, flushed."""
    _write(json.dumps(value, ensure_ascii=False) + "\n")


def write_rows(rows: Iterable[Row], form: str) -> None:
    """Rows as JSON, JSON Lines or CSV; in CSV what is nested is written as JSON."""
    if form == "json":
        write_json(list(rows))
    elif form == "jsonl":
        for row in rows:
            write_line(row)
    else:
        _write_csv(rows)


def write_one(row: Row, form: str) -> None:
    """An answer that is no list: as JSON, or as the one row that JSON Lines or CSV hold."""
    if form == "json":
        write_json(row)
    else:
        write_rows([row], form)


def _write_csv(rows: Iterable[Row]) -> None:
    held = list(rows)
    if not held:
        return
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, fieldnames=list(held[0]), extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for row in held:
        writer.writerow({key: _cell(value) for key, value in row.items()})
    _write(buffer.getvalue())


def _cell(value: object) -> object:
    """A value as a cell; text that a spreadsheet would run as a formula is defused with an apostrophe."""
    if isinstance(value, list | dict | tuple):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")):
        return f"'{value}"
    return value


def _write(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()
