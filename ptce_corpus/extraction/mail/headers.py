"""The header of a message: names, subject, date and file names as they were meant."""

from __future__ import annotations

import binascii
import quopri
import re
from base64 import b64decode
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime

from ptce_corpus.extraction.encodings import decoded
from ptce_corpus.extraction.origins import printable

LONGEST = 20_000
"""Characters of a header that are read; what looks for structure in longer ones takes too long."""
_ENCODED = re.compile(r"=\?([^?\s*]{1,40})(?:\*[^?\s]{0,20})?\?([bBqQ])\?([^?]{0,2000})\?=")
_FIRST_YEAR, _LAST_YEAR = 1971, 2100


def header(message: Message, name: str) -> str:
    """A header on one line, its encoded words decoded and its stray bytes read; empty when there is none."""
    wanted = name.lower()
    raw = next((value for key, value in message.raw_items() if key.lower() == wanted), "")
    return unencoded(str(raw))


def unencoded(raw: str) -> str:
    """The text of a raw header (RFC 2047), whatever is wrong with its encoding."""
    raw = _undeclared(raw[:LONGEST])
    parts: list[str] = []
    run: list[bytes] = []
    charset, end = "", 0
    for word in _ENCODED.finditer(raw):
        between = raw[end : word.start()]
        if run and (between.strip() or word[1].lower() != charset):
            parts.append(decoded(b"".join(run), declared=charset))
            run.clear()
        # White space between two encoded words is none of the text (RFC 2047, 6.2).
        if between.strip() or not end:
            parts.append(between)
        # A character may be cut between two words: their bytes are joined before they are decoded.
        run.append(_word_bytes(word[2], word[3]))
        charset, end = word[1].lower(), word.end()
    if run:
        parts.append(decoded(b"".join(run), declared=charset))
    parts.append(raw[end:])
    return " ".join(printable("".join(parts)).split())


def _undeclared(raw: str) -> str:
    """A header with bytes beyond ASCII that no charset is declared for (``surrogateescape`` in the parser)."""
    if raw.isascii():
        return raw
    return decoded(raw.encode("utf-8", errors="surrogateescape"))


def _word_bytes(encoding: str, text: str) -> bytes:
    if encoding in "qQ":
        return quopri.decodestring(text.encode("utf-8", errors="replace"), header=True)
    letters = re.sub(r"[^A-Za-z0-9+/]", "", text)
    letters = letters[: len(letters) - 1] if len(letters) % 4 == 1 else letters
    try:
        return b64decode(letters + "=" * (-len(letters) % 4))
    except (binascii.Error, ValueError):
        return b""


def sent_on(message: Message) -> str | None:
    """The day a message was sent, as an ISO day where the sender was; that of its arrival where it says none."""
    return iso_day(header(message, "Date")) or iso_day(header(message, "Received").rpartition(";")[2])


def iso_day(text: str) -> str | None:
    """The ISO day of a date as mail writes it (RFC 5322, 3.3); None when it cannot be read or cannot be."""
    try:
        moment = parsedate_to_datetime(text[:200].strip())
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return likely_day(moment)


def likely_day(moment: datetime) -> str | None:
    """The ISO day of a moment at which a message may have been sent; None of any other."""
    return moment.date().isoformat() if _FIRST_YEAR <= moment.year <= _LAST_YEAR else None


def windows_day(ticks: int) -> str | None:
    """The ISO day of a Windows file time: tenths of microseconds since 1601, in universal time."""
    seconds = ticks / 10_000_000 - 11_644_473_600
    try:
        return likely_day(datetime.fromtimestamp(seconds, tz=UTC))
    except (ValueError, OverflowError, OSError):
        return None


def file_name(message: Message) -> str:
    """The name under which a part was attached; empty when it has none."""
    try:
        name = message.get_filename()
    except (ValueError, TypeError, AttributeError, IndexError, LookupError):
        return ""
    return unencoded(name) if isinstance(name, str) else ""
