"""An Outlook message is read like any other, from a compound file made here by hand."""

from __future__ import annotations

import contextlib
import struct
import tempfile
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ptce_corpus.domain.document import SourceDocument
from ptce_corpus.errors import DocumentError, EncryptedFile
from ptce_corpus.extraction.dispatch import FileExtractor
from ptce_corpus.extraction.mail import compressed_rtf
from ptce_corpus.settings import ExtractionSettings

Tree = dict[str, "bytes | Tree"]
SECTOR, MINI, CUTOFF = 512, 64, 4096
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


class Compound:
    """Writes a compound file ([MS-CFB], version 3) that holds a tree of streams."""

    def __init__(self, tree: Tree) -> None:
        self.entries: list[list[object]] = []  # name, type, left, right, child, start, size
        self.large: list[bytes] = []
        self.mini = bytearray()
        self.fat: list[int] = []
        self.minifat: list[int] = []
        self._entry("Root Entry", 5, b"")
        self.entries[0][4] = self._folder(tree)
        self.entries[0][5], self.entries[0][6] = self._chain(bytes(self.mini)), len(self.mini)

    def _entry(self, name: str, kind: int, content: bytes) -> int:
        small = len(content) < CUTOFF
        start = END if not content else self._mini_chain(content) if small else self._chain(content)
        self.entries.append([name, kind, FREE, FREE, FREE, start, len(content)])
        return len(self.entries) - 1

    def _folder(self, tree: Tree) -> int:
        """The entries of a folder, each the right neighbour of the one before; gives the first."""
        numbers = []
        for name, content in sorted(tree.items(), key=lambda item: (len(item[0]), item[0].upper())):
            number = self._entry(
                name, 2 if isinstance(content, bytes) else 1, b"" if isinstance(content, dict) else content
            )
            if isinstance(content, dict):
                self.entries[number][4] = self._folder(content)
            numbers.append(number)
        for before, after in pairwise(numbers):
            self.entries[before][3] = after
        return numbers[0] if numbers else FREE

    def _chain(self, content: bytes) -> int:
        if not content:
            return END
        start, count = len(self.fat), -(-len(content) // SECTOR)
        self.fat += [*range(start + 1, start + count), END]
        self.large.append(content.ljust(count * SECTOR, b"\0"))
        return start

    def _mini_chain(self, content: bytes) -> int:
        start, count = len(self.minifat), -(-len(content) // MINI)
        self.minifat += [*range(start + 1, start + count), END]
        self.mini += content.ljust(count * MINI, b"\0")
        return start

    def bytes(self) -> bytes:
        minifat = self._chain(struct.pack(f"<{len(self.minifat)}I", *self.minifat))
        directory = b""
        for name, kind, left, right, child, start, size in self.entries:
            raw = f"{name}\0".encode("utf-16-le")
            directory += struct.pack(
                "<64sHBBIII16sIQQIQ", raw, len(raw), kind, 1, left, right, child, b"", 0, 0, 0, start, size
            )
        first = self._chain(directory)
        sectors = -(-(len(self.fat) + 4) // 128)
        place = len(self.fat)
        table = [*self.fat, *[FAT] * sectors]
        table += [FREE] * (sectors * 128 - len(table))
        header = struct.pack(
            "<8s16sHHHHH6sIIIIIIIII",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, b"", 0, sectors, first, 0, CUTOFF, minifat,
            -(-len(self.minifat) // 128), END, 0,
        )  # fmt: skip
        difat = [*range(place, place + sectors), *[FREE] * (109 - sectors)]
        return header + struct.pack("<109I", *difat) + b"".join(self.large) + struct.pack(f"<{len(table)}I", *table)


def text(number: int, value: str) -> Tree:
    return {f"__substg1.0_{number:04X}001F": value.encode("utf-16-le")}


def values(head: int, *entries: tuple[int, int, int]) -> Tree:
    """The stream of the numbers: type, property, value."""
    packed = b"".join(struct.pack("<HHIq", kind, number, 6, value) for kind, number, value in entries)
    return {"__properties_version1.0": bytes(head) + packed}


def attachment(name: str, content: bytes, **more: bytes) -> Tree:
    return {**values(8), **text(0x3707, name), "__substg1.0_37010102": content, **more}


SENT = (0x40, 0x0039, (1_406_728_800 + 11_644_473_600) * 10_000_000)  # 2014-07-30
HEAD: Tree = {
    **values(32, SENT),
    **text(0x0037, "Assemblée générale"),
    **text(0x0C1A, "Luc Mérand"),
    **text(0x5D01, "luc@pole.example"),
    **text(0x0E04, "Zoé"),
    **text(0x0E03, "bureau"),
}
BODY = text(0x1000, "Bonjour,\r\n\r\nL’assemblée aura lieu à Nevers.\r\n")


def read(path: Path, tree: Tree, *, into: list[SourceDocument] | None = None) -> list[SourceDocument]:
    path.write_bytes(Compound(tree).bytes())
    found = [] if into is None else into
    found.extend(FileExtractor(ExtractionSettings(ocr=False)).extract(path, path.name))
    return found


def read_as_it_is(path: Path) -> list[SourceDocument]:
    return list(FileExtractor(ExtractionSettings(ocr=False)).extract(path, path.name))


def word_document() -> bytes:
    made = docx.Document()
    made.add_paragraph("Le bilan.")
    buffer = BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def test_a_message_tells_who_wrote_to_whom_when_and_about_what(tmp_path: Path) -> None:
    (document,) = read(tmp_path / "a.msg", {**HEAD, **BODY})
    assert document.media_type == "application/vnd.ms-outlook"
    assert (document.title, document.date) == ("Assemblée générale", "2014-07-30")
    assert document.pages[0].text == (
        "From: Luc Mérand <luc@pole.example>\nTo: Zoé\nCc: bureau\nSubject: Assemblée générale\n\n"
        "Bonjour,\n\nL’assemblée aura lieu à Nevers."
    )


def test_the_header_it_travelled_with_says_more(tmp_path: Path) -> None:
    header = (
        "From: =?utf-8?q?Luc_M=C3=A9rand?= <l@pole.example>\r\nTo: z@pole.example\r\n"
        "Date: Thu, 31 Jul 2014 01:00:00 +0200"
    )
    (document,) = read(tmp_path / "a.msg", {**HEAD, **BODY, **text(0x007D, header)})
    assert document.pages[0].text.startswith("From: Luc Mérand <l@pole.example>\nTo: z@pole.example\n")
    assert document.date == "2014-07-31"


def test_texts_of_another_code_page_are_read(tmp_path: Path) -> None:
    tree: Tree = {**values(32, (3, 0x3FFD, 1252)), "__substg1.0_1000001E": "L’été à Nevers".encode("cp1252")}
    assert read(tmp_path / "a.msg", tree)[0].pages[0].text == "L’été à Nevers"


def test_html_is_read_where_there_is_no_plain_text(tmp_path: Path) -> None:
    tree: Tree = {**HEAD, "__substg1.0_10130102": "<p>L’été</p><p>à Nevers</p>".encode()}
    assert read(tmp_path / "a.msg", tree)[0].pages[0].text.endswith("L’été\n\nà Nevers")


def test_attachments_and_attached_messages_are_documents(tmp_path: Path) -> None:
    inner: Tree = {
        **values(24, SENT), **text(0x0037, "Convocation 2/2014"), **text(0x1000, "Venez."),
        "__attach_version1.0_#00000000": attachment("note.txt", "à noter".encode()),
    }  # fmt: skip
    tree: Tree = {
        **HEAD, **BODY,
        "__attach_version1.0_#00000000": attachment("bilan.docx", word_document()),
        "__attach_version1.0_#00000001": {**values(8), "__substg1.0_3701000D": inner},
        "__attach_version1.0_#00000002": attachment("bilan.docx", b"Encore un bilan, en texte."),
    }  # fmt: skip
    documents = read(tmp_path / "a.msg", tree)
    assert [(document.identifier, document.pages[0].text.split("\n")[-1]) for document in documents] == [
        ("a.msg", "L’assemblée aura lieu à Nevers."),
        ("a.msg/bilan.docx", "Le bilan."),
        ("a.msg/Convocation 2-2014.msg", "Venez."),
        ("a.msg/Convocation 2-2014.msg/note.txt", "à noter"),
        ("a.msg/bilan (2).docx", "Encore un bilan, en texte."),
    ]
    assert documents[2].date == "2014-07-30"


def test_a_logo_is_left_out_and_a_broken_attachment_told(tmp_path: Path) -> None:
    logo = attachment("logo.gif", b"GIF89a" + bytes(50))
    tree: Tree = {
        **HEAD, **BODY,
        "__attach_version1.0_#00000000": {**logo, **text(0x3712, "logo@pole"), **text(0x370E, "image/gif")},
        "__attach_version1.0_#00000001": attachment("coupé.pdf", b"%PDF-1.4 \0"),
    }  # fmt: skip
    found: list[SourceDocument] = []
    with pytest.raises(DocumentError, match=r"1 of 1 documents inside.*coupé\.pdf: "):
        read(tmp_path / "a.msg", tree, into=found)
    assert [document.identifier for document in found] == ["a.msg"]


def test_an_encrypted_message_is_told(tmp_path: Path) -> None:
    with pytest.raises(EncryptedFile):
        read(tmp_path / "a.msg", {**HEAD, **text(0x001A, "IPM.Note.SMIME")})


@pytest.mark.parametrize("kept", [520, 700, 1200, 2500])
def test_a_message_cut_short_is_a_document_error_or_less_text(tmp_path: Path, kept: int) -> None:
    (tmp_path / "a.msg").write_bytes(Compound({**HEAD, **BODY}).bytes()[:kept])
    with pytest.raises(DocumentError):
        list(FileExtractor(ExtractionSettings(ocr=False)).extract(tmp_path / "a.msg", "a.msg"))


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (30, 0xFFFF),
        (32, 0xFFFF),
        (30, 0),
        (44, 0xFFFF),
        (48, 0xFFFE),
        (60, 0x7FFF),
        (68, 1),
        (72, 0xFFFF),
        (76, 0xFFFF),
    ],
)
def test_a_forged_head_is_a_document_error_or_no_harm(tmp_path: Path, place: int, value: int) -> None:
    content = bytearray(Compound({**HEAD, **BODY}).bytes())
    content[place : place + 2] = struct.pack("<H", value)
    (tmp_path / "a.msg").write_bytes(content)
    try:
        told = [document.title for document in read_as_it_is(tmp_path / "a.msg")]
    except DocumentError as error:
        told = [error.message]
    assert told in (["Assemblée générale"], ["The Outlook message is broken."], [None])


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=4)), max_size=8))
def test_any_compound_file_gives_documents_or_a_reason(edits: list[tuple[float, bytes]]) -> None:
    note = attachment("note.txt", b"Une note.")
    content = bytearray(Compound({**HEAD, **BODY, "__attach_version1.0_#00000000": note}).bytes())
    for share, instead in edits:
        start = round(share * (len(content) - len(instead)))
        content[start : start + len(instead)] = instead
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.msg"
        path.write_bytes(content)
        with contextlib.suppress(DocumentError):
            assert read_as_it_is(path)


def test_a_body_in_rtf_alone_is_read(tmp_path: Path) -> None:
    rtf = b"{\\rtf1\\ansi L'assembl\\'e9e aura lieu \\'e0 Nevers.\\par}"
    stored = struct.pack("<4I", len(rtf) + 12, len(rtf), 0x414C454D, 0) + rtf
    (document,) = read(tmp_path / "a.msg", {**HEAD, "__substg1.0_10090102": stored})
    assert document.pages[0].text.endswith("\n\nL'assemblée aura lieu à Nevers.")


def test_compressed_rtf_is_expanded() -> None:
    # The worked example of [MS-OXRTFCP] 3.1.
    content = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
    )
    assert compressed_rtf.decompressed(content) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"


@pytest.mark.parametrize("content", [b"", b"\0" * 16, b"\x10\0\0\0\xff\xff\xff\xffLZFu\0\0\0\0\xff\xff"])
def test_broken_compressed_rtf_gives_what_it_has(content: bytes) -> None:
    assert compressed_rtf.decompressed(content) == b""
