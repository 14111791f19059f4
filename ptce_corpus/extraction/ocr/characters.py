"""The words that OCR saw, as the characters of a page: what cuts the lines of a text layer at borders cuts theirs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ptce_corpus.extraction.ocr.tesseract import SeenWord
from ptce_corpus.extraction.pdf.characters import MOST_CHARACTERS, Box, Characters


class SeenCharacters(Characters):
    """Words added stretch by stretch; each character has the box of its word.

    ``points`` are those of a dot. As in PDF user space ``y`` grows upwards, here from the upper edge of the page.
    """

    def __init__(self, *, points: float) -> None:
        self._points = points
        self._text = ""
        self._words: list[SeenWord | None] = []

    @property
    def units(self) -> str:
        """All that was added, a line feed after each stretch."""
        return self._text

    def add(self, words: Sequence[SeenWord]) -> tuple[str, int]:
        """Add a stretch of a line: its text, and the index of its first character."""
        first = len(self._text)
        text = words[0].text
        self._words += [words[0]] * len(words[0].text)
        for previous, word in pairwise(words):
            space = "" if _is_tight(previous) or _is_tight(word) else " "
            text += space + word.text
            self._words += [None] * len(space) + [word] * len(word.text)
        self._text += text + "\n"
        self._words.append(None)
        return text, first

    def placed_words(
        self, start: int = 0, end: int = MOST_CHARACTERS
    ) -> Iterator[tuple[int, int, Box | None, Box | None]]:
        """The words from one index to another, each with the boxes of its first and last characters."""
        for first, past in self.words(start, end):
            yield first, past, self.box(first), self.box(past - 1)

    def box(self, index: int) -> Box | None:
        """The box of the word that a character is of; None for the space between two."""
        word = self._words[index]
        if word is None:
            return None
        scale = self._points
        return word.x0 * scale, -word.top * scale, word.x1 * scale, -word.bottom * scale


def _is_tight(word: SeenWord) -> bool:
    """Whether it is a leader whose dots stand between words without spaces."""
    return word.confidence < 0 and ".." in word.text
