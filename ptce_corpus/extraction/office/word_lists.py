"""The lists that a Word document (DOCX) defines."""

from __future__ import annotations

from docx.oxml.ns import qn
from lxml.etree import _Element as Element

from ptce_corpus.extraction.office.numbering import Level, Numbering

_VAL, _LEVEL = qn("w:val"), qn("w:ilvl")


def numbering(root: Element | None) -> Numbering:
    """The lists that a numbering part defines; none without one."""
    made = Numbering()
    for abstract in () if root is None else root.iterfind(qn("w:abstractNum")):
        levels = {_number(level.get(_LEVEL)): _level(level) for level in abstract.iterfind(qn("w:lvl"))}
        made.levels[abstract.get(qn("w:abstractNumId"), "")] = levels
    for number in () if root is None else root.iterfind(qn("w:num")):
        key = number.get(qn("w:numId"), "")
        made.lists[key] = value(number.find(qn("w:abstractNumId")))
        made.restarts[key] = {
            _number(override.get(_LEVEL)): _number(value(override.find(qn("w:startOverride"))), otherwise=1)
            for override in number.iterfind(qn("w:lvlOverride"))
            if override.find(qn("w:startOverride")) is not None
        }
    return made


def value(element: Element | None) -> str:
    """The ``w:val`` of an element; empty when either is missing."""
    return "" if element is None else element.get(_VAL) or ""


def _number(text: str | None, *, otherwise: int = 0) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else otherwise


def _level(element: Element) -> Level:
    form = value(element.find(qn("w:numFmt"))) or "decimal"
    start = _number(value(element.find(qn("w:start"))), otherwise=1)
    return Level(form, value(element.find(qn("w:lvlText"))), start)
