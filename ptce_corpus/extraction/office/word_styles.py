"""What the paragraph styles of a Word document say: headings, lists, letter sizes (ECMA-376 part 1, 17.7)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from docx.oxml.ns import qn
from lxml.etree import _Element as Element

from ptce_corpus.extraction.headings import Letters, styled_level
from ptce_corpus.extraction.office.word_lists import value

_BODY_TEXT = 9
"""The outline level of what is no heading; those of headings count from 0."""
_LONGEST_CHAIN = 30
"""Styles that rest on one another; word processors allow about ten."""
_OFF = {"0", "false", "off"}


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    based_on: str
    properties: Element | None
    run: Element | None


@dataclass(slots=True)
class Styles:
    """The paragraph styles of a document by identifier."""

    _styles: dict[str, _Style] = field(default_factory=dict)
    _default: str = ""
    _size: str = "20"

    @classmethod
    def of(cls, root: Element | None) -> Styles:
        """The styles that a styles part defines; none without one."""
        made = cls()
        for style in () if root is None else root.iterfind(qn("w:style")):
            identifier = style.get(qn("w:styleId"), "")
            made._styles[identifier] = _Style(
                value(style.find(qn("w:name"))),
                value(style.find(qn("w:basedOn"))),
                style.find(qn("w:pPr")),
                style.find(qn("w:rPr")),
            )
            if style.get(qn("w:default")) in {"1", "true"} and style.get(qn("w:type")) == "paragraph":
                made._default = identifier
        path = "/".join(qn(f"w:{name}") for name in ("docDefaults", "rPrDefault", "rPr", "sz"))
        size = None if root is None else root.find(path)
        made._size = value(size) or made._size
        return made

    def level(self, properties: Element | None) -> int | None:
        """The level of the heading that a paragraph of these properties is, from 1; None when it is none."""
        stated = value(_found(properties, "w:outlineLvl"))
        for style in () if stated else self._chain(properties):
            stated = value(_found(style.properties, "w:outlineLvl"))
            named = styled_level(style.name)
            if stated or named:
                stated = stated or str((named or 1) - 1)
                break
        return int(stated) + 1 if stated.isdigit() and int(stated) < _BODY_TEXT else None

    def numbering(self, properties: Element | None) -> tuple[str, int]:
        """List and depth (from 0) of a paragraph of these properties; list ``""`` when it stands in none."""
        depth = ""
        for holder in (properties, *(style.properties for style in self._chain(properties))):
            numbering = _found(holder, "w:numPr")
            if numbering is None:
                continue
            depth = depth or value(numbering.find(qn("w:ilvl")))
            if number := value(numbering.find(qn("w:numId"))):
                return number, int(depth) if depth.isdigit() else 0
        return "", 0

    def letters(self, paragraph: Element) -> list[Letters]:
        """The runs of a paragraph that hold text, with their formatting; what is anchored in it left out."""
        properties = paragraph.find(qn("w:pPr"))
        styles = [style.run for style in self._chain(properties)]
        found = []
        for run in paragraph.iterchildren(qn("w:r")):
            if text := "".join(text.text or "" for text in run.iterchildren(qn("w:t"))):
                holders = [run.find(qn("w:rPr")), *styles]
                found.append(Letters(text, self._size_of(holders), _bold(holders)))
        return found

    def _size_of(self, holders: Sequence[Element | None]) -> float:
        sizes = (value(_found(holder, "w:sz")) for holder in holders)
        size = next(filter(None, sizes), self._size)
        return int(size) / 2 if size.isascii() and size.isdigit() else 0.0

    def _chain(self, properties: Element | None) -> Iterator[_Style]:
        """The style of a paragraph, and those that it rests on."""
        identifier = value(_found(properties, "w:pStyle")) or self._default
        seen: set[str] = set()
        while identifier in self._styles and identifier not in seen and len(seen) < _LONGEST_CHAIN:
            seen.add(identifier)
            yield self._styles[identifier]
            identifier = self._styles[identifier].based_on


def _found(holder: Element | None, name: str) -> Element | None:
    return None if holder is None else holder.find(qn(name))


def _bold(holders: Sequence[Element | None]) -> bool:
    marks = (_found(holder, "w:b") for holder in holders)
    mark = next((mark for mark in marks if mark is not None), None)
    return mark is not None and value(mark) not in _OFF
