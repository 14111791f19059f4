"""Word 97-2003 documents (DOC)."""

from __future__ import annotations

import re
import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from struct import Struct

import olefile

from ptce_corpus.domain.document import SourceDocument
from ptce_corpus.errors import EncryptedFile, UnreadableFile, UnsupportedFormat
from ptce_corpus.extraction.blocks import PageBuilder
from ptce_corpus.extraction.headings import Letters
from ptce_corpus.extraction.office import symbols
from ptce_corpus.extraction.office.numbering import Numbering
from ptce_corpus.extraction.office.story import Block, NewPage, Note, Paragraph, Story, tell
from ptce_corpus.extraction.office.word97_claims import claims
from ptce_corpus.extraction.office.word97_lists import numbering
from ptce_corpus.extraction.office.word97_structure import (
    CHARACTERS,
    ENDNOTE_MARKS,
    ENDNOTE_TEXTS,
    NOTE_MARKS,
    NOTE_TEXTS,
    PARAGRAPHS,
    STYLE,
    Properties,
    Stretches,
    Structure,
    positions,
)
from ptce_corpus.extraction.origins import SourceFile
from ptce_corpus.settings import ExtractionSettings

_WORD97, _OLDER = 0xA5EC, {0xA5DC, 0xA5DB}
_OLDER_NAME = "Word 6 or 95 document"
_FIRST_VERSION = 0xC1
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
_DELETED, _HIDDEN, _SYMBOL = 0x0800, 0x083C, 0x6A09
_IN_TABLE, _ROW_END, _BREAK_BEFORE = 0x2416, 0x2417, 0x2407
_OUTLINE, _LISTED, _DEPTH, _ROW = 0x2640, 0x460B, 0x260A, 0xD608
_LAST_HEADING = 9
"""Styles 1 to 9 are the headings, in every document ([MS-DOC] 2.9.271)."""
_SIGNS = re.compile("[\x01\x02\x05\x07\x08\x0b\x0c\r\x13\x14\x15\x1e\x1f]")
_SHOWN = {"\x0b": "\n", "\x1e": "\u2011"}
_FIELD = {"\x13", "\x14", "\x15"}
_SAVE_ANEW = "Open it in a word processor and save it anew."


def read(source: SourceFile, *, settings: ExtractionSettings) -> Iterator[SourceDocument]:  # noqa: ARG001
    """The one document of a DOC file: body in order, notes at the end of their page, without heads and feet.

    Raises:
        EncryptedFile: when it needs a password.
        UnsupportedFormat: when Word 6 or 95 wrote it.
        UnreadableFile: when it is broken, or holds no text.
    """
    try:
        with olefile.OleFileIO(str(source.path)) as container:
            structure = _structure(container)
            told = claims(container)
        builder = PageBuilder()
        tell(_Reader(structure).blocks(), builder)
    except (OSError, struct.error, ValueError, IndexError, AttributeError, TypeError) as error:
        raise UnreadableFile(f"The Word document is broken ({error}).", remedy=_SAVE_ANEW) from error
    document = source.document(builder.pages(), title=told.title, date=told.date)
    yield replace(document, producer=told.producer)


def _structure(container: olefile.OleFileIO) -> Structure:
    main = container.openstream("WordDocument").read()
    sort, version = Struct("<2H").unpack_from(main)
    (flags,) = Struct("<H").unpack_from(main, 10)
    if sort in _OLDER or (sort == _WORD97 and version < _FIRST_VERSION):
        raise UnsupportedFormat(
            f"No reader for this type of file: {_OLDER_NAME}.",
            remedy="Open it in its program and save it as DOCX, ODT, PDF or plain text.",
        )
    if sort != _WORD97:
        raise UnreadableFile("The Word document is broken.", remedy=_SAVE_ANEW)
    if flags & _ENCRYPTED:
        raise EncryptedFile("The Office document needs a password.", remedy="Save a copy without password.")
    table = container.openstream("1Table" if flags & _SECOND_TABLE else "0Table").read()
    return Structure(main, table)


@dataclass(frozen=True, slots=True)
class _Run:
    """Characters of one formatting: where they begin in the text and in the file, and the bytes of each."""

    start: int
    text: str
    offset: int
    width: int
    properties: Properties


