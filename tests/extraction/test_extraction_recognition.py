"""Files are known by what they hold; what cannot be read is refused with a reason and a remedy."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pytest
from odfdo import Document as OdfDocument
from odfdo import Paragraph
from PIL import Image

from ptce_corpus.errors import DocumentError, EncryptedFile, LimitExceeded, UnreadableFile, UnsupportedFormat
from ptce_corpus.extraction import images, recognition

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def written(path: Path, content: bytes | str) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("name", ["letter.pdf", "letter", "letter.html", "letter.docx"])
def test_a_name_does_not_make_a_type(tmp_path: Path, extract, name: str) -> None:
    (document,) = extract(written(tmp_path / name, "Madame, Monsieur,\n\nVeuillez trouver ci-joint le bilan.\n"))
    assert document.media_type == "text/plain"
    assert document.pages[0].text.startswith("Madame, Monsieur")


def test_a_pdf_is_known_under_another_name(make_pdf, extract) -> None:
    path = make_pdf(lambda canvas: canvas.drawString(72, 700, "Un texte assez long pour ne pas passer pour un folio."))
    (document,) = extract(path.rename(path.with_suffix(".txt")))
    assert document.media_type == "application/pdf"


def test_a_docx_is_known_under_another_name(tmp_path: Path, extract) -> None:
    made = docx.Document()
    made.add_paragraph("Bonjour")
    made.save(str(tmp_path / "letter.zip"))
    assert extract(tmp_path / "letter.zip")[0].media_type.endswith("wordprocessingml.document")


def test_an_odt_is_known_under_another_name(tmp_path: Path, extract) -> None:
    made = OdfDocument("text")
    made.body.clear()
    made.body.append(Paragraph("Bonjour"))
    made.save(tmp_path / "letter.odt")
    assert extract((tmp_path / "letter.odt").rename(tmp_path / "letter"))[0].pages[0].text == "Bonjour"


@pytest.mark.parametrize(
    "text",
    [
        "<!DOCTYPE html><html><body><p>Bonjour</p></body></html>",
        "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body><p>Bonjour</p></body></html>",
        "<!-- copie -->\n<HTML><p>Bonjour</HTML>",
        "<p>Bonjour</p>\n<p>Madame</p>",
    ],
)
def test_a_web_page_is_known_without_its_name(tmp_path: Path, extract, text: str) -> None:
    (document,) = extract(written(tmp_path / "page.txt", text))
    assert document.media_type in {"text/html", "application/xhtml+xml"}
    assert document.pages[0].text.startswith("Bonjour")


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("# Programme\n\n**14h30** Accueil\n", "markdown"),
        ("La 2^E Journée nationale, puis la 3^{ème} : voir ci-dessous.", "markdown"),
        ("Le tarif est de 3 * 4 = 12 euros.\n1. Accueil\n", "plain"),
    ],
)
def test_markdown_is_known_by_its_marks(tmp_path: Path, extract, text: str, markup: str) -> None:
    assert extract(written(tmp_path / "note.txt", text))[0].markup == markup


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n ", "\ufeff\n".encode()])
def test_a_file_without_a_character_is_unreadable(tmp_path: Path, extract, content: bytes) -> None:
    with pytest.raises(UnreadableFile) as caught:
        extract(written(tmp_path / "empty.txt", content))
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (OLE + "Workbook".encode("utf-16-le"), "Excel 97-2003"),
        (OLE + "VisioDocument".encode("utf-16-le"), "Visio"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(40), "7-Zip"),
        (b"Rar!\x1a\x07\x01" + bytes(40), "RAR"),
        (b"\x1f\x8b\x08" + bytes(40), "gzip"),
        (b"notes.txt".ljust(257, b"\0") + b"ustar" + bytes(250), "tar"),
        (b"\x78\x9f\x3e\x22" + bytes(40), "winmail.dat"),
        (b"\0\0\0\x18ftypheic" + bytes(40), "HEIC"),
        (b"<?xml version='1.0'?><TEI><text/></TEI>", "XML (TEI)"),
    ],
)
def test_a_type_without_reader_is_named(tmp_path: Path, extract, content: bytes, named: str) -> None:
    with pytest.raises(UnsupportedFormat, match=named.replace("(", r"\(").replace(")", r"\)")) as caught:
        extract(written(tmp_path / "file", content))
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("note.txt", b"{\\rtf1\\ansi Bonjour}", "application/rtf"),
        (
            "note",
            b"Received: from a.example\nMessage-ID: <1@a.example>\nFrom: a@a.example\n\nBonjour",
            "message/rfc822",
        ),
        ("note", b"From: Zoe <zoe@pole.example>\nTo: luc@pole.example\nSubject: Bilan\n\nBonjour", "message/rfc822"),
        ("note.eml", b"Subject: Bilan\n\nBonjour", "message/rfc822"),
        ("note.txt", b"Subject: Bilan\n\nBonjour", "text/plain"),
        ("note", b"\xef\xbb\xbfFrom: a@a.example\nSubject: %PDF\n\nBonjour", "message/rfc822"),
        ("note", OLE + "WordDocument".encode("utf-16-le"), "application/msword"),
        ("note", OLE + "__properties_version1.0".encode("utf-16-le"), "application/vnd.ms-outlook"),
        ("note", b"BM" + bytes(12) + b"\x28" + bytes(40), "image/bmp"),
        ("note", b"BM et Cie, notaires", "text/plain"),
        ("note", b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        ("note", b"<?xml version='1.0'?><office:document office:mimetype='x'/>", recognition.FLAT_ODT),
    ],
)
def test_a_type_with_a_reader_is_known_by_its_content(tmp_path: Path, name: str, content: bytes, kind: str) -> None:
    assert recognition.media_type(written(tmp_path / name, content)) == kind


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF", "GIF", "BMP", "WEBP", "JPEG2000"])
def test_a_picture_is_known_under_another_name(tmp_path: Path, form: str) -> None:
    buffer = BytesIO()
    Image.new("L", (32, 32)).save(buffer, form)
    assert recognition.media_type(written(tmp_path / "scan.pdf", buffer.getvalue())) == images.FORMATS[form]


@pytest.mark.parametrize(
    ("members", "kind"),
    [
        ({"[Content_Types].xml": "", "ppt/presentation.xml": ""}, recognition.PPTX),
        ({"mimetype": "application/epub+zip"}, recognition.EPUB),
        ({"META-INF/container.xml": "", "book.opf": ""}, recognition.EPUB),
        ({"mimetype": "application/vnd.oasis.opendocument.presentation"}, recognition.ODP),
        ({"a.txt": "Bonjour"}, recognition.ZIP),
        ({"mimetype": "notes", "a.txt": "Bonjour"}, recognition.ZIP),
    ],
)
def test_a_packed_type_is_known_by_what_it_holds(tmp_path: Path, members: dict[str, str], kind: str) -> None:
    with zipfile.ZipFile(tmp_path / "file.docx", "w") as container:
        for name, text in members.items():
            container.writestr(name, text)
    assert recognition.media_type(tmp_path / "file.docx") == kind


@pytest.mark.parametrize(
    ("members", "named"),
    [
        ({"[Content_Types].xml": "", "xl/workbook.xml": ""}, "Excel"),
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, "spreadsheet"),
        ({"Index/Document.iwa": ""}, "iWork"),
        ({"mimetype": "application/x-other"}, "x-other"),
    ],
)
def test_a_packed_type_without_reader_is_named(tmp_path: Path, extract, members: dict[str, str], named: str) -> None:
    with zipfile.ZipFile(tmp_path / "file.docx", "w") as container:
        for name, text in members.items():
            container.writestr(name, text)
    with pytest.raises(UnsupportedFormat, match=named):
        extract(tmp_path / "file.docx")


def test_an_encrypted_office_document_is_told(tmp_path: Path, extract) -> None:
    content = OLE + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(EncryptedFile):
        extract(written(tmp_path / "letter.docx", content))


def test_an_encrypted_odt_is_told(tmp_path: Path, extract) -> None:
    with zipfile.ZipFile(tmp_path / "letter.odt", "w") as container:
        container.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        container.writestr("META-INF/manifest.xml", "<manifest><encryption-data/></manifest>")
        container.writestr("content.xml", "x")
    with pytest.raises(EncryptedFile):
        extract(tmp_path / "letter.odt")


def test_an_encrypted_pdf_is_told(make_pdf, extract) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    path = make_pdf(lambda canvas: canvas.drawString(72, 700, "Secret"), encrypt=StandardEncryption("clef"))
    with pytest.raises(EncryptedFile) as caught:
        extract(path)
    assert "password" in caught.value.message


def test_a_pdf_that_anyone_may_open_is_read(make_pdf, extract) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    text = "Un compte rendu que chacun peut ouvrir, sans mot de passe."
    path = make_pdf(lambda canvas: canvas.drawString(72, 700, text), encrypt=StandardEncryption("", ownerPassword="x"))
    assert extract(path)[0].pages[0].text == text


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.9])
def test_a_cut_docx_is_unreadable(tmp_path: Path, extract, kept: float) -> None:
    made = docx.Document()
    made.add_paragraph("Bonjour")
    made.save(str(tmp_path / "letter.docx"))
    content = (tmp_path / "letter.docx").read_bytes()
    with pytest.raises(DocumentError):
        extract(written(tmp_path / "cut.docx", content[: int(len(content) * kept)]))


def test_a_pdf_that_only_begins_as_one_is_unreadable(tmp_path: Path, extract) -> None:
    with pytest.raises(UnreadableFile):
        extract(written(tmp_path / "broken.pdf", b"%PDF-1.4\n" + b"\x00\x01" * 200))


def test_a_bomb_is_not_unpacked(tmp_path: Path, extract) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.docx", "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("[Content_Types].xml", "")
        container.writestr("word/document.xml", bytes(40 * 1024 * 1024))
    with pytest.raises(LimitExceeded):
        extract(tmp_path / "bomb.docx")


def test_a_container_larger_than_allowed_is_not_unpacked(tmp_path: Path, extract) -> None:
    with zipfile.ZipFile(tmp_path / "large.odt", "w") as container:
        container.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        container.writestr("content.xml", bytes(2 * 1024 * 1024))
    with pytest.raises(LimitExceeded, match="2 MiB"):
        extract(tmp_path / "large.odt", max_unpacked_size=1)


def test_a_file_larger_than_allowed_is_not_read(tmp_path: Path, extract) -> None:
    with pytest.raises(LimitExceeded):
        extract(written(tmp_path / "large.txt", b"a" * (1024 * 1024 + 1024 * 1024)), max_file_size=1)


def test_a_missing_file_is_a_document_error(tmp_path: Path, extract) -> None:
    with pytest.raises(DocumentError):
        extract(tmp_path / "nowhere.pdf")


def test_an_external_entity_is_not_read(tmp_path: Path, extract) -> None:
    secret = written(tmp_path / "secret.txt", "mot de passe")
    body = (
        f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:p><w:r><w:t>Bonjour &e;</w:t></w:r></w:p></w:body></w:document>"
    )
    made = docx.Document()
    made.add_paragraph("x")
    made.save(str(tmp_path / "base.docx"))
    with zipfile.ZipFile(tmp_path / "base.docx") as base, zipfile.ZipFile(tmp_path / "evil.docx", "w") as evil:
        for name in base.namelist():
            evil.writestr(name, body if name == "word/document.xml" else base.read(name))
    try:
        texts = [page.text for document in extract(tmp_path / "evil.docx") for page in document.pages]
    except DocumentError:
        texts = []
    assert "mot de passe" not in "".join(texts)
