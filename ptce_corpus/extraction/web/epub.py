"""Electronic books (EPUB): a page a chapter."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote

from lxml.etree import _Element as Element

from ptce_corpus.domain.document import SourceDocument
from ptce_corpus.errors import EncryptedFile, UnreadableFile
from ptce_corpus.extraction import packed
from ptce_corpus.extraction.blocks import PageBuilder
from ptce_corpus.extraction.origins import SourceFile, claimed_date
from ptce_corpus.extraction.web.html import body_of, tree_of
from ptce_corpus.extraction.web.html_blocks import BlockReader
from ptce_corpus.extraction.web.markup import parsed
from ptce_corpus.settings import ExtractionSettings

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_LARGEST_CHAPTER = 64 * packed.MIB
_CHAPTERS = {"application/xhtml+xml", "text/html", "application/x-dtbook+xml"}
_BROKEN = "Fetch the book again, or convert it to PDF."


@dataclass(frozen=True, slots=True)
class _Package:
    """The package document of a book, and the folder that its addresses start from."""

    root: Element
    folder: str


def read(source: SourceFile, *, settings: ExtractionSettings) -> Iterator[SourceDocument]:
    """The one document of a book: a page a chapter, in the order of its spine (EPUB 3.3, 5.7).

    Raises:
        EncryptedFile: when its chapters are locked.
        UnreadableFile: when it names no chapter that can be read, or holds no text.
        LimitExceeded: when it would unpack to more than allowed, or is nested too deep.
    """
    packed.bounded(source.path, max_unpacked=settings.max_unpacked_size)
    package = _package(source.path)
    if b"EncryptedData" in packed.member(source.path, _ENCRYPTION, most=packed.MIB) and _locked(source.path):
        raise EncryptedFile("The book is locked against copying.", remedy="Ask the publisher for an open copy.")
    reader = BlockReader(PageBuilder())
    begun = False
    for name in _spine(package):
        content = packed.member(source.path, name, most=_LARGEST_CHAPTER)
        tree = tree_of(content) if content else None
        if tree is not None:
            if begun:
                reader.builder.page_break(hard=False)
            reader.read(body_of(tree))
            begun = True
    claimed = _claims(package)
    date = claimed_date(claimed.get("date"))
    yield replace(
        source.document(reader.builder.pages(), title=claimed.get("title"), date=date),
        producer=claimed.get("generator"),
    )


def _package(path: Path) -> _Package:
    try:
        container = parsed(packed.member(path, _CONTAINER, most=packed.MIB))
        names = (each.get("full-path") or "" for each in container.iter("{*}rootfile"))
        name = next(filter(None, names), "")
        return _Package(parsed(packed.member(path, name, most=_LARGEST_CHAPTER)), posixpath.dirname(name))
    except ValueError as error:
        raise UnreadableFile("The book does not say what is in it.", remedy=_BROKEN) from error


def _spine(package: _Package) -> Iterator[str]:
    """The names of the chapters in the container, in reading order; the table of contents left out."""
    items = {item.get("id", ""): item for item in package.root.iterfind("{*}manifest/{*}item")}
    for reference in package.root.iterfind("{*}spine/{*}itemref"):
        item = items.pop(reference.get("idref", ""), None)
        if item is None or item.get("media-type") not in _CHAPTERS or "nav" in item.get("properties", "").split():
            continue
        address = unquote(item.get("href", "").partition("#")[0])
        yield posixpath.normpath(posixpath.join(package.folder, address))


def _locked(path: Path) -> bool:
    """Whether chapters are encrypted, and not only fonts."""
    try:
        root = parsed(packed.member(path, _ENCRYPTION, most=packed.MIB))
    except ValueError:
        return True
    return any(
        (each.get("URI") or "").lower().endswith(("html", "htm", "xml")) for each in root.iter("{*}CipherReference")
    )


def _claims(package: _Package) -> dict[str, str]:
    """Title, day and program that the book states."""
    found: dict[str, str] = {}
    for element in package.root.iterfind("{*}metadata/{*}*"):
        name = element.tag.rpartition("}")[2]
        if name in {"title", "date"} and (text := (element.text or "").strip()):
            found.setdefault(name, text)
        elif name == "meta" and element.get("name") == "generator":
            found.setdefault("generator", element.get("content") or "")
    return found
