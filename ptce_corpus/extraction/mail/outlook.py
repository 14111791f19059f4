"""Outlook messages (MSG): a compound file with a stream for each property ([MS-OXMSG])."""

from __future__ import annotations

import struct
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email.parser import HeaderParser
from functools import partial
from pathlib import Path

import olefile

from ptce_corpus.errors import DocumentError, EncryptedFile, LimitExceeded, UnreadableFile
from ptce_corpus.extraction.attachments import Enclosed, EnclosedMessage, Piece
from ptce_corpus.extraction.encodings import decoded
from ptce_corpus.extraction.mail import compressed_rtf
from ptce_corpus.extraction.mail.headers import header, sent_on, windows_day
from ptce_corpus.extraction.mail.messages import (
    NOTHING,
    Letterhead,
    best_body,
    document,
    is_decoration,
    joined,
    text_of_html,
)
from ptce_corpus.extraction.origins import PageText, SourceFile, printable
from ptce_corpus.settings import ExtractionSettings

MSG = "application/vnd.ms-outlook"

# Properties of [MS-OXPROPS], by number.
_CLASS, _SUBJECT, _HEADERS, _BODY, _RTF, _HTML = 0x001A, 0x0037, 0x007D, 0x1000, 0x1009, 0x1013
_SENDER, _SENDER_ADDRESS, _SENDER_SMTP = 0x0C1A, 0x0C1F, 0x5D01
_TO, _COPIES, _SENT, _DELIVERED, _CODE_PAGE, _INTERNET_CODE_PAGE = 0x0E04, 0x0E03, 0x0039, 0x0E06, 0x3FFD, 0x3FDE
_FILE, _LONG_FILE, _SHORT_FILE, _CONTENT_ID, _TYPE, _HIDDEN = 0x3701, 0x3707, 0x3704, 0x3712, 0x370E, 0x7FFE
_UNICODE, _BYTES, _BINARY, _STORAGE = "001F", "001E", "0102", "000D"
_ATTACHMENT = "__attach_version1.0_"
_VALUES = "__properties_version1.0"
_ENTRY = struct.Struct("<HHI8s")
_DAMAGE = (OSError, ValueError, struct.error, LookupError, ArithmeticError)
"""What olefile raises on containers that are cut or forged."""
_MOST_ATTACHMENTS = 2_000
_UTF8_PAGE = 65001


def read(source: SourceFile, *, settings: ExtractionSettings) -> Iterator[Piece]:
    """An Outlook message and what is attached to it.

    Raises:
        UnreadableFile: when it is broken.
        EncryptedFile: when the message is encrypted.
        LimitExceeded: when it has too many attachments.
    """
    try:
        container = olefile.OleFileIO(str(source.path))
    except _DAMAGE as error:
        raise UnreadableFile("The Outlook message is broken.", remedy="Open it in Outlook and save it anew.") from error
    with container:
        yield from _of_folder(_Folder(container, ()), source, settings=settings)


