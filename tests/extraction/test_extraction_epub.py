"""A book has a page a chapter, in the order of its spine."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from ptce_corpus.domain.document import SourceDocument
from ptce_corpus.errors import EncryptedFile, UnreadableFile
from ptce_corpus.extraction.origins import SourceFile
from ptce_corpus.extraction.web import epub
from ptce_corpus.settings import ExtractionSettings

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
)
PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>
<dc:title>Les pôles</dc:title><dc:date>2018-09-01</dc:date><meta name="generator" content="Sigil 1.0"/></metadata>
<manifest><item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="b" href="text/deux%20mots.xhtml" media-type="application/xhtml+xml"/>
<item id="a" href="text/un.xhtml" media-type="application/xhtml+xml"/>
<item id="i" href="i.png" media-type="image/png"/></manifest>
<spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/><itemref idref="a"/>
<itemref idref="i"/></spine></package>"""
CHAPTER = '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>{}</body></html>'


@pytest.fixture
def read(tmp_path: Path):
    def document(**more: str) -> SourceDocument:
        parts = {
            "META-INF/container.xml": CONTAINER,
            "OEBPS/book.opf": PACKAGE,
            "OEBPS/nav.xhtml": CHAPTER.format("<p>Sommaire</p>"),
            "OEBPS/text/un.xhtml": CHAPTER.format("<h1>Un</h1><p>Caf&eacute;&#160;!</p>"),
            "OEBPS/text/deux mots.xhtml": CHAPTER.format("<h2>Deux</h2><a id='x'/><p>Suite.</p>"),
        } | more
        with zipfile.ZipFile(tmp_path / "book.epub", "w") as container:
            for name, content in parts.items():
                container.writestr(name, content)
        source = SourceFile(tmp_path / "book.epub", "book.epub", "0" * 64, "application/epub+zip")
        (found,) = epub.read(source, settings=ExtractionSettings())
        return found

    return document


def test_chapters_are_pages_in_the_order_of_the_spine(read) -> None:
    found = read()
    assert [page.text for page in found.pages] == ["Un\n\nCafé\u00a0!", "Deux\n\nSuite."]
    levels = [
        [(heading.span.cut(page.text), heading.level) for heading in page.layout.headings] for page in found.pages
    ]
    assert levels == [[("Un", 1)], [("Deux", 2)]]


def test_the_book_tells_title_day_and_program(read) -> None:
    found = read()
    assert (found.title, found.date, found.producer) == ("Les pôles", "2018-09-01", "Sigil 1.0")


def test_a_locked_book_is_refused_and_locked_fonts_are_no_matter(read) -> None:
    locked = '<encryption><EncryptedData><CipherReference URI="OEBPS/{}"/></EncryptedData></encryption>'
    with pytest.raises(EncryptedFile):
        read(**{"META-INF/encryption.xml": locked.format("text/un.xhtml")})
    assert read(**{"META-INF/encryption.xml": locked.format("font.otf")}).pages


@pytest.mark.parametrize("name", ["META-INF/container.xml", "OEBPS/book.opf"])
def test_a_book_that_does_not_say_what_is_in_it_is_unreadable(read, name: str) -> None:
    with pytest.raises(UnreadableFile):
        read(**{name: ""})


def test_entities_of_a_book_are_not_resolved(read, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("mot de passe")
    declared = f'<!DOCTYPE package [<!ENTITY x SYSTEM "{(tmp_path / "secret.txt").as_uri()}">]>'
    found = read(**{"OEBPS/book.opf": declared + PACKAGE.replace("Les pôles", "Les &x; pôles")})
    assert "passe" not in (found.title or "")
