"""What a DOC file says of itself: title, dates and program, from its summary ([MS-OLEPS] 2.18, 2.25.1)."""

from __future__ import annotations

import struct
from datetime import datetime, timedelta

import olefile

from ptce_corpus.extraction.origins import Claims, claimed_date

_SUMMARY = "\x05SummaryInformation"
_LONGEST = 64 * 1024
_MOST_PROPERTIES = 64
_SECTION = 44
"""Where the stream tells the place of its first section."""
_SHORT, _TEXT, _TIME = 0x02, 0x1E, 0x40
_CODEPAGE, _TITLE, _CREATED, _SAVED, _PROGRAM = 1, 2, 12, 13, 18
_UTF8 = 65001
_EPOCH = datetime(1601, 1, 1)
_FIRST_YEAR, _LAST_YEAR = 1981, 9999


def claims(container: olefile.OleFileIO) -> Claims:
    """The claims of a compound file; none where it has no summary, or one that is forged.

    Only the few properties that are wanted are looked at, each where the summary says it stands: a general reader of
    property sets can be kept busy for minutes by a forged vector.
    """
    if not container.exists(_SUMMARY):
        return Claims()
    stream = container.openstream(_SUMMARY).read(_LONGEST)
    try:
        found = _properties(stream)
    except (struct.error, IndexError):
        return Claims()
    encoding = _encoding(found.get(_CODEPAGE))
    date = next(filter(None, (_day(found.get(name)) for name in (_SAVED, _CREATED))), None)
    return Claims(_text(found.get(_TITLE), encoding), date, _text(found.get(_PROGRAM), encoding))


def _properties(stream: bytes) -> dict[int, int | bytes]:
    """The wanted properties by number: short numbers, texts in bytes, times."""
    (start,) = struct.unpack_from("<I", stream, _SECTION)
    (count,) = struct.unpack_from("<I", stream, start + 4)
    found: dict[int, int | bytes] = {}
    for index in range(min(count, _MOST_PROPERTIES)):
        name, place = struct.unpack_from("<2I", stream, start + 8 + 8 * index)
        at = start + place
        (sort,) = struct.unpack_from("<I", stream, at)
        if sort == _SHORT:
            found[name] = struct.unpack_from("<H", stream, at + 4)[0]
        elif sort == _TIME:
            found[name] = struct.unpack_from("<Q", stream, at + 4)[0]
        elif sort == _TEXT:
            (length,) = struct.unpack_from("<I", stream, at + 4)
            found[name] = stream[at + 8 : at + 8 + min(length, _LONGEST)]
    return found


def _encoding(page: int | bytes | None) -> str:
    if page == _UTF8:
        return "utf-8"
    return f"cp{page}" if isinstance(page, int) and page else "cp1252"


def _text(held: int | bytes | None, encoding: str) -> str | None:
    if not isinstance(held, bytes):
        return None
    try:
        text = held.decode(encoding, errors="replace")
    except LookupError:
        text = held.decode("cp1252", errors="replace")
    return " ".join(text.split("\0", 1)[0].split()) or None


def _day(held: int | bytes | None) -> str | None:
    """The day of a time that counts tenths of microseconds."""
    if not isinstance(held, int):
        return None
    try:
        moment = _EPOCH + timedelta(microseconds=held // 10)
    except OverflowError:
        return None
    return claimed_date(moment.date().isoformat()) if _FIRST_YEAR <= moment.year <= _LAST_YEAR else None