@dataclass(frozen=True, slots=True)
class _Folder:
    """A storage of the compound file: that of the message, of an attachment, or of an attached message."""

    container: olefile.OleFileIO
    path: tuple[str, ...]

    def folders(self, start: str) -> list[_Folder]:
        """The storages in this one whose names begin in a certain way, in order."""
        depth = len(self.path)
        names = {
            one[depth]
            for one in self.container.listdir(streams=False, storages=True)
            if len(one) == depth + 1 and tuple(one[:depth]) == self.path and one[depth].startswith(start)
        }
        return [_Folder(self.container, (*self.path, name)) for name in sorted(names)]

    def octets(self, number: int, kind: str) -> bytes:
        """The bytes of a property that has a stream of its own; empty when there is none."""
        return self._stream(f"__substg1.0_{number:04X}{kind}")

    def has(self, number: int, kind: str) -> bool:
        """Whether a property has a stream or storage of its own."""
        return bool(self.container.exists([*self.path, f"__substg1.0_{number:04X}{kind}"]))

    def _stream(self, name: str) -> bytes:
        place = [*self.path, name]
        if not self.container.exists(place) or self.container.get_type(place) != olefile.STGTY_STREAM:
            return b""
        try:
            content: bytes = self.container.openstream(place).read()
        except _DAMAGE:
            return b""
        return content

    def text(self, number: int, *, page: int) -> str:
        """A property that is a text; ``page`` is the Windows code page of one that is not Unicode."""
        if wide := self.octets(number, _UNICODE):
            return wide.decode("utf-16-le", errors="replace").strip("\0")
        return decoded(self.octets(number, _BYTES).strip(b"\0"), declared=_charset(page))

    def value(self, number: int) -> int:
        """A property that is a number; 0 when there is none."""
        values = self._stream(_VALUES)
        head = 8 if self.path and self.path[-1].startswith(_ATTACHMENT) else 24 if self.path else 32
        entries = values[head : head + (len(values) - head) // _ENTRY.size * _ENTRY.size]
        for _, found, _, content in _ENTRY.iter_unpack(entries):
            if found == number:
                return int.from_bytes(content, "little")
        return 0


def _charset(page: int) -> str | None:
    return None if not page else "utf-8" if page == _UTF8_PAGE else f"cp{page}"


def _of_folder(folder: _Folder, source: SourceFile, *, settings: ExtractionSettings) -> Iterator[Piece]:
    page = folder.value(_CODE_PAGE) & 0xFFFFFFFF
    if "SMIME" in (kind := folder.text(_CLASS, page=page).upper()) and "MULTIPARTSIGNED" not in kind:
        raise EncryptedFile(
            "The message is encrypted or sealed (S/MIME, PGP).",
            remedy="Open it in its mail program and save it without encryption.",
        )
    yield document(source, _letterhead(folder, page), _body(folder, page, source, settings=settings))
    attachments = folder.folders(_ATTACHMENT)
    if len(attachments) > _MOST_ATTACHMENTS:
        raise LimitExceeded("The message has too many parts.", remedy="Save its attachments one by one.")
    for attachment in attachments:
        yield from _attached(attachment, page, settings=settings)


def _letterhead(folder: _Folder, page: int) -> Letterhead:
    """The head of a message: the lines it travelled with, or what Outlook says of it where it has none."""
    travelled = HeaderParser().parsestr(folder.text(_HEADERS, page=page))
    address = folder.text(_SENDER_SMTP, page=page) or folder.text(_SENDER_ADDRESS, page=page)
    name = folder.text(_SENDER, page=page)
    told = f"{name} <{address}>" if name and "@" in address and address != name else name or address
    return Letterhead(
        sender=header(travelled, "From") or told,
        to=header(travelled, "To") or folder.text(_TO, page=page),
        copies=header(travelled, "Cc") or folder.text(_COPIES, page=page),
        subject=folder.text(_SUBJECT, page=page) or header(travelled, "Subject"),
        date=sent_on(travelled) or windows_day(folder.value(_SENT)) or windows_day(folder.value(_DELIVERED)),
    )


def _body(folder: _Folder, page: int, source: SourceFile, *, settings: ExtractionSettings) -> PageText:
    """The text of a message: plain, of its HTML, or of the RTF that Outlook keeps where there is neither."""
    plain = PageText(printable(folder.text(_BODY, page=page)).strip("\n"))
    rich = folder.octets(_HTML, _BINARY)
    if rich:
        html = text_of_html(rich, declared=_charset(folder.value(_INTERNET_CODE_PAGE) & 0xFFFFFFFF))
    else:
        html = text_of_html(folder.text(_HTML, page=page).encode("utf-8", errors="replace"), declared="utf-8")
    body = best_body(plain, html)
    if body.text.strip():
        return body
    return _of_rtf(compressed_rtf.decompressed(folder.octets(_RTF, _BINARY)), source, settings=settings)


def _of_rtf(content: bytes, source: SourceFile, *, settings: ExtractionSettings) -> PageText:
    """The text of an RTF; nothing of one that cannot be read."""
    if not content:
        return NOTHING
    from ptce_corpus.extraction.office import rtf

    with tempfile.TemporaryDirectory(prefix="ptce-") as folder:
        path = Path(folder) / "body.rtf"
        path.write_bytes(content)
        try:
            (document_read,) = rtf.read(replace(source, path=path), settings=settings)
        except DocumentError:
            return NOTHING
    return joined([PageText(page.text, page.layout) for page in document_read.pages])


def _attached(folder: _Folder, page: int, *, settings: ExtractionSettings) -> Iterator[Piece]:
    """What an attachment holds: a file, or a message."""
    if folder.has(_FILE, _STORAGE):
        inner = _Folder(folder.container, (*folder.path, f"__substg1.0_{_FILE:04X}{_STORAGE}"))
        if inner.has(_SUBJECT, _UNICODE) or inner.has(_SUBJECT, _BYTES) or inner.has(_CLASS, _UNICODE):
            name = inner.text(_SUBJECT, page=page).replace("/", "-").strip() or "message"
            yield EnclosedMessage(f"{name}.msg", MSG, partial(_of_folder, inner, settings=settings))
        return
    content = folder.octets(_FILE, _BINARY)
    name = folder.text(_LONG_FILE, page=page) or folder.text(_SHORT_FILE, page=page) or "attachment"
    kind = folder.text(_TYPE, page=page).lower()
    within = bool(folder.value(_HIDDEN) or folder.text(_CONTENT_ID, page=page))
    if content and not (within and _is_image(content, kind) and is_decoration(content)):
        yield Enclosed(name.replace("/", "-"), lambda: (content,))


def _is_image(content: bytes, kind: str) -> bool:
    return kind.startswith("image/") or content.startswith((b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"BM"))
