"""Words that a line's end broke in two."""

from __future__ import annotations

import re

from ptce_corpus.domain.alignment import AlignedText, Edit
from ptce_corpus.domain.span import Span
from ptce_corpus.text.lexicon import NEVER, listed, rank

_BROKEN = re.compile(r"(?<=[^\W\d_])[-‐‑¬]\n[ \t]{0,40}(?=(?P<tail>[^\W\d_]{1,40}))|(?<=\d)[-‐‑¬]\n[ \t]{0,40}(?=\d)")
_HEAD = re.compile(r"(?:[^\W\d_]|(?<=[^\W\d_])[-‐‑])+\Z")
_REST = re.compile(r"\S{1,80}")
_REACH = 60
_COMMON = 30_000
"""Words rarer than this do not prove that a piece of a broken word stands on its own."""


def joined_words(text: AlignedText) -> AlignedText:
    """Words broken at a line's end are made whole; the line's end moves behind the word, so that lines stay lines.

    The hyphen goes where the pieces make a known word, or are no words themselves (``coopé-`` ``ration``); it stays in
    known compounds, between two common words, before a capital and between figures (``Franche-`` ``Comté``).
    """
    source = text.text
    changes: list[Edit] = []
    for match in _BROKEN.finditer(source):
        tail = match["tail"] or ""
        head = _HEAD.search(source[max(match.start() - _REACH, 0) : match.start()])
        keep = not tail or head is None or keeps_hyphen(head.group(), tail)
        start = match.start() + keep
        changes.append(Edit(Span(start, match.end()), "", "broken-word", 0.9 if keep else 0.95))
        changes += _moved_line_end(source, match.end())
    return text.edited(changes)


def _moved_line_end(source: str, start: int) -> list[Edit]:
    """The blank behind the word that was joined becomes the line's end; none where a line ends there anyway."""
    rest = _REST.match(source, start)
    at = rest.end() if rest else start
    return [Edit(Span(at, at + 1), "\n", "broken-word")] if source[at : at + 1] == " " else []


def keeps_hyphen(head: str, tail: str) -> bool:
    """Whether the hyphen between two pieces of a broken word belongs to the word."""
    last = re.split(r"[-‐‑]", head)[-1]
    if tail[0].isupper() and not (last.isupper() and tail.isupper()):
        return True
    whole = (last + tail).lower()
    compound = f"{last}-{tail}".lower()
    if compound in listed("compounds") or f"{head}-{tail}".lower() in listed("compounds"):
        return True
    if rank(whole) < NEVER:
        return False
    return rank(last) < _COMMON and rank(tail) < _COMMON
