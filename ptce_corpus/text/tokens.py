"""The one analysis chain of French text: elision, case, stem, accents, in this order.

Indexing, querying, facets, concordance and tf-idf all go through ``tokens``, so that all answer alike. What counts
as one token:

* a word, after its elided companion is set aside (``l'économie`` -> économie), ``I'ESS`` and ``1'économie`` of OCR too,
  whatever stands for the apostrophe (``l‘économie``, ``l´économie``);
* each part of a compound (``vice-président`` -> vice, président), of an address, of a file or web name;
* an inclusive form, as its masculine (``acteur·rice·s``, ``acteur(rice)s``, ``acteurrice.s``, ``acteurs/trices``,
  ``acteurices`` -> acteurs), whose stem is mostly that of the feminine too (``text/inclusive.py``);
* an acronym, dots left out, and blanks where it has three letters or more (``P.T.C.E.``, ``P. T. C. E.`` -> ptce);
* a number, with its decimals (``3.5`` and ``3,5`` -> 3,5), its thousands joined (``10 000``, ``10.000`` -> 10000);
* a word without the call of a note behind it (``pôles²`` -> pôles), ``n°`` and ``nº`` as n.

Stop words are tokens like others: phrases need them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

from ptce_corpus.domain.provenance import fingerprint
from ptce_corpus.domain.span import Span
from ptce_corpus.text import elision, inclusive, stemming, tables

_VERSION = 3
"""Raise it when a change of this module or of ``stemming`` changes the tokens of some text."""
_CACHED_WORDS = 1 << 17
_LONGEST = 100
"""Letters of a token that count; what is longer is no word but damage, and fills no index."""
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"})
_SOFT_HYPHEN = "\u00ad"
APOSTROPHES = "'’‘`´′ʼ"
"""What is written, or read by OCR, for an apostrophe."""
_LETTER_APOSTROPHE = APOSTROPHES[-1]
"""The one that counts as a letter to Unicode."""
_NO_APOSTROPHES = str.maketrans("", "", APOSTROPHES)
_BLANKS = " \u00a0\u2009\u202f"
"""Blanks inside a number or acronym."""
_CAPITAL = "A-ZÀ-ÖØ-Þ"
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_COMMON_ACCENTS = re.compile("[\u0300-\u0304\u0306-\u030c\u0327]+")
"""Combining marks that French and its neighbours write; few texts have others."""


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
    for match in _pattern().finditer(text.replace(_LETTER_APOSTROPHE, "'")):
        analysis = _ANALYSES[match.lastgroup or ""]
        if analysis is not None:
            form = analysis(match[0])
            found.append(Token(form.stem, form.exact, form.folded, Span(*match.span())))
    return found


def forms(text: str) -> list[Form]:
    """The tokens of a text without their places: what an index needs, at half the cost."""
    text = text.replace(_LETTER_APOSTROPHE, "'")
    if text.isalnum():  # one word, which the pattern would take whole
        return [_form(text)]
    analyses = ((_ANALYSES[match.lastgroup or ""], match[0]) for match in _pattern().finditer(text))
    return [analysis(word) for analysis, word in analyses if analysis is not None]


def fold(text: str) -> str:
    """Lower case, no accents, œ as oe: how names and folded forms are compared."""
    if text.isascii():
        return text.lower()
    lower = text.lower()
    if "œ" in lower or "æ" in lower:
        lower = lower.translate(_LIGATURES)
    split = _COMMON_ACCENTS.sub("", unicodedata.normalize("NFKD", lower))
    if split.isascii():
        return split
    return "".join(letter for letter in split if not unicodedata.combining(letter))


@cache
def fingerprint_of_analysis() -> str:
    """A digest of all that decides on tokens: an index made under another one must be made anew."""
    texts = map(tables.source, ("inclusive", "elisions", "suffixes", "irregular_forms"))
    return fingerprint("analysis", _VERSION, unicodedata.unidata_version, *texts)


@cache
def stop_words() -> frozenset[str]:
    """Words too common to tell passages apart, folded."""
    groups = [*tables.table("stopwords").values(), elision.words()]
    return frozenset(fold(word) for group in groups for word in group)


@lru_cache(maxsize=_CACHED_WORDS)
def _form(word: str) -> Form:
    """The forms of a word as printed. NFKC makes ``m²`` and full-width letters meet their plain forms."""
    exact = word[:_LONGEST].lower()
    if not exact.isascii():
        exact = exact.translate(_LIGATURES).replace(_SOFT_HYPHEN, "")
        exact = unicodedata.normalize("NFKC", _without_raised(exact))
    exact = inclusive.parted(exact)
    return Form(fold(stemming.stem(exact)), exact, fold(exact))


@lru_cache(maxsize=4096)
def _whole(word: str) -> Form:
    """A word that keeps its apostrophe: aujourd'hui -> aujourdhui."""
    return _form(word.translate(_NO_APOSTROPHES))


