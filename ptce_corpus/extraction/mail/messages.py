"""A message as a document: who wrote to whom about what, then the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from ptce_corpus.domain.document import Heading, Layout, Origin, SourceDocument, SourcePage, Table
from ptce_corpus.errors import DocumentError
from ptce_corpus.extraction.encodings import decoded
from ptce_corpus.extraction.origins import PageText, SourceFile, legible, printable

NOTHING = PageText("")
_GAP = "\n\n"
_STUB = 0.25
"""Share of the words of the HTML text under which the plain text only says that there is one."""
_SMALL_BYTES = 12 * 1024
_SMALL_SIDE = 400
"""Pixels: an image shown within a text with a shorter side is a logo or a signature, not a page."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head of a message; ``date`` is an ISO day, what is empty was not said."""

    sender: str
    to: str
    copies: str
    subject: str
    date: str | None


def document(source: SourceFile, head: Letterhead, body: PageText) -> SourceDocument:
    """The document of a message: the lines that say who wrote to whom, then its text."""
    named = (("From", head.sender), ("To", head.to), ("Cc", head.copies), ("Subject", head.subject))
    lines = "\n".join(f"{name}: {printable(value)}" for name, value in named if value)
    page = joined((PageText(lines), body))
    return source.document(
        (SourcePage(1, page.text, Origin.NATIVE, legible(page.text), layout=page.layout),),
        title=head.subject or None,
        date=head.date,
    )


def plain_text(content: bytes, *, declared: str | None) -> PageText:
    """A text, in the encoding ``declared`` or in another where that cannot be."""
    return PageText(printable(decoded(content, declared=declared)).strip("\n"))


def text_of_html(content: bytes, *, declared: str | None) -> PageText:
    """All the text of a message written in HTML, quoted replies included; nothing of one that cannot be read."""
    from lxml.etree import XMLSyntaxError

    from ptce_corpus.extraction.web import html
    from ptce_corpus.extraction.web.html_blocks import BlockReader

    reader = BlockReader()
    try:
        tree = html.tree_of(decoded(content, declared=declared).encode("utf-8", errors="replace"))
        if tree is None:
            return NOTHING
        reader.read(html.body_of(tree))
        (page,) = reader.builder.pages()
    except (DocumentError, XMLSyntaxError, RecursionError):
        return NOTHING
    return PageText(page.text, page.layout)


def best_body(plain: PageText, rich: PageText) -> PageText:
    """The plain text of a message, or the text of its HTML where the plain one is missing or a stub."""
    return rich if len(plain.text.split()) < _STUB * len(rich.text.split()) or not plain.text.strip() else plain


def joined(parts: Sequence[PageText]) -> PageText:
    """Texts one below the other, those without a word left out, with the places of their tables and headings."""
    text = ""
    tables: list[Table] = []
    headings: list[Heading] = []
    for part in parts:
        if not part.text.strip():
            continue
        text += _GAP if text else ""
        start = len(text)
        text += part.text
        headings += [Heading(heading.span.shifted(start), heading.level) for heading in part.layout.headings]
        for table in part.layout.tables:
            rows = tuple(tuple(cell.shifted(start) for cell in row) for row in table.rows)
            tables.append(Table(table.span.shifted(start), rows))
    return PageText(text, Layout(tables=tuple(tables), headings=tuple(headings)))


def is_decoration(content: bytes) -> bool:
    """Whether an image within a text is too small for a page that was scanned: a logo, a signature, a smiley."""
    from PIL import Image, UnidentifiedImageError

    if len(content) < _SMALL_BYTES:
        return True
    try:
        with Image.open(BytesIO(content)) as image:
            return min(image.size) < _SMALL_SIDE
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError):
        return True
