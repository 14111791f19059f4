"""Elided words: what stands before an apostrophe in French, and before which letters (``data/elisions.toml``)."""

from __future__ import annotations

import re
from functools import cache

from ptce_corpus.text import tables


def words() -> frozenset[str]:
    """The words that lose their last vowel before another word, in lower case, without their apostrophe."""
    return tables.word_sets("elisions")["elided"]


@cache
def letters() -> frozenset[str]:
    """Those of them that are a single letter."""
    return frozenset(word for word in words() if len(word) == 1)


@cache
def heads() -> frozenset[str]:
    """The elided words, and what stands before the apostrophe inside a word: ``aujourd'hui``, ``entr'ouvert``."""
    return words() | tables.word_sets("elisions")["inside"]


def vowels() -> frozenset[str]:
    """The letters before which words are elided, in lower case."""
    return tables.word_sets("elisions")["before"]


@cache
def pattern() -> str:
    """A pattern for an elided word in lower case with its apostrophe, curly or straight."""
    return "(?:" + "|".join(sorted(words(), key=lambda word: (-len(word), word))) + ")['’]"


@cache
def vowel() -> str:
    """A pattern for one of ``vowels``, in either case."""
    return f"(?i:[{''.join(sorted(vowels()))}])"


def bare(word: str) -> str:
    """``word`` without the elided word before it: ``l'économie`` -> ``économie``."""
    return _leading().sub("", word)


def alone(word: str) -> bool:
    """Whether ``word`` is an elided word with its apostrophe, and nothing behind it."""
    return _leading().fullmatch(word) is not None


@cache
def _leading() -> re.Pattern[str]:
    return re.compile(rf"^{pattern()}", re.IGNORECASE)