@lru_cache(maxsize=4096)
def _acronym(word: str) -> Form:
    return _form("".join(letter for letter in word if letter.isalpha()))


def _number(word: str) -> Form:
    return _form(word.replace(".", ","))


def _thousands(word: str) -> Form:
    return _form("".join(sign for sign in word if sign.isdigit() or sign == ","))


def _without_raised(word: str) -> str:
    """A word without the call of a note, and ``nº`` or ``n⁰`` without its mark; ``m²`` and ``10⁶`` as they are."""
    if word[-1:] == "º" and word[:-1].isalpha():
        return word[:-1]
    bare = word.rstrip(_RAISED)
    called = len(bare) > 2 and (bare.isalpha() or bare.isdecimal())
    return bare if called or bare + "⁰" == word == "n⁰" else word


@lru_cache(maxsize=4096)
def _inclusive(word: str) -> Form:
    return _form(inclusive.masculine(word))


_ANALYSES: dict[str, Callable[[str], Form] | None] = {
    "grouped": _thousands,
    "spread": _acronym,
    "plain": _form,
    "word": _form,
    "whole": _whole,
    "acronym": _acronym,
    "inclusive": _inclusive,
    "number": _number,
    "elided": None,
}
"""How each kind of match becomes a token; None for what is set aside."""


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
def spaced() -> re.Pattern[str]:
    """A pattern for the numbers and acronyms that hold blanks: ``10 000``, ``P. T. C. E.``."""
    return re.compile(f"{_grouped(_BLANKS)}|{_spread()}")


@cache
def looks_on() -> re.Pattern[str]:
    """A pattern for all places, and few others, where the analysis of a word looks over a blank.

    A text without such a place may be analysed piece by piece, as its blanks cut it. The pattern begins with one set of
    signs, so that texts are run through fast.
    """
    number, letters = rf"[{_BLANKS}]\d{{3}}(?!\d)", rf"\.[{_BLANKS}][{_CAPITAL}]\.[{_BLANKS}][{_CAPITAL}]\."
    over = rf"(?<=\d){number}|(?<=[{APOSTROPHES}])|(?<=[{_CAPITAL}]){letters}"
    return re.compile(rf"[{APOSTROPHES}\d{_CAPITAL}](?![^\s.])(?:{over})")


def _grouped(marks: str) -> str:
    """A pattern for a number whose thousands are set apart by a mark; in a row of numbers, blanks part columns."""
    alone = rf"(?<!\d[{marks}].)"
    return rf"[1-9](?<![\w.,].){alone}\d{{0,2}}(?:[{marks}]\d{{3}})+(?:,\d+)?(?![.,{marks}]?\d)(?!\w)"


def _spread() -> str:
    """A pattern for an acronym with blanks; two letters are rather the initials of somebody."""
    return rf"[{_CAPITAL}](?<![\w.].)\.(?:[{_BLANKS}][{_CAPITAL}]\.){{2,}}(?!\w|[{_BLANKS}][{_CAPITAL}]\b)"


@cache
def _pattern() -> re.Pattern[str]:
    """One pattern with a group for each kind of token; what it skips is no token."""
    lists = tables.table("elisions")
    whole = _any_of(lists["whole"]).replace("'", f"[{APOSTROPHES}]")
    elided, misread, fused = (_any_of(lists[name]) for name in ("elided", "misread", "fused"))
    marks = r"\u0300-\u036f\u00ad"
    parts = {
        "grouped": f"{_grouped(_BLANKS)}|{_grouped('.')}",
        "plain": rf"[^\W_]++(?![\w.{APOSTROPHES}{inclusive.MARKS}(\-,/{marks}])",
        "whole": rf"(?i:{whole})(?!\w)|(?i:{fused})[{APOSTROPHES}][^\W\d_]+",
        "elided": rf"(?i:{elided})[{APOSTROPHES}](?=\s?\w)|(?:{misread})[{APOSTROPHES}](?={elision.vowel()})",
        "spread": _spread(),
        "acronym": rf"(?:[{_CAPITAL}]\.){{2,}}(?!\w)|[{_CAPITAL}](?:\.[{_CAPITAL}])+(?!\w)",
        "inclusive": inclusive.pattern(),
        "number": r"(?<!\d[.,])\d+[.,]\d+(?![.,]?\d)(?!\w)",
        "word": rf"(?:[^\W_]++[{marks}]*+)++",
    }
    return re.compile("|".join(f"(?P<{name}>{part})" for name, part in parts.items()))
