"""A message is read as its reader saw it, and what is attached to it becomes documents of their own."""

from __future__ import annotations

from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from ptce_corpus.domain.document import SourceDocument
from ptce_corpus.errors import DocumentError, EncryptedFile, LimitExceeded
from ptce_corpus.extraction.dispatch import FileExtractor
from ptce_corpus.extraction.mail.headers import iso_day, unencoded
from ptce_corpus.settings import ExtractionSettings

BODY = "Bonjour Zoé,\n\nL’assemblée générale aura lieu à Nevers.\n\n> Où se tiendra-t-elle ?\n\nLuc"


def message(subject: str = "Assemblée générale", body: str = BODY) -> EmailMessage:
    made = EmailMessage()
    made["From"] = "Luc Mérand <luc@pole.example>"
    made["To"] = "Zoé <zoe@pole.example>"
    made["Cc"] = "bureau@pole.example"
    made["Subject"] = subject
    made["Date"] = "Wed, 30 Jul 2014 23:30:00 +0200"
    made["Message-ID"] = "<1@pole.example>"
    made.set_content(body)
    return made


def word_document(text: str = "Le bilan.") -> bytes:
    made = docx.Document()
    made.add_paragraph(text)
    buffer = BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def picture(side: int) -> bytes:
    buffer = BytesIO()
    Image.effect_noise((side, side), 90).save(buffer, "PNG")
    return buffer.getvalue()


def read(
    path: Path, content: EmailMessage | bytes, *, into: list[SourceDocument] | None = None, **settings: object
) -> list[SourceDocument]:
    """The documents of a message; ``into`` keeps those that come before a fault."""
    path.write_bytes(content if isinstance(content, bytes) else content.as_bytes())
    extractor = FileExtractor(ExtractionSettings(**{"ocr": False, **settings}))  # type: ignore[arg-type]
    found = [] if into is None else into
    found.extend(extractor.extract(path, path.name))
    return found


def test_a_message_tells_who_wrote_to_whom_when_and_about_what(tmp_path: Path) -> None:
    (document,) = read(tmp_path / "a.eml", message())
    assert document.media_type == "message/rfc822"
    assert document.title == "Assemblée générale"
    assert document.date == "2014-07-30"
    assert document.pages[0].text == (
        "From: Luc Mérand <luc@pole.example>\nTo: Zoé <zoe@pole.example>\nCc: bureau@pole.example\n"
        f"Subject: Assemblée générale\n\n{BODY}"
    )


def test_plain_text_goes_before_html(tmp_path: Path) -> None:
    made = message()
    made.add_alternative(f"<html><body><p>{BODY} En couleurs.</p></body></html>", subtype="html")
    assert "En couleurs" not in read(tmp_path / "a.eml", made)[0].pages[0].text


def test_html_goes_before_a_plain_text_that_only_points_to_it(tmp_path: Path) -> None:
    made = message(body="Ce message est en HTML.")
    made.add_alternative(
        f"<html><body><p>{BODY}</p><blockquote>Une réponse citée. {BODY}</blockquote></body></html>", subtype="html"
    )
    text = read(tmp_path / "a.eml", made)[0].pages[0].text
    assert "assemblée générale aura lieu" in text
    assert "Une réponse citée" in text
    assert "<p>" not in text


def test_a_message_in_html_alone_is_read(tmp_path: Path) -> None:
    made = message()
    made.set_content("<p>Réunion à Nevers</p><p>Merci</p>", subtype="html", charset="iso-8859-1")
    assert read(tmp_path / "a.eml", made)[0].pages[0].text.endswith("Réunion à Nevers\n\nMerci")


def test_attachments_are_documents_with_names_of_their_own(tmp_path: Path) -> None:
    made = message()
    for text in ("Le bilan.", "Le projet."):
        made.add_attachment(word_document(text), maintype="application", subtype="octet-stream", filename="été.docx")
    made.add_attachment("à noter".encode("cp1252"), maintype="text", subtype="plain", filename="../../notes.txt")
    documents = read(tmp_path / "a.eml", made)
    assert [document.identifier for document in documents] == [
        "a.eml", "a.eml/été.docx", "a.eml/été (2).docx", "a.eml/..-..-notes.txt",
    ]  # fmt: skip
    assert [document.pages[0].text for document in documents[1:]] == ["Le bilan.", "Le projet.", "à noter"]


