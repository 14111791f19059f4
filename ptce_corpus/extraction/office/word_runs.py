"""What stands in a paragraph of a Word document: text, breaks, notes, text boxes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from docx.opc.part import Part
from docx.oxml.ns import qn
from lxml.etree import _Element as Element

from ptce_corpus.extraction.office import symbols
from ptce_corpus.extraction.office.openxml import DRAWN, drawn_texts
from ptce_corpus.extraction.office.word_lists import value
from ptce_corpus.text.note_calls import RAISE


class Break(Enum):
    """Where a page ends: because the writer said so, or where the word processor last laid it out."""

    PAGE = "page"
    LAID_OUT = "laid out"


@dataclass(frozen=True, slots=True)
class NoteMark:
    """The place of a footnote or endnote: which sort it is, and its number."""

    sort: str
    number: str


Piece = str | Break | NoteMark

NOTE, ENDNOTE = qn("w:footnoteReference"), qn("w:endnoteReference")
_TYPE, _ID = qn("w:type"), qn("w:id")
_TEXTS = {qn("w:t"), "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"}
_RUN, _PROPERTIES, _VANISH, _ALIGNED = qn("w:r"), qn("w:rPr"), qn("w:vanish"), qn("w:vertAlign")
_SIMPLE = {
    qn("w:tab"): "\t", qn("w:ptab"): "\t", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "\u2011", qn("w:softHyphen"): "",
}  # fmt: skip
_BREAK, _RENDERED, _SYMBOL, _FIELD = (qn(f"w:{name}") for name in ("br", "lastRenderedPageBreak", "sym", "fldChar"))
_LEFT_OUT = {
    *(qn(f"w:{name}") for name in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "delInstrText", "fldData",
                                   "rt", "sdtPr", "sdtEndPr", "commentReference", "annotationRef")),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}  # fmt: skip
_TEXT_BOX = qn("w:txbxContent")
_DEEPEST = 200


@dataclass(slots=True)
class Runs:
    """The pieces of a paragraph in order, by iteration; afterwards ``boxes`` and ``drawn`` hold what is anchored in it.

    Deleted and hidden text, comments and instructions of fields are left out; the results of fields are kept.
    """

    paragraph: Element
    part: Part | None = None
    boxes: list[Element] = field(default_factory=list)
    drawn: list[str] = field(default_factory=list)
    _fields: list[bool] = field(default_factory=list)
    """For each open field, whether its result has begun."""

    def __iter__(self) -> Iterator[Piece]:
        return self._pieces(self.paragraph, 0)

    def _pieces(self, element: Element, depth: int) -> Iterator[Piece]:
        if depth > _DEEPEST:
            raise RecursionError
        for child in element.iterchildren():
            tag = child.tag
            if tag in _TEXTS:
                if all(self._fields):
                    yield child.text or ""
            elif tag in _SIMPLE:
                yield _SIMPLE[tag]
            elif tag == _BREAK:
                yield Break.PAGE if child.get(_TYPE) == "page" else "\n"
            elif tag == _RENDERED:
                yield Break.LAID_OUT
            elif tag in {NOTE, ENDNOTE}:
                yield NoteMark(tag, child.get(_ID, ""))
            elif tag == _SYMBOL:
                yield _symbol(child)
            elif not self._noted(child) and tag not in _LEFT_OUT and not _hidden(child):
                pieces = self._pieces(child, depth + 1)
                yield from map(_raised, pieces) if _is_raised(child) else pieces

    def _noted(self, element: Element) -> bool:
        """Whether an element is no text of the paragraph itself: put aside as a box or drawing, or a field's border."""
        if element.tag == _TEXT_BOX:
            self.boxes.append(element)
        elif element.tag == _FIELD:
            self._field(element.get(qn("w:fldCharType"), ""))
        elif element.tag in DRAWN:
            self.drawn += drawn_texts(element, self.part.rels if self.part is not None else {})
        else:
            return False
        return True

    def _field(self, border: str) -> None:
        if border == "begin":
            self._fields.append(False)
        elif self._fields and border == "separate":
            self._fields[-1] = True
        elif self._fields and border == "end":
            self._fields.pop()


def _is_raised(element: Element) -> bool:
    """Whether a run is set above the line, as the call of a note is."""
    aligned = element.find(f"{_PROPERTIES}/{_ALIGNED}") if element.tag == _RUN else None
    return aligned is not None and value(aligned) == "superscript"


def _raised(piece: Piece) -> Piece:
    return piece.translate(RAISE) if isinstance(piece, str) and piece.strip().isdecimal() else piece


def _hidden(element: Element) -> bool:
    """Whether a run is hidden by its own formatting."""
    if element.tag != _RUN:
        return False
    properties = element.find(_PROPERTIES)
    vanish = None if properties is None else properties.find(_VANISH)
    return vanish is not None and value(vanish) not in {"0", "false", "off"}


def _symbol(element: Element) -> str:
    code = element.get(qn("w:char"), "")
    try:
        return symbols.shown(int(code, 16), font=element.get(qn("w:font"), ""))
    except ValueError:
        return ""
