"""Types of binary files, told by the bytes that they begin with."""

from __future__ import annotations

from ptce_corpus.errors import DocumentError, UnreadableFile, UnsupportedFormat

_UNPACK = "Unpack it and add the documents inside, or pack them as ZIP."
_ASK_AGAIN = "Ask for the message again as HTML or plain text, its attachments as they are."
_AS_IMAGE = "Save it as PNG, JPEG or PDF."
_AS_TEXT = "Open it in its program and save it as DOCX, ODT, PDF or plain text."

_IMAGES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"II+\0", "image/tiff"),
    (b"MM\0+", "image/tiff"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"\0\0\0\x0cjP  \r\n\x87\n", "image/jp2"),
    (b"\xff\x4f\xff\x51", "image/jp2"),
)
_BITMAP_HEADERS = frozenset((12, 40, 52, 56, 64, 108, 124))
"""Sizes of the second header of a Windows bitmap, by version."""
_REFUSED = (
    (0, b"7z\xbc\xaf\x27\x1c", "7-Zip archive", _UNPACK),
    (0, b"Rar!\x1a\x07", "RAR archive", _UNPACK),
    (0, b"\x1f\x8b", "gzip archive", _UNPACK),
    (0, b"BZh", "bzip2 archive", _UNPACK),
    (0, b"\xfd7zXZ\0", "xz archive", _UNPACK),
    (0, b"\x28\xb5\x2f\xfd", "Zstandard archive", _UNPACK),
    (257, b"ustar", "tar archive", _UNPACK),
    (0, b"\x78\x9f\x3e\x22", "Outlook attachments (winmail.dat)", _ASK_AGAIN),
    (0, b"!BDN", "Outlook mailbox (PST)", "Open it in Outlook and save its messages as MSG or EML."),
    (4, b"ftypheic", "HEIC image", _AS_IMAGE),
    (4, b"ftypavif", "AVIF image", _AS_IMAGE),
    (4, b"ftyp", "video or sound", "Add a transcript of it."),
    (0, b"ID3", "video or sound", "Add a transcript of it."),
    (0, b"OggS", "video or sound", "Add a transcript of it."),
    (0, b"8BPS", "Photoshop image", _AS_IMAGE),
    (0, b"MZ", "Windows program", "Remove it from the corpus."),
    (0, b"\x7fELF", "program", "Remove it from the corpus."),
    (0, b"SQLite format 3\0", "SQLite database", "Save its rows as CSV with the columns id and text."),
    (0, b"\xdb\xa5", "Word 2 document", _AS_TEXT),
    (0, b"\xffWPC", "WordPerfect document", _AS_TEXT),
    (60, b"BOOKMOBI", "Kindle book", "Save it as EPUB or PDF."),
)


def image(head: bytes) -> str | None:
    """The media type of a picture that has a reader; None for anything else."""
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    if head.startswith(b"BM") and int.from_bytes(head[14:18], "little") in _BITMAP_HEADERS:
        return "image/bmp"
    return next((kind for start, kind in _IMAGES if head.startswith(start)), None)


def refused(head: bytes) -> DocumentError | None:
    """The fault to report for a binary file of a known type without reader; None for any other file."""
    for offset, signature, name, remedy in _REFUSED:
        if head[offset : offset + len(signature)] == signature:
            return UnsupportedFormat(f"No reader for this type of file: {name}.", remedy=remedy)
    return None


def guessed(head: bytes) -> DocumentError:
    """The fault to report for any other binary file, with the type that its first bytes suggest."""
    import puremagic

    try:
        guesses = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError, IndexError, KeyError):
        guesses = []
    if not guesses:
        return UnreadableFile(
            "The file is neither text nor a known type of document.", remedy="Check that the copy is whole."
        )
    name = guesses[0].mime_type or guesses[0].name
    remedy = _AS_IMAGE if name.startswith("image/") else _AS_TEXT
    return UnsupportedFormat(f"No reader for this type of file: {name}.", remedy=remedy)
