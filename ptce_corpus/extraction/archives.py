"""ZIP archives: the documents packed in them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache, partial
from importlib import resources
from typing import IO

from ptce_corpus.errors import EncryptedFile, UnreadableFile
from ptce_corpus.extraction import packed
from ptce_corpus.extraction.attachments import Enclosed
from ptce_corpus.extraction.encodings import decoded_name
from ptce_corpus.extraction.origins import SourceFile
from ptce_corpus.settings import ExtractionSettings

_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_CHUNK = 256 * 1024
_AES = 99


def read(source: SourceFile, *, settings: ExtractionSettings) -> Iterator[Enclosed]:
    """The files packed in a ZIP archive, in its order, without what operating systems leave there.

    Raises:
        UnreadableFile: when the archive is broken, or holds no document.
        LimitExceeded: when it has too many members.
    """
    passwords = settings.passwords_of(source.identifier)
    members = [(_name(member), member) for member in packed.listed(source.path)]
    documents = [(name, member) for name, member in members if not name.endswith("/") and not _left_behind(name)]
    if not documents:
        raise UnreadableFile("The ZIP archive holds no document.", remedy="Check that the copy is whole.")
    with zipfile.ZipFile(source.path) as container:
        for name, member in documents:
            yield Enclosed(name, partial(_content, container, member, passwords))


def _name(member: zipfile.ZipInfo) -> str:
    """The name of a member; one not marked as UTF-8 is in the encoding of whatever system packed it."""
    if member.flag_bits & _UTF8_NAME:
        return member.orig_filename
    # APPNOTE 4.4.4 says CP437, as zipfile reads it; many programs write UTF-8 or Windows-1252 all the same.
    return decoded_name(member.orig_filename.encode("cp437", errors="replace"))


def _left_behind(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return any(fnmatchcase(part.lower(), pattern) for part in parts for pattern in _litter())


@cache
def _litter() -> tuple[str, ...]:
    text = resources.files("ptce_corpus.extraction").joinpath("data/litter.txt").read_text(encoding="utf-8")
    return tuple(line.strip().lower() for line in text.splitlines() if line.strip() and not line.startswith("#"))


def _content(container: zipfile.ZipFile, member: zipfile.ZipInfo, passwords: tuple[str, ...]) -> Iterator[bytes]:
    """The bytes of a member, piece by piece.

    Raises:
        EncryptedFile: when none of the passwords opens it.
        LimitExceeded: when it is packed like a bomb.
        UnreadableFile: when it is broken.
    """
    packed.check_ratio(member.file_size, packed=member.compress_size)
    try:
        with _opened(container, member, passwords) as opened:
            while chunk := opened.read(_CHUNK):
                yield chunk
    except (*packed.Broken, RuntimeError) as error:
        raise UnreadableFile(f"It cannot be unpacked: {error}.", remedy="Fetch the archive again.") from error


def _opened(container: zipfile.ZipFile, member: zipfile.ZipInfo, passwords: tuple[str, ...]) -> IO[bytes]:
    """A member opened for reading, with the first password that fits where it is encrypted."""
    if not member.flag_bits & _ENCRYPTED:
        return container.open(member)
    if member.compress_type == _AES:
        raise EncryptedFile("It is encrypted with AES.", remedy="Unpack the archive and add the documents inside.")
    for password in passwords:
        for encoding in ("utf-8", "cp1252", "cp437"):
            try:
                return container.open(member, pwd=password.encode(encoding, errors="replace"))
            except RuntimeError:
                continue
    raise EncryptedFile("It needs a password.", remedy="Give the password in extraction.passwords of ptce.toml.")
