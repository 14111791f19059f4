"""Reading order of a page: which fragments stand in columns, which in rows, which in boxes.

The method is a recursive cut at the white strip (gutter) that parts the most text, after the whitespace cover of
T. M. Breuel, "Two geometric algorithms for layout analysis" (2002), and across at the levels where both columns stop
and resume together. Whether sentences run on from line to line tells columns of prose from cells of a table that has
no rules; only where neither speaks is the order of the content stream asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from ptce_corpus.extraction.pdf.bands import shared_bands
from ptce_corpus.extraction.pdf.boxes import Frame, boxed, opened
from ptce_corpus.extraction.pdf.fragments import Fragment
from ptce_corpus.extraction.pdf.gutters import Gutter, widest_gutter
from ptce_corpus.extraction.pdf.lines import levels, rows
from ptce_corpus.extraction.pdf.notes import notes_last
from ptce_corpus.extraction.pdf.programmes import cell_rows
from ptce_corpus.extraction.pdf.sides import Sense, aside
from ptce_corpus.extraction.pdf.signatures import signed
from ptce_corpus.extraction.pdf.typography import slimmed, with_capitals

_DEEPEST = 16
_MOST_FRAGMENTS = 3000

Blocks = list[list[Fragment]]


def blocks(
    fragments: Sequence[Fragment], frames: Sequence[Frame] = (), dividers: Sequence[Frame] = ()
) -> list[list[Fragment]]:
    """The lines of a page in reading order, in blocks that stand together (a column, a run of full lines).

    ``frames`` are the borders of boxes and coloured grounds: what one holds is read as a whole; ``dividers`` are the
    rules that stand between columns. Footnotes come after the columns.
    """
    if len(fragments) > _MOST_FRAGMENTS:
        return [rows(fragments)]
    members = with_capitals(slimmed(fragments))
    return notes_last(_framed(members, frames, tuple(dividers), 0))


def _framed(members: Sequence[Fragment], frames: Sequence[Frame], dividers: tuple[Frame, ...], depth: int) -> Blocks:
    """The blocks of what stands outside the outermost frames, with those of each frame at its place."""
    outer, boxes = boxed(members, frames) if depth < _DEEPEST else (members, [])
    arranged = [block for block in _arranged(tuple(outer), depth, dividers) if block]
    if not boxes:
        return arranged
    inner = [(box.stand_in, _framed(box.members, box.frames, dividers, depth + 1)) for box in boxes]
    return list(chain.from_iterable(opened(block, inner) for block in arranged))


def _arranged(fragments: tuple[Fragment, ...], depth: int, dividers: tuple[Frame, ...]) -> Blocks:
    gutter = widest_gutter(fragments, dividers) if depth < _DEEPEST else None
    if gutter is None:
        return signed(levels(fragments))
    inner = (
        [cell_rows(gutter.left, gutter.right)] if gutter.sense is Sense.CELLS else _columns(gutter, depth + 1, dividers)
    )
    return [
        *(_arranged(gutter.above, depth + 1, dividers) if gutter.above else []),
        *inner,
        *(_arranged(gutter.below, depth + 1, dividers) if gutter.below else []),
    ]


def _columns(gutter: Gutter, depth: int, dividers: tuple[Frame, ...]) -> Blocks:
    """Columns one after the other, the margin after the body; band after band where both are interrupted together."""
    bands = shared_bands(gutter.left, gutter.right)
    if len(bands) > 1:
        return [block for band in bands for block in _arranged(band, depth, dividers)]
    sides = (gutter.right, gutter.left) if aside(gutter.left, gutter.right) else (gutter.left, gutter.right)
    return [block for side in sides for block in _arranged(side, depth, dividers)]
