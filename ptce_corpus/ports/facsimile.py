"""Pages as they look, with the place of words on them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ptce_corpus.domain.document import Word
from ptce_corpus.domain.span import Span

Box = tuple[float, float, float, float]
"""Left, top, right and bottom as shares of the page's width and height, from its upper left corner."""


@dataclass(frozen=True, slots=True)
class PageAsked:
    """A page to be shown. ``stretches`` are spans of ``text``, its raw text; ``words`` those that OCR read on it."""

    number: int
    text: str
    stretches: tuple[Span, ...]
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Facsimile:
    """A page as an image of ``width`` by ``height`` dots.

    ``marks`` has, for each stretch that was asked for, the boxes of its lines; none where it was not found.
    """

    number: int
    image: bytes
    media_type: str
    width: int
    height: int
    marks: tuple[tuple[Box, ...], ...]


@dataclass(frozen=True, slots=True)
class DrawJob:
    """Pages of one file to be drawn. ``path`` is its place under ``corpus/``, ``identifier`` that of its document."""

    path: str
    identifier: str
    media_type: str
    pages: tuple[PageAsked, ...]


class Facsimiles(Protocol):
    """Draws pages of files."""

    def shows(self, media_type: str) -> bool:
        """Whether files of a type have pages that can be drawn."""
        ...

    def draw(self, job: DrawJob, corpus: Path) -> tuple[Facsimile, ...]:
        """The pages asked for, in order of their numbers; those that are broken or not there are left out.

        Raises:
            DocumentError: when the file cannot be read.
        """
        ...
