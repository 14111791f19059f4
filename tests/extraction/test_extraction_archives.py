"""Archives give the documents packed in them, one broken member does not cost the others, and nothing gets out."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.domain.document import SourceDocument
from ptce_corpus.errors import DocumentError, EncryptedFile, LimitExceeded, UnreadableFile
from ptce_corpus.extraction import attachments
from ptce_corpus.extraction.attachments import cleaned_name
from ptce_corpus.extraction.clock import Clock
from ptce_corpus.extraction.dispatch import FileExtractor
from ptce_corpus.settings import ExtractionSettings

TEXT = "Le pôle réunit ses membres jeudi prochain à Nevers."


def archive(path: Path, members: Iterable[tuple[str | zipfile.ZipInfo, bytes | str]]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as container:
        for name, content in members:
            container.writestr(name, content)
    return path


def packed(*members: tuple[str, bytes | str]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as container:
        for name, content in members:
            container.writestr(name, content)
    return buffer.getvalue()


def read(path: Path, **settings: object) -> tuple[list[SourceDocument], DocumentError | None]:
    """What is read before a fault, and the fault."""
    found: list[SourceDocument] = []
    extractor = FileExtractor(ExtractionSettings(**{"ocr": False, **settings}))  # type: ignore[arg-type]
    try:
        found.extend(extractor.extract(path, f"2019/{path.name}"))
    except DocumentError as error:
        return found, error
    return found, None


def identifiers(documents: Iterable[SourceDocument]) -> list[str]:
    return [document.identifier for document in documents]


def word_document() -> bytes:
    made = docx.Document()
    made.add_paragraph(TEXT)
    buffer = BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def test_each_member_is_a_document_known_by_its_place(tmp_path: Path) -> None:
    path = archive(tmp_path / "envoi.zip", [("lettre.docx", word_document()), ("notes/été.txt", TEXT)])
    documents, fault = read(path)
    assert fault is None
    assert identifiers(documents) == ["2019/envoi.zip/lettre.docx", "2019/envoi.zip/notes/été.txt"]
    assert {document.pages[0].text for document in documents} == {TEXT}
    assert documents[0].media_type.endswith("wordprocessingml.document")


def test_a_member_is_known_by_its_content_and_may_be_of_rows(tmp_path: Path) -> None:
    rows = 'id,text\nr1,"Un."\nr2,"Deux."\n'
    documents, fault = read(archive(tmp_path / "a.zip", [("mal.pdf", TEXT), ("rows.dat", rows)]))
    assert fault is None
    assert identifiers(documents) == ["2019/a.zip/mal.pdf", "r1", "r2"]


def test_the_same_document_twice_is_two_documents(tmp_path: Path) -> None:
    members = [("a.txt", TEXT), ("b/a.txt", TEXT), ("../a.txt", TEXT), ("A", TEXT), ("./A", TEXT)]
    documents, _ = read(archive(tmp_path / "a.zip", members))
    names = [one.removeprefix("2019/a.zip/") for one in identifiers(documents)]
    assert names == ["a.txt", "b/a.txt", "a (2).txt", "A", "A (2)"]
    assert len({document.sha256 for document in documents}) == 1


def test_more_documents_than_a_file_may_hold_are_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments.Allowance, "of", classmethod(lambda cls, one: cls(Clock.lasting(60), 10_000, 3)))
    inner = packed(("1.txt", TEXT), ("2.txt", TEXT), ("3.txt", TEXT))
    documents, fault = read(archive(tmp_path / "a.zip", [("inner.zip", inner), ("a.txt", TEXT)]))
    assert identifiers(documents) == ["2019/a.zip/inner.zip/1.txt", "2019/a.zip/inner.zip/2.txt"]
    assert "documents in one file" in str(fault)


def test_what_systems_leave_behind_is_no_document(tmp_path: Path) -> None:
    litter = ["__MACOSX/._a.txt", ".DS_Store", "photos/Thumbs.db", "desktop.ini", "~$lettre.docx"]
    documents, fault = read(archive(tmp_path / "a.zip", [*((name, b"\0\1\2") for name in litter), ("a.txt", TEXT)]))
    assert fault is None
    assert identifiers(documents) == ["2019/a.zip/a.txt"]


def test_a_broken_member_does_not_cost_the_others(tmp_path: Path) -> None:
    members = [
        ("a.txt", TEXT),
        ("b.pdf", b"%PDF-1.4 \0\1"),
        ("c.xlsx", packed(("xl/workbook.xml", ""))),
        ("d.txt", TEXT),
    ]
    content = bytearray(archive(tmp_path / "a.zip", [*members, ("e.txt", "abcdefghij" * 50)]).read_bytes())
    place = content.find(b"e.txt") + len("e.txt")
    content[place + 2] ^= 0xFF
    (tmp_path / "a.zip").write_bytes(content)
    documents, fault = read(tmp_path / "a.zip")
    assert identifiers(documents) == ["2019/a.zip/a.txt", "2019/a.zip/d.txt"]
    assert isinstance(fault, DocumentError)
    assert fault.message.startswith("3 of 5 documents")
    assert all(name in fault.message for name in ("b.pdf: ", "c.xlsx: ", "e.txt: "))
    assert fault.remedy


def test_many_faults_are_counted_and_the_first_named(tmp_path: Path) -> None:
    _, fault = read(archive(tmp_path / "a.zip", [(f"{number}.pdf", b"") for number in range(40)]))
    assert fault is not None
    assert "40 of 40" in fault.message
    assert "0.pdf" in fault.message
    assert "39.pdf" not in fault.message


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_archives_in_archives_are_read_down_to_a_depth(tmp_path: Path, depth: int) -> None:
    content: bytes | str = TEXT
    name = "note.txt"
    for _ in range(3):
        content, name = packed((name, content)), "inner.zip"
    (tmp_path / "a.zip").write_bytes(bytes(content))
    documents, fault = read(tmp_path / "a.zip", max_depth=depth)
    if depth == 3:
        assert fault is None
        assert identifiers(documents) == ["2019/a.zip/inner.zip/inner.zip/note.txt"]
    else:
        assert not documents
        assert isinstance(fault, LimitExceeded)
        assert f"more than {depth} deep" in fault.message


def test_what_unpacks_to_too_much_is_refused_and_the_rest_is_read(tmp_path: Path) -> None:
    large = b"Bonjour. " * 300_000
    members = [("a.txt", TEXT), ("large.txt", large), ("z.txt", TEXT)]
    documents, fault = read(archive(tmp_path / "a.zip", members), max_unpacked_size=1)
    assert identifiers(documents)[0] == "2019/a.zip/a.txt"
    assert isinstance(fault, LimitExceeded)
    assert "large.txt" in fault.message


def test_the_whole_of_nested_archives_counts(tmp_path: Path) -> None:
    inner = packed(*((f"{number}.txt", b"a" * 400_000) for number in range(4)))
    _, fault = read(archive(tmp_path / "a.zip", [("1.zip", inner), ("2.zip", inner)]), max_unpacked_size=2)
    assert isinstance(fault, DocumentError)
    assert "more than is allowed" in fault.message


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    documents, fault = read(archive(tmp_path / "a.zip", [("a.txt", bytes(30 * 1024 * 1024)), ("b.txt", TEXT)]))
    assert identifiers(documents) == ["2019/a.zip/b.txt"]
    assert "as bombs do" in str(fault)


def test_members_that_need_a_password_are_told(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", [("a.txt", TEXT), ("b.txt", TEXT)])
    content = bytearray(path.read_bytes())
    place = content.rfind(b"PK\x01\x02")
    content[place + 8] |= 1  # the last entry of the directory says that it is encrypted
    path.write_bytes(content)
    documents, fault = read(path, passwords=(("*", "faux"),))
    assert identifiers(documents) == ["2019/a.zip/a.txt"]
    assert isinstance(fault, EncryptedFile)
    assert "b.txt: It needs a password" in fault.message


def encrypted(name: str, content: bytes, password: bytes) -> bytes:
    """A ZIP archive with one stored member under PKWARE's traditional encryption (APPNOTE 6.1)."""
    import zlib

    keys = [0x12345678, 0x23456789, 0x34567890]

    def step(crc: int, byte: int) -> int:
        return zlib.crc32(bytes([byte]), crc ^ 0xFFFFFFFF) ^ 0xFFFFFFFF

    def update(byte: int) -> None:
        keys[0] = step(keys[0], byte)
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = step(keys[2], keys[1] >> 24)

    for byte in password:
        update(byte)
    crc = zlib.crc32(content)
    out = bytearray()
    for byte in bytes(11) + bytes([crc >> 24]) + content:
        mask = keys[2] | 2
        out.append(byte ^ ((mask * (mask ^ 1)) >> 8 & 0xFF))
        update(byte)
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as container:
        container.writestr(name, bytes(out))
    made = bytearray(buffer.getvalue())
    for signature, flags, check, size in ((b"PK\x03\x04", 6, 14, 22), (b"PK\x01\x02", 8, 16, 24)):
        place = made.find(signature)
        made[place + flags] |= 1
        made[place + check : place + check + 4] = crc.to_bytes(4, "little")
        made[place + size : place + size + 4] = len(content).to_bytes(4, "little")
    return bytes(made)


