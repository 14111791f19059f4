"""The marks of list items in OpenDocument files (OpenDocument 1.3, part 3, 5.3 and 16.30)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from ptce_corpus.extraction.office.list_figures import BULLET, figures
from ptce_corpus.extraction.office.opendocument_styles import STYLE, TEXT, Styles, number

_ID = "{http://www.w3.org/XML/1998/namespace}id"
_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


@dataclass(slots=True)
class OpenList:
    """A list being read: its style, and how many items were counted at each depth down to its own."""

    style: str
    counts: list[int]

    @property
    def depth(self) -> int:
        """How deep the list stands in others, from 1."""
        return len(self.counts)


@dataclass(slots=True)
class Lists:
    """The lists of a document: gives each item its mark, in the order of the text."""

    styles: Styles
    _last: dict[tuple[str, int], int] = field(default_factory=dict)
    """Where the count of a list stopped, by its style or its identifier, and depth."""

    def opened(self, element: Element, outer: OpenList | None) -> OpenList:
        """A list that begins, in another or on its own; it goes on counting where it says that it continues one."""
        style = element.get(f"{TEXT}style-name") or (outer.style if outer else "")
        depth = outer.depth + 1 if outer else 1
        count = 0
        if continued := element.get(f"{TEXT}continue-list"):
            count = self._last.get((continued, depth), 0)
        elif element.get(f"{TEXT}continue-numbering") == "true":
            count = self._last.get((style, depth), 0)
        level = self.styles.list_level(style, depth)
        start = number(None if level is None else level.get(f"{TEXT}start-value"), 1)
        return OpenList(style, [*(outer.counts if outer else ()), count or start - 1])

    def mark(self, listed: OpenList, item: Element) -> str:
        """The mark of the next item: a dash for bullets, its number as the style shows it, and a space."""
        if item.tag == f"{TEXT}list-header":
            return ""
        stated = number(item.get(f"{TEXT}start-value"), -1)
        listed.counts[-1] = stated if stated >= 0 else listed.counts[-1] + 1
        self._last[listed.style, listed.depth] = listed.counts[-1]
        parent = item.getparent()
        if parent is not None and (identifier := parent.get(_ID)):
            self._last[identifier, listed.depth] = listed.counts[-1]
        level = self.styles.list_level(listed.style, listed.depth)
        if level is None or level.tag != f"{TEXT}list-level-style-number":
            return BULLET
        return self._shown(level, listed)

    def _shown(self, level: Element, listed: OpenList) -> str:
        form = level.get(f"{STYLE}num-format", "")
        if not form:
            return ""
        shown = number(level.get(f"{TEXT}display-levels"), 1)
        counts: Sequence[int] = listed.counts[-max(shown, 1) :]
        text = ".".join(figures(count, form=_FORMS.get(form, "decimal")) for count in counts)
        return f"{level.get(f'{STYLE}num-prefix', '')}{text}{level.get(f'{STYLE}num-suffix', '')}".strip() + " "
