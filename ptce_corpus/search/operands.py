"""Leaves of a query tree, made of one lexeme each, with what is wrong with them."""

from __future__ import annotations

from ptce_corpus.domain.query import DateRange, Exact, FieldName, Fuzzy, Near, Phrase, Prefix, Query, Term
from ptce_corpus.errors import QueryFault
from ptce_corpus.search import days
from ptce_corpus.search.lexer import Kind, Lexeme
from ptce_corpus.search.typed import words_of
from ptce_corpus.search.vocabulary import LABELS, kind_named
from ptce_corpus.text.tokens import forms, tokens

MAX_NEAR_WORDS = 20
"""Words of one proximity."""
MAX_DISTANCE = 100
"""Words that may stand between those of a proximity search."""
SHORTEST_PREFIX = 2
"""Letters before ``*``."""
SHORTEST_FUZZY = 3
"""Letters of a word before ``~``."""


def operand(lexeme: Lexeme, *, field: FieldName, exact: bool, faults: list[QueryFault]) -> Query | None:
    """The leaf that a word or a quoted text stands for; None, and a fault noted, when there is none."""
    words = words_of(lexeme.text) if lexeme.kind is Kind.QUOTED else (lexeme.text,)
    if lexeme.kind is Kind.QUOTED and lexeme.suffix and len(words) == 1:
        words = _parts(words[0])
    message = _fault(words, lexeme.suffix, field=field, exact=exact)
    if message:
        faults.append(QueryFault(lexeme.start, lexeme.end, message))
        return None
    return _leaf(words, lexeme.suffix, field=field, exact=exact)


def _parts(word: str) -> tuple[str, ...]:
    """The words of a compound, which may stand apart where nearness is asked for; the word itself where it is one."""
    found = tokens(word)
    return tuple(token.span.cut(word) for token in found) if len(found) > 1 else (word,)


def date_range(lexeme: Lexeme, faults: list[QueryFault], *, grouped: bool = False) -> DateRange | None:
    """The range that ``date:``, ``depuis:`` or ``avant:`` with its date stands for; ``grouped``: ``(`` follows."""
    message, bounds = _bounds(lexeme.text, lexeme.suffix, grouped=grouped)
    if message:
        faults.append(QueryFault(lexeme.start, lexeme.end, message))
        return None
    return DateRange(*bounds)


def _leaf(words: tuple[str, ...], suffix: str, *, field: FieldName, exact: bool) -> Query:
    word = words[0]
    if len(words) > 1:
        return Near(words, int(suffix[1:]), field) if suffix else Phrase(words, field, exact)
    if exact:
        return Exact(word, field)
    if suffix == "*":
        return Prefix(word, field)
    return Fuzzy(word, int(suffix[1:] or 1), field) if suffix else Term(word, field)


def _fault(words: tuple[str, ...], suffix: str, *, field: FieldName, exact: bool) -> str:
    """What is wrong with an operand, or nothing."""
    if not words:
        return "there is no word between these quotation marks"
    if field in LABELS and (exact or suffix):
        return f"{field.value}: takes a name, without =, * or ~"
    if field is FieldName.KIND and kind_named(" ".join(words)) is None:
        return f"there is no kind of document named {' '.join(words)}"
    if exact and suffix:
        return f"= and {suffix} exclude each other"
    if len(words) > 1:
        return _wrong_proximity(words, suffix) if suffix else ""
    return _wrong_pattern(words[0], suffix) if suffix else ""


def _wrong_proximity(words: tuple[str, ...], suffix: str) -> str:
    if suffix == "*":
        return "* stands after one word, not after several"
    if not suffix[1:]:
        return 'say how many words may stand between: "two words"~5'
    if sum(len(forms(word)) for word in words) > MAX_NEAR_WORDS:
        return f"a proximity has at most {MAX_NEAR_WORDS} words"
    return "" if len(suffix) <= 4 and int(suffix[1:]) <= MAX_DISTANCE else f"~ takes at most {MAX_DISTANCE} words"


def _wrong_pattern(word: str, suffix: str) -> str:
    found = forms(word)
    if len(found) != 1:
        return f"{suffix} stands after one word; {word} is {len(found)}: put a space between them"
    if suffix == "*" and len(found[0].folded) < SHORTEST_PREFIX:
        return f"* wants at least {SHORTEST_PREFIX} letters before it"
    if suffix != "*" and suffix not in {"~", "~1", "~2"}:
        return "~ after one word takes 1 or 2"
    if suffix != "*" and len(found[0].folded) < SHORTEST_FUZZY:
        return f"~ wants at least {SHORTEST_FUZZY} letters before it"
    return ""


def _bounds(role: str, written: str, *, grouped: bool) -> tuple[str, tuple[str | None, str | None]]:
    """A message when a date is wrong, and the two ends of the range."""
    nothing = (None, None)
    if not written and grouped:
        return "write several dates as one range (date:2013..2015), or as (date:2013 OU date:2015)", nothing
    if not written:
        return "a date is wanted here: 2014, 2014-07, 2014-07-18 or 2013..2015", nothing
    first, dots, last = written.partition("..")
    if dots and role != "during":
        return "a range goes with date: (date:2013..2015)", nothing
    wrong = [end for end in (first, last) if end and not days.is_date(end)]
    if wrong or not (first or last):
        return f"{' and '.join(wrong) or written} is no date: write 2014, 2014-07 or 2014-07-18", nothing
    if role == "since":
        return "", (first, None)
    if role == "until":
        eve = days.preceding(first)
        return ("", (None, eve)) if eve else ("no date comes before this one", nothing)
    if not dots:
        return "", (first, first)
    if first and last and days.first_day(first) > days.last_day(last):
        return "this range ends before it begins", nothing
    return "", (first or None, last or None)