def test_an_attached_message_is_read_with_its_attachments(tmp_path: Path) -> None:
    inner = message(subject="Convocation n° 2/2014")
    inner.add_attachment(word_document(), maintype="application", subtype="octet-stream", filename="bilan.docx")
    made = message()
    made.add_attachment(inner)
    documents = read(tmp_path / "a.eml", made)
    name = "a.eml/Convocation n° 2-2014.eml"
    assert [document.identifier for document in documents] == ["a.eml", name, f"{name}/bilan.docx"]
    assert documents[1].title == "Convocation n° 2/2014"
    assert len({document.sha256 for document in documents}) == 3


def test_messages_packed_too_deep_are_told(tmp_path: Path) -> None:
    made = message()
    for _ in range(3):
        outer = message()
        outer.add_attachment(made)
        made = outer
    with pytest.raises(LimitExceeded, match="more than 2 deep"):
        read(tmp_path / "a.eml", made, max_depth=2)


def test_logos_in_the_text_are_left_out_and_scans_are_kept(tmp_path: Path) -> None:
    made = message()
    made.add_alternative("<p>Bonjour</p><img src='cid:logo'>", subtype="html")
    html = made.get_payload()[1]
    html.add_related(picture(100), maintype="image", subtype="png", cid="<logo>")
    html.add_related(picture(600), maintype="image", subtype="png", cid="<scan>", filename="scan.png")
    made.add_attachment(picture(100), maintype="image", subtype="png", filename="vignette.png")
    names = [document.identifier for document in read(tmp_path / "a.eml", made)]
    assert names == ["a.eml", "a.eml/scan.png", "a.eml/vignette.png"]


def test_an_attachment_that_cannot_be_read_costs_one_line(tmp_path: Path) -> None:
    made = message()
    made.add_attachment(b"%PDF-1.4 \0", maintype="application", subtype="pdf", filename="coupé.pdf")
    made.add_attachment(word_document(), maintype="application", subtype="octet-stream", filename="bilan.docx")
    found: list[SourceDocument] = []
    with pytest.raises(DocumentError, match=r"1 of 2 documents inside.*coupé\.pdf: "):
        read(tmp_path / "a.eml", made, into=found)
    assert [document.identifier for document in found] == ["a.eml", "a.eml/bilan.docx"]


def test_signatures_cards_and_calendars_are_no_documents(tmp_path: Path) -> None:
    made = message()
    for kind, subtype in (("application", "pkcs7-signature"), ("text", "calendar"), ("application", "pgp-signature")):
        made.add_attachment(b"BEGIN\r\nEND", maintype=kind, subtype=subtype, filename="x")
    assert len(read(tmp_path / "a.eml", made)) == 1


def test_an_encrypted_message_is_told(tmp_path: Path) -> None:
    content = b"From: a@b.example\nMIME-Version: 1.0\nContent-Type: application/pkcs7-mime\n\nMIAGCSqGSIb3"
    with pytest.raises(EncryptedFile) as caught:
        read(tmp_path / "a.eml", content)
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [
        ("utf-8", "cp1252"),
        ("us-ascii", "utf-8"),
        ("nonsense", "cp1252"),
        ("iso-8859-1", "utf-8"),
        ("punycode", "cp1252"),
    ],
)
def test_a_wrong_charset_is_mended(tmp_path: Path, charset: str, encoding: str) -> None:
    head = f"From: a@b.example\nMIME-Version: 1.0\nContent-Type: text/plain; charset={charset}\n\n"
    text = "La réunion a été reportée : l’élu préférait l'été."
    assert read(tmp_path / "a.eml", head.encode() + text.encode(encoding))[0].pages[0].text.endswith(text)


