"""A text layer whose letters are right but wrongly coded or wrongly spaced, made good without OCR."""

from __future__ import annotations

from dataclasses import dataclass

from ptce_corpus.domain.alignment import AlignedText
from ptce_corpus.domain.document import Heading, Layout, Table
from ptce_corpus.extraction.origins import PageText, legible
from ptce_corpus.text import miscoded, spacing

_CLEAN = 0.93
"""Legibility from which a text layer is left alone."""
_GOOD = 0.8
_GAIN = 0.15
"""Legibility that new spaces must win: a text of names and commands wins none."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A text, its legibility in [0, 1], and what was done to it, in words: none where it was left alone."""

    text: PageText
    legibility: float
    note: str | None = None


def mended(text: PageText) -> Mended:
    """The text made good; the text itself where nothing makes it more legible."""
    before = legible(text.text)
    if before >= _CLEAN:
        return Mended(text, before)
    source = AlignedText(text.text)
    decoded = miscoded.mended(source)
    notes = []
    if decoded.edits and legible(decoded.text) > before:
        source, notes = decoded, ["letters read by their right code table"]
    spaced = spacing.mended(source)
    if spaced.edits and legible(spaced.text) >= max(_GOOD, legible(source.text) + _GAIN):
        source = spaced
        notes.append("spaces put right")
    if not notes:
        return Mended(text, before)
    better = PageText(source.text, _moved(text.layout, source), text.lost)
    return Mended(better, legible(better.text), "; ".join(notes))


def _moved(layout: Layout, text: AlignedText) -> Layout:
    """A layout whose spans follow the edits of a text."""
    return Layout(
        tables=tuple(
            Table(
                text.target_span(table.span),
                tuple(tuple(text.target_span(cell) for cell in row) for row in table.rows),
            )
            for table in layout.tables
        ),
        headings=tuple(Heading(text.target_span(heading.span), heading.level) for heading in layout.headings),
        words=layout.words,
    )
