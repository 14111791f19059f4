"""From the words that OCR saw to the text of a page, each word with its place in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from ptce_corpus.domain.document import Layout, Word
from ptce_corpus.domain.span import Span
from ptce_corpus.extraction.ocr.characters import SeenCharacters
from ptce_corpus.extraction.ocr.leaders import Leader
from ptce_corpus.extraction.ocr.picture import Prepared
from ptce_corpus.extraction.ocr.tesseract import SeenLine, SeenWord
from ptce_corpus.extraction.origins import printable
from ptce_corpus.extraction.pdf import columns as pdf_columns
from ptce_corpus.extraction.pdf import paragraphs as pdf_paragraphs
from ptce_corpus.extraction.pdf.boxes import dividers, frames
from ptce_corpus.extraction.pdf.fragments import Fragment
from ptce_corpus.extraction.pdf.headings import levels
from ptce_corpus.extraction.pdf.placing import layout
from ptce_corpus.extraction.pdf.rules import Rule
from ptce_corpus.extraction.pdf.tables import with_tables

_APART = 1.0
"""Height of the type from which a gap parts two stretches of a line."""
_ALIKE = 0.15
"""Difference in height, over the height, up to which two lines are of one type."""
_LOOSE = 0.4
"""Distance of the dots of a leader, over the height of the type, from which they are written with spaces."""
_BETWEEN = 40
"""Characters that may stand between two lines that follow one another in the text."""
_LARGER = 1.25
"""Height of a line, over that of most text, from which its type is larger for certain."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a line that no wide gap parts, and its words."""

    fragment: Fragment
    words: tuple[SeenWord, ...]


def written(
    seen: Sequence[SeenLine], leaders: Sequence[Leader], drawn: Sequence[Rule] = (), *, page: Prepared
) -> tuple[str, Layout]:
    """The text of a page in reading order, a blank line between paragraphs, and its layout.

    ``drawn`` are its rules, in points. Of the layout, the words come in the order of the text.
    """
    points = 72 / page.dpi
    characters = SeenCharacters(points=points)
    pieces = _pieces(_with_leaders(_levelled(seen), leaders), characters, points=points)
    found = with_tables(drawn, characters, {0: [piece.fragment for piece in pieces]}, main=0)
    blocks = pdf_columns.blocks(found[0], frames(drawn), dividers(drawn))
    text = printable(pdf_paragraphs.text(blocks)).strip("\n")
    lines = [line for block in blocks for line in block]
    words = tuple(
        Word(span, page.share((word.x0, word.top, word.x1, word.bottom)), round(word.confidence, 3))
        for span, word in _placed(text, lines, pieces)
        if word.confidence >= 0
    )
    return text, replace(layout(text, lines, _headings(blocks)), words=words)


def _headings(blocks: Sequence[Sequence[Fragment]]) -> list[int | None]:
    """The level of each line that is a heading: what is but a little larger may be so by the play of its letters."""
    lines = [line for block in blocks for line in block]
    if not lines:
        return []
    usual = median(line.height for line in lines for _ in line.text)
    return [
        level if level is not None and (line.height >= _LARGER * usual or line.text.isupper()) else None
        for line, level in zip(lines, levels(blocks), strict=True)
    ]


def _levelled(seen: Sequence[SeenLine]) -> list[SeenLine]:
    """The lines, all those of nearly the usual height made as high: what is measured on ink wavers with its letters."""
    if not seen:
        return []
    usual = median(line.size for line in seen for _ in line.words)
    return [
        replace(line, top=line.bottom - usual) if abs(line.size - usual) <= _ALIKE * usual else line for line in seen
    ]


def _with_leaders(seen: Sequence[SeenLine], leaders: Sequence[Leader]) -> list[SeenLine]:
    """The lines, with leaders as words (of confidence -1) of the entries that they follow."""
    lines = list(seen)
    for leader in leaders:
        index = _led(lines, leader)
        if index is None:
            continue
        line = lines[index]
        dots = (" ." if leader.pitch > _LOOSE * line.size else ".") * leader.count
        word = SeenWord(dots.strip(), leader.x0, leader.top, leader.x1, leader.bottom, -1.0)
        lines[index] = replace(line, words=tuple(sorted((*line.words, word), key=lambda item: item.x0)))
    return lines


def _led(lines: Sequence[SeenLine], leader: Leader) -> int | None:
    """The number of the line that a leader follows: the nearest that ends at its left, on its level."""
    middle = (leader.top + leader.bottom) / 2
    beside = [
        (min(leader.x0 - word.x1 for word in line.words if word.x0 < leader.x0), index)
        for index, line in enumerate(lines)
        if line.top <= middle <= line.bottom and any(word.x0 < leader.x0 for word in line.words)
    ]
    return min(beside)[1] if beside else None


def _pieces(lines: Sequence[SeenLine], characters: SeenCharacters, *, points: float) -> list[_Piece]:
    """The stretches of the lines that no wide gap parts, measured in points, and added to ``characters``."""
    pieces: list[_Piece] = []
    for line in lines:
        for words in _stretches(line):
            text, first = characters.add(words)
            fragment = Fragment(
                text,
                words[0].x0 * points,
                line.top * points,
                max(word.x1 for word in words) * points,
                line.bottom * points,
                len(pieces),
                first=first,
                last=first + len(text) - 1,
            )
            pieces.append(_Piece(fragment, words))
    return pieces


def _stretches(line: SeenLine) -> Iterator[tuple[SeenWord, ...]]:
    start = 0
    for index in range(1, len(line.words) + 1):
        if index == len(line.words) or line.words[index].x0 - line.words[index - 1].x1 > _APART * line.size:
            yield line.words[start:index]
            start = index


def _placed(text: str, lines: Sequence[Fragment], pieces: Sequence[_Piece]) -> Iterator[tuple[Span, SeenWord]]:
    """The words with their spans; those of a line that was written otherwise are left out."""
    waiting = sorted(pieces, key=lambda piece: piece.fragment.middle)
    at = slack = 0
    for line in lines:
        members = _members(line, waiting)
        start = text.find(line.text, at, at + slack + len(line.text) + _BETWEEN)
        if start < 0:
            slack += len(line.text) + _BETWEEN
            continue
        at, slack = start + len(line.text), 0
        yield from sorted(_in_line(line.text, start, members), key=lambda found: found[0].start)


def _members(line: Fragment, waiting: list[_Piece]) -> list[_Piece]:
    """The pieces that a line was made of, taken out of those that wait, from left to right."""
    members = [
        piece
        for piece in waiting
        if line.x0 - 0.5 <= piece.fragment.x0 and piece.fragment.x1 <= line.x1 + 0.5
        if line.top - 0.5 <= piece.fragment.middle <= line.bottom + 0.5 and piece.fragment.text in line.text
    ]
    for piece in members:
        waiting.remove(piece)
    return sorted(members, key=lambda piece: (line.block and piece.fragment.order, piece.fragment.x0))


def _in_line(text: str, start: int, members: Sequence[_Piece]) -> Iterator[tuple[Span, SeenWord]]:
    taken: list[Span] = []
    for piece in members:
        at = text.find(piece.fragment.text)
        while at >= 0 and any(span.start < at + len(piece.fragment.text) and at < span.end for span in taken):
            at = text.find(piece.fragment.text, at + 1)
        if at < 0:
            continue
        taken.append(Span(at, at + len(piece.fragment.text)))
        for word in piece.words:
            at = text.index(word.text, at)
            yield Span(start + at, start + at + len(word.text)), word
            at += len(word.text)
