"""``frequencies specificities``: how words spread over years, kinds of document, themes and speakers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ptce_corpus.cli import output
from ptce_corpus.cli.language import tr
from ptce_corpus.cli.narrowing import filter_options, taken
from ptce_corpus.cli.options import content_words_option, format_option, opened, workspace_option

if TYPE_CHECKING:
    from ptce_corpus.search.frequencies import Frequency
    from ptce_corpus.workspace.specific import Part

_BAR, _LEAST_BAR = 30, 8
"""Columns of the longest bar, at most and at least."""
_BESIDE, _NAMED = 54, 24
"""Columns of the terminal that stand beside it: numbers, and names as far as they are not folded."""
_EIGHTHS = " ▏▎▍▌▋▊▉"


@click.command("frequencies", help=tr("How often a query's words are met, by year, month, kind or speaker."))
@click.argument("query")
@workspace_option
@format_option()
@click.option(
    "--by",
    type=click.Choice(["year", "month", "kind", "speaker"]),
    default="year",
    show_default=True,
    help=tr("What to count by; by speaker, in what each is quoted with."),
)
@filter_options
@click.option("--limit", type=click.IntRange(0), default=0, help=tr("How many rows of speakers or kinds; 0: all."))
def frequencies_command(
    query: str,
    workspace: Path | None,
    form: str,
    by: Any,  # noqa: ANN401 - one of the choices
    limit: int,
    **choices: Any,  # noqa: ANN401
) -> None:
    """Frequencies of a query."""
    from ptce_corpus.workspace.statistics import frequency

    with opened(workspace) as held:
        found = frequency(held, query, by=by, narrowing=taken(choices))
    if limit and by in ("speaker", "kind"):
        found = found[:limit]
    if form == "table":
        _show_frequencies(found, by, query)
    else:
        output.write_rows(map(_frequency_row, found), form)


def _show_frequencies(found: Sequence[Frequency], by: str, query: str) -> None:
    """Print the rows with a chart; of speakers, those who use the words."""
    if not any(row.count for row in found):
        output.nothing(query)
        return
    shown = [row for row in found if row.count or by != "speaker"]
    numbers = ("count", "documents", "words", "per 10,000 words")
    table = output.table(by, *numbers, "", right=numbers)
    table.columns[-1].no_wrap = True
    longest = max(len(row.value or "") for row in shown)
    room = max(_LEAST_BAR, min(_BAR, output.console().width - _BESIDE - min(longest, _NAMED)))
    for row, bar in zip(shown, bars([row.rate or 0.0 for row in shown], width=room), strict=True):
        rate = "" if row.rate is None else f"{row.rate:.2f}"
        if row.value is None:
            value = tr("nobody") if by == "speaker" else tr("undated")
        else:
            value = tr(row.value) if by == "kind" else row.value
        table.add_row(value, str(row.count), str(row.documents), str(row.words), rate, bar)
    output.show(table)
    output.remark(output.counted(sum(row.count for row in shown), "occurrences"), *_silent(len(found) - len(shown)))


def _silent(speakers: int) -> tuple[str, ...]:
    return (tr(f"speakers without these words: {speakers}"),) if speakers else ()


def _frequency_row(row: Frequency) -> dict[str, Any]:
    return {
        "value": row.value,
        "count": row.count,
        "documents": row.documents,
        "words": row.words,
        "per_10000": None if row.rate is None else round(row.rate, 4),
    }


def bars(values: Sequence[float], *, width: int = _BAR) -> list[str]:
    """A bar for each value, none of them negative, in eighths of a column; the longest is ``width`` columns.

    What is over 0 is never without a mark.
    """
    most = max(values, default=0.0)
    drawn = []
    for value in values:
        eighths = max(1, round(8 * width * value / most)) if value > 0 else 0
        drawn.append("█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip())
    return drawn


@click.command("specificities", help=tr("Words that a speaker, year, kind or theme uses more or less than the rest."))
@click.argument("value", required=False)
@workspace_option
@format_option()
@click.option(
    "--by",
    type=click.Choice(["speaker", "year", "kind", "theme"]),
    required=True,
    help=tr("What the archive is parted by; by speaker, what is quoted of each."),
)
@click.option("--query", "text", metavar="QUERY", help=tr("Look at passages that match this query alone."))
@click.option(
    "--min",
    "least",
    type=click.IntRange(1),
    default=5,
    show_default=True,
    help=tr("Keep words of at least so many places in the archive."),
)
@click.option(
    "--threshold",
    type=click.FloatRange(0),
    default=2.0,
    show_default=True,
    help=tr("Keep scores of at least this, over or under 0; 2: one chance in a hundred."),
)
@content_words_option
@filter_options
@click.option(
    "--limit", type=click.IntRange(0), default=20, show_default=True, help=tr("Words used more, and less; 0: all.")
)
@click.option("--parts", type=click.IntRange(0), default=10, show_default=True, help=tr("How many parts; 0: all."))
def specificities_command(value: str | None, workspace: Path | None, form: str, parts: int, **choices: Any) -> None:  # noqa: ANN401
    """Specific words of parts of the archive."""
    from ptce_corpus.workspace.specific import specific

    narrowing = taken(choices)
    with opened(workspace) as held:
        found = specific(held, value=value, narrowing=narrowing, **choices)
        shown = list(islice(found, parts or None))
        more = next(found, None) is not None
    if form != "table":
        output.write_rows([row for part in shown for row in _specific_rows(part)], form)
    elif shown:
        for part in shown:
            _show_part(part)
    else:
        output.nothing(choices["text"] or "")
    if more:
        click.echo(tr("there are more parts, with fewer words: --parts 0 gives all"), err=True)


def _specific_rows(part: Part) -> list[dict[str, Any]]:
    return [
        {
            "part": part.value,
            "word": row.word,
            "count": row.count,
            "total": row.of,
            "part_words": part.words,
            "total_words": part.total,
            "specificity": round(row.score, 4),
        }
        for row in part.rows
    ]


def _show_part(part: Part) -> None:
    numbers = ("specificity", "count", "in all")
    table = output.table("word", *numbers, right=numbers)
    told = f"{output.counted(part.words, 'words')} / {part.total}"
    output.console().print(output.styled(tr(part.value), "bold"), "·", told)
    if not part.rows:
        output.console().print(f"  {tr('no word stands out: --min and --threshold keep rarer and weaker ones')}\n")
        return
    for row in part.rows:
        score = output.styled(f"{row.score:+.1f}", "green" if row.score > 0 else "red")
        table.add_row(row.word, score, str(row.count), str(row.of))
    output.show(table)
