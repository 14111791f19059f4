"""Cuts a query into lexemes, each with its place, and tells what no lexeme can be made of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from ptce_corpus.errors import QueryFault
from ptce_corpus.search import vocabulary
from ptce_corpus.text.tokens import fold, forms


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


_OPERATORS = {"ET": Kind.AND, "AND": Kind.AND, "OU": Kind.OR, "OR": Kind.OR, "SAUF": Kind.NOT, "NOT": Kind.NOT}
_CLOSERS = {'"': '"', "«": "»", "“": "”“", "„": "”“", "‟": "”"}
_QUOTES = '"«»“”„‟'
_BETWEEN = re.compile(rf"[\s{_QUOTES}]+")
_SPACE = re.compile(r"\s+")
_FIELD = re.compile(r"([^\W\d_]+)(\s*):(?!//)\s*")
_OPERAND = re.compile(rf"[^\s(){_QUOTES}]*")
_WORD = re.compile(rf"[^\s(){_QUOTES}]+")
_INCLUSIVE_END = re.compile(rf"\([^\W\d_]{{1,7}}\)(?:[sxSX]|\([sx]\))?(?=[\s(){_QUOTES}*~]|\Z)")
_SUFFIX = re.compile(r"\*|~\d*", re.ASCII)
_WORD_SUFFIX = re.compile(r"(?:\*|~\d*)\Z", re.ASCII)
_PUNCTUATION = frozenset(",;:.…!?–—·•'’")
"""Marks that may stand alone between the words of a question and ask for nothing."""


def lexemes(query: str) -> tuple[list[Lexeme], list[QueryFault]]:
    """The lexemes of a query in its order, and the faults found on the way."""
    return _Lexer(query).run()


def words_of(quoted: str) -> tuple[str, ...]:
    """The words of a quoted text: plain apostrophes, no marks around them, none without a token."""
    return tuple(word for word in map(bare, _BETWEEN.split(quoted)) if forms(word))


def bare(word: str) -> str:
    """A word without the marks around it; an inclusive form keeps its closing parenthesis."""
    start, end = 0, len(word)
    while start < end and not word[start].isalnum():
        start += 1
    while end > start and not word[end - 1].isalnum():
        end -= 1
    kept = word[start:end]
    closing = ")" if kept.count("(") > kept.count(")") and word[end : end + 1] == ")" else ""
    return (kept + closing).replace("’", "'")


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
        elif letter in _QUOTES:
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
        start = self.at
        end = next((place for place in range(start + 1, len(self.query)) if self.query[place] in closers), None)
        if end is None:
            self._fault(start, len(self.query), "this quotation mark is not closed")
            self.at = len(self.query)
            return
        suffix = _SUFFIX.match(self.query, end + 1)
        stop = suffix.end() if suffix else end + 1
        self._add(Kind.QUOTED, stop, self.query[start + 1 : end], suffix[0] if suffix else "")

    def _field(self) -> bool:
        """Take a field or a date word with its colon; a blank may stand before the colon of a known one."""
        match = _FIELD.match(self.query, self.at)
        if match is None:
            return False
        name, role = vocabulary.field_named(match[1]), vocabulary.date_word(match[1])
        if role is not None:
            operand = _OPERAND.match(self.query, match.end())
            end = operand.end() if operand else match.end()
            self._add(Kind.DATE, end, role, self.query[match.end() : end])
        elif name is not None:
            self._add(Kind.FIELD, match.end(), name.value)
        elif match[2]:
            return False
        else:
            known = ", ".join(f"{word}:" for word in vocabulary.field_words())
            message = (
                f"there is no field {match[1]}: (fields: {known}); put the text between quotation marks to look for it"
            )
            self._fault(self.at, self.at + len(match[1]) + 1, message)
            self.at = match.end()
        return True

    def _word(self) -> None:
        run = _WORD.match(self.query, self.at)
        end = run.end() if run else self.at + 1
        inclusive = _INCLUSIVE_END.match(self.query, end)
        if inclusive and len(forms(self.query[self.at : inclusive.end()])) == 1:
            end = inclusive.end()
            suffix = _SUFFIX.match(self.query, end)
            end = suffix.end() if suffix else end
        printed = self.query[self.at : end]
        operator = _OPERATORS.get(printed)
        if operator and not self._follows_field():
            self._add(operator, end)
            return
        self._plain(printed, end)

    def _follows_field(self) -> bool:
        """Whether a field or ``=`` waits for its word just here, so that ``titre:ET`` and ``=ET`` are words."""
        last = self.found[-1] if self.found else None
        return last is not None and last.kind in {Kind.FIELD, Kind.EXACT} and last.end == self.at

    def _plain(self, printed: str, end: int) -> None:
        ending = _WORD_SUFFIX.search(printed)
        suffix = ending[0] if ending else ""
        word = bare(printed.removesuffix(suffix))
        if self._malformed(printed.removesuffix(suffix)):
            self._fault(self.at, end, self._malformed(printed.removesuffix(suffix)))
            self.at = end
        elif word and forms(word):
            self._add(Kind.WORD, end, word, suffix)
        elif all(mark in _PUNCTUATION for mark in printed) and not self._follows_field():
            self.at = end
        else:
            self._fault(self.at, end, f"{printed} holds no letter or digit to look for")
            self.at = end

    def _malformed(self, word: str) -> str:
        """What is wrong inside a word, or nothing."""
        if "*" in word:
            return "* may only stand at the end of a word (mutual*)"
        if "~" in word:
            return "~ may only stand at the end of a word, with 1 or 2 (coopration~2)"
        if re.search(r"\w\?\w", word):
            return "? stands for no letter here; use * at the end of a word, or ~ for near spellings"
        colon = re.match(r"([^\W\d_]+):(?!//)", fold(word))
        return f"there is no field {colon[1]}:" if colon else ""
