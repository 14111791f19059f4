"""What a file is, told by its content; its name is asked only where content leaves a choice."""

from __future__ import annotations

import re
from pathlib import Path

from ptce_corpus.errors import EncryptedFile, UnreadableFile, UnsupportedFormat
from ptce_corpus.extraction import packed, rows, signatures
from ptce_corpus.extraction.encodings import decoded, wide_encoding
from ptce_corpus.extraction.plain import MARKDOWN, PLAIN, is_markdown

PDF = "application/pdf"
HTML = "text/html"
XHTML = "application/xhtml+xml"
RTF = "application/rtf"
DOC = "application/msword"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
ODT = "application/vnd.oasis.opendocument.text"
ODP = "application/vnd.oasis.opendocument.presentation"
FLAT_ODT = "application/vnd.oasis.opendocument.text-flat-xml"
FLAT_ODP = "application/vnd.oasis.opendocument.presentation-flat-xml"
EPUB = "application/epub+zip"
ZIP = "application/zip"
EML = "message/rfc822"
MSG = "application/vnd.ms-outlook"

_HEAD = 128 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_SAVE_AS = "Open it in its program and save it as DOCX, ODT, PDF or plain text."
_OPENXML_PARTS = {"word/": DOCX, "ppt/": PPTX, "xl/": "Excel workbook", "visio/": "Visio drawing"}
_ODF_TYPES = {
    "application/vnd.oasis.opendocument.text": ODT,
    "application/vnd.oasis.opendocument.presentation": ODP,
    "application/vnd.oasis.opendocument.spreadsheet": "OpenDocument spreadsheet",
    "application/vnd.oasis.opendocument.graphics": "OpenDocument drawing",
    "application/epub": EPUB,
}
_READ = frozenset((DOCX, PPTX, ODT, ODP, EPUB, DOC, MSG))
_OLE_STREAMS = (
    ("EncryptedPackage", ""),
    ("__properties_version1.0", MSG),
    ("WordDocument", DOC),
    ("PowerPoint Document", "PowerPoint 97-2003 presentation"),
    ("Workbook", "Excel 97-2003 workbook"),
    ("Book", "Excel 5 workbook"),
    ("VisioDocument", "Visio drawing"),
    ("Quill", "Publisher document"),
    ("MatOST", "Works document"),
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
_FIELD = re.compile(r"[!-9;-~]{1,80}:")
"""The beginning of a header field (RFC 5322, 2.2)."""
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
        return _of_ole(path)
    # Acrobat takes a header anywhere in the first 1,024 bytes (PDF Reference 1.7, appendix H, note 13).
    if b"%PDF" in head[:1024] and not _is_mail(head.decode("latin-1"), path):
        return PDF
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{\\rtf"):
        return RTF
    if picture := signatures.image(head):
        return picture
    if _is_mail(head.decode("latin-1"), path):
        return EML
    if _is_binary(head):
        raise signatures.refused(head) or signatures.guessed(head)
    return _of_text(decoded(head), path)


def _of_container(path: Path) -> str:
    names = packed.members(path)
    if "[Content_Types].xml" in names or "word/document.xml" in names:
        for start, kind in _OPENXML_PARTS.items():
            if any(name.startswith(start) for name in names):
                return kind if kind in _READ else _unsupported(kind)
        raise UnreadableFile(
            "The Office document lacks its main part.",
            remedy="Fetch the file again, or open it in its program and save it anew.",
        )
    if "mimetype" in names:
        declared = packed.member(path, "mimetype", most=200).decode("ascii", errors="replace").strip()
        for start, kind in _ODF_TYPES.items():
            if declared.startswith(start):
                return kind if kind in _READ else _unsupported(kind)
        if declared.startswith("application/"):
            return _unsupported(declared)
    if "content.xml" in names and "META-INF/manifest.xml" in names:
        return ODT
    if "META-INF/container.xml" in names and any(name.endswith(".opf") for name in names):
        return EPUB
    if any(name.endswith(".iwa") for name in names):
        return _unsupported("Apple iWork document")
    return ZIP


def _unsupported(kind: str, *, remedy: str = _SAVE_AS) -> str:
    raise UnsupportedFormat(f"No reader for this type of file: {kind}.", remedy=remedy)


def _of_ole(path: Path) -> str:
    """The type of a Microsoft compound file, told by the names of the streams at its root."""
    streams = _ole_streams(path)
    for stream, kind in _OLE_STREAMS:
        if stream in streams:
            if not kind:
                raise EncryptedFile("The Office document needs a password.", remedy="Save a copy without password.")
            return kind if kind in _READ else _unsupported(kind)
    raise UnsupportedFormat("No reader for this type of file: Microsoft compound file.", remedy=_SAVE_AS)


def _ole_streams(path: Path) -> set[str]:
    """The names at the root of a compound file; of one too broken to be opened, those that stand anywhere in it."""
    import olefile

    try:
        with olefile.OleFileIO(str(path)) as container:
            return {entry[0] for entry in container.listdir(streams=True, storages=True)}
    except Exception:  # whatever it is, the next look tells more
        with path.open("rb") as opened:
            content = opened.read(64 * packed.MIB)
        return {stream for stream, _ in _OLE_STREAMS if stream.encode("utf-16-le") in content}


def _is_binary(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff", b"\xef\xbb\xbf")) or wide_encoding(head):
        return False
    controls = len(_CONTROLS.findall(head.decode("latin-1")))
    return b"\0" in head or controls > len(head) * 0.02


def _of_text(text: str, path: Path) -> str:
    suffix = path.suffix.lower()
    if (found := rows.recognised(text, suffix=suffix)) is not None:
        return found
    if _HTML.match(text):
        return XHTML if text.lstrip().startswith("<?xml") else HTML
    if text.lstrip().startswith("<"):
        if len(_HTML_BLOCK.findall(text[:20_000])) >= 2:
            return HTML
        root = _XML_ROOT.match(text)
        if root and root[1] == "office:document":
            return FLAT_ODP if "opendocument.presentation" in text[:20_000] else FLAT_ODT
        if root and text.lstrip().startswith("<?xml"):
            _unsupported(f"XML ({root[1]})", remedy="Save it as HTML or plain text.")
    if suffix == ".json" and text.lstrip()[:1] in {"{", "["}:
        _unsupported("JSON", remedy="Save it as JSON Lines, a document a line, with the columns id and text.")
    return MARKDOWN if suffix in {".md", ".markdown"} or is_markdown(text) else PLAIN


def _is_mail(text: str, path: Path) -> bool:
    """Whether a text begins with the header of a message; one named as mail may have a poor one."""
    if text.startswith("From ") and _MAIL_SURE.search(text[:4000]):
        return True
    header = text.removeprefix("\u00ef\u00bb\u00bf").lstrip()[:16_000].replace("\r\n", "\n").split("\n\n", 1)[0][:8000]
    if not _FIELD.match(header):
        return False
    found = len(_MAIL.findall(header))
    if path.suffix.lower() in {".eml", ".mht", ".mhtml"} and found:
        return True
    return found >= 2 and bool(_MAIL_SURE.search(header) or _MAIL_ADDRESSED.search(header))
