"""Calls of footnotes: the raised figure behind a word that sends the reader to a note.

A call is no part of its word: a reader of files that sees its size writes it with raised figures (``pôles²``); where
only the text is left, ``pôles2`` is told from codes (``mp3``, ``CO2``) by the note that it calls.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ptce_corpus.domain.alignment import AlignedText, Edit
from ptce_corpus.domain.span import Span
from ptce_corpus.text.lexicon import known

RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
RAISE = {ord(str(value)): figure for value, figure in enumerate(RAISED)}
"""Each figure as a call has it."""
_LETTER, _MARK = rf"[^\W\d_{RAISED}]", r"[»”\")\].,;:!?…]"
_CALL = re.compile(
    rf"(?:(?<={_LETTER}{_LETTER}{_LETTER})|(?<=[\d{_MARK[1:]}{_MARK})|(?<={_LETTER}{_MARK})|(?<= [»”])|(?<=\b\d\d\d\d))"
    rf"[ ]?[{RAISED}]{{1,3}}(?![^\W_])"
)
"""A call with the blank before it; ``m²`` and ``10⁶`` are none."""
_GLUED = re.compile(
    r"(?<![\w'.@/\-])(?:[ldnsLDNS]'|[Qq]u')?(?P<word>[^\W\d_A-ZÀ-Þ]{4,30})(?P<figures>[1-9]\d?)(?![\w/@%°]|[.,]\d)"
)
_NUMBER_GLUED = re.compile(rf"(?m)(?:(?<=^[{RAISED}])|(?<=^[{RAISED}][{RAISED}]))(?=[^\W\d_{RAISED}«\"])")
"""Where the raised number of a note runs into its first word."""
_NOTE = re.compile(
    r"(?m)^[ \t]*[(\[]?(?P<number>[1-9]\d?)[)\].]?[ \t]*(?=[A-ZÀ-ÞŒ«\"“]|https?:|[Cc]f\b|[Vv]oir\b|[Ii]bid)"
)
_FOOT = 0.5
"""Share of a page, from its top, above which no note stands."""


def without_calls(text: str) -> AlignedText:
    """The text less the calls of its notes; what is left knows its place in ``text``."""
    return AlignedText(text).sub(_CALL, "", rule="note-call")


def told(text: AlignedText) -> AlignedText:
    """A page on which figures glued to words became raised where they call notes at its foot.

    Raised numbers of notes are set apart from the first word. Figures are raised where known words bear them, one call
    for each number, in their order, and a line at the foot of the page begins with each of these numbers.
    """
    text = text.sub(_NUMBER_GLUED, " ", rule="note-number")
    found = list(_GLUED.finditer(text.text))
    if not found:
        return text
    calls = [match for match in found if known(match["word"])]
    numbers = [int(match["figures"]) for match in calls]
    if not calls or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        return text
    after = max(calls[-1].end(), int(_FOOT * len(text.text)))
    if not set(numbers) <= set(_noted(text.text, after)):
        return text
    edits = (Edit(Span(*match.span("figures")), match["figures"].translate(RAISE), "note-call", 0.9) for match in calls)
    return text.edited(edits)


def _noted(text: str, after: int) -> Iterator[int]:
    """The numbers with which lines begin from a place of a page on."""
    return (int(match["number"]) for match in _NOTE.finditer(text, after))
