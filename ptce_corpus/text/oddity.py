"""What speaks against a text without the language model."""

from __future__ import annotations

import re
from functools import lru_cache

from ptce_corpus.text.confusions import misread
from ptce_corpus.text.elision import heads, vowels
from ptce_corpus.text.lexicon import kin, known, listed

PIECE = re.compile(r"[^\W_]+|[\W_]+")
"""Runs of letters and digits, and what is between them."""
CLOSED = re.compile(r"é(?=(?:[bcdfgjlmnpstvz]|[bcdfgptv]r|qu|gn|ch)es?\Z)")
"""An é that French writes è: before a last syllable that is mute."""
_ODD_MARK, _ODD_WORD = 4.0, 3.0
_INNER_MARK = re.compile(r"(?<=[a-zà-ÿ])[.,:;|‘!?*~=](?=[a-zà-ÿ])")
_LEADING_MARK = re.compile(r"[‘'’.,;:|_](?=[a-zà-ÿ])|[a-zà-ÿ]‘\Z|[b-xz&@](?:\Z|[.,])")
_FOREIGN = re.compile("[äöüñÿòóìíáãåß]")


@lru_cache(maxsize=60_000)
def oddity(text: str) -> float:
    """What speaks against a text without the language model: unknown words, letters and marks where none belong."""
    odd = _ODD_MARK * (len(_INNER_MARK.findall(text)) + (_LEADING_MARK.match(text) is not None))
    pieces = PIECE.findall(text)
    for at, piece in enumerate(pieces):
        if not piece[0].isalpha():
            continue
        after = pieces[at + 1] if at + 1 < len(pieces) else ""
        if after in {"'", "’"} and at + 2 < len(pieces):
            odd += 0.0 if piece.lower() in heads() and pieces[at + 2][0].lower() in vowels() else _ODD_MARK
        elif after == "-" and at + 2 < len(pieces) and piece in listed("function_words") and not known(text):
            odd += _ODD_MARK
        elif piece[0].islower() and not (known(piece) or kin(piece)):
            odd += _ODD_WORD + (_ODD_WORD if _FOREIGN.search(piece) else 0.0)
        elif misread(piece) or (CLOSED.search(piece) and not known(piece)):
            odd += _ODD_WORD
    return odd
