"""OpenDocument texts (ODT)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree
from lxml.etree import _Element as Element
from odfdo.container import Container

from ptce_corpus.domain.document import SourceDocument
from ptce_corpus.errors import EncryptedFile, LimitExceeded, UnreadableFile
from ptce_corpus.extraction import packed
from ptce_corpus.extraction.blocks import PageBuilder
from ptce_corpus.extraction.origins import SourceFile, claimed_date
from ptce_corpus.settings import ExtractionSettings

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_PARAGRAPHS = {f"{_TEXT}p", f"{_TEXT}h"}
_LEFT_OUT = {
    f"{_OFFICE}annotation",
    f"{_OFFICE}forms",
    f"{_TEXT}tracked-changes",
    f"{_TEXT}sequence-decls",
    f"{_TEXT}variable-decls",
    f"{_TEXT}user-field-decls",
    f"{_DRAW}object",
    f"{_DRAW}object-ole",
    f"{_DRAW}image",
    f"{_SVG}title",
    f"{_SVG}desc",
}
_DEEPEST = 60
_MOST_SPACES = 200
_MOST_REPEATS = 50


def read(source: SourceFile, *, settings: ExtractionSettings) -> Iterator[SourceDocument]:
    """The one document of an ODT file: body in order, footnotes at the end of their page, without heads and feet.

    Raises:
        EncryptedFile: when it needs a password.
        UnreadableFile: when it has no body that can be read.
        LimitExceeded: when it would unpack to more than allowed.
    """
    packed.bounded(source.path, max_unpacked=settings.max_unpacked_size)
    if b"encryption-data" in packed.member(source.path, "META-INF/manifest.xml", most=packed.MIB):
        raise EncryptedFile("The OpenDocument text needs a password.", remedy="Save a copy without password.")
    container = Container(source.path)
    root = _parsed(_part(container, "content.xml"))
    body = root.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise UnreadableFile(
            "The OpenDocument text has no body.", remedy="Open it in a word processor and save it anew."
        )
    reader = _BodyReader(breaks=_breaking_styles(root))
    reader.children(body, 0)
    title, date = _claims(container)
    yield source.document(reader.builder.pages(), title=title, date=claimed_date(date))


def _part(container: Container, name: str) -> bytes:
    part = container.get_part(name)
    return part.encode("utf-8") if isinstance(part, str) else part or b""


def _parsed(content: bytes) -> Element:
    """The XML of a part, read without entities, network or document type."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    root = etree.fromstring(content, parser)
    if root is None:
        raise UnreadableFile("The content is not XML.", remedy="Open it in a word processor and save it anew.")
    return root


def _claims(container: Container) -> tuple[str | None, str | None]:
    """Title and day of creation that the document states."""
    try:
        meta = _parsed(_part(container, "meta.xml"))
    except (KeyError, UnreadableFile, etree.XMLSyntaxError, ValueError):
        return None, None
    title = meta.findtext(".//{http://purl.org/dc/elements/1.1/}title")
    created = meta.findtext(".//{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}creation-date")
    # A new letter is often written over an old one: the last change is nearer to the date of the text.
    return title, meta.findtext(".//{http://purl.org/dc/elements/1.1/}date") or created


def _breaking_styles(root: Element) -> dict[str, str]:
    """The styles that begin a page (``before``) or end one (``after``)."""
    found: dict[str, str] = {}
    for style in root.iter(f"{_STYLE}style"):
        properties = style.find(f"{_STYLE}paragraph-properties")
        if properties is None:
            continue
        if properties.get(f"{_FO}break-before") == "page" or style.get(f"{_STYLE}master-page-name"):
            found[style.get(f"{_STYLE}name", "")] = "before"
        elif properties.get(f"{_FO}break-after") == "page":
            found[style.get(f"{_STYLE}name", "")] = "after"
    return found


