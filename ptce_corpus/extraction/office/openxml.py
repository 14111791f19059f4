"""What Office Open XML files of all sorts share: their claims, and the parts that hold diagrams and charts."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lxml.etree import _Element as Element

from ptce_corpus.extraction import packed
from ptce_corpus.extraction.origins import Claims, claimed_date
from ptce_corpus.extraction.web.markup import parsed

_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_DIAGRAM_TAG = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
DRAWN = {_DIAGRAM_TAG, f"{_CHART}chart"}
"""The elements that stand for a diagram (SmartArt) or a chart, whose text is in a part of its own."""
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_EXTENDED = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"
_DC, _TERMS = "{http://purl.org/dc/elements/1.1/}", "{http://purl.org/dc/terms/}"


def claims(path: Path) -> Claims:
    """The claims of a file (ECMA-376 part 2, 11, and part 1, 22.2)."""
    core, extended = _part(path, "/core-properties"), _part(path, "/extended-properties")
    # A new letter is often written over an old one: the last change is nearer to the date of the text.
    days = (claimed_date(_text(core, f"{_TERMS}{name}")) for name in ("modified", "created"))
    names = (_text(extended, f"{_EXTENDED}{name}") for name in ("Application", "AppVersion"))
    return Claims(
        title=_text(core, f"{_DC}title") or None,
        date=next(filter(None, days), None),
        producer=" ".join(" ".join(names).split()) or None,
    )


def drawn_texts(element: Element, related: Mapping[str, Any]) -> list[str]:
    """The texts of a diagram, or the title of a chart, by the relations of the part that shows it."""
    diagram = element.tag == _DIAGRAM_TAG
    relation = related.get(element.get(f"{_RELATED}{'dm' if diagram else 'id'}", ""))
    if relation is None or relation.is_external:
        return []
    try:
        root: Element | None = parsed(relation.target_part.blob)
    except ValueError:
        return []
    if not diagram and root is not None:
        root = next(root.iter(f"{_CHART}title"), None)
    return [] if root is None else paragraphs(root)


def paragraphs(root: Element) -> list[str]:
    """The texts of the paragraphs of drawings in an element, those that have one."""
    texts = ("".join(run.text or "" for run in one.iter(f"{DRAWING}t")) for one in root.iter(f"{DRAWING}p"))
    return [text for text in texts if text.strip()]


def _text(root: Element | None, tag: str) -> str:
    return (root.findtext(tag) or "").strip() if root is not None else ""


def _part(path: Path, relation: str) -> Element | None:
    """The root of the part that stands in a relation to the whole file; None when there is none that can be read."""
    try:
        relations = parsed(packed.member(path, "_rels/.rels", most=packed.MIB))
        targets = (each.get("Target", "") for each in relations if each.get("Type", "").endswith(relation))
        name = posixpath.normpath(next(targets, "")).lstrip("/")
        return parsed(packed.member(path, name, most=packed.MIB))
    except ValueError:
        return None
