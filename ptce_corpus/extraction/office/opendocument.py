"""OpenDocument texts and presentations (ODT, ODP), packed or as one flat XML file (FODT, FODP)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lxml import etree
from lxml.etree import _Element as Element
from odfdo.container import Container

from ptce_corpus.domain.document import SourceDocument
from ptce_corpus.errors import EncryptedFile, UnreadableFile
from ptce_corpus.extraction import packed
from ptce_corpus.extraction.headings import levels_of_sizes
from ptce_corpus.extraction.office.opendocument_body import DRAW, SVG, BodyReader
from ptce_corpus.extraction.office.opendocument_styles import TEXT, Styles
from ptce_corpus.extraction.office.reading_order import Placed, in_reading_order
from ptce_corpus.extraction.origins import SourceFile, claimed_date
from ptce_corpus.extraction.web.markup import parsed
from ptce_corpus.settings import ExtractionSettings

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_PRESENTATION = "{urn:oasis:names:tc:opendocument:xmlns:presentation:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_GROUP, _NOTES = f"{DRAW}g", f"{_PRESENTATION}notes"
_ZIP = b"PK"
_LENGTH = re.compile(r"(-?\d{1,6}(?:\.\d{1,6})?)(cm|mm|in|pt|pc|px)?")
_CENTIMETRES = {"cm": 1.0, "mm": 0.1, "in": 2.54, "pt": 2.54 / 72, "pc": 2.54 / 6, "px": 2.54 / 96}
_DEEPEST = 40
_SAVE_ANEW = "Open it in a word processor and save it anew."


def read(source: SourceFile, *, settings: ExtractionSettings) -> Iterator[SourceDocument]:
    """The one document of an OpenDocument file, without heads and feet.

    A text comes in order, footnotes at the end of their page; a presentation has a page a slide, with its notes.

    Raises:
        EncryptedFile: when it needs a password.
        UnreadableFile: when it has no body that can be read.
        LimitExceeded: when it would unpack to more than allowed, or is nested too deep.
    """
    content, roots = _parts(source, settings)
    body = content.find(f"{_OFFICE}body")
    kinds = {} if body is None else {etree.QName(child).localname: child for child in body.iterchildren("{*}*")}
    styles = Styles.of(roots)
    reader = BodyReader(styles, levels_of_sizes(map(styles.letters, content.iter(f"{TEXT}p", f"{TEXT}h"))))
    if "text" in kinds:
        reader.children(kinds["text"], 0)
    elif "presentation" in kinds:
        reader.sizes = {}
        for number, slide in enumerate(kinds["presentation"].iterchildren(f"{DRAW}page")):
            _slide(reader, slide, first=number == 0)
    else:
        raise UnreadableFile("The OpenDocument file has no body.", remedy=_SAVE_ANEW)
    title, date, producer = _claims(roots)
    document = source.document(reader.builder.pages(), title=title, date=claimed_date(date))
    yield replace(document, producer=producer)


def _parts(source: SourceFile, settings: ExtractionSettings) -> tuple[Element, list[Element]]:
    """The root that holds the body, and all roots that may hold styles and claims."""
    with source.path.open("rb") as opened:
        flat = not opened.read(2).startswith(_ZIP)
    if flat:
        root = _root(source.path.read_bytes())
        return root, [root]
    packed.bounded(source.path, max_unpacked=settings.max_unpacked_size)
    if b"encryption-data" in packed.member(source.path, "META-INF/manifest.xml", most=packed.MIB):
        raise EncryptedFile("The OpenDocument text needs a password.", remedy="Save a copy without password.")
    container = Container(source.path)
    content = _root(_part(container, "content.xml"))
    return content, [content, *_further(container, "styles.xml"), *_further(container, "meta.xml")]


def _part(container: Container, name: str) -> bytes:
    part = container.get_part(name)
    return part.encode("utf-8") if isinstance(part, str) else part or b""


def _root(content: bytes) -> Element:
    try:
        return parsed(content)
    except ValueError as error:
        raise UnreadableFile("The content is not XML.", remedy=_SAVE_ANEW) from error


def _further(container: Container, name: str) -> list[Element]:
    """The root of a part that a file may do without."""
    try:
        return [_root(_part(container, name))]
    except (KeyError, UnreadableFile):
        return []


def _claims(roots: Sequence[Element]) -> tuple[str | None, str | None, str | None]:
    """Title, day of the last change and program that the file states."""
    meta = next((found for root in roots if (found := root.find(f".//{_OFFICE}meta")) is not None), None)
    if meta is None:
        return None, None, None
    # A new letter is often written over an old one: the last change is nearer to the date of the text.
    date = meta.findtext(f"{_DC}date") or meta.findtext(f"{_META}creation-date")
    producer = " ".join((meta.findtext(f"{_META}generator") or "").split())
    return meta.findtext(f"{_DC}title"), date, producer or None


def _slide(reader: BodyReader, slide: Element, *, first: bool) -> None:
    """A slide: its shapes in reading order, then its notes."""
    if not first:
        reader.builder.page_break(hard=True)
    for placed in in_reading_order(list(_shapes(slide, 0))):
        reader.children(placed.shape, 0, level=1 if placed.title else None)
    notes = slide.find(_NOTES)
    if notes is not None:
        reader.children(notes, 0)


def _shapes(parent: Element, depth: int) -> Iterator[Placed[Element]]:
    """The shapes of a slide, those in groups on their own."""
    if depth > _DEEPEST:
        raise RecursionError
    for shape in parent.iterchildren(etree.Element):
        if shape.tag in {_GROUP, f"{DRAW}a"}:
            yield from _shapes(shape, depth + 1)
        elif shape.tag.startswith(DRAW):
            top, left, height = (_length(shape.get(f"{SVG}{name}")) for name in ("y", "x", "height"))
            yield Placed(shape, top, left, height, title=shape.get(f"{_PRESENTATION}class") == "title")


def _length(text: str | None) -> float:
    """A length in centimetres; 0 where none can be read."""
    match = _LENGTH.fullmatch(text or "")
    return float(match[1]) * _CENTIMETRES[match[2] or "px"] if match else 0.0
