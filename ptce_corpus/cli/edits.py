"""``show --edits``: the text as extracted beside the cleaned one, what changed marked; or the edits of an archive."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import nsmallest
from typing import TYPE_CHECKING

from ptce_corpus.cli import output
from ptce_corpus.cli.language import tr

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from ptce_corpus.domain.alignment import Edit
    from ptce_corpus.domain.document import Page

WIDE = 100
"""Columns of the terminal from which both texts stand side by side."""
_REMOVED, _ADDED = "red strike", "bold green"
_CONTROLS = {code: chr(0x2400 + code) for code in range(32) if chr(code) not in "\t\n"} | {0x7F: "\u2421"}
_BLANKS = str.maketrans({"\n": "⏎", " ": "␣", "\t": "⇥", "\u00a0": "␣", "\u202f": "␣"})


@dataclass(slots=True)
class _Row:
    """Lines of both texts that stand for one another; ``changed`` when an edit is marked in them."""

    raw: Text
    cleaned: Text
    changed: bool = False


def print_edits(console: Console, page: Page, *, typographic: bool) -> None:
    """Draw a page's raw and cleaned text; ``typographic`` edits are marked only on demand."""
    rows = _rows(page, coloured=_coloured(console), typographic=typographic)
    if console.width >= WIDE:
        _side_by_side(console, rows)
    else:
        _line_by_line(console, rows)


def print_archive(console: Console, rows: Iterable[output.Row], *, limit: int) -> None:
    """The edits of an archive as a table, the least sure first, ``limit`` of them at most (0: all); then its rules."""
    from rich.text import Text

    rules: Counter[tuple[str, float]] = Counter()

    def counted() -> Iterator[output.Row]:
        for row in rows:
            rules[row["rule"], row["confidence"]] += 1
            yield row

    least, coloured = _least_sure(counted(), limit), _coloured(console)
    table = output.table(
        "document", "page", "as extracted", "cleaned", "rule", "confidence", right=["page", "confidence"]
    )
    for row in least:
        document, left, text, right, value = (
            _visible(row[name]) for name in ("document", "left", "text", "right", "value")
        )
        read = Text.assemble((left, "dim"), _marked(text, removed=True, coloured=coloured), (right, "dim"))
        table.add_row(Text(document), str(row["page"]), read, Text(value), row["rule"], f"{row['confidence']:.2f}")
    output.show(table)
    if rules.total() > len(least):
        console.print(tr("The least sure first; --limit 0 tells all of them, --format csv in full."), style="dim")
    print_rules(console, rules)


def _least_sure(rows: Iterable[output.Row], limit: int) -> list[output.Row]:
    """The rows of least confidence, equally sure ones in their order."""
    return nsmallest(limit, rows, key=_confidence) if limit else sorted(rows, key=_confidence)


def _confidence(row: output.Row) -> float:
    confidence: float = row["confidence"]
    return confidence


def print_rules(console: Console, rules: Counter[tuple[str, float]]) -> None:
    """How many edits there are, and for each rule how often and how surely it was applied.

    ``rules`` counts edits by rule and confidence.
    """
    console.print()
    console.print(output.counted(rules.total(), "edits"), style="bold")
    if not rules:
        return
    counts: Counter[str] = Counter()
    for (rule, _), count in rules.items():
        counts[rule] += count
    table = output.table("rule", "count", "confidence", right=["count", "confidence"])
    for rule, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        confidences = [confidence for named, confidence in rules if named == rule]
        least, most = min(confidences), max(confidences)
        told = f"{least:.2f}" if most - least < 0.005 else f"{least:.2f} – {most:.2f}"
        table.add_row(rule, str(count), told)
    console.print(table)


def shown(edit: Edit, *, typographic: bool) -> bool:
    """Whether an edit is shown."""
    from ptce_corpus.text.typography import is_typographic

    return typographic or not is_typographic(edit)


def _coloured(console: Console) -> bool:
    return console.color_system is not None and not console.no_color


def _rows(page: Page, *, coloured: bool, typographic: bool) -> Iterator[_Row]:
    """The page cut at the line ends that both texts share; blank rows are left out."""
    from rich.text import Text

    source, row, at = page.content.source, _Row(Text(), Text()), 0
    for edit in page.content.edits:
        for number, line in enumerate(source[at : edit.span.start].split("\n")):
            if number:
                yield row
                row = _Row(Text(), Text())
            row.raw.append(_visible(line))
            row.cleaned.append(_visible(line))
        before, at = edit.span.cut(source), edit.span.end
        if shown(edit, typographic=typographic):
            row.changed = True
            row.raw.append_text(_marked(before, removed=True, coloured=coloured))
            row.cleaned.append_text(_marked(edit.after, removed=False, coloured=coloured))
        else:
            row.raw.append(_visible(before))
            row.cleaned.append(_visible(edit.after))
    for number, line in enumerate(source[at:].split("\n")):
        if number:
            yield row
            row = _Row(Text(), Text())
        row.raw.append(_visible(line))
        row.cleaned.append(_visible(line))
    yield row


def _marked(text: str, *, removed: bool, coloured: bool) -> Text:
    """What was taken away or put in; blanks that would not be seen get a sign, a line's end stays one too."""
    from rich.text import Text

    told = _visible(text)
    if not text.strip():
        told = told.translate(_BLANKS) + ("\n" if "\n" in text else "")
    if not text:
        return Text()
    if coloured:
        return Text(told, style=_REMOVED if removed else _ADDED)
    body = told.rstrip("\n")
    opening, closing = ("[-", "-]") if removed else ("{+", "+}")
    return Text(f"{opening}{body}{closing}{told[len(body) :]}")


def _visible(text: str) -> str:
    """Text whose control characters are shown, not obeyed: files come from anyone."""
    return text.translate(_CONTROLS)


def _side_by_side(console: Console, rows: Iterable[_Row]) -> None:
    from rich import box
    from rich.table import Table

    drawn = Table(box=box.SIMPLE_HEAD, expand=True, pad_edge=False, header_style="bold")
    drawn.add_column(tr("as extracted"), ratio=1, overflow="fold")
    drawn.add_column(tr("cleaned"), ratio=1, overflow="fold")
    for row in _without_blank_runs(rows):
        drawn.add_row(row.raw, row.cleaned)
    console.print(drawn)


def _line_by_line(console: Console, rows: Iterable[_Row]) -> None:
    from rich.table import Table
    from rich.text import Text

    drawn = Table.grid(padding=(0, 1))
    drawn.add_column(width=1)
    drawn.add_column(overflow="fold")
    for row in _without_blank_runs(rows):
        if row.changed:
            drawn.add_row(Text("-", "red"), row.raw)
            drawn.add_row(Text("+", "green"), row.cleaned)
        else:
            drawn.add_row("", row.cleaned)
    console.print(drawn)


def _without_blank_runs(rows: Iterable[_Row]) -> Iterator[_Row]:
    """The rows with no more than one blank one in a row, and none at the head."""
    blank = True
    for row in rows:
        empty = not row.changed and not row.cleaned.plain.strip() and not row.raw.plain.strip()
        if not (empty and blank):
            yield row
        blank = empty
