"""Letters read by another table than they were written by: ``coopÃ©ratif``, ``coopŽratif``, ``coop‚ratif``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from itertools import islice

from ptce_corpus.domain.alignment import AlignedText
from ptce_corpus.text.lexicon import known

_UTF8_RUN = re.compile(
    r"[\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2010-\u203a\u20ac\u2122]{2,}"
)
_LONE_A = re.compile(r"Ã(?!\w)")
"""What is left of ``à`` where its second byte, a no-break space to Windows, was taken for white space."""
_TABLES = (("cp1252", "mac_roman"), ("mac_roman", "cp1252"), ("cp1252", "cp850"), ("latin-1", "mac_roman"))
"""Pairs of tables: the one that a text was read by, and the one that it had been written by."""
_WORD = re.compile(r"[^\W\d_]*(?:[^\x00-\x7f\s«»•–—][^\W\d_]*)+")
_BEYOND = re.compile(r"[^\x00-\x7f\s]+")
_SAMPLE = 400
_LONG = 3
"""Letters of a word that cannot be a bullet or a mark."""
_LEAST = 4
"""Words that a table must make known before it is believed; as many again as it unmakes."""


def mended(text: AlignedText) -> AlignedText:
    """Text whose letters are read by the table they were written by; unchanged where they already are."""
    if text.text.isascii():
        return text
    decoded = text.sub(_UTF8_RUN, lambda match: _from_utf8(match.group()), rule="utf-8")
    if len(decoded.edits) > len(text.edits):
        decoded = decoded.sub(_LONE_A, "à", rule="utf-8")
    table = _fitting(decoded.text)
    return decoded.sub(_BEYOND, lambda m: _through(m.group(), table), rule="code-table") if table else decoded


def _from_utf8(run: str) -> str:
    """A run of letters that are the bytes of UTF-8 text; the run where they are not."""
    octets = bytearray()
    for character in run:
        try:
            octets += character.encode("cp1252")
        except UnicodeEncodeError:
            if ord(character) > 0xFF:
                return run
            octets.append(ord(character))
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        return run


@cache
def _table(read_by: str, written_by: str) -> Mapping[str, str]:
    """The letter that was meant by each letter, where they differ."""
    letters: dict[str, str] = {}
    for code in range(0x80, 0x100):
        octet = bytes([code])
        meant = octet.decode(written_by, errors="replace")
        seen = octet.decode(read_by, errors="replace")
        # PDFium gives the code itself where the table has no letter.
        letters[chr(code) if seen == "\ufffd" else seen] = meant
    return letters


def _fitting(text: str) -> Mapping[str, str] | None:
    """The table that makes the words with letters beyond ASCII known ones; None where they are good as they are."""
    found = (match.group() for match in _WORD.finditer(text))
    words = list(islice((word for word in found if len(word) >= _LONG), _SAMPLE))
    unknown = [word for word in words if not known(word)]
    if len(unknown) < max(_LEAST, len(words) // 2):
        return None
    best: Mapping[str, str] | None = None
    most = max(_LEAST, len(unknown) // 2)
    for read_by, written_by in _TABLES:
        table = _table(read_by, written_by)
        gained = sum(known(_through(word, table)) for word in unknown)
        if gained >= most:
            best, most = table, gained + 1
    return best


def _through(word: str, table: Mapping[str, str]) -> str:
    return "".join(table.get(character, character) for character in word)
