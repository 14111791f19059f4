"""Mail: messages as they travel (EML), and mailboxes of them (mbox)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesParser
from email.policy import Compat32
from functools import partial

from ptce_corpus.errors import EncryptedFile, LimitExceeded
from ptce_corpus.extraction.attachments import Enclosed, EnclosedMessage, Piece
from ptce_corpus.extraction.mail.headers import LONGEST, file_name, header, sent_on
from ptce_corpus.extraction.mail.messages import (
    NOTHING,
    Letterhead,
    best_body,
    document,
    is_decoration,
    joined,
    plain_text,
    text_of_html,
)
from ptce_corpus.extraction.origins import PageText, SourceFile

EML = "message/rfc822"
_DEEPEST = 40
_MOST_PARTS = 5_000
_SEALED = frozenset(("application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted"))
_TEXTS = {"text/plain": plain_text, "text/html": text_of_html}
_NO_DOCUMENTS = frozenset((
    "application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature",
    "application/pgp-keys", "message/delivery-status", "message/disposition-notification", "message/external-body",
    "message/partial", "text/rfc822-headers", "text/calendar", "text/vcard", "text/x-vcard", "text/x-amp-html",
))  # fmt: skip
_SUFFIXES = {
    "application/pdf": ".pdf", "text/html": ".html", "text/plain": ".txt", "text/rtf": ".rtf",
    "application/rtf": ".rtf", "application/zip": ".zip", "image/jpeg": ".jpg", "image/png": ".png",
    "image/tiff": ".tif", "image/gif": ".gif", "application/msword": ".doc",
}  # fmt: skip
_ENVELOPE = re.compile(rb"^From [^\r\n]{1,300} \d{4}(?: [+-]\d{4})?\r?$", re.MULTILINE)


class _Bounded(Compat32):
    """Mail as it comes, with headers cut where reading them would take too long."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:LONGEST]


def read(source: SourceFile) -> Iterator[Piece]:
    """A message and what is attached to it; of a mailbox, its messages.

    Raises:
        EncryptedFile: when the message is encrypted.
        LimitExceeded: when it has too many parts, or they are nested too deep.
    """
    content = source.path.read_bytes()
    starts = [match.start() for match in _ENVELOPE.finditer(content)] if content.startswith(b"From ") else []
    if len(starts) < 2:
        yield from of_message(_parsed(content), source)
        return
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(content)], strict=True), start=1):
        yield EnclosedMessage(f"{number}.eml", EML, partial(of_message, _parsed(content[start:end])))


def _parsed(content: bytes) -> Message:
    return BytesParser(policy=_Bounded()).parsebytes(content)


def of_message(message: Message, source: SourceFile) -> Iterator[Piece]:
    """The document of a message, then what is attached to it."""
    parts = _Parts()
    body = parts.text(message, 0)
    head = Letterhead(
        sender=header(message, "From") or header(message, "Sender"),
        to=header(message, "To"),
        copies=header(message, "Cc"),
        subject=header(message, "Subject"),
        date=sent_on(message),
    )
    yield document(source, head, body)
    yield from parts.attached


@dataclass(slots=True)
class _Parts:
    """Walks the parts of a message: its text in order, and what is attached."""

    attached: list[Piece] = field(default_factory=list)
    _met: int = 0

    def text(self, part: Message, depth: int) -> PageText:
        """The text of a part and of those in it; attachments are put aside."""
        self._met += 1
        if depth > _DEEPEST or self._met > _MOST_PARTS:
            raise LimitExceeded("The message has too many parts.", remedy="Save its attachments one by one.")
        kind = part.get_content_type()
        if kind in _SEALED or kind == "multipart/encrypted":
            raise EncryptedFile(
                "The message is encrypted or sealed (S/MIME, PGP).",
                remedy="Open it in its mail program and save it without encryption.",
            )
        if kind == EML:
            self._message(part)
        elif part.is_multipart():
            inner = [one for one in part.get_payload() if isinstance(one, Message)]
            if kind == "multipart/alternative":
                return self._alternative(inner, depth + 1)
            return joined([self.text(one, depth + 1) for one in inner])
        elif kind in _TEXTS and not _is_attached(part):
            return _TEXTS[kind](_content(part), declared=part.get_content_charset())
        elif kind not in _NO_DOCUMENTS:
            self._file(part, kind)
        return NOTHING

    def _alternative(self, parts: list[Message], depth: int) -> PageText:
        """The best of several versions of one text."""
        plain: list[PageText] = []
        rich: list[PageText] = []
        for part in parts:
            (plain if part.get_content_type() == "text/plain" else rich).append(self.text(part, depth))
        return best_body(joined(plain), joined(rich))

    def _message(self, part: Message) -> None:
        """A message that is attached to this one."""
        payload = part.get_payload()
        inner = payload[0] if isinstance(payload, list) and payload else None
        if isinstance(inner, Message):
            if str(part.get("Content-Transfer-Encoding", "")).strip().lower() in {"base64", "quoted-printable"}:
                # RFC 2046, 5.2.1 forbids it; some mail programs encode attached messages all the same.
                inner["Content-Transfer-Encoding"] = str(part["Content-Transfer-Encoding"])
                inner = _parsed(_content(inner))
            name = file_name(part) or header(inner, "Subject").replace("/", "-") or "message"
            name = name if name.lower().endswith(".eml") else f"{name}.eml"
            self.attached.append(EnclosedMessage(name, EML, partial(of_message, inner)))

    def _file(self, part: Message, kind: str) -> None:
        content = _content(part)
        shown_within = part.get("Content-ID") is not None or part.get_content_disposition() == "inline"
        if not content or (kind.startswith("image/") and shown_within and is_decoration(content)):
            return
        name = file_name(part) or f"attachment{_SUFFIXES.get(kind, '')}"
        self.attached.append(Enclosed(name.replace("/", "-"), lambda: (content,)))


def _is_attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or bool(file_name(part))


def _content(part: Message) -> bytes:
    """The bytes of a part, its transfer encoding undone as far as it can be."""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
