"""Where the tables and headings of a page stand in its text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ptce_corpus.domain.document import Heading, Layout, Table
from ptce_corpus.domain.span import Span
from ptce_corpus.extraction.pdf.aligned import are_marks
from ptce_corpus.extraction.pdf.fragments import Fragment
from ptce_corpus.extraction.pdf.grid import widened

_MOST_MISSED = 30
"""Lines not found again in the text after which no more are looked for."""
_FEWEST_ROWS = 3
_BETWEEN = 20
"""Characters that may stand between two lines: their parting, and what the writer of paragraphs added."""


def layout(text: str, lines: Sequence[Fragment], levels: Sequence[int | None]) -> Layout:
    """The layout of a page whose ``text`` was made of ``lines``, given in its order.

    ``levels`` are those of the lines that are headings; lines of a level that follow one another are one heading.
    """
    tables: list[tuple[int, Table]] = []
    headings: list[tuple[int, Heading]] = []
    for index, start in _placed(text, lines):
        line, level = lines[index], levels[index]
        span = Span(start, start + len(line.text))
        if line.rows:
            table = Table(span, tuple(tuple(cell.shifted(start) for cell in row) for row in line.rows))
            if tables and tables[-1][0] == index - 1 and len(lines[index - 1].rows) == len(line.rows) == 1:
                table = _joined(tables.pop()[1], table)
            tables.append((index, table))
        elif level is not None:
            heading = Heading(span, level)
            if headings and headings[-1][0] == index - 1 and _goes_on(headings[-1][1], heading, text):
                heading = Heading(Span(headings.pop()[1].span.start, span.end), level)
            headings.append((index, heading))
    whole = (table for index, table in tables if len(lines[index].rows) > 1 or _is_table(table, text))
    return Layout(tables=tuple(whole), headings=tuple(heading for _, heading in headings))


def _joined(above: Table, below: Table) -> Table:
    """Rows that come one by one, as one table."""
    return Table(Span(above.span.start, below.span.end), widened((*above.rows, *below.rows)))


def _is_table(table: Table, text: str) -> bool:
    """Whether rows that came one by one are more than a list with its marks."""
    firsts = [row[0].cut(text) for row in table.rows]
    return len(firsts) >= _FEWEST_ROWS and not are_marks(firsts)


def _goes_on(above: Heading, below: Heading, text: str) -> bool:
    """Whether two lines are one heading: no blank line parts them."""
    return above.level == below.level and "\n\n" not in text[above.span.end : below.span.start]


def _placed(text: str, lines: Sequence[Fragment]) -> Iterator[tuple[int, int]]:
    """The number of each line and where it starts in the text; lines that were written otherwise are passed over."""
    at = missed = slack = 0
    for index, line in enumerate(lines):
        start = text.find(line.text, at, at + slack + len(line.text) + _BETWEEN)
        if start < 0:
            missed, slack = missed + 1, slack + len(line.text) + _BETWEEN
            if missed > _MOST_MISSED:
                return
            continue
        at, slack = start + len(line.text), 0
        yield index, start
