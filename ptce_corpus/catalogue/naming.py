"""When two names are the same name: words without case and accents, and initials."""

from __future__ import annotations

import re
from functools import lru_cache

from ptce_corpus.domain.annotation import Label
from ptce_corpus.text.tokens import fold

_WORD = re.compile(r"[^\W_]+")
LINKED = (Label.PER, Label.ORG, Label.LOC)
"""Labels whose mentions stand for an entity of the archive."""


def folded(text: str) -> str:
    """The words of a text in lower case, without accents, joined by one space: "L'Économie" is "l economie"."""
    return " ".join(_WORD.findall(fold(text)))


@lru_cache(maxsize=65536)
def key(name: str, label: Label) -> str:
    """What all ways of writing a name share; a person's words in any order ("KIRCHNER Odile" is "Odile Kirchner").

    Empty when the name holds no word.
    """
    words = folded(name)
    return " ".join(sorted(words.split())) if label is Label.PER else words


@lru_cache(maxsize=65536)
def word_set(name: str) -> frozenset[str]:
    """The folded words of a name."""
    return frozenset(folded(name).split())


def initials(name: str) -> frozenset[str]:
    """Acronyms that a name may go by, folded: initials of all its words, of the longer ones, of the capitalised."""
    words = _WORD.findall(name)
    kept = (words, [word for word in words if len(word) > 3], [word for word in words if word[0].isupper()])
    return frozenset(folded("".join(word[0] for word in some)) for some in kept if len(some) > 1)