@dataclass(slots=True)
class _BodyReader:
    """Walks the body of a document and tells a page builder what stands there."""

    breaks: dict[str, str]
    builder: PageBuilder = field(default_factory=PageBuilder)

    def children(self, parent: Element, depth: int) -> None:
        """Read the blocks of a body, a section or a frame."""
        if depth > _DEEPEST:
            raise LimitExceeded("The document is nested too deep.", remedy="Save it as PDF.")
        for child in parent.iterchildren(etree.Element):
            if child.tag in _PARAGRAPHS:
                self._paragraph(child, depth)
            elif child.tag == f"{_TEXT}list":
                self._items(child, depth + 1)
            elif child.tag == f"{_TABLE}table":
                self._table(child)
            elif child.tag == f"{_TEXT}soft-page-break":
                self.builder.page_break(hard=False)
            elif child.tag not in _LEFT_OUT:
                self.children(child, depth + 1)

    def _paragraph(self, element: Element, depth: int, *, mark: str = "", close: bool = False) -> None:
        style = self.breaks.get(element.get(f"{_TEXT}style-name", ""))
        if style == "before":
            self.builder.page_break(hard=False)
        text, frames = [mark], []
        for piece in _pieces(element, 0):
            if isinstance(piece, str):
                text.append(piece)
            elif piece.tag == f"{_TEXT}soft-page-break":
                self.builder.paragraph("".join(text), close=close)
                text.clear()
                self.builder.page_break(hard=False)
            elif piece.tag == f"{_TEXT}note":
                self.builder.note(_flat(piece.find(f"{_TEXT}note-body")))
            else:
                frames.append(piece)
        if "".join(text).strip(" -"):
            self.builder.paragraph("".join(text), close=close)
        for frame in frames:
            self.children(frame, depth + 1)
        if style == "after":
            self.builder.page_break(hard=False)

    def _items(self, listed: Element, depth: int, *, nested: bool = False) -> None:
        """The items of a list, each marked by a dash (numbers stand in styles, and are not worked out)."""
        if depth > _DEEPEST:
            raise LimitExceeded("The document is nested too deep.", remedy="Save it as PDF.")
        first = not nested
        for item in listed.iterchildren(etree.Element):
            mark = "- "
            for child in item.iterchildren(etree.Element):
                if child.tag == f"{_TEXT}p":
                    self._paragraph(child, depth, mark=mark, close=not first)
                elif child.tag == f"{_TEXT}h":
                    self._paragraph(child, depth)
                elif child.tag == f"{_TEXT}list":
                    self._items(child, depth + 1, nested=not first)
                elif child.tag not in _LEFT_OUT:
                    self.children(child, depth + 1)
                mark, first = "", False

    def _table(self, table: Element) -> None:
        first = True
        for row in table.iter(f"{_TABLE}table-row"):
            if next(row.iterancestors(f"{_TABLE}table")) is not table:
                continue
            before = row.getprevious()
            if before is not None and before.tag == f"{_TEXT}soft-page-break":
                self.builder.page_break(hard=False)
            cells = list(row.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"))
            texts = [text for cell in cells for text in _repeated(cell, _flat(cell))]
            while texts and not texts[-1]:
                texts.pop()
            if texts:
                self.builder.row(texts, first=first)
                first = False


def _repeated(cell: Element, text: str) -> list[str]:
    """The text of a cell as often as the file says that it stands there."""
    claimed = cell.get(f"{_TABLE}number-columns-repeated", "1")
    return [text] * min(int(claimed) if claimed.isdigit() else 1, _MOST_REPEATS)


def _flat(element: Element | None) -> str:
    """The paragraphs in an element, a line each, without breaks and notes."""
    if element is None:
        return ""
    lines = (
        "".join(piece for piece in _pieces(paragraph, 0) if isinstance(piece, str)).strip()
        for paragraph in element.iter(*_PARAGRAPHS)
    )
    return "\n".join(line for line in lines if line)


def _pieces(element: Element, depth: int) -> Iterator[str | Element]:
    """What stands in a paragraph, in order: text, and the elements of page breaks, notes and frames."""
    if depth > _DEEPEST:
        raise LimitExceeded("The document is nested too deep.", remedy="Save it as PDF.")
    if element.text:
        yield _collapsed(element.text)
    for child in element:
        tag = child.tag
        if not isinstance(tag, str) or tag in _LEFT_OUT:
            pass
        elif tag == f"{_TEXT}s":
            claimed = child.get(f"{_TEXT}c", "1")
            yield " " * min(int(claimed) if claimed.isdigit() else 1, _MOST_SPACES)
        elif tag == f"{_TEXT}tab":
            yield "\t"
        elif tag == f"{_TEXT}line-break":
            yield "\n"
        elif tag in {f"{_TEXT}soft-page-break", f"{_TEXT}note"} or tag.startswith(_DRAW):
            yield child
        else:
            yield from _pieces(child, depth + 1)
        if child.tail:
            yield _collapsed(child.tail)


def _collapsed(text: str) -> str:
    """White space as OpenDocument counts it (1.3, part 3, 6.1.2): any run of it is one space."""
    if not text.strip():
        return " "
    lead, trail = text[0].isspace(), text[-1].isspace()
    return " " * lead + " ".join(text.split()) + " " * trail
