"""What makes a paragraph of a word processor a heading: its style, or letters that are bold and large."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

_LEVEL = re.compile(r"(\D{1,40}?)[ _-]{0,3}([1-9])")
_LARGER = 1.5
"""Points by which a heading's letters are larger than those of the text."""
_SHORTEST, _LONGEST = 3, 120
_DEEPEST = 3
_NO_END = (".", ":", ";", ",")


@dataclass(frozen=True, slots=True)
class Letters:
    """A stretch of a paragraph in one formatting; ``size`` is in points."""

    text: str
    size: float
    bold: bool


def heading_size(line: Sequence[Letters]) -> float | None:
    """The one size of a short line that is bold throughout, as headings made by hand are; None of any other."""
    inked = [letters for letters in line if letters.text.strip()]
    text = "".join(letters.text for letters in line).strip()
    if not _SHORTEST <= len(text) <= _LONGEST or text.endswith(_NO_END) or not text.strip("0123456789.-/ "):
        return None
    sizes = {letters.size for letters in inked}
    return sizes.pop() if len(sizes) == 1 and all(letters.bold for letters in inked) else None


def levels_of_sizes(paragraphs: Iterable[Sequence[Letters]]) -> dict[float, int]:
    """The levels of the headings that were made by hand, by their size: the largest is the first, three at most.

    A size counts when it is larger by ``_LARGER`` than the size that most of the document's letters have.
    """
    lengths: Counter[float] = Counter()
    found: set[float] = set()
    for paragraph in paragraphs:
        for letters in paragraph:
            lengths[letters.size] += len(letters.text)
        if (size := heading_size(paragraph)) is not None:
            found.add(size)
    usual = max(lengths, key=lambda size: (lengths[size], -size), default=0.0)
    larger = sorted((size for size in found if size >= usual + _LARGER), reverse=True)
    return {size: level for level, size in enumerate(larger[:_DEEPEST], start=1)}


def styled_level(name: str) -> int | None:
    """The level of the heading that a style of this name makes, counted from 1; None for any other style."""
    plain = " ".join(name.lower().split())
    names = _names()
    if plain in names["title"]:
        return 1
    match = _LEVEL.fullmatch(plain)
    return int(match[2]) if match and match[1] in names["numbered"] else None


@cache
def _names() -> dict[str, frozenset[str]]:
    source = resources.files("ptce_corpus.extraction").joinpath("data/headings.toml").read_text(encoding="utf-8")
    return {key: frozenset(values) for key, values in tomllib.loads(source).items()}
