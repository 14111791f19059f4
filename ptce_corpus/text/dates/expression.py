"""A date or time as the text states it, before anything around it completes it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ptce_corpus.domain.annotation import Label
from ptce_corpus.domain.span import Span

GAP = r"(?=\s)[^\S\n]{0,40}+(?:\n[^\S\n]{0,40}+)?"
"""White space inside one expression: it may cross one line end, never an empty line."""

OPTIONAL_GAP = r"[^\S\n]{0,40}+(?:\n[^\S\n]{0,40}+)?"


@dataclass(frozen=True, slots=True)
class Point:
    """The parts of a date that the text gives. ``season`` is an EDTF code; ``weekday`` counts from Monday, 0."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: int | None = None

    def dated(self, year: int) -> Point:
        """The same in ``year``."""
        return replace(self, year=year)


@dataclass(frozen=True, slots=True)
class Relative:
    """A time told from the document's date: ``unit`` day to year, ``count`` of them away."""

    unit: str
    count: int


@dataclass(frozen=True, slots=True)
class Portion:
    """A portion of a date: the ``rank``-th ``unit`` of it (-1: the last), or ``weekday`` (Monday 0) where it is one.

    Of a month "fortnight", "day", "weekday" and "saturday" (a week-end), of a year "half" and "quarter", of a week
    "weekday"; of a day the "week" and the "weekend" around it, and the day that lies ``rank`` days "away".
    """

    unit: str
    rank: int = 1
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class DatedSpan:
    """A date or time of a text. ``value`` is EDTF, or null where the text does not settle it.

    ``relative`` tells that something outside the span (the document's date, a date nearby) gave part of the value;
    ``note`` says what, or what speaks against it; ``confidence`` is in [0, 1].
    """

    span: Span
    label: Label
    value: str | None
    relative: bool = False
    confidence: float = 1.0
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Expression:
    """What one stretch of text says: an interval when ``end`` is given, ready-made when ``value`` is.

    ``direction`` is -1 for "dernier", 1 for "prochain"; ``feast`` the plain name of a feast; ``borrowed`` tells that
    the end of a list gave the month or the year ("juillet et août 2014"); ``portion`` is what of the date is meant.
    """

    span: Span
    begin: Point = Point()
    end: Point | None = None
    label: Label = Label.DATE
    value: str | None = None
    relative: Relative | None = None
    direction: int = 0
    feast: str | None = None
    borrowed: bool = False
    portion: Portion | None = None
    confidence: float = 1.0
    note: str | None = None


def before(text: str, start: int, *, width: int = 32) -> str:
    """The lower-case text that leads to ``start``, blanks made single, without Markdown and superscript marks."""
    return _BLANK.sub(" ", text[max(0, start - width) : start].lower()).replace("’", "'")


def preceding_word(text: str, start: int) -> str:
    """The word before ``start``, in lower case and without its elided article, "" where a sign stands between."""
    match = _LAST_WORD.search(before(text, start))
    return match[1] if match else ""


_BLANK = re.compile(r"[\s*_]+")
_LAST_WORD = re.compile(
    r"(?:(?<=\s)|(?<=[('\"«-])|^)(?:[dlnsjmtc]'|qu')?([^\W_][^\s(\"«]{0,24}?[^\W_.,;:!?)»]?['°º€]?) ?$"
)
