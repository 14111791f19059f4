"""From the text of a query to its tree, or to the list of all that is wrong with it.

Grammar, loosest first::

    query  = all { ("OU" | "OR") all }
    all    = part { ["ET" | "AND"] part }                 parts side by side are all wanted
    part   = ("-" | "SAUF" | "NOT") part | unit
    unit   = "(" query ")" | field ":" unit | "=" word | word | quoted | date
    word   = letters ["*" | "~" [1 | 2]]                  quoted = '"' words '"' ["~" distance]

With ``match="any"`` parts side by side are alternatives: stop words among them are left aside as long as another word
remains, ``ET`` joins its two neighbours, and what narrows the search (dates, kinds, themes, ``-word``) still holds for
the whole group.

The tree is in normal form: no And in an And, no Or in an Or, none of a single part, no Not of a Not. On such trees
``parse(str(query)) == query``.
"""

from __future__ import annotations

from typing import Literal

from ptce_corpus.domain.query import And, DateRange, FieldName, InDocuments, Not, Or, Phrase, Query, Term
from ptce_corpus.errors import QueryError, QueryFault
from ptce_corpus.search import operands
from ptce_corpus.search.lexer import Kind, Lexeme, lexemes
from ptce_corpus.search.limits import MAX_DEPTH, MAX_LENGTH, beyond
from ptce_corpus.search.typed import words_of
from ptce_corpus.search.vocabulary import LABELS
from ptce_corpus.text.tokens import fold, stop_words, tokens

Match = Literal["all", "any"]


def parse(text: str, *, match: Match = "all") -> Query:
    """The tree of a query; words side by side are all wanted, or any of them.

    Raises:
        QueryError: with every fault found, in the order of their places.
    """
    if len(text) > MAX_LENGTH:
        raise QueryError(text, (QueryFault(MAX_LENGTH, len(text), f"a query has at most {MAX_LENGTH} characters"),))
    found, faults = lexemes(text)
    faults.extend(beyond(found))
    parser = _Parser(text, found, faults, match)
    query = parser.run()
    if faults or query is None:
        raise QueryError(text, tuple(sorted(faults, key=lambda fault: (fault.start, fault.end))))
    return query


def plain_words(text: str, *, match: Match = "any") -> Query:
    """The query for a text taken as plain words, whatever signs of the query language it holds.

    Where any of them will do, each part of a compound is a word by itself (``peut-on``, ``vice-président``).

    Raises:
        QueryError: when the text holds no word.
    """
    words = words_of(text)
    if not words:
        raise QueryError(text, (QueryFault(0, len(text), "there is no word to look for"),))
    if match == "all":
        return conjunction([Term(word) for word in dict.fromkeys(words)])
    parts = dict.fromkeys(token.span.cut(word) for word in words for token in tokens(word))
    return disjunction(without_stop_words([Term(part) for part in parts]))


def conjunction(parts: list[Query]) -> Query:
    """All of the parts, in normal form."""
    flat = tuple(inner for part in parts for inner in (part.parts if isinstance(part, And) else (part,)))
    return flat[0] if len(flat) == 1 else And(flat)


def disjunction(parts: list[Query]) -> Query:
    """Any of the parts, in normal form."""
    flat = tuple(inner for part in parts for inner in (part.parts if isinstance(part, Or) else (part,)))
    return flat[0] if len(flat) == 1 else Or(flat)


def negation(part: Query) -> Query:
    """What the part does not match, in normal form."""
    return part.part if isinstance(part, Not) else Not(part)


def without_stop_words(parts: list[Query]) -> list[Query]:
    """The parts without the stop words among them; all of them when they are nothing else."""
    kept: list[Query] = [
        part
        for part in parts
        if not (isinstance(part, Term) and part.field is FieldName.TEXT and fold(part.word) in stop_words())
    ]
    return kept or parts


def narrows(part: Query) -> bool:
    """Whether a part limits where to look rather than say what to look for."""
    if isinstance(part, Term | Phrase):
        return part.field in LABELS
    return isinstance(part, Not | DateRange | InDocuments)


