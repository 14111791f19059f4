"""Levels at which two columns stop and resume together: a heading or a figure across them, or a grid of articles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from ptce_corpus.extraction.pdf.fragments import Fragment
from ptce_corpus.extraction.pdf.lines import pitch, rows

_MOST_LINES = 4
"""Lines that a heading across columns, or a caption, may have."""
_SHORT_COLUMN = 4.0
"""Lines that one column may be shorter than the other where both stop."""
_ENDED = re.compile(r"[.!?…:;»”\"]\s*$")


@dataclass(frozen=True, slots=True)
class _Gap:
    """White between two lines of a column."""

    above: Fragment
    below: Fragment

    @property
    def top(self) -> float:
        return self.above.bottom

    @property
    def bottom(self) -> float:
        return self.below.top


def shared_bands(left: Sequence[Fragment], right: Sequence[Fragment]) -> list[tuple[Fragment, ...]]:
    """The fragments of two columns, cut at the levels where both are interrupted; one band when they never are."""
    lines, others = rows(left), rows(right)
    step = pitch(lines, others)
    cuts = sorted({*_across(lines, others, step), *_across(others, lines, step), *_blanks(lines, others, step)})
    if not cuts:
        return [(*left, *right)]
    bands: list[list[Fragment]] = [[] for _ in range(len(cuts) + 1)]
    for item in (*left, *right):
        bands[sum(item.middle > cut for cut in cuts)].append(item)
    return [tuple(band) for band in bands if band]


def _gaps(lines: Sequence[Fragment], least: float) -> Iterator[_Gap]:
    reached: Fragment | None = None
    for line in lines:
        if reached is not None and line.top - reached.bottom >= least:
            yield _Gap(reached, line)
        if reached is None or line.bottom > reached.bottom:
            reached = line


def _across(lines: Sequence[Fragment], others: Sequence[Fragment], step: float) -> Iterator[float]:
    """Above and below what stands alone in ``lines`` beside a gap of ``others``: a short heading or caption."""
    usual = median(line.height for line in lines)
    for gap in _gaps(others, 1.6 * step):
        inside = [
            index for index, line in enumerate(lines) if gap.top - 0.3 * step < line.middle < gap.bottom + 0.3 * step
        ]
        alone = lines[inside[0] : inside[-1] + 1] if inside else []
        if not alone or len(alone) > _MOST_LINES or inside[0] == 0 or inside[-1] == len(lines) - 1:
            continue
        before, after = lines[inside[0] - 1], lines[inside[-1] + 1]
        # The columns need not stop on one level: one of them may be short.
        short = (gap.top - before.bottom) / step
        beside = -1.6 < short < _SHORT_COLUMN and abs(after.top - gap.bottom) < 1.2 * step
        space = (alone[0].top - before.bottom) + (after.top - alone[-1].bottom)
        other_type = any(abs(line.height - usual) > 0.1 * usual for line in alone)
        if beside and (other_type or space > 2.2 * step) and space > 0.8 * step:
            yield (max(before.bottom, gap.top) + alone[0].top) / 2
            yield (alone[-1].bottom + min(after.top, gap.bottom)) / 2


def _blanks(lines: Sequence[Fragment], others: Sequence[Fragment], step: float) -> Iterator[float]:
    """White across both columns below which both begin on one level."""
    mine = list(_gaps(lines, 0.2 * step))
    for gap in _gaps(others, 0.2 * step):
        for own in mine:
            top, bottom = max(own.top, gap.top), min(own.bottom, gap.bottom)
            level = abs(own.bottom - gap.bottom) < 0.5 * step
            tall = (
                bottom - top > (0.2 if own.below.block and gap.below.block else 1.8 if _boxes(own, gap) else 2.4) * step
            )
            if tall and level and not _runs_on(own, gap):
                yield (top + bottom) / 2


def _boxes(*gaps: _Gap) -> bool:
    return any(line.block for gap in gaps for line in (gap.above, gap.below))


def _runs_on(*gaps: _Gap) -> bool:
    """Whether a sentence runs on over the white in its own column."""
    return any(
        not _ENDED.search(gap.above.text) and gap.below.text[:1].islower()
        for gap in gaps
        if not (gap.above.block or gap.below.block)
    )
