"""Texts taken piece by piece: what stands between two blanks is analysed once, and kept.

Texts repeat their words, and the chain of ``text/tokens`` costs far more than a look into a table. It looks over a
blank behind an apostrophe, and inside numbers and acronyms; what stands around such a place is one piece.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import chain

from ptce_corpus.text.tokens import Form, forms, looks_on

_MOST_KEPT = 1 << 15
_LONGEST_KEPT = 40
"""Letters of a piece that is worth keeping; what is longer seldom comes again."""
_PIECE = re.compile(r"\S+")


def cut(text: str) -> list[str]:
    """What stands between the blanks of a text, in order; the words of a piece do not depend on its neighbours."""
    return _joined(text) if looks_on().search(text) else text.split()


def _joined(text: str) -> list[str]:
    """The pieces of a text, where the analysis looks over a blank joined with those on both sides."""
    spans = [match.span() for match in _PIECE.finditer(text)]
    starts = [start for start, _ in spans]
    together: set[int] = set()
    """Pieces to be joined with the one before."""
    match = looks_on().search(text)
    while match:
        first, last = (bisect_right(starts, at) - 1 for at in (match.start(), match.end()))
        # One further on either side: whether a number ends here is seen from what follows it.
        together.update(range(max(first, 1), last + 3))
        match = looks_on().search(text, match.start() + 1)
    pieces: list[tuple[int, int]] = []
    for order, (start, end) in enumerate(spans):
        begun = pieces.pop()[0] if order in together else start
        pieces.append((begun, end))
    return [text[start:end] for start, end in pieces]


def forms_in(piece: str) -> tuple[Form, ...]:
    """The forms of the words of one piece."""
    return _KEPT[piece]


def forms_of(text: str) -> Sequence[Form]:
    """The forms of the words of a text, as ``text/tokens.forms`` gives them, at a fraction of the cost."""
    return list(chain.from_iterable(map(_KEPT.__getitem__, cut(text))))


class _Kept(dict[str, tuple[Form, ...]]):
    """The pieces met, analysed; a missing one is."""

    def __missing__(self, piece: str) -> tuple[Form, ...]:
        found = tuple(forms(piece))
        if len(piece) <= _LONGEST_KEPT:
            if len(self) >= _MOST_KEPT:
                self.clear()
            self[piece] = found
        return found


_KEPT = _Kept()
