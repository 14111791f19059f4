"""Word documents (DOCX)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.coreprops import CoreProperties
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.parts.document import DocumentPart
from lxml.etree import _Element as Element

from ptce_corpus.domain.document import SourceDocument
from ptce_corpus.errors import UnreadableFile
from ptce_corpus.extraction import packed
from ptce_corpus.extraction.blocks import PageBuilder
from ptce_corpus.extraction.origins import SourceFile, claimed_date
from ptce_corpus.settings import ExtractionSettings

_DEEPEST = 40
"""How deep tables and content controls may stand in one another."""
_P, _TBL, _TR, _TC, _SDT, _SDT_CONTENT = (qn(f"w:{name}") for name in ("p", "tbl", "tr", "tc", "sdt", "sdtContent"))
_T, _TAB, _BR, _CR, _HYPHEN = (qn(f"w:{name}") for name in ("t", "tab", "br", "cr", "noBreakHyphen"))
_RENDERED_BREAK, _BREAK_BEFORE = qn("w:lastRenderedPageBreak"), qn("w:pageBreakBefore")
_NOTE, _ENDNOTE = qn("w:footnoteReference"), qn("w:endnoteReference")
_LEFT_OUT = {qn(f"w:{name}") for name in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "fldData")}
_TEXT_BOX = qn("w:txbxContent")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_VAL, _TYPE, _ID = qn("w:val"), qn("w:type"), qn("w:id")
_PASSED_THROUGH = {qn(f"w:{name}") for name in ("ins", "moveTo", "customXml", "smartTag", "sdtContent")}


def read(source: SourceFile, *, settings: ExtractionSettings) -> Iterator[SourceDocument]:
    """The one document of a DOCX file: body in order, footnotes at the end of their page, without heads and feet.

    Raises:
        UnreadableFile: when it has no body that can be read.
        LimitExceeded: when it would unpack to more than allowed.
    """
    packed.bounded(source.path, max_unpacked=settings.max_unpacked_size)
    try:
        document = docx.Document(str(source.path))
        body = document.element.body
    except (KeyError, ValueError, AttributeError) as error:
        raise UnreadableFile(
            f"The Word document is broken ({error}).", remedy="Open it in a word processor and save it anew."
        ) from error
    reader = _BodyReader(notes=_notes(document.part), lists=_list_formats(document.part))
    reader.children(body, 0)
    properties = document.core_properties
    # A new letter is often written over an old one: the last change is nearer to the date of the text.
    stated = _property(properties, "modified") or _property(properties, "created")
    title = _property(properties, "title")
    yield source.document(
        reader.builder.pages(),
        title=title if isinstance(title, str) else None,
        date=claimed_date(stated.isoformat() if isinstance(stated, datetime) else None),
    )


def _property(properties: CoreProperties, name: str) -> object:
    """A core property, None when the file states it in a way that cannot be read."""
    try:
        return getattr(properties, name)
    except (ValueError, AttributeError, TypeError):
        return None


def _notes(part: DocumentPart) -> dict[tuple[str, str], Element]:
    """The footnotes and endnotes of a document, by sort and number."""
    found: dict[tuple[str, str], Element] = {}
    for sort, relation in ((_NOTE, RELATIONSHIP_TYPE.FOOTNOTES), (_ENDNOTE, RELATIONSHIP_TYPE.ENDNOTES)):
        for related in part.rels.values():
            if related.reltype == relation and not related.is_external:
                root = parse_xml(related.target_part.blob)
                found.update({(sort, note.get(_ID, "")): note for note in root if note.get(_TYPE) is None})
    return found


def _list_formats(part: DocumentPart) -> dict[tuple[str, str], str]:
    """How the items of each list are marked (``bullet``, ``decimal``, …), by list number and level."""
    formats: dict[tuple[str, str], str] = {}
    for related in part.rels.values():
        if related.reltype != RELATIONSHIP_TYPE.NUMBERING or related.is_external:
            continue
        root = related.target_part.element
        levels = {
            abstract.get(qn("w:abstractNumId")): {
                level.get(qn("w:ilvl")): _value(level.find(qn("w:numFmt"))) for level in abstract.iterfind(qn("w:lvl"))
            }
            for abstract in root.iterfind(qn("w:abstractNum"))
        }
        for number in root.iterfind(qn("w:num")):
            for level, form in levels.get(_value(number.find(qn("w:abstractNumId"))), {}).items():
                formats[(number.get(qn("w:numId")), level)] = form
    return formats


def _value(element: Element | None) -> str:
    return "" if element is None else element.get(_VAL) or ""


@dataclass(slots=True)
class _BodyReader:
    """Walks the body of a document and tells a page builder what stands there."""

    notes: dict[tuple[str, str], Element]
    lists: dict[tuple[str, str], str]
    builder: PageBuilder = field(default_factory=PageBuilder)
    _items: Counter[tuple[str, str]] = field(default_factory=Counter)
    _after_item: bool = False

    def children(self, parent: Element, depth: int) -> None:
        """Read the blocks of a body, or of a content control in it."""
        if depth > _DEEPEST:
            raise RecursionError
        for child in parent.iterchildren():
            if child.tag == _P:
                self._paragraph(child)
            elif child.tag == _TBL:
                self._table(child, depth + 1)
            elif child.tag == _SDT or child.tag in _PASSED_THROUGH:
                self.children(child, depth + 1)

    def _paragraph(self, element: Element) -> None:
        properties = element.find(qn("w:pPr"))
        if properties is not None and properties.find(_BREAK_BEFORE) is not None:
            self.builder.page_break(hard=False)
        mark = self._mark(properties)
        text: list[str] = [mark]
        boxes: list[Element] = []
        for piece in _pieces(element, boxes):
            if piece is _BR:
                self._flush(text, item=bool(mark))
                self.builder.page_break(hard=True)
            elif piece is _RENDERED_BREAK:
                self._flush(text, item=bool(mark))
                self.builder.page_break(hard=False)
            elif isinstance(piece, tuple):
                self._note(piece)
            else:
                text.append(piece)
        self._flush(text, item=bool(mark))
        for box in boxes:
            self.children(box, 1)

    def _flush(self, text: list[str], *, item: bool) -> None:
        joined = "".join(text)
        if joined.strip(" -\t"):
            self.builder.paragraph(joined, close=item and self._after_item)
            self._after_item = item
        text.clear()

    def _note(self, key: tuple[str, str]) -> None:
        note = self.notes.get(key)
        if note is not None:
            self.builder.note("\n".join(_flat(child) for child in note.iterchildren(_P)))

    def _mark(self, properties: Element | None) -> str:
        """The mark of a list item: a dash, or its running number; empty for any other paragraph."""
        numbering = None if properties is None else properties.find(qn("w:numPr"))
        if numbering is None:
            return ""
        number, level = _value(numbering.find(qn("w:numId"))), _value(numbering.find(qn("w:ilvl"))) or "0"
        form = self.lists.get((number, level), "bullet")
        if number in {"", "0"} or form == "none":
            return ""
        if form != "decimal":
            return "- "
        self._items[(number, level)] += 1
        for other in list(self._items):
            if other[0] == number and other[1] > level:
                del self._items[other]
        return f"{self._items[(number, level)]}. "

    def _table(self, table: Element, depth: int) -> None:
        if depth > _DEEPEST:
            raise RecursionError
        first = True
        for row in _rows(table):
            if any(element.tag == _RENDERED_BREAK for element in row.iter(_RENDERED_BREAK)):
                self.builder.page_break(hard=False)
            cells = [_cell(cell, 0) for cell in _cells(row)]
            self.builder.row(cells, first=first)
            for reference in row.iter(_NOTE, _ENDNOTE):
                self._note((reference.tag, reference.get(_ID, "")))
            first = False
        self._after_item = False


def _rows(table: Element) -> Iterator[Element]:
    for child in table.iterchildren():
        if child.tag == _TR:
            yield child
        elif child.tag == _SDT or child.tag in _PASSED_THROUGH:
            yield from _rows(child)


def _cells(row: Element) -> Iterator[Element]:
    for child in row.iterchildren():
        if child.tag == _TC:
            yield child
        elif child.tag == _SDT or child.tag in _PASSED_THROUGH:
            yield from _cells(child)


def _cell(cell: Element, depth: int) -> str:
    """The text of a cell, a line a paragraph; tables in it line by line."""
    if depth > _DEEPEST:
        raise RecursionError
    parts: list[str] = []
    for child in cell.iterchildren():
        if child.tag == _P:
            parts.append(_flat(child))
        elif child.tag == _TBL:
            parts += [" ".join(_cell(inner, depth + 1) for inner in _cells(row)) for row in _rows(child)]
        elif child.tag == _SDT or child.tag in _PASSED_THROUGH:
            parts.append(_cell(child, depth + 1))
    return "\n".join(part for part in parts if part.strip())


def _flat(paragraph: Element) -> str:
    """The text of a paragraph without its breaks and notes, that of text boxes after it."""
    boxes: list[Element] = []
    text = "".join(
        piece for piece in _pieces(paragraph, boxes) if isinstance(piece, str) and piece not in {_BR, _RENDERED_BREAK}
    )
    return "\n".join([text, *(_cell(box, 0) for box in boxes)]).strip()


def _pieces(element: Element, boxes: list[Element]) -> Iterator[str | tuple[str, str]]:
    """What stands in a paragraph, in order: text, page breaks (by their tag), notes (sort and number).

    Text boxes anchored in it are put into ``boxes``; deleted text and instructions of fields are left out.
    """
    for child in element.iterchildren():
        tag = child.tag
        if tag == _T:
            yield child.text or ""
        elif tag == _TAB:
            yield "\t"
        elif tag == _BR:
            yield _BR if child.get(_TYPE) == "page" else "\n"
        elif tag == _CR:
            yield "\n"
        elif tag == _HYPHEN:
            yield "\u2011"
        elif tag == _RENDERED_BREAK:
            yield _RENDERED_BREAK
        elif tag in {_NOTE, _ENDNOTE}:
            yield tag, child.get(_ID, "")
        elif tag == _TEXT_BOX:
            boxes.append(child)
        elif tag not in _LEFT_OUT and tag != _FALLBACK:
            yield from _pieces(child, boxes)
