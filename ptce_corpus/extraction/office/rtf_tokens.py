"""The tokens of a Rich Text Format file (RTF specification 1.9.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple


class Sort(Enum):
    """What a token is."""

    OPEN = "group opens"
    CLOSE = "group closes"
    WORD = "control word"
    SIGN = "control symbol"
    TEXT = "text"


class Token(NamedTuple):
    """A piece of a file: a control word with the number behind it, a symbol's character, or bytes of text."""

    sort: Sort
    word: str = ""
    number: int | None = None
    octets: bytes = b""


_OPEN, _CLOSE = Token(Sort.OPEN), Token(Sort.CLOSE)
_PIECE = re.compile(
    rb"\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,10})?[ ]?"
    rb"|\\'(?P<hex>[0-9A-Fa-f]{2})"
    rb"|\\(?P<sign>[^A-Za-z])"
    rb"|(?P<brace>[{}])"
    rb"|(?P<text>[^\\{}\r\n]+)"
    rb"|[\r\n]+|\\",
    re.DOTALL,
)


def tokens(content: bytes) -> Iterator[Token]:
    """The tokens of a file in order; binary pictures are passed over."""
    place = 0
    while (match := _PIECE.match(content, place)) is not None:
        place = match.end()
        kind = match.lastgroup
        if kind in {"word", "number"}:
            number = int(match["number"]) if match["number"] else None
            word = match["word"].decode("ascii")
            if word == "bin":
                place += max(number or 0, 0)
            else:
                yield Token(Sort.WORD, word, number)
        elif kind == "hex":
            yield Token(Sort.TEXT, octets=bytes.fromhex(match["hex"].decode("ascii")))
        elif kind == "text":
            yield Token(Sort.TEXT, octets=match["text"])
        elif kind == "brace":
            yield _OPEN if match["brace"] == b"{" else _CLOSE
        elif kind == "sign":
            yield Token(Sort.SIGN, match["sign"].decode("latin-1"))
