"""Word documents (DOCX)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.package import Package
from lxml.etree import _Element as Element

from ptce_corpus.domain.document import SourceDocument
from ptce_corpus.errors import UnreadableFile
from ptce_corpus.extraction import packed
from ptce_corpus.extraction.blocks import PageBuilder
from ptce_corpus.extraction.headings import heading_size, levels_of_sizes
from ptce_corpus.extraction.office import openxml
from ptce_corpus.extraction.office.numbering import Numbering
from ptce_corpus.extraction.office.word_lists import numbering, value
from ptce_corpus.extraction.office.word_runs import ENDNOTE, NOTE, Break, NoteMark, Runs
from ptce_corpus.extraction.office.word_styles import Styles
from ptce_corpus.extraction.origins import SourceFile
from ptce_corpus.settings import ExtractionSettings

_DEEPEST = 40
"""How deep tables and content controls may stand in one another."""
_MOST_SPANNED = 64
_P, _TBL, _TR, _TC, _SDT = (qn(f"w:{name}") for name in ("p", "tbl", "tr", "tc", "sdt"))
_PROPERTIES, _SECTION = qn("w:pPr"), qn("w:sectPr")
_BREAK_BEFORE, _RENDERED = qn("w:pageBreakBefore"), qn("w:lastRenderedPageBreak")
_TYPE, _ID = qn("w:type"), qn("w:id")
_PASSED_THROUGH = {qn(f"w:{name}") for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")}
_GOES_ON = {"continuous", "nextColumn"}
"""Sections that begin without a new page."""


def read(source: SourceFile, *, settings: ExtractionSettings) -> Iterator[SourceDocument]:
    """The one document of a DOCX file: body in order, footnotes at the end of their page, without heads and feet.

    Raises:
        UnreadableFile: when it has no body that can be read.
        LimitExceeded: when it would unpack to more than allowed.
    """
    packed.bounded(source.path, max_unpacked=settings.max_unpacked_size)
    try:
        package = Package.open(str(source.path))
        part = package.main_document_part
        body = _root(part).find(qn("w:body"))
    except (KeyError, ValueError, AttributeError) as error:
        raise UnreadableFile(
            f"The Word document is broken ({error}).", remedy="Open it in a word processor and save it anew."
        ) from error
    if body is None:
        raise UnreadableFile("The Word document has no body.", remedy="Open it in a word processor and save it anew.")
    pages = _body_reader(part, body).builder.pages()
    claims = openxml.claims(source.path)
    yield replace(source.document(pages, title=claims.title, date=claims.date), producer=claims.producer)


def _body_reader(part: Part, body: Element) -> _BodyReader:
    """A reader that has read a body."""
    styles = Styles.of(_related(part, RELATIONSHIP_TYPE.STYLES))
    reader = _BodyReader(
        part=part,
        notes=_notes(part),
        numbering=numbering(_related(part, RELATIONSHIP_TYPE.NUMBERING)),
        styles=styles,
        sizes=levels_of_sizes(map(styles.letters, body.iter(_P))),
        sections=[value(section.find(_TYPE)) for section in body.iter(_SECTION)],
    )
    reader.children(body, 0)
    return reader


def _root(part: Part) -> Element:
    """The root of a part, whether or not the library reads parts of its type."""
    held = getattr(part, "element", None)
    return held if held is not None else parse_xml(part.blob)


def _related(part: Part, relation: str) -> Element | None:
    """The root of the part that stands in a relation to another; None when there is none."""
    for related in part.rels.values():
        if related.reltype == relation and not related.is_external:
            return _root(related.target_part)
    return None


def _notes(part: Part) -> dict[NoteMark, Element]:
    """The footnotes and endnotes of a document."""
    found: dict[NoteMark, Element] = {}
    for sort, relation in ((NOTE, RELATIONSHIP_TYPE.FOOTNOTES), (ENDNOTE, RELATIONSHIP_TYPE.ENDNOTES)):
        root = _related(part, relation)
        notes = () if root is None else root.iterchildren()
        found |= {NoteMark(sort, note.get(_ID, "")): note for note in notes if note.get(_TYPE) is None}
    return found


@dataclass(slots=True)
class _BodyReader:
    """Walks the body of a document and tells a page builder what stands there."""

    part: Part
    notes: dict[NoteMark, Element]
    numbering: Numbering
    styles: Styles
    sizes: dict[float, int]
    sections: list[str]
    builder: PageBuilder = field(default_factory=PageBuilder)
    _sections_ended: int = 0
    _after_item: bool = False

    def children(self, parent: Element, depth: int) -> None:
        """Read the blocks of a body, of a content control in it, of a text box or of a cell that holds them all."""
        if depth > _DEEPEST:
            raise RecursionError
        for child in parent.iterchildren():
            if child.tag == _P:
                self._paragraph(child, depth)
            elif child.tag == _TBL:
                self._table(child, depth + 1)
            elif child.tag in _PASSED_THROUGH:
                self.children(child, depth + 1)

    def _paragraph(self, element: Element, depth: int) -> None:
        properties = element.find(_PROPERTIES)
        if properties is not None and properties.find(_BREAK_BEFORE) is not None:
            self.builder.page_break(hard=False)
        mark = self.numbering.mark(*self.styles.numbering(properties))
        level = self.styles.level(properties) or self._level_of_letters(element)
        runs = Runs(element, self.part)
        text: list[str] = []
        for piece in runs:
            if isinstance(piece, Break):
                mark = self._flush(text, mark=mark, level=level)
                self.builder.page_break(hard=piece is Break.PAGE)
            elif isinstance(piece, NoteMark):
                self._note(piece)
            else:
                text.append(piece)
        self._flush(text, mark=mark, level=level)
        for drawn in runs.drawn:
            self.builder.paragraph(drawn)
        for box in runs.boxes:
            self.children(box, depth + 1)
        if properties is not None and properties.find(_SECTION) is not None:
            self._section_end()

    def _level_of_letters(self, paragraph: Element) -> int | None:
        size = heading_size(self.styles.letters(paragraph)) if self.sizes else None
        return None if size is None else self.sizes.get(size)

    def _flush(self, text: list[str], *, mark: str, level: int | None) -> str:
        """Tell the builder what was gathered of a paragraph, and give the mark of what is left of it."""
        joined = "".join(text)
        text.clear()
        if not joined.strip():
            return mark
        self.builder.paragraph(mark + joined, close=bool(mark) and self._after_item and level is None, level=level)
        self._after_item = bool(mark) and level is None
        return ""

    def _section_end(self) -> None:
        self._sections_ended += 1
        following = self.sections[self._sections_ended : self._sections_ended + 1]
        if following and following[0] not in _GOES_ON:
            self.builder.page_break(hard=False)

    def _note(self, mark: NoteMark) -> None:
        note = self.notes.get(mark)
        if note is not None:
            self.builder.note(self._cell(note, 0))

    def _table(self, table: Element, depth: int) -> None:
        if depth > _DEEPEST:
            raise RecursionError
        rows = list(_within(table, _TR))
        if _is_frame(rows):
            for row in rows:
                for cell in _within(row, _TC):
                    self.children(cell, depth + 1)
            return
        first = True
        for row in rows:
            if next(row.iter(_RENDERED), None) is not None:
                self.builder.page_break(hard=False)
            self.builder.row(self._row(row), first=first)
            for reference in row.iter(NOTE, ENDNOTE):
                self._note(NoteMark(reference.tag, reference.get(_ID, "")))
            first = False
        self._after_item = False

    def _row(self, row: Element) -> list[str]:
        """The texts of the cells of a row, empty ones where a cell reaches over several columns."""
        properties = row.find(qn("w:trPr"))
        texts = [""] * _spanned(properties, "w:gridBefore", least=0)
        for cell in _within(row, _TC):
            spanned = _spanned(cell.find(qn("w:tcPr")), "w:gridSpan", least=1)
            texts += [self._cell(cell, 0), *[""] * (spanned - 1)]
        return texts if properties is None or properties.find(qn("w:del")) is None else []

    def _cell(self, cell: Element, depth: int) -> str:
        """The text of a cell or note, a line a paragraph; tables in it line by line."""
        if depth > _DEEPEST:
            raise RecursionError
        parts: list[str] = []
        for child in cell.iterchildren():
            if child.tag == _P:
                parts.append(self._flat(child, depth))
            elif child.tag == _TBL:
                parts += [
                    " ".join(self._cell(inner, depth + 1) for inner in _within(row, _TC)) for row in _within(child, _TR)
                ]
            elif child.tag in _PASSED_THROUGH:
                parts.append(self._cell(child, depth + 1))
        return "\n".join(part for part in parts if part.strip())

    def _flat(self, paragraph: Element, depth: int) -> str:
        """The text of a paragraph without its breaks and notes, that of drawings and text boxes after it."""
        runs = Runs(paragraph, self.part)
        text = "".join(piece for piece in runs if isinstance(piece, str)).strip()
        mark = self.numbering.mark(*self.styles.numbering(paragraph.find(_PROPERTIES)))
        return "\n".join(
            [f"{mark}{text}" if text else "", *runs.drawn, *(self._cell(box, depth + 1) for box in runs.boxes)]
        ).strip()


def _is_frame(rows: Sequence[Element]) -> bool:
    """Whether a table only frames blocks or sets them side by side: one column, or one row of long cells."""
    cells = [list(_within(row, _TC)) for row in rows]
    if all(len(row) <= 1 for row in cells):
        return True
    return len(rows) == 1 and any(len(list(cell.iterchildren(_P, _TBL, _SDT))) > 1 for cell in cells[0])


def _within(parent: Element, tag: str, depth: int = 0) -> Iterator[Element]:
    """The rows of a table or the cells of a row, those in content controls and insertions too."""
    if depth > _DEEPEST:
        raise RecursionError
    for child in parent.iterchildren():
        if child.tag == tag:
            yield child
        elif child.tag in _PASSED_THROUGH:
            yield from _within(child, tag, depth + 1)


def _spanned(properties: Element | None, name: str, *, least: int) -> int:
    """How many columns a cell reaches over."""
    claimed = value(None if properties is None else properties.find(qn(name)))
    return min(max(int(claimed), least), _MOST_SPANNED) if claimed.isascii() and claimed.isdigit() else least
