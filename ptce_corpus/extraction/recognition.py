"""What a file is, told by its content; its name is asked only where content leaves a choice."""

from __future__ import annotations

import re
from pathlib import Path

from ptce_corpus.errors import EncryptedFile, UnreadableFile, UnsupportedFormat
from ptce_corpus.extraction import packed, rows
from ptce_corpus.extraction.encodings import decoded, wide_encoding
from ptce_corpus.extraction.plain import MARKDOWN, PLAIN, is_markdown

PDF = "application/pdf"
HTML = "text/html"
XHTML = "application/xhtml+xml"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"

_HEAD = 128 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_SAVE_AS = "Open it in its program and save it as DOCX, ODT, PDF or plain text."
_OPENXML_PARTS = {
    "word/": DOCX,
    "xl/": "Excel workbook",
    "ppt/": "PowerPoint presentation",
    "visio/": "Visio drawing",
}
_ODF_NAMES = {
    "spreadsheet": "OpenDocument spreadsheet",
    "presentation": "OpenDocument presentation",
    "graphics": "OpenDocument drawing",
}
_OLE_STREAMS = (
    ("EncryptedPackage", ""),
    ("WordDocument", "Word 97-2003 document"),
    ("PowerPoint Document", "PowerPoint 97-2003 presentation"),
    ("Workbook", "Excel 97-2003 workbook"),
    ("__substg1.0_", "Outlook message"),
)
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,4000}?-->\s*){0,20}(?:<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_HTML_BLOCK = re.compile(
    r"<(?:p|div|table|h[1-6]|ul|ol|span|article|section|br|title|meta)(?:\s[^<>]{0,500})?/?>", re.IGNORECASE
)
_XML_ROOT = re.compile(
    r"\s*(?:<\?.{0,500}?\?>\s*|<!--.{0,4000}?-->\s*|<!DOCTYPE[^>\[]{0,500}(?:\[.{0,4000}?\])?\s*>\s*){0,20}<([A-Za-z_][\w:.-]{0,80})[\s/>]",
    re.DOTALL,
)
_MAIL = re.compile(
    r"^(?:From|To|Cc|Subject|Date|Received|Return-Path|MIME-Version|Message-ID|Delivered-To|X-[\w-]{1,60}|Content-Type):",
    re.IGNORECASE | re.MULTILINE,
)
_MAIL_SURE = re.compile(
    r"^(?:Received|Return-Path|MIME-Version|Message-ID|Delivered-To|Content-Transfer-Encoding):",
    re.IGNORECASE | re.MULTILINE,
)
_MAIL_ADDRESSED = re.compile(r"^From:[^\n]{0,200}@", re.IGNORECASE | re.MULTILINE)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def media_type(path: Path) -> str:
    """The media type of a file that has a reader.

    Raises:
        UnreadableFile: when the file is empty or its container is broken.
        EncryptedFile: when it needs a password.
        UnsupportedFormat: when no reader exists; the type is named.
    """
    with path.open("rb") as opened:
        head = opened.read(_HEAD)
    if not head:
        raise UnreadableFile("The file is empty.", remedy="Replace it with a complete copy, or remove it.")
    if head.startswith(_ZIP):
        return _of_container(path)
    if head.startswith(_OLE):
        raise _of_ole(path)
    # Acrobat takes a header anywhere in the first 1,024 bytes (PDF Reference 1.7, appendix H, note 13).
    if b"%PDF" in head[:1024]:
        return PDF
    if head.startswith(b"{\\rtf"):
        raise UnsupportedFormat("RTF documents have no reader yet.", remedy=_SAVE_AS)
    if _is_binary(head):
        raise _of_binary(head)
    return _of_text(decoded(head), path)


def _of_container(path: Path) -> str:
    names = packed.members(path)
    if "[Content_Types].xml" in names or "word/document.xml" in names:
        for start, kind in _OPENXML_PARTS.items():
            if any(name.startswith(start) for name in names):
                return kind if kind == DOCX else _unsupported(kind)
    if "mimetype" in names:
        declared = packed.member(path, "mimetype", most=200).decode("ascii", errors="replace").strip()
        if declared.startswith("application/vnd.oasis.opendocument.text"):
            return ODT
        for part, name in _ODF_NAMES.items():
            if part in declared:
                return _unsupported(name)
        return _unsupported("EPUB book" if "epub" in declared else declared or "packed file")
    if "content.xml" in names and "META-INF/manifest.xml" in names:
        return ODT
    return _unsupported("ZIP archive", remedy="Unpack it and add the documents inside.")


def _unsupported(kind: str, *, remedy: str = _SAVE_AS) -> str:
    raise UnsupportedFormat(f"No reader for this type of file: {kind}.", remedy=remedy)


def _of_ole(path: Path) -> Exception:
    """The fault to report for a Microsoft compound file, told by the names of the streams in it."""
    with path.open("rb") as opened:
        content = opened.read(64 * packed.MIB)
    for stream, name in _OLE_STREAMS:
        if stream.encode("utf-16-le") in content:
            if not name:
                return EncryptedFile("The Office document needs a password.", remedy="Save a copy without password.")
            return UnsupportedFormat(f"No reader for this type of file: {name}.", remedy=_SAVE_AS)
    return UnsupportedFormat("No reader for this type of file: Microsoft compound file.", remedy=_SAVE_AS)


def _is_binary(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff", b"\xef\xbb\xbf")) or wide_encoding(head):
        return False
    controls = len(_CONTROLS.findall(head.decode("latin-1")))
    return b"\0" in head or controls > len(head) * 0.02


def _of_binary(head: bytes) -> Exception:
    """The fault to report for a binary file, with the type that its first bytes tell."""
    import puremagic

    try:
        guesses = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError, IndexError, KeyError):
        guesses = []
    if not guesses:
        return UnreadableFile(
            "The file is neither text nor a known type of document.", remedy="Check that the copy is whole."
        )
    best = guesses[0]
    name = best.mime_type or best.name
    if name.startswith("image/"):
        return UnsupportedFormat(f"No reader for this type of file: {name}.", remedy="Save the image as PDF.")
    return UnsupportedFormat(f"No reader for this type of file: {name}.", remedy=_SAVE_AS)


def _of_text(text: str, path: Path) -> str:
    suffix = path.suffix.lower()
    if (found := rows.recognised(text, suffix=suffix)) is not None:
        return found
    if _HTML.match(text):
        return XHTML if text.lstrip().startswith("<?xml") else HTML
    if text.lstrip().startswith("<"):
        if len(_HTML_BLOCK.findall(text[:20_000])) >= 2:
            return HTML
        if text.lstrip().startswith("<?xml") and (root := _XML_ROOT.match(text)):
            _unsupported(f"XML ({root[1]})", remedy="Save it as HTML or plain text.")
    if suffix == ".json" and text.lstrip()[:1] in {"{", "["}:
        _unsupported("JSON", remedy="Save it as JSON Lines, a document a line, with the columns id and text.")
    if _is_mail(text):
        _unsupported("mail message", remedy="Save the message as HTML, PDF or plain text.")
    return MARKDOWN if suffix in {".md", ".markdown"} or is_markdown(text) else PLAIN


def _is_mail(text: str) -> bool:
    if text.startswith("From ") and _MAIL_SURE.search(text[:4000]):
        return True
    header = text.lstrip().replace("\r\n", "\n").split("\n\n", 1)[0][:8000]
    if not _MAIL.match(header) or len(_MAIL.findall(header)) < 2:
        return False
    return bool(_MAIL_SURE.search(header) or _MAIL_ADDRESSED.search(header))
