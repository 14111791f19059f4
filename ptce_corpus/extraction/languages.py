"""Which language a text is in."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from ptce_corpus.domain.document import SourcePage

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

FRENCH = "fr"

_SAMPLE, _PIECES = 2_000, 4
"""Characters that are looked at, and the stretches of the text they are taken from."""
_LEAST = 40
"""Letters under which a text is too short to tell."""
_PLAINLY, _SURE = 0.07, 0.6
"""Share of words that make a text French without more ado; likelihood from which the model is believed."""
_WORD = re.compile(r"[^\W\d_]+")


def document_language(pages: Sequence[SourcePage]) -> str | None:
    """ISO 639-1 code of most of the text of a document; None when it is too short or too mixed to tell."""
    return language_of(_spread([page.text for page in pages]))


def language_of(text: str) -> str | None:
    """ISO 639-1 code of the language of ``text``; None under 40 letters, or when none is likelier than all others.

    A text full of words that only French has is French at once; any other is given to langid's naive Bayes over
    byte n-grams (Lui and Baldwin 2012), whose model is loaded at the first such text.
    """
    sample = _spread([text])
    words = _WORD.findall(sample.lower())
    if sum(map(len, words)) < _LEAST:
        return None
    if sum(word in _french() for word in words) >= _PLAINLY * len(words):
        return FRENCH
    language, likelihood = _identifier().classify(" ".join(words))
    return str(language) if likelihood >= _SURE else None


def _spread(texts: Sequence[str]) -> str:
    """At most ``_SAMPLE`` characters of the texts, in stretches at even distances, so that no one part decides."""
    total = sum(map(len, texts))
    if total <= _SAMPLE:
        return "\n".join(texts)
    length, step = _SAMPLE // _PIECES, total // _PIECES
    starts = [piece * step + (step - _SAMPLE // _PIECES) // 2 for piece in range(_PIECES)]
    pieces: list[str] = []
    at = 0
    for text in texts:
        inside = [start - at for start in starts if 0 <= start - at < len(text)]
        pieces += [text[start : start + length] for start in inside]
        at += len(text)
    return "\n".join(pieces)


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files("ptce_corpus.extraction") / "data" / "languages.toml").read_text(encoding="utf-8"))


@cache
def _french() -> frozenset[str]:
    return frozenset(_table()["french"])


@cache
def _identifier() -> LanguageIdentifier:
    """The model: 0.6 s and some 80 MB, once a process. It is read as arrays; nothing is unpickled."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_table()["known"])
    return identifier
