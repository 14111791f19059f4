"""Texts as lines of terms: each word as its exact form and, beside it, its stem or folded form.

A line is what an engine that splits at blanks is given: ``=économies econom =sociales socia``. The two terms of a
word stand side by side, so that phrases run over either, two places a word.

Texts repeat themselves: what stands between two blanks is analysed once and kept. The chain of ``text/tokens`` looks
over a blank at one place only, behind an apostrophe; a text with such a place is analysed as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter

from ptce_corpus.text.tokens import Form, forms

STEP = 2
"""Places of a line that one word takes."""
_MOST_KEPT = 1 << 18
_LONGEST_KEPT = 40
_LOOKS_ON = "\0"
"""Stands in a line for a piece that ends with an apostrophe; in no word."""
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
        self._kept = _Kept(self.lexicon)

    def line(self, text: str) -> str:
        """The line of a text, exact forms and stems."""
        pieces = text.split()
        if len(pieces) < 2:
            return _joined(forms(text), self.lexicon)
        line = " ".join(itemgetter(*pieces)(self._kept))
        return _joined(forms(text), self.lexicon) if _LOOKS_ON in line else line


class _Kept(dict[str, str]):
    """The lines of what stood between blanks; a missing one is made."""

    def __init__(self, lexicon: dict[str, Form]) -> None:
        super().__init__()
        self._lexicon = lexicon

    def __missing__(self, piece: str) -> str:
        line = _LOOKS_ON if piece.endswith(("'", "’")) else _joined(forms(piece), self._lexicon)
        if len(piece) <= _LONGEST_KEPT:
            if len(self) >= _MOST_KEPT:
                self.clear()
            self[piece] = line
        return line


def _joined(found: Iterable[Form], lexicon: dict[str, Form]) -> str:
    terms = []
    for form in found:
        lexicon[form.exact] = form
        terms.append(f"{exact_term(form.exact)} {inflected_term(form.stem)}")
    return " ".join(terms)
