"""Inclusive writing: which words are written for both genders at once, and their masculine form.

``acteur·rice·s``, ``acteurrice.s``, ``acteur-rice-s``, ``acteurs/trices``, ``acteur(rice)s``, ``acteurices`` and
``toustes`` are one word each. Which endings there are is data (``data/inclusive.toml``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from ptce_corpus.text import tables

MARKS = "·•‧∙⋅"
"""The points that stand in the middle of a word for nothing else."""
_JOINTS = re.compile(rf"[{MARKS}.()\-/]")
_PLURALS = ("s", "x")


@cache
def pattern() -> str:
    """A pattern for the words that hold a joint (point, parenthesis, full stop, hyphen, slash)."""
    return "|".join((_pattern(r"[^\W\d_]", str.lower), _pattern("[A-ZÀ-ÖØ-ÞŒ]", str.upper)))


def _pattern(letter: str, case: Callable[[str], str]) -> str:
    """The pattern of words whose endings are all in one case: what begins a sentence (``fin.Ne``) is no ending."""
    lists = _lists()
    feminine, short = (_any_of(map(case, lists[name])) for name in ("feminine", "short"))
    # A capital by itself behind capitals makes a code (``CTN-E``).
    sure = _any_of(case(ending) for ending in lists["sure"] if len(ending) > 1 or case is str.lower)
    s, x, e, glued = map(case, ("s", "x", "e", "eur(?:rice|euse)"))
    plural = rf"\([{s}{x}]\)"
    agreeing = "".join(
        f"|(?<={case(ending)})\0(?:{_any_of(map(case, those))})" for ending, those in lists["agreeing"].items()
    )
    dotted, hyphened, slashed = (agreeing.replace("\0", mark) for mark in (r"\.", "-", "/-?"))
    # Most words have no joint with letters behind it; the look ahead spares them the rest.
    return (
        rf"(?={letter}{{2,40}}+[{MARKS}./(-]-?{letter})(?:"
        rf"{letter}{{2,40}}+[{MARKS}](?:{feminine})(?:[{MARKS}.]?[{s}{x}]|{plural})?(?!\w)"
        rf"|{letter}{{2,40}}+\((?:{feminine})\)(?:[{s}{x}](?!\w)|{plural}|(?!\w))"
        rf"|{letter}{{3,40}}+(?:(?:\.(?:{sure}){dotted})(?:\.{s}|{plural})?|\.(?:{feminine})\.{s})(?!\w)"
        rf"|{letter}{{3,40}}{glued}\.{s}(?!\w)"
        rf"|{letter}{{3,40}}+(?:(?:-(?:{sure}){hyphened})(?:-{s}|{plural})?|-(?:{feminine})-{s})(?![\w-])"
        rf"|(?<![./@]){letter}{{3,40}}+"
        rf"(?:(?:/-?(?:{sure}){slashed})(?:[/-]{s}|{plural})?|/-?(?:{feminine})[/-]{s})(?![\w/-])"
        rf"|(?:{short})(?:[.-]|/-?){e}(?![\w/-]))"
    )


def masculine(word: str) -> str:
    """The masculine, in lower case, of a word that ``pattern`` matches; in the plural where it shows one."""
    base, *endings = [part for part in _JOINTS.split(word.lower()) if part]
    base = parted(base)
    for ending in ("rice", "euse"):
        if base.endswith("eur" + ending):
            base = base.removesuffix(ending)
    plural = endings[-1][-1:] if endings else ""
    return base + plural if plural in _PLURALS and not base.endswith(_PLURALS) else base


def parted(word: str) -> str:
    """The masculine of a word in lower case that has both genders without a joint; any other word as it is."""
    blended: str | None = _lists()["blended"].get(word)
    if blended is not None:
        return blended
    singular = word.removesuffix("s")
    if singular.endswith(_glued_endings()):
        for ending, kept in _lists()["glued"].items():
            if singular.endswith(ending):
                return f"{singular.removesuffix(ending)}{kept}{word[len(singular) :]}"
    return word


@cache
def _glued_endings() -> tuple[str, ...]:
    return tuple(_lists()["glued"])


def _lists() -> Mapping[str, Any]:
    return tables.table("inclusive")


def _any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
