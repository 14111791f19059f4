"""What Tesseract is known to misread, set right by the shape and the place of the ink; specks taken out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ptce_corpus.extraction.ocr.tesseract import SeenLine, SeenWord

BULLET = "•"
_SPECK = 0.5
"""Confidence under which a word without letter or digit is taken for a speck of the paper."""
_DOT = (0.24, 0.52)
"""Width and height of a bullet over the height of the type, least and greatest."""
_ROUND = 1.35
"""The longer side of a bullet over the shorter, at most."""
_AWAY = 0.6
"""White after a bullet over the height of the type, at least: an ``e`` that is a word of a line stands closer."""
_READ_AS_LETTER = "eE"
"""Letters that a bullet is taken for; beside these it is read as all kinds of marks."""
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")


def mended(seen: Sequence[SeenLine]) -> list[SeenLine]:
    """The lines with bullets read as bullets, apostrophes as print has them, and no specks."""
    return list(_mended(seen))


def _mended(seen: Sequence[SeenLine]) -> Iterator[SeenLine]:
    for line in seen:
        words = [replace(word, text=apostrophes(word.text)) for word in line.words]
        if _opens_with_bullet(line):
            words[0] = replace(words[0], text=BULLET)
        kept = tuple(word for word in words if word.text == BULLET or not _is_speck(word))
        if kept:
            yield replace(line, words=kept)


def apostrophes(text: str) -> str:
    """The text with the apostrophe of French print, for which Tesseract mostly gives the typewriter's."""
    return _APOSTROPHE.sub("’", text)


def _opens_with_bullet(line: SeenLine) -> bool:
    """Whether a line begins with a small round mark, well before its text."""
    if len(line.words) < 2:
        return False
    mark, following = line.words[:2]
    if len(mark.text) > 2 or (mark.text[0].isalnum() and mark.text not in _READ_AS_LETTER):
        return False
    width, height = mark.x1 - mark.x0, mark.bottom - mark.top
    sized = all(_DOT[0] * line.size <= side <= _DOT[1] * line.size for side in (width, height))
    is_round = max(width, height) <= _ROUND * min(width, height)
    return sized and is_round and following.x0 - mark.x1 >= _AWAY * line.size


def _is_speck(word: SeenWord) -> bool:
    return word.confidence < _SPECK and not any(character.isalnum() for character in word.text)