def test_a_password_of_the_settings_opens_a_member(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(encrypted("a.txt", TEXT.encode(), "clé".encode()))
    documents, fault = read(tmp_path / "a.zip", passwords=(("2019/*", "autre"), ("2019/a.zip", "clé")))
    assert fault is None
    assert documents[0].pages[0].text == TEXT


def test_an_archive_without_documents_is_told(tmp_path: Path) -> None:
    documents, fault = read(archive(tmp_path / "a.zip", [("dossier/", ""), (".DS_Store", "x")]))
    assert not documents
    assert isinstance(fault, UnreadableFile)
    assert "no document" in fault.message


@pytest.mark.parametrize("encoding", ["cp850", "utf-8", "cp1252"])
def test_a_name_without_a_declared_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    raw = "fête de l'été à Noël.txt".encode(encoding)
    content = archive(tmp_path / "a.zip", [("#" * len(raw), TEXT)]).read_bytes()
    (tmp_path / "a.zip").write_bytes(content.replace(b"#" * len(raw), raw))
    documents, fault = read(tmp_path / "a.zip")
    assert fault is None
    assert identifiers(documents) == ["2019/a.zip/fête de l'été à Noël.txt"]


def test_nothing_is_left_in_the_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    hostile = [("../../evil.txt", TEXT), ("/etc/evil.txt", TEXT), ("C:\\evil.txt", TEXT), ("b.pdf", b"%PDF")]
    path = archive(tmp_path / "a.zip", hostile)
    before = set(tmp_path.rglob("*"))
    documents, _ = read(path)
    assert identifiers(documents) == ["2019/a.zip/evil.txt", "2019/a.zip/etc/evil.txt", "2019/a.zip/evil (2).txt"]
    assert set(tmp_path.rglob("*")) == before


def test_a_reader_that_is_dropped_midway_cleans_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    path = archive(tmp_path / "a.zip", [("a.txt", TEXT), ("b.txt", TEXT)])
    reading = FileExtractor(ExtractionSettings(ocr=False)).extract(path, "a.zip")
    next(reading)
    reading.close()  # type: ignore[attr-defined]
    assert not list(scratch.iterdir())


def test_a_member_without_a_name_is_a_document(tmp_path: Path) -> None:
    content = archive(tmp_path / "a.zip", [("#", TEXT)]).read_bytes()
    (tmp_path / "a.zip").write_bytes(content.replace(b"#", b"\0"))
    documents, fault = read(tmp_path / "a.zip")
    assert fault is None
    assert identifiers(documents) == ["2019/a.zip/document"]


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_member_packed_wrongly_is_told(tmp_path: Path, method: int) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", method) as container:
        container.writestr("a.txt", TEXT * 20)
    content = bytearray((tmp_path / "a.zip").read_bytes())
    content[35 : len(content) - 90] = b"\xff" * (len(content) - 125)
    (tmp_path / "a.zip").write_bytes(content)
    _, fault = read(tmp_path / "a.zip")
    assert isinstance(fault, UnreadableFile)
    assert "a.txt: It cannot be unpacked" in fault.message


@given(st.text(max_size=300))
def test_a_cleaned_name_is_a_path_that_stays_inside(name: str) -> None:
    clean = cleaned_name(name)
    assert clean
    assert len(clean) <= 500
    assert not any(part in {"", ".", ".."} for part in clean.split("/"))
    assert "\\" not in clean
    assert clean.isprintable()
    assert cleaned_name(clean) == clean


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("C:\\Users\\zoe\\bilan.doc", "Users/zoe/bilan.doc"),
        ("//serveur/partage/a.txt", "serveur/partage/a.txt"),
        ("a\0b\n\u202ec.txt", "a b c.txt"),
        ("", "document"),
        ("..", "document"),
        ("e\u0301te\u0301.txt", "été.txt"),
    ],
)
def test_names_that_lead_elsewhere_are_cleaned(name: str, clean: str) -> None:
    assert cleaned_name(name) == clean
