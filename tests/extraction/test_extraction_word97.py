"""Old Word documents are read by their piece table; what is older still, or locked, is refused by name."""

from __future__ import annotations

import contextlib
import io
import struct
from pathlib import Path
from struct import pack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.errors import DocumentError, UnreadableFile
from ptce_corpus.extraction.office import word97
from ptce_corpus.extraction.office.word97_claims import Claims, claims
from ptce_corpus.extraction.office.word97_structure import PIECES, Piece, Structure, properties
from ptce_corpus.extraction.origins import SourceFile
from ptce_corpus.settings import ExtractionSettings

SHARED = Path(__file__).parents[3] / "shared"


def read(path: Path) -> list:
    source = SourceFile(path, path.name, "0" * 64, "application/msword")
    return list(word97.read(source, settings=ExtractionSettings()))


def structure(pieces: bytes) -> Structure:
    """A document of which only the list of its pieces is there."""
    main = bytearray(2048)
    main[154 + 8 * PIECES : 154 + 8 * PIECES + 8] = pack("<2I", 0, len(pieces))
    return Structure(bytes(main), pieces)


def test_pieces_tell_where_they_stand_and_how_wide_their_characters_are() -> None:
    plc = pack("<3I", 0, 5, 9) + pack("<HIH", 0, 0x40000000 | 2 * 1024, 0) + pack("<HIH", 0, 1200, 0)
    clx = b"\x01" + pack("<H", 3) + b"abc" + b"\x02" + pack("<I", len(plc)) + plc
    assert list(structure(clx).pieces()) == [Piece(0, 1024, 5, 1), Piece(5, 1200, 4, 2)]


def test_properties_are_read_by_the_size_that_their_codes_tell() -> None:
    codes = pack("<HB", 0x2416, 1) + pack("<HH", 0x460B, 7) + pack("<HB", 0xC60D, 2) + b"xy" + pack("<HB", 0x2417, 1)
    assert properties(codes) == {0x2416: b"\1", 0x460B: b"\7\0", 0xC60D: b"\2xy", 0x2417: b"\1"}


@given(st.binary(max_size=200))
def test_any_properties_end(codes: bytes) -> None:
    assert all(isinstance(operand, bytes) for operand in properties(codes).values())


@given(st.binary(max_size=200))
def test_any_list_of_pieces_ends_within_the_text(clx: bytes) -> None:
    with contextlib.suppress(struct.error):
        assert all(piece.length > 0 and piece.width in {1, 2} for piece in structure(clx).pieces())


def test_what_is_no_word_document_is_refused(tmp_path: Path) -> None:
    (tmp_path / "no.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000)
    with pytest.raises(UnreadableFile):
        read(tmp_path / "no.doc")


@pytest.mark.shared
def test_old_word_documents_are_read_or_refused() -> None:
    files = sorted((SHARED / "torture" / "office").glob("*.doc"))
    if not files:
        pytest.skip("../shared is absent")
    texts = 0
    for path in files:
        with contextlib.suppress(DocumentError):
            texts += sum(len(page.text) > 0 for document in read(path) for page in document.pages)
    assert texts > len(files) // 2


class Summary:
    """A compound file that holds a summary alone."""

    def __init__(self, properties: dict[int, bytes]) -> None:
        head, body = b"", b""
        for name, held in properties.items():
            head += struct.pack("<2I", name, 8 + 8 * len(properties) + len(body))
            body += held
        section = struct.pack("<2I", 8 + len(head) + len(body), len(properties)) + head + body
        self.stream = bytes(44) + struct.pack("<I", 48) + section

    def exists(self, _: str) -> bool:
        return True

    def openstream(self, _: str) -> io.BytesIO:
        return io.BytesIO(self.stream)


def lettered(text: bytes) -> bytes:
    return struct.pack("<2I", 0x1E, len(text)) + text


SAVED = struct.pack("<IQ", 0x40, 130_000_000_000_000_000)
"""Some day of December 2012."""


def test_a_summary_tells_title_day_and_program() -> None:
    told = claims(Summary({2: lettered("Procès-verbal\0".encode("cp1252")), 13: SAVED, 18: lettered(b"Word 8.0")}))
    assert told == Claims("Procès-verbal", "2012-12-14", "Word 8.0")


def test_a_forged_vector_is_passed_over() -> None:
    vector = struct.pack("<2I", 0x101E, 0xFFFFFFFF) + bytes(400)
    assert claims(Summary({2: lettered(b"Titre"), 7: vector})) == Claims(title="Titre")


@given(st.binary(max_size=300))
def test_no_summary_breaks_the_reading(stream: bytes) -> None:
    forged = Summary({})
    forged.stream = bytes(44) + stream
    assert isinstance(claims(forged), Claims)
