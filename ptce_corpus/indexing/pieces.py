"""What is made of the words of a text, piece by piece (``text/pieces``): for each piece made once and kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from ptce_corpus.text.pieces import cut
from ptce_corpus.text.tokens import Form, forms

Value = TypeVar("Value")
_MOST_KEPT = 1 << 17
_LONGEST_KEPT = 40
_AROUND = '.,;:!?…()[]«»“”"'
"""Marks around a word that are no part of it, and change nothing in how it is read."""


class Pieces(dict[str, Value]):
    """What is made of the tokens of each piece of text, by piece; a missing one is made."""

    def __init__(self, made: Callable[[Sequence[Form]], Value]) -> None:
        super().__init__()
        self._made = made

    def of(self, text: str) -> Sequence[Value]:
        """What is made of the tokens of a text, of one piece after another."""
        return list(map(self.__getitem__, cut(text)))

    def __missing__(self, piece: str) -> Value:
        word = piece.strip(_AROUND)
        value = self[word] if word != piece and word.isalnum() else self._made(forms(piece))
        if len(piece) <= _LONGEST_KEPT:
            if len(self) >= _MOST_KEPT:
                self.clear()
            self[piece] = value
        return value
