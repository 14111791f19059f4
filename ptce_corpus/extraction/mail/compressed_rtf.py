"""The compressed RTF in which Outlook keeps formatted text ([MS-OXRTFCP])."""

from __future__ import annotations

import struct

_COMPRESSED = 0x75465A4C
_PLAIN = 0x414C454D
_HEADER = struct.Struct("<4I")
_WINDOW = 4096
_MOST = 64 * 1024 * 1024
_PRIMER = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans Serif"
    rb"SymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
"""What the dictionary of every such text begins with ([MS-OXRTFCP] 2.1.2.1)."""


def decompressed(content: bytes) -> bytes:
    """The RTF of a compressed body; what can be had of one that is cut, nothing of one that is none."""
    if len(content) < _HEADER.size:
        return b""
    _, size, sort, _ = _HEADER.unpack_from(content)
    if sort == _PLAIN:
        return content[_HEADER.size : _HEADER.size + size]
    return _expanded(content, min(size, _MOST)) if sort == _COMPRESSED else b""


def _expanded(content: bytes, size: int) -> bytes:
    """LZ77 over a window of 4,096 bytes: eight tokens after each byte of flags, a literal or a place and a length."""
    window = bytearray(_PRIMER.ljust(_WINDOW, b"\0"))
    place = len(_PRIMER)
    out = bytearray()
    at = _HEADER.size
    while at < len(content) and len(out) < size:
        flags = content[at]
        at += 1
        for bit in range(8):
            piece, step = _token(content, at, reference=bool(flags >> bit & 1), window=window, place=place)
            if not piece:
                return bytes(out[:size])
            at += step
            for byte in piece:
                window[place] = byte
                place = (place + 1) % _WINDOW
            out += piece
    return bytes(out[:size])


def _token(content: bytes, at: int, *, reference: bool, window: bytearray, place: int) -> tuple[bytes, int]:
    """The bytes that a token stands for, and its length; no byte at the end of the text."""
    if not reference:
        return content[at : at + 1], 1
    if at + 2 > len(content):
        return b"", 2
    token = content[at] << 8 | content[at + 1]
    start, length = token >> 4, (token & 0xF) + 2
    if start == place:
        return b"", 2
    # A stretch that runs into the place being written repeats what it has just written.
    period = (place - start) % _WINDOW
    return bytes(window[(start + step % period) % _WINDOW] for step in range(length)), 2