def test_headers_with_bare_bytes_are_read(tmp_path: Path) -> None:
    content = "From: Zoé Né <z@b.example>\nMIME-Version: 1.0\nSubject: L'été à Nevers\n\nOui".encode("cp1252")
    (document,) = read(tmp_path / "a.eml", content)
    assert document.title == "L'été à Nevers"
    assert "From: Zoé Né <z@b.example>" in document.pages[0].text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("=?utf-8?q?R=C3=A9union_=C3=A0?= =?utf-8?q?_Nevers?=", "Réunion à Nevers"),
        ("=?utf-8?b?UsOpdW5pb24=?=", "Réunion"),
        ("=?utf-8?b?UsOpdW5pb24?= demain", "Réunion demain"),
        ("=?utf-8?q?R=C3?=\n =?utf-8?q?=A9union?=", "Réunion"),
        ("=?iso-8859-1?Q?R=E9union?=: bilan", "Réunion: bilan"),
        ("=?inconnu?Q?R=E9union?=", "Réunion"),
        ("=?iso-2022-jp?B?GyRCJF4kXxsoQg==?=", "まみ"),
        ("=?utf-8?b?====?=", ""),
        ("=?broken", "=?broken"),
        ("Re :\n\tbilan", "Re : bilan"),
    ],
)
def test_encoded_words_are_read(raw: str, text: str) -> None:
    assert unencoded(raw) == text


@given(st.text(max_size=300))
def test_any_header_gives_one_line(raw: str) -> None:
    text = unencoded(raw)
    assert "\n" not in text
    assert text == text.strip()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Wed, 30 Jul 2014 23:30:00 +0200", "2014-07-30"),
        ("30 Jul 2014 23:30 GMT", "2014-07-30"),
        ("30 Jul 1801 23:30 GMT", None),
        ("99 Jul 2014 23:30 GMT", None),
        ("hier", None),
        ("", None),
    ],
)
def test_a_date_is_a_day_or_none(text: str, day: str | None) -> None:
    assert iso_day(text) == day


def test_a_mailbox_gives_its_messages(tmp_path: Path) -> None:
    lines = [f"From luc@pole.example Wed Jul 30 23:30:0{number} 2014\n{message(f'N° {number}')}\n" for number in (1, 2)]
    documents = read(tmp_path / "a.mbox", "".join(lines).encode())
    assert [(document.identifier, document.title) for document in documents] == [
        ("a.mbox/1.eml", "N° 1"),
        ("a.mbox/2.eml", "N° 2"),
    ]


def test_a_mailbox_of_one_is_a_message(tmp_path: Path) -> None:
    content = f"From luc@pole.example Wed Jul 30 23:30:01 2014\n{message()}"
    assert [document.identifier for document in read(tmp_path / "a", content.encode())] == ["a"]


def test_a_saved_web_page_is_read(tmp_path: Path) -> None:
    content = (
        "From: <Saved by Blink>\nSubject: Accueil\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; boundary="x"; type="text/html"\n\n'
        "--x\nContent-Type: text/html; charset=utf-8\n\n"
        "<html><body><p>Le pôle ouvre à Nevers.</p></body></html>\n--x--\n"
    )
    assert "Le pôle ouvre à Nevers." in read(tmp_path / "page.mht", content.encode())[0].pages[0].text


def test_parts_without_end_are_a_limit(tmp_path: Path) -> None:
    parts = "".join("--x\nContent-Type: text/plain\n\na\n" for _ in range(6000))
    content = f'From: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="x"\n\n{parts}--x--\n'
    with pytest.raises(LimitExceeded):
        read(tmp_path / "a.eml", content.encode())


def test_parts_nested_without_end_are_a_limit(tmp_path: Path) -> None:
    head = "From: a@b.example\nMIME-Version: 1.0\n"
    nested = "".join(f'Content-Type: multipart/mixed; boundary="{n}"\n\n--{n}\n' for n in range(1500))
    with pytest.raises(LimitExceeded):
        read(tmp_path / "a.eml", (head + nested).encode())


def test_a_table_of_a_message_keeps_its_rows(tmp_path: Path) -> None:
    made = message()
    table = "<table><tr><td>9 h</td><td>Accueil</td></tr><tr><td>10 h</td><td>Atelier</td></tr></table>"
    made.set_content(f"<h2>Programme</h2>{table}", subtype="html")
    page = read(tmp_path / "a.eml", made)[0].pages[0]
    (found,) = page.layout.tables
    assert [[page.text[cell.start : cell.end] for cell in row] for row in found.rows] == [
        ["9 h", "Accueil"],
        ["10 h", "Atelier"],
    ]
    assert [page.text[one.span.start : one.span.end] for one in page.layout.headings] == ["Programme"]
