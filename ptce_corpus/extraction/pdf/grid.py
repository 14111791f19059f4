"""Tables as text: a line a row, and the places of the cells in it."""

from __future__ import annotations

from collections.abc import Sequence

from ptce_corpus.domain.span import Span
from ptce_corpus.extraction.blocks import CELL
from ptce_corpus.extraction.pdf.characters import Box
from ptce_corpus.extraction.pdf.fragments import Fragment

TAB = "\t"
Row = tuple[Span, ...]


def ruled(grid: Sequence[Sequence[str]], box: Box, *, order: int, size: float = 0.0) -> Fragment:
    """A ruled table as one block: every cell is told apart, the empty ones too; ``size`` is the height of its type."""
    return _block([_barred(texts) for texts in grid if any(texts)], box, order=order, size=size)


def aligned(grid: Sequence[Sequence[str]], box: Box, *, order: int, size: float = 0.0) -> Fragment:
    """A table without rules as one block: tabs part what stands in its rows; ``size`` is the height of its type."""
    return _block([tabbed(texts) for texts in grid if any(texts)], box, order=order, size=size)


def _barred(texts: Sequence[str]) -> tuple[str, Row]:
    """The line of a row, white space at its ends left out, and its cells."""
    line = CELL.join(texts)
    lead = len(line) - len(line.lstrip())
    line = line.strip()
    spans, at = [], -lead
    for text in texts:
        start, end = (min(max(place, 0), len(line)) for place in (at, at + len(text)))
        spans.append(Span(start, end))
        at += len(text) + len(CELL)
    return line, tuple(spans)


def tabbed(texts: Sequence[str]) -> tuple[str, Row]:
    """The line of a row and its cells; an empty one has its place where the next one begins."""
    line, spans = "", []
    for text in texts:
        if text and line:
            line += TAB
        spans.append(Span(len(line), len(line) + len(text)))
        line += text
    return line, tuple(spans)


def _block(lines: Sequence[tuple[str, Row]], box: Box, *, order: int, size: float) -> Fragment:
    """The block that lines with their cells make."""
    placed, start = [], 0
    for line, row in lines:
        placed.append(tuple(span.shifted(start) for span in row))
        start += len(line) + 1
    text = "\n".join(line for line, _ in lines)
    return Fragment(text, *box, order=order, block=True, rows=widened(placed), size=size)


def widened(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows, all as wide as the widest: what a row lacks are empty cells at its end."""
    width = max(map(len, rows), default=0)
    return tuple((*row, *[Span(row[-1].end, row[-1].end)] * (width - len(row))) for row in rows)
