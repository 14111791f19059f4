"""How much one query may ask for, so that any query is answered in seconds; what is beyond is told, never cut."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ptce_corpus.errors import QueryFault
from ptce_corpus.search.lexer import Kind, Lexeme

MAX_LENGTH = 10_000
"""Code points of a query."""
MAX_DEPTH = 40
"""Parentheses within parentheses."""
MAX_PARTS = 500
"""Words, quoted texts and dates."""
MAX_DATES = 50
MAX_PATTERNS = 20
"""Words with ``*`` or ``~``: each may stand for thousands of words of the archive."""
MAX_PROXIMITIES = 10


def beyond(found: Sequence[Lexeme]) -> Iterator[QueryFault]:
    """A fault for each limit that a query passes, at the first place beyond it."""
    for counted, most, message in _LIMITS:
        places = [lexeme for lexeme in found if counted(lexeme)]
        if len(places) > most:
            yield QueryFault(places[most].start, places[most].end, message)


def _part(lexeme: Lexeme) -> bool:
    return lexeme.kind in {Kind.WORD, Kind.QUOTED, Kind.DATE}


def _date(lexeme: Lexeme) -> bool:
    return lexeme.kind is Kind.DATE


def _proximity(lexeme: Lexeme) -> bool:
    return lexeme.kind is Kind.QUOTED and lexeme.suffix.startswith("~")


def _pattern(lexeme: Lexeme) -> bool:
    return (lexeme.kind is Kind.WORD and lexeme.suffix != "") or (lexeme.kind is Kind.QUOTED and lexeme.suffix == "*")


_LIMITS: tuple[tuple[Callable[[Lexeme], bool], int, str], ...] = (
    (_part, MAX_PARTS, f"a query has at most {MAX_PARTS} words, quoted texts and dates"),
    (_date, MAX_DATES, f"a query has at most {MAX_DATES} dates"),
    (_pattern, MAX_PATTERNS, f"a query has at most {MAX_PATTERNS} words with * or ~"),
    (_proximity, MAX_PROXIMITIES, f"a query has at most {MAX_PROXIMITIES} proximities"),
)
