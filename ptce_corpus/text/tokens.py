"""The one analysis chain of French text: elision, case, stem, accents, in this order.

Indexing, querying, facets, concordance and tf-idf all go through ``tokens``, so that all answer alike. What counts
as one token:

* a word, after its elided companion is set aside (``l'économie`` -> économie), ``I'ESS`` and ``1'économie`` of OCR too;
* each part of a compound (``vice-président`` -> vice, président), of an address, of a file or web name;
* an inclusive form, as its masculine (``acteur·rice·s``, ``acteur(rice)s``, ``acteurrice.s``, ``acteurs/trices``,
  ``acteurices`` -> acteurs), whose stem is mostly that of the feminine too (``text/inclusive.py``);
* an acronym, dots left out (``P.T.C.E.`` -> ptce);
* a number, with its decimals (``3.5`` and ``3,5`` -> 3,5).

Stop words are tokens like others: phrases need them.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from ptce_corpus.domain.provenance import fingerprint
from ptce_corpus.domain.span import Span
from ptce_corpus.text import inclusive, stemming

_VERSION = 2
"""Raise it when a change of this module or of ``stemming`` changes the tokens of some text."""
_CACHED_WORDS = 1 << 17
_LONGEST = 100
"""Letters of a token that count; what is longer is no word but damage, and fills no index."""
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"})
_SOFT_HYPHEN = "\u00ad"


@dataclass(frozen=True, slots=True)
class Form:
    """A word in the forms in which it can be looked for. ``stem`` and ``folded`` follow from ``exact``.

    ``exact`` is in lower case with accents, ``folded`` without accents, ``stem`` the light stem without accents.
    """

    stem: str
    exact: str
    folded: str


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text. ``span`` cuts it as printed, without its elided companion."""

    stem: str
    exact: str
    folded: str
    span: Span


def tokens(text: str) -> list[Token]:
    """The tokens of a text, in its order; a token's place in the list is its position for phrases."""
    found = []
    for match in _pattern().finditer(text):
        analysis = _ANALYSES[match.lastgroup or ""]
        if analysis is not None:
            form = analysis(match[0])
            found.append(Token(form.stem, form.exact, form.folded, Span(*match.span())))
    return found


def forms(text: str) -> list[Form]:
    """The tokens of a text without their places: what an index needs, at half the cost."""
    analyses = ((_ANALYSES[match.lastgroup or ""], match[0]) for match in _pattern().finditer(text))
    return [analysis(word) for analysis, word in analyses if analysis is not None]


def fold(text: str) -> str:
    """Lower case, no accents, œ as oe: how names and folded forms are compared."""
    if text.isascii():
        return text.lower()
    split = unicodedata.normalize("NFKD", text.lower().translate(_LIGATURES))
    return "".join(letter for letter in split if not unicodedata.combining(letter))


@cache
def fingerprint_of_analysis() -> str:
    """A digest of all that decides on tokens: an index made under another one must be made anew."""
    texts = [inclusive.text_of_lists(), *(_read(name) for name in ("elisions", "suffixes", "irregular_forms"))]
    return fingerprint("analysis", _VERSION, unicodedata.unidata_version, *texts)


@cache
def stop_words() -> frozenset[str]:
    """Words too common to tell passages apart, folded."""
    return frozenset(fold(word) for group in tomllib.loads(_read("stopwords")).values() for word in group)


@lru_cache(maxsize=_CACHED_WORDS)
def _form(word: str) -> Form:
    """The forms of a word as printed. NFKC makes ``n⁰`` and full-width letters meet their plain forms."""
    exact = word[:_LONGEST].lower()
    if not exact.isascii():
        exact = unicodedata.normalize("NFKC", exact.translate(_LIGATURES).replace(_SOFT_HYPHEN, ""))
    exact = inclusive.parted(exact)
    return Form(fold(stemming.stem(exact)), exact, fold(exact))


@lru_cache(maxsize=4096)
def _whole(word: str) -> Form:
    """A word that keeps its apostrophe: aujourd'hui -> aujourdhui."""
    return _form(word.replace("'", "").replace("’", ""))


@lru_cache(maxsize=4096)
def _acronym(word: str) -> Form:
    return _form(word.replace(".", ""))


def _number(word: str) -> Form:
    return _form(word.replace(".", ","))


@lru_cache(maxsize=4096)
def _inclusive(word: str) -> Form:
    return _form(inclusive.masculine(word))


_ANALYSES: dict[str, Callable[[str], Form] | None] = {
    "plain": _form,
    "word": _form,
    "whole": _whole,
    "acronym": _acronym,
    "inclusive": _inclusive,
    "number": _number,
    "elided": None,
}
"""How each kind of match becomes a token; None for what is set aside."""


def _read(name: str) -> str:
    return (files(__package__) / "data" / f"{name}.toml").read_text(encoding="utf-8")


@cache
def _lists(name: str) -> dict[str, Any]:
    return tomllib.loads(_read(name))


def _any_of(words: list[str]) -> str:
    """A pattern for any of the words, longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def is_inclusive(word: str) -> bool:
    """Whether a word begins as an inclusive form: ``acteur·rice·s``, ``salarié(e)s``, ``acteurices``, ``toustes``."""
    match = _pattern().match(word)
    if match is None:
        return False
    written = match[0].lower()
    return match.lastgroup == "inclusive" or inclusive.parted(written) != written


@cache
def _pattern() -> re.Pattern[str]:
    """One pattern with a group for each kind of token; what it skips is no token."""
    elision = _lists("elisions")
    whole = _any_of([word.partition("'")[0] + "\0" + word.partition("'")[2] for word in elision["whole"]])
    elided, misread = _any_of(elision["elided"]), _any_of(elision["misread"])
    marks = r"\u0300-\u036f\u00ad"
    parts = {
        "plain": rf"[^\W_]++(?![\w'’.{inclusive.MARKS}(\-,/{marks}])",
        "whole": rf"(?i:{whole})(?!\w)".replace("\0", "['’]"),
        "elided": rf"(?i:{elided})['’](?=\s?\w)|(?:{misread})['’](?=(?i:[{elision['before']}]))",
        "acronym": r"(?:[A-ZÀ-ÖØ-Þ]\.){2,}(?!\w)|[A-ZÀ-ÖØ-Þ](?:\.[A-ZÀ-ÖØ-Þ])+(?!\w)",
        "inclusive": inclusive.pattern(),
        "number": r"(?<!\d[.,])\d+[.,]\d+(?![.,]?\d)(?!\w)",
        "word": rf"(?:[^\W_]++[{marks}]*+)++",
    }
    return re.compile("|".join(f"(?P<{name}>{part})" for name, part in parts.items()))