@dataclass(slots=True)
class _Reader:
    """Goes through the characters of a document and tells stories what they say."""

    structure: Structure
    _runs: list[_Run] = field(default_factory=list)
    _numbering: Numbering = field(default_factory=Numbering)
    _paragraphs: Stretches = field(default_factory=Stretches)
    _notes: dict[int, str] = field(default_factory=dict)
    """The notes by the place of their mark in the text."""
    _sections: dict[int, bool] = field(default_factory=dict)
    """Whether a new page begins, by where a section ends."""

    def blocks(self) -> list[Block]:
        """The blocks of the body, then those of its text boxes."""
        text, notes, heads, comments, endnotes, boxes = self.structure.counts()
        behind = text + notes + heads + comments
        self._runs = list(_runs(self.structure))
        self._paragraphs = self.structure.stretches(PARAGRAPHS)
        self._numbering = _numbering(self.structure)
        self._sections = self.structure.sections()
        self._notes = self._read_notes(NOTE_MARKS, NOTE_TEXTS, text) | self._read_notes(
            ENDNOTE_MARKS, ENDNOTE_TEXTS, behind
        )
        end = behind + endnotes
        return self._story(0, text) + self._story(end, end + boxes)

    def _read_notes(self, marks: int, texts: int, start: int) -> dict[int, str]:
        places = positions(self.structure.part(marks), 2)
        borders = positions(self.structure.part(texts), 0)
        found: dict[int, str] = {}
        read = 0
        for place, left, right in zip(places, borders, borders[1:], strict=False):
            if read <= left < right:
                read = right
                blocks = self._story(start + left, start + right)
                found[place] = "\n".join(block.text for block in blocks if isinstance(block, Paragraph))
        return found

    def _story(self, start: int, end: int) -> list[Block]:
        """The blocks of the text from one place to another."""
        story = Story()
        fields: list[bool] = []
        """For each open field, whether its result has begun."""
        first = max(bisect_right(self._runs, start, key=lambda run: run.start) - 1, 0)
        for run in self._runs[first:]:
            if run.start >= end:
                break
            if _DELETED in run.properties or _HIDDEN in run.properties:
                continue
            self._take(run, story, fields, start=max(start - run.start, 0), end=min(end - run.start, len(run.text)))
        return story.end()

    def _take(self, run: _Run, story: Story, fields: list[bool], *, start: int, end: int) -> None:
        if _SYMBOL in run.properties:
            if all(fields):
                story.add(Letters(_symbol(run.properties[_SYMBOL]), 0.0, bold=False))
            return
        place = start
        for match in _SIGNS.finditer(run.text, start, end):
            if all(fields) and match.start() > place:
                story.add(Letters(run.text[place : match.start()], 0.0, bold=False))
            place = match.end()
            if match[0] in _FIELD:
                _border(match[0], fields)
            elif match[0] in _SHOWN and all(fields):
                story.add(Letters(_SHOWN[match[0]], 0.0, bold=False))
            else:
                self._end(match[0], run, match.start(), story)
                fields[:] = [begun for begun in fields if begun]
        if all(fields) and end > place:
            story.add(Letters(run.text[place:end], 0.0, bold=False))

    def _end(self, sign: str, run: _Run, place: int, story: Story) -> None:
        """Take a sign that ends a paragraph, cell, row or page, or stands for a note."""
        held, _ = self._paragraphs.at(run.offset + place * run.width)
        in_table = _on(held, _IN_TABLE)
        if sign == "\x02" and (note := self._notes.get(run.start + place)):
            story.blocks.append(Note(note))
        elif sign == "\x0c":
            story.new_page(hard=False) if self._sections.get(run.start + place + 1, True) else story.end_paragraph(
                in_table=False, level=_level(held)
            )
        elif sign == "\x07" and _on(held, _ROW_END):
            story.edges[:] = _edges(held.get(_ROW, b""))
            story.end_row()
        elif sign == "\x07" and in_table:
            story.end_cell()
        elif sign in "\r\x07":
            if _on(held, _BREAK_BEFORE) and not in_table:
                story.blocks.append(NewPage(hard=False))
            level = _level(held)
            listed = str(int.from_bytes(held.get(_LISTED, b""), "little"))
            story.mark = self._numbering.mark(listed, int.from_bytes(held.get(_DEPTH, b"")[:1], "little"))
            story.end_paragraph(in_table=in_table, level=level)


def _runs(structure: Structure) -> Iterator[_Run]:
    """The text in stretches of one formatting, in order."""
    characters = structure.stretches(CHARACTERS)
    left = len(structure.main)
    for piece in structure.pieces():
        # Forged pieces may all name the same stretch of the file: together they are never longer than it.
        left -= piece.length * piece.width
        if left < 0:
            return
        encoding = "cp1252" if piece.width == 1 else "utf-16-le"
        taken = 0
        length = min(piece.length, max(len(structure.main) - piece.offset, 0) // piece.width)
        while taken < length:
            offset = piece.offset + taken * piece.width
            held, until = characters.at(offset)
            number = min(length - taken, max((until - offset) // piece.width, 1))
            octets = structure.main[offset : offset + number * piece.width]
            yield _Run(piece.start + taken, _decoded(octets, encoding), offset, piece.width, held)
            taken += number


def _numbering(structure: Structure) -> Numbering:
    """The lists of a document; none where their definitions are broken, which costs their marks only."""
    try:
        return numbering(structure)
    except (struct.error, IndexError):
        return Numbering()


def _decoded(octets: bytes, encoding: str) -> str:
    """The characters of a stretch, one for each of its units: what is not one stays as a mark of its place."""
    if encoding == "cp1252":
        return octets.decode(encoding, errors="replace")
    return "".join(chr(unit) for (unit,) in Struct("<H").iter_unpack(octets))


def _border(sign: str, fields: list[bool]) -> None:
    if sign == "\x13":
        fields.append(False)
    elif fields and sign == "\x14":
        fields[-1] = True
    elif fields:
        fields.pop()


def _on(held: Properties, code: int) -> bool:
    return held.get(code, b"\0")[:1] not in {b"\0", b""}


def _level(held: Properties) -> int | None:
    """The level of the heading that a paragraph is, from 1; None when it is none."""
    outline = held.get(_OUTLINE, b"")
    style = int.from_bytes(held.get(STYLE, b""), "little")
    if outline:
        return outline[0] + 1 if outline[0] < _LAST_HEADING else None
    return style if 1 <= style <= _LAST_HEADING else None


def _edges(operand: bytes) -> list[int]:
    """The right edges of the cells of a row, in twips ([MS-DOC] 2.9.321)."""
    number = operand[2] if len(operand) > 2 else 0
    held = operand[3 : 3 + 2 * (number + 1)]
    return [edge for (edge,) in Struct("<h").iter_unpack(held[: len(held) // 2 * 2])][1:]


def _symbol(operand: bytes) -> str:
    code = int.from_bytes(operand[2:4], "little")
    return symbols.shown(code, font="symbol" if 0xF000 <= code < 0xF100 else "")
