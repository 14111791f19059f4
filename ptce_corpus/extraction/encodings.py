"""From bytes to text, whatever the encoding."""

from __future__ import annotations

import codecs
import re
from functools import cache
from importlib import resources

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SINGLE_BYTE = ("cp1252", "iso8859_15", "mac_roman", "cp850")
_OF_NAMES = ("cp1252", "cp850")
_SEVEN_BIT = ("iso2022", "hz", "utf-7")
_NO_CHARSETS = frozenset(("punycode", "idna", "unicode-escape", "raw-unicode-escape", "undefined"))
"""What Python decodes but no file is written in; some take very long on forged bytes."""
_SAMPLE = 400_000
_STRAY = "ptce-stray-bytes"
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_ODD_INSIDE = re.compile(r"(?<=[a-z])[^\x00-\x7f\w\s](?=[a-z])|(?<=[a-z])[À-ÖØ-Þ](?=[a-z])|[¼½¾](?=[a-z])")
_APOSTROPHES = re.compile(r"(?<=[a-z])[’‘](?=[a-z])")


def _stray_bytes(error: UnicodeError) -> tuple[str, int]:
    """A byte that is not UTF-8 in a text that otherwise is: read as Windows-1252, its usual origin."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


codecs.register_error(_STRAY, _stray_bytes)


def decoded(content: bytes, *, declared: str | None = None) -> str:
    """The text of ``content``, without byte order mark.

    Tried in turn: a byte order mark, UTF-16 and UTF-32 without one, a ``declared`` encoding of seven bits, strict
    UTF-8, any other ``declared`` encoding (that of an HTML ``meta``, say), UTF-8 with a few stray bytes, then the
    one-byte encoding that gives the most French-looking text, and last the guess of charset-normalizer. Never fails:
    what cannot be read becomes U+FFFD.
    """
    for mark, name in _BOMS:
        if content.startswith(mark):
            return content.decode(name, errors="replace").removeprefix("\ufeff")
    if wide := wide_encoding(content):
        return content.decode(wide, errors="replace")
    if declared and _in_seven_bits(declared) and content.isascii():
        return content.decode(declared, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if declared and (text := _as_declared(content, declared)) is not None:
        return text
    if _mostly_utf8(content):
        return content.decode("utf-8", errors=_STRAY)
    return _single_byte(content)


def decoded_name(content: bytes) -> str:
    """The name of a file in an archive: UTF-8, or the encoding of DOS or of Windows, whichever looks more French."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        _, best = _likeliest(content, _OF_NAMES)
        return content.decode(best, errors="replace")


def wide_encoding(content: bytes) -> str | None:
    """The UTF-16 or UTF-32 variant of a text without byte order mark, told by where its null bytes stand."""
    head = content[:4096]
    head = head[: len(head) - len(head) % 4]
    if len(head) < 4 or b"\0" not in head:
        return None
    nulls = [head[offset::4].count(0) / (len(head) // 4) for offset in range(4)]
    if min(nulls[1:]) > 0.7 and nulls[0] < 0.1:
        return "utf-32-le"
    if min(nulls[:3]) > 0.7 and nulls[3] < 0.1:
        return "utf-32-be"
    odd, even = (nulls[1] + nulls[3]) / 2, (nulls[0] + nulls[2]) / 2
    if odd > 0.5 and even < 0.05:
        return "utf-16-le"
    if even > 0.5 and odd < 0.05:
        return "utf-16-be"
    return None


def _in_seven_bits(declared: str) -> bool:
    """Whether a declared encoding writes other letters with ASCII bytes, as Japanese mail does."""
    try:
        return codecs.lookup(declared).name.startswith(_SEVEN_BIT)
    except (LookupError, ValueError):
        return False


def _as_declared(content: bytes, declared: str) -> str | None:
    try:
        name = codecs.lookup(declared).name
        if name in _NO_CHARSETS:
            return None
        # Pages that say Latin-1 are Windows-1252: the WHATWG Encoding Standard reads them so.
        return content.decode("cp1252" if name in {"iso8859-1", "ascii"} else name)
    except (LookupError, UnicodeDecodeError, ValueError):
        return None


def _mostly_utf8(content: bytes) -> bool:
    """Whether UTF-8 sequences outnumber the bytes that are not UTF-8 by far."""
    text = content[:_SAMPLE].decode("utf-8", errors="replace")
    strays = text.count("\ufffd")
    return len(_BEYOND_ASCII.findall(text)) - strays > 4 * strays


def _single_byte(content: bytes) -> str:
    sample = content[:_SAMPLE]
    score, best = _likeliest(sample, _SINGLE_BYTE)
    if score > 0:
        return content.decode(best, errors="replace")
    from charset_normalizer import from_bytes

    guess = from_bytes(sample).best()
    return content.decode(guess.encoding if guess else "cp1252", errors="replace")


def _likeliest(content: bytes, names: tuple[str, ...]) -> tuple[int, str]:
    """The encoding that gives the most French-looking text, the first of equals, and its score."""
    scored = [(_frenchness(content.decode(name, errors="replace")), name) for name in names]
    return max(scored, key=lambda pair: pair[0])


def _frenchness(text: str) -> int:
    """How much of what is beyond ASCII is a letter or sign of French, in a place where French has it."""
    expected = _letters()
    beyond = _BEYOND_ASCII.findall(text)
    good = sum(character in expected for character in beyond)
    odd = len(_ODD_INSIDE.findall(text)) - len(_APOSTROPHES.findall(text))
    return 2 * good - len(beyond) - 2 * odd


@cache
def _letters() -> frozenset[str]:
    source = resources.files("ptce_corpus.extraction").joinpath("data/letters.txt").read_text(encoding="utf-8")
    lines = (line for line in source.splitlines() if not line.startswith("#"))
    return frozenset("".join(lines)) - {" "}
