"""Cuts a query into lexemes, each with its place, and tells what no lexeme can be made of."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import cached_property
from typing import TypeVar

from ptce_corpus.domain.alignment import AlignedText
from ptce_corpus.domain.span import Span
from ptce_corpus.errors import QueryFault
from ptce_corpus.search import days, signs, vocabulary
from ptce_corpus.search.typed import QUOTES, bare, readable
from ptce_corpus.text.tokens import forms


class Kind(Enum):
    """What a lexeme is."""

    OPEN = auto()
    CLOSE = auto()
    AND = auto()
    OR = auto()
    NOT = auto()
    FIELD = auto()
    DATE = auto()
    EXACT = auto()
    WORD = auto()
    QUOTED = auto()


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A piece of a query. ``text`` is the word, the field or date word, or what stood between quotation marks.

    ``suffix`` is what followed at once: ``*``, ``~``, ``~3`` or, for a date word, the date.
    """

    kind: Kind
    start: int
    end: int
    text: str = ""
    suffix: str = ""


Placed = TypeVar("Placed", Lexeme, QueryFault)

_OPERATORS = {"ET": Kind.AND, "AND": Kind.AND, "OU": Kind.OR, "OR": Kind.OR, "SAUF": Kind.NOT, "NOT": Kind.NOT}
_CLOSERS = {'"': '"', "«": "»", "“": "”“", "„": "”“", "‟": "”", "”": "”", "‹": "›"}
_SPACE = re.compile(r"\s+")
_FIELD = re.compile(r"([^\W\d_]+)(\s*):(?!//)\s*")
_DATE = re.compile(rf"[^\s(){QUOTES}]*")
_AFTER_DATE = re.compile(r"(?:[,;!?]|(?<!\.)\.(?!\.))+\Z")
_WORD = re.compile(rf"[^\s(){QUOTES}]+")
_INCLUSIVE_END = re.compile(rf"\([^\W\d_]{{1,7}}\)(?:[sxSX]|\([sx]\))?(?=[\s(){QUOTES}*~]|\Z)")
_SINGLE = "'‘’‚"
_SINGLE_END = re.compile(rf"(?<=[^\s{_SINGLE}])['‘’](?=[\s(){QUOTES}*~,;.?!]|\Z)")
_ANOTHER = re.compile(rf"\s*[\w{QUOTES}]")
_SUFFIX = re.compile(r"\*|~\d*", re.ASCII)
_WORD_SUFFIX = re.compile(r"(?:\*|~\d*)\Z", re.ASCII)
_PUNCTUATION = frozenset(",;:.…!?–—·•'’")
"""Marks that may stand alone between the words of a question and ask for nothing."""


def lexemes(query: str) -> tuple[list[Lexeme], list[QueryFault]]:
    """The lexemes of a query in its order, and the faults found on the way."""
    typed = readable(query)
    found, faults = _Lexer(typed.text).run()
    if not typed.edits:
        return found, faults
    return _typed(typed, found), _typed(typed, faults)


def _typed(query: AlignedText, found: Sequence[Placed]) -> list[Placed]:
    """Lexemes or faults at their places in the query as it was typed."""
    places = (query.source_span(Span(one.start, one.end)) for one in found)
    return [replace(one, start=place.start, end=place.end) for one, place in zip(found, places, strict=True)]


