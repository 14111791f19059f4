"""What the styles of an OpenDocument file say: page breaks, headings, list marks (OpenDocument 1.3, part 3, 16)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from ptce_corpus.extraction.headings import Letters, styled_level

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_POINTS = re.compile(r"(\d{1,4}(?:\.\d{1,6})?)pt")
_LONGEST_CHAIN = 30
"""Styles that rest on one another; a deeper chain is forged."""
_BOLD = {"bold", "600", "700", "800", "900"}
_ESCAPED = re.compile(r"_([0-9a-f]{2})_")


@dataclass(slots=True)
class Styles:
    """The paragraph, text and list styles of a file by name."""

    _styles: dict[tuple[str, str], Element] = field(default_factory=dict)
    _defaults: dict[str, Element] = field(default_factory=dict)
    _lists: dict[str, dict[int, Element]] = field(default_factory=dict)

    @classmethod
    def of(cls, roots: Sequence[Element]) -> Styles:
        """The styles in the parts of a file."""
        made = cls()
        for root in roots:
            for style in root.iter(f"{STYLE}style"):
                made._styles[style.get(f"{STYLE}family", ""), style.get(f"{STYLE}name", "")] = style
            for style in root.iter(f"{STYLE}default-style"):
                made._defaults[style.get(f"{STYLE}family", "")] = style
            for style in root.iter(f"{TEXT}list-style"):
                levels = {number(level.get(f"{TEXT}level"), 0): level for level in style.iterchildren("{*}*")}
                made._lists[style.get(f"{STYLE}name", "")] = levels
        return made

    def breaks(self, paragraph: Element) -> str:
        """Where the style of a paragraph ends a page: ``before`` or ``after`` it, or nowhere (empty)."""
        for style in self._chain(paragraph):
            properties = style.find(f"{STYLE}paragraph-properties")
            if style.get(f"{STYLE}master-page-name"):
                return "before"
            if properties is None:
                continue
            if before := properties.get(f"{_FO}break-before"):
                return "before" if before == "page" else ""
            if after := properties.get(f"{_FO}break-after"):
                return "after" if after == "page" else ""
        return ""

    def level(self, paragraph: Element) -> int | None:
        """The level of the heading that a paragraph is, from 1; None when it is none."""
        if paragraph.tag == f"{TEXT}h":
            return number(paragraph.get(f"{TEXT}outline-level"), 1)
        for style in self._chain(paragraph):
            name = style.get(f"{STYLE}display-name") or _ESCAPED.sub(_unescaped, style.get(f"{STYLE}name", ""))
            if level := styled_level(name):
                return level
        return None

    def list_level(self, name: str, depth: int) -> Element | None:
        """What a list style says of the items at a depth from 1."""
        return self._lists.get(name, {}).get(depth)

    def letters(self, paragraph: Element) -> list[Letters]:
        """The stretches of a paragraph that its own text and its direct spans make, with their formatting."""
        chain = [*self._chain(paragraph), *self._default("paragraph")]
        found = [self._formatted(paragraph.text, chain)]
        for child in paragraph.iterchildren("{*}*"):
            if child.tag == f"{TEXT}span":
                text = "".join(map(str, child.itertext(f"{TEXT}span", f"{TEXT}a")))
                found.append(self._formatted(text, [*self._chain(child, family="text"), *chain]))
            found.append(self._formatted(child.tail, chain))
        return [letters for letters in found if letters.text]

    @staticmethod
    def _formatted(text: str | None, chain: Sequence[Element]) -> Letters:
        held = [found for style in chain if (found := style.find(f"{STYLE}text-properties")) is not None]
        sizes = (_POINTS.fullmatch(properties.get(f"{_FO}font-size") or "") for properties in held)
        weights = (properties.get(f"{_FO}font-weight") for properties in held)
        size = next(filter(None, sizes), None)
        return Letters(text or "", float(size[1]) if size else 0.0, next(filter(None, weights), None) in _BOLD)

    def _default(self, family: str) -> list[Element]:
        return [self._defaults[family]] if family in self._defaults else []

    def _chain(self, element: Element, *, family: str = "paragraph") -> Iterator[Element]:
        """The style of a paragraph or span, and those that it rests on."""
        name, seen = element.get(f"{TEXT}style-name", ""), set[str]()
        while (
            (style := self._styles.get((family, name))) is not None and name not in seen and len(seen) < _LONGEST_CHAIN
        ):
            seen.add(name)
            yield style
            name = style.get(f"{STYLE}parent-style-name", "")


def _unescaped(match: re.Match[str]) -> str:
    return chr(int(match[1], 16))


def number(text: str | None, otherwise: int) -> int:
    """A number that an attribute states, ``otherwise`` where it states none of a decent size."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else otherwise
