"""What was typed, as it is read: what cannot be seen is left out, what is written in two ways is written in one.

Keyboards, web pages and word processors bring marks of direction, accents apart from their letters and signs of full
width into a query; none of them asks for anything, and neither do the marks that people leave around words. The
places of faults still count in what was typed.
"""

from __future__ import annotations

import re
import unicodedata

from ptce_corpus.domain.alignment import AlignedText
from ptce_corpus.text.tokens import forms, spaced

_UNSEEN = re.compile(r"[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]+")
_APART = re.compile(r"[^\W\d_][\u0300-\u036f]{1,8}")
_WIDE = re.compile(r"[\uff01-\uff5e]")
QUOTES = '"«»“”„‟‹›'
_BETWEEN = re.compile(rf"[\s{QUOTES}]+")
_WIDTH = 0xFEE0
"""From a sign of ASCII to the same of full width."""


def readable(query: str) -> AlignedText:
    """The query without what cannot be seen, accents on their letters, signs of full width as plain ones.

    A number or acronym with blanks, which is one word of a text, is one word (``10 000``, ``P. T. C. E.``).
    """
    text = AlignedText(query)
    if not (query.isascii() and query.isprintable()):
        text = text.sub(_UNSEEN, "", rule="unseen").sub(_CONTROLS, " ", rule="control")
        text = text.sub(_APART, lambda match: unicodedata.normalize("NFC", match[0]), rule="composition")
        text = text.sub(_WIDE, lambda match: chr(ord(match[0]) - _WIDTH), rule="width")
    return text.sub(spaced(), _without_blanks, rule="blanks")


def words_of(quoted: str) -> tuple[str, ...]:
    """The words of a quoted text: plain apostrophes, no marks around them, none without a token."""
    return tuple(word for word in map(bare, _BETWEEN.split(quoted)) if forms(word))


def bare(word: str) -> str:
    """A word without the marks around it; an inclusive form keeps its closing parenthesis."""
    start, end = 0, len(word)
    while start < end and not word[start].isalnum():
        start += 1
    while end > start and not (word[end - 1].isalnum() or unicodedata.combining(word[end - 1])):
        end -= 1
    kept = word[start:end]
    closing = ")" if kept.count("(") > kept.count(")") and word[end : end + 1] == ")" else ""
    return (kept + closing).replace("’", "'")


def _without_blanks(match: re.Match[str]) -> str:
    """One word as it would be written without blanks; behind ``~`` stands a distance, and then another word."""
    distance = match.string[match.start() - 1 : match.start()] == "~"
    return match[0] if distance else "".join(match[0].split())