class _Parser:
    """Recursive descent over the lexemes. A part that is at fault is noted and left out; the rest is still read."""

    def __init__(self, text: str, found: list[Lexeme], faults: list[QueryFault], match: Match) -> None:
        self.text = text
        self.lexemes = found
        self.faults = faults
        self.match = match
        self.at = 0
        self.depth = 0
        self.field = FieldName.TEXT
        self.abandoned = False

    def run(self) -> Query | None:
        parts: list[Query] = []
        while self.at < len(self.lexemes):
            part = self._any_of()
            if part is not None:
                parts.append(part)
            stray = self._peek()
            if stray is not None:
                self._fault(stray, ") closes nothing" if stray.kind is Kind.CLOSE else "nothing stands before it")
                self.at += 1
        if not parts and not self.faults:
            self.faults.append(QueryFault(0, len(self.text), "there is nothing to look for"))
        return conjunction(parts) if parts else None

    def _peek(self) -> Lexeme | None:
        return self.lexemes[self.at] if self.at < len(self.lexemes) else None

    def _take(self, *kinds: Kind) -> Lexeme | None:
        lexeme = self._peek()
        if lexeme is None or lexeme.kind not in kinds:
            return None
        self.at += 1
        return lexeme

    def _fault(self, lexeme: Lexeme, message: str) -> None:
        self.faults.append(QueryFault(lexeme.start, lexeme.end, message))

    def _any_of(self) -> Query | None:
        parts = [self._group()]
        while operator := self._take(Kind.OR):
            if self._ends_here():
                self._fault(operator, f"nothing stands after {self._printed(operator)}")
            else:
                parts.append(self._group())
        kept = [part for part in parts if part is not None]
        return disjunction(kept) if kept else None

    def _group(self) -> Query | None:
        """Parts side by side, up to ``OU``, a closing parenthesis or the end."""
        first = self._peek()
        if first is not None and first.kind in {Kind.OR, Kind.AND}:
            self._fault(first, f"nothing stands before {self._printed(first)}")
            self.at += 1
        chains: list[Query] = []
        while not self._ends_here():
            chain = self._chain()
            if chain is not None:
                chains.append(chain)
        if not chains:
            return None
        return conjunction(chains) if self.match == "all" else _ranked(chains)

    def _chain(self) -> Query | None:
        """Parts joined by ``ET``."""
        parts = [self._part()]
        while operator := self._take(Kind.AND):
            if self._ends_here():
                self._fault(operator, f"nothing stands after {self._printed(operator)}")
            else:
                parts.append(self._part())
        kept = [part for part in parts if part is not None]
        return conjunction(kept) if kept else None

    def _part(self) -> Query | None:
        negated = False
        while operator := self._take(Kind.NOT):
            negated = not negated
            if self._ends_here() or self._stands(Kind.AND):
                self._fault(operator, f"nothing stands after {self._printed(operator)}")
                return None
        part = self._unit()
        return negation(part) if part is not None and negated else part

    def _unit(self) -> Query | None:
        lexeme = self.lexemes[self.at]
        self.at += 1
        if lexeme.kind is Kind.OPEN:
            return self._parenthesis(lexeme)
        if lexeme.kind is Kind.FIELD:
            return self._fielded(lexeme)
        if lexeme.kind is Kind.DATE:
            if self.field is not FieldName.TEXT:
                self._fault(lexeme, f"a date cannot stand inside {self.field.value}:")
            return operands.date_range(lexeme, self.faults, grouped=self._stands(Kind.OPEN))
        exact = lexeme.kind is Kind.EXACT
        word = self._take(Kind.WORD, Kind.QUOTED) if exact else lexeme
        if word is None or word.kind not in {Kind.WORD, Kind.QUOTED}:
            self._fault(lexeme, self._exactly() if exact else f"{self._printed(lexeme)} is out of place")
            return None
        return operands.operand(word, field=self.field, exact=exact, faults=self.faults)

    def _fielded(self, lexeme: Lexeme) -> Query | None:
        """What stands after a field: a word, or a group in which each word is looked for there."""
        outer, self.field = self.field, FieldName(lexeme.text)
        if outer is not FieldName.TEXT:
            self._fault(lexeme, f"{self._printed(lexeme)} cannot stand inside {outer.value}:")
        part = None
        if self._stands(Kind.WORD, Kind.QUOTED, Kind.EXACT, Kind.OPEN):
            part = self._unit()
        elif self._stands(Kind.NOT):
            self._fault(lexeme, f"write - before the field: -{self._printed(lexeme)}word")
        elif (inner := self._peek()) is not None and inner.kind in {Kind.FIELD, Kind.DATE}:
            self._fault(lexeme, f"{self._printed(inner)} cannot stand inside {self.field.value}:")
        else:
            self._fault(lexeme, f"nothing stands after {self._printed(lexeme)}")
        self.field = outer
        return part

    def _exactly(self) -> str:
        """What is wrong with ``=`` before anything but a word."""
        following = self._peek()
        if following is not None and following.kind is Kind.FIELD:
            return f"write = after the field: {self._printed(following)}=word"
        return "= wants a word, or words between quotation marks, right after it"

    def _parenthesis(self, opening: Lexeme) -> Query | None:
        if self.depth >= MAX_DEPTH:
            self._fault(opening, f"more than {MAX_DEPTH} parentheses within one another")
            self.at, self.abandoned = len(self.lexemes), True
            return None
        self.depth += 1
        first = self.at
        inner = self._any_of()
        self.depth -= 1
        if self._take(Kind.CLOSE) is None:
            if not self.abandoned:
                self._fault(opening, "this parenthesis is not closed")
        elif self.at == first + 1:
            self._fault(opening, "nothing stands between these parentheses")
        return inner

    def _ends_here(self) -> bool:
        return self.at >= len(self.lexemes) or self._stands(Kind.OR, Kind.CLOSE)

    def _stands(self, *kinds: Kind) -> bool:
        lexeme = self._peek()
        return lexeme is not None and lexeme.kind in kinds

    def _printed(self, lexeme: Lexeme) -> str:
        return self.text[lexeme.start : lexeme.end].strip()


def _ranked(chains: list[Query]) -> Query:
    """Alternatives, within what narrows the search."""
    alternatives = without_stop_words([part for part in chains if not narrows(part)])
    limits = [part for part in chains if narrows(part)]
    return conjunction([disjunction(alternatives), *limits] if alternatives else limits)
