"""Texts as lines of terms: each word as its exact form and, beside it, its stem or folded form.

A line is what an engine that splits at blanks is given: ``=économies econom =sociales socia``. The two terms of a
word stand side by side, so that phrases run over either, two places a word.
"""

from __future__ import annotations

from collections.abc import Iterable

from ptce_corpus.indexing.pieces import Pieces
from ptce_corpus.text.tokens import Form

STEP = 2
"""Places of a line that one word takes."""
_NOTHING = "\u00a0"
"""Stands for a form without letters, and for a blank inside one."""


def exact_term(word: str) -> str:
    """The term of an exact form."""
    return "=" + inflected_term(word)


def inflected_term(word: str) -> str:
    """The term of a stem or folded word."""
    return word.replace(" ", _NOTHING) or _NOTHING


class WordLines:
    """Makes lines; ``lexicon`` gathers the forms of all words met, by exact form."""

    def __init__(self) -> None:
        self.lexicon: dict[str, Form] = {}
        self._pieces = Pieces(self.joined)

    def line(self, text: str) -> str:
        """The line of a text, exact forms and stems."""
        return " ".join(self._pieces.of(text))

    def joined(self, found: Iterable[Form]) -> str:
        """The line of words, exact forms and stems."""
        terms = []
        for form in found:
            self.lexicon[form.exact] = form
            terms.append(f"{exact_term(form.exact)} {inflected_term(form.stem)}")
        return " ".join(terms)
