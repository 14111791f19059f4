"""Texts taken piece by piece: what stands between two blanks is analysed once, and kept.

Texts repeat their words, and the chain of ``text/tokens`` costs far more than a look into a table. It looks over a
blank behind an apostrophe, and inside numbers and acronyms; what stands around such a place is one piece.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import accumulate, chain
from operator import add
from typing import TypeVar

from ptce_corpus.text.tokens import Form, Token, forms, looks_on, tokens

Value = TypeVar("Value")
_MOST_KEPT = 1 << 15
_LONGEST_KEPT = 40
"""Letters of a piece that is worth keeping; what is longer seldom comes again."""
SPELLINGS = 3
"""Ways in which each word of a piece is spelled."""


def cut(text: str) -> list[str]:
    """What stands between the blanks of a text, in order; the words of a piece do not depend on its neighbours."""
    return _joined(text) if looks_on().search(text) else text.split()


def starts(text: str, pieces: Sequence[str]) -> list[int]:
    """Where the pieces into which a text was cut begin."""
    if not pieces:
        return []
    ends = list(accumulate(map(len, pieces)))
    if len(text) == ends[-1] + len(pieces) - 1:  # each is parted from the next by one blank
        return [0, *map(add, ends, range(1, len(pieces)))]
    found, at = [], 0
    for piece in pieces:
        at = text.index(piece, at)  # only blanks lie before the next piece, and it begins with none
        found.append(at)
        at += len(piece)
    return found


def _joined(text: str) -> list[str]:
    """The pieces of a text, where the analysis looks over a blank joined with those on both sides."""
    parted = text.split()
    begun = starts(text, parted)
    together: set[int] = set()
    """Pieces to be joined with the one before."""
    match = looks_on().search(text)
    while match:
        first, last = (bisect_right(begun, at) - 1 for at in (match.start(), match.end()))
        # One further on either side: whether a number ends here is seen from what follows it.
        together.update(range(max(first, 1), last + 3))
        match = looks_on().search(text, match.start() + 1)
    firsts = [order for order in range(len(parted)) if order not in together]
    following = [*firsts[1:], len(parted)]
    return [
        parted[first] if after == first + 1 else text[begun[first] : begun[after - 1] + len(parted[after - 1])]
        for first, after in zip(firsts, following, strict=True)
    ]


def forms_in(piece: str) -> tuple[Form, ...]:
    """The forms of the words of one piece."""
    return _FORMS[piece]


def spelled_in(pieces: Sequence[str]) -> list[tuple[str, ...]]:
    """For each piece, its words one after another, each as its stem, its exact and its folded form."""
    return list(map(_SPELLED.__getitem__, pieces))


def tokens_in(piece: str) -> Sequence[Token]:
    """The tokens of one piece, where they stand in it."""
    return _tokens(piece) if len(piece) <= _LONGEST_KEPT else tokens(piece)


@lru_cache(maxsize=_MOST_KEPT >> 3)
def _tokens(piece: str) -> tuple[Token, ...]:
    return tuple(tokens(piece))


def forms_of(text: str) -> Sequence[Form]:
    """The forms of the words of a text, as ``text/tokens.forms`` gives them, at a fraction of the cost."""
    return list(chain.from_iterable(map(_FORMS.__getitem__, cut(text))))


class _Kept(dict[str, tuple[Value, ...]]):
    """What is told of the pieces met; a missing one is analysed."""

    def __init__(self, told: Callable[[list[Form]], tuple[Value, ...]]) -> None:
        super().__init__()
        self._told = told

    def __missing__(self, piece: str) -> tuple[Value, ...]:
        found = self._told(forms(piece))
        if len(piece) <= _LONGEST_KEPT:
            if len(self) >= _MOST_KEPT:
                self.clear()
            self[piece] = found
        return found


def _spelled(found: list[Form]) -> tuple[str, ...]:
    return tuple(word for form in found for word in (form.stem, form.exact, form.folded))


_FORMS: _Kept[Form] = _Kept(tuple)
_SPELLED: _Kept[str] = _Kept(_spelled)
