"""The trained model: loaded when first used, with the components that are needed, and run over slices of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from ptce_corpus.errors import WorkspaceError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_UNUSED = ("parser", "lemmatizer", "attribute_ruler", "senter")
"""Components left out: nothing here asks for dependencies or lemmas, and the parser takes half the time."""
SLICE = 10_000
"""Code points given to the model at once; a slice ends where a paragraph, a line or a word does."""
_BORDERS = (re.compile(r"\n[ \t]*\n\s*"), re.compile(r"[.!?]\s+"), re.compile(r"\n"), re.compile(r"\s+"))


@cache
def trained(name: str) -> Language:
    """The model called ``name``.

    Raises:
        WorkspaceError: when it is not installed.
    """
    import spacy

    try:
        return spacy.load(name, exclude=list(_UNUSED))
    except OSError as error:
        raise WorkspaceError(
            f"the language model {name} is not installed",
            remedy=f"install the requirements again, or run: python -m spacy download {name}",
        ) from error


def slices(text: str, *, size: int = SLICE) -> Iterator[tuple[int, str]]:
    """Cut ``text`` into stretches of at most ``size`` code points, each with its place; together they are the text."""
    at = 0
    while len(text) - at > size:
        end = at + _border(text[at : at + size])
        yield at, text[at:end]
        at = end
    if at < len(text):
        yield at, text[at:]


def _border(stretch: str) -> int:
    """Where to cut: after the last border of the best kind in the second half of ``stretch``."""
    half = len(stretch) // 2
    for border in _BORDERS:
        ends = [match.end() for match in border.finditer(stretch, half)]
        if ends:
            return ends[-1]
    return len(stretch)


def read(text: str, *, name: str) -> list[tuple[int, Doc]]:
    """The model's reading of each slice of ``text`` that holds a letter, with the slice's place."""
    places = [(at, stretch) for at, stretch in slices(text) if any(map(str.isalpha, stretch))]
    model = trained(name)
    docs = []
    for at, stretch in places:
        doc = model(stretch)
        doc.tensor = doc.tensor[:0]  # vectors of each token: not needed again, and the most of a Doc's memory
        docs.append((at, doc))
    return docs