class _Lexer:
    """One pass over a query, left to right."""

    def __init__(self, query: str) -> None:
        self.query = query
        self.at = 0
        self.found: list[Lexeme] = []
        self.faults: list[QueryFault] = []

    def run(self) -> tuple[list[Lexeme], list[QueryFault]]:
        while self.at < len(self.query):
            space = _SPACE.match(self.query, self.at)
            if space:
                self.at = space.end()
            else:
                self._next()
        return self.found, self.faults

    def _next(self) -> None:
        letter, following = self.query[self.at], self.query[self.at + 1 : self.at + 2]
        if letter in "()":
            self._add(Kind.OPEN if letter == "(" else Kind.CLOSE, self.at + 1)
        elif letter in _CLOSERS:
            self._quoted(_CLOSERS[letter])
        elif letter in _SINGLE and self._single_end():
            self._take_quoted(self._single_end())
        elif letter in QUOTES:
            self._fault(self.at, self.at + 1, f"{letter} closes nothing")
            self.at += 1
        elif letter == "-" and following and not following.isspace() and following != ")":
            self._add(Kind.NOT, self.at + 1)
        elif letter == "=" and following and not following.isspace() and following != ")":
            self._add(Kind.EXACT, self.at + 1)
        elif not self._field():
            self._word()

    def _add(self, kind: Kind, end: int, text: str = "", suffix: str = "") -> None:
        self.found.append(Lexeme(kind, self.at, end, text, suffix))
        self.at = end

    def _fault(self, start: int, end: int, message: str) -> None:
        self.faults.append(QueryFault(start, end, message))

    def _quoted(self, closers: str) -> None:
        end = self._closing(closers, self.at + 1)
        if end < 0:
            self._fault(self.at, len(self.query), "this quotation mark is not closed")
            self.at = len(self.query)
            return
        self._take_quoted(end)

    def _closing(self, closers: str, start: int) -> int:
        """Where the first of some marks stands; -1 where there is none."""
        return min((at for mark in closers if (at := self.query.find(mark, start)) >= 0), default=-1)

    def _take_quoted(self, end: int) -> None:
        """Take what stands between the mark here and that at ``end``, with what follows at once."""
        first = self.at + 1
        quoted = self.query[first:end]
        for start, stop, message in signs.between_quotes(quoted):
            self._fault(first + start, first + stop, message)
        suffix = _SUFFIX.match(self.query, end + 1)
        self._add(Kind.QUOTED, suffix.end() if suffix else end + 1, quoted, suffix[0] if suffix else "")

    def _single_end(self) -> int:
        """Where a text between single marks that begins here ends; 0 where the mark here is no such beginning."""
        later = bisect_right(self._single_ends, self.at + 1)
        end = self._single_ends[later] if later < len(self._single_ends) else 0
        return 0 if any(mark in QUOTES for mark in self.query[self.at : end]) else end

    @cached_property
    def _single_ends(self) -> list[int]:
        return [match.start() for match in _SINGLE_END.finditer(self.query)]

    def _field(self) -> bool:
        """Take a field or a date word with its colon; a blank may stand before the colon of a known one."""
        match = _FIELD.match(self.query, self.at)
        if match is None:
            return False
        name, role = vocabulary.field_named(match[1]), vocabulary.date_word(match[1])
        if role is not None:
            self._date(role, match.end())
        elif name is not None:
            self._add(Kind.FIELD, match.end(), name.value)
        elif match[2]:
            return False
        else:
            self._fault(self.at, self.at + len(match[1]) + 1, vocabulary.unknown_field(match[1]))
            self.at = match.end()
        return True

    def _date(self, role: str, start: int) -> None:
        """Take a date word with its date: in ISO form, as people write it, or between quotation marks."""
        opening = self.query[start : start + 1]
        close = self._closing(_CLOSERS[opening], start + 1) if opening in _CLOSERS else -1
        if close >= 0:
            written, end = self.query[start + 1 : close].strip(), close + 1
        else:
            run = _DATE.match(self.query, start)
            end = run.end() if run else start
            written = _AFTER_DATE.sub("", self.query[start:end])
        if not days.is_range(written):
            told = days.told(written if close >= 0 else self.query[start : start + days.LONGEST])
            if told and told.length >= len(written):
                written = told.iso
                end = end if close >= 0 else max(end, start + told.length)
        self._add(Kind.DATE, end, role, written)

    def _word(self) -> None:
        run = _WORD.match(self.query, self.at)
        end = run.end() if run else self.at + 1
        inclusive = _INCLUSIVE_END.match(self.query, end)
        if inclusive and len(forms(self.query[self.at : inclusive.end()])) == 1:
            end = inclusive.end()
            suffix = _SUFFIX.match(self.query, end)
            end = suffix.end() if suffix else end
        printed = self.query[self.at : end]
        if self._elided(printed, end):
            self.at = end
            return
        operator = _OPERATORS.get(printed)
        if operator and not self._follows_field():
            self._add(operator, end)
            return
        self._plain(printed, end)

    def _elided(self, printed: str, end: int) -> bool:
        """Whether this is an article or the like before the word it belongs to, as in ``l'"économie sociale"``."""
        return printed.endswith(("'", "’")) and len(forms(f"{printed}a")) == 1 and bool(_ANOTHER.match(self.query, end))

    def _follows_field(self) -> bool:
        """Whether a field or ``=`` waits for its word just here, so that ``titre:ET`` and ``=ET`` are words."""
        last = self.found[-1] if self.found else None
        return last is not None and last.kind in {Kind.FIELD, Kind.EXACT} and last.end == self.at

    def _plain(self, printed: str, end: int) -> None:
        ending = _WORD_SUFFIX.search(printed)
        suffix = ending[0] if ending else ""
        word = bare(printed.removesuffix(suffix))
        wrong = signs.misplaced(printed.removesuffix(suffix)) if forms(word) else ""
        if wrong:
            self._fault(self.at, end, wrong)
            self.at = end
        elif word and forms(word):
            self._add(Kind.WORD, end, word, suffix)
        elif all(mark in _PUNCTUATION for mark in printed) and not self._follows_field():
            self.at = end
        else:
            self._fault(self.at, end, signs.alone(printed))
            self.at = end
