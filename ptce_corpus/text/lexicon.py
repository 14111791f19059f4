"""The words of French that the program knows, from the most frequent to the rarest."""

from __future__ import annotations

import gzip
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from ptce_corpus.text import elision, tables

NEVER = 10**9
"""Rank of a word that the lexicon does not have."""

_OF_THE_FIELD, _OF_NAMES = 25_600, 105_635

_SHORT = re.compile(r"(?<![^\W_])[a-z]{1,6}(?![^\W_])")
_DATA = files("ptce_corpus.text") / "data"


@cache
def _ranks() -> Mapping[str, int]:
    """Words with their ranks. The file is cut into bands of frequency: ``=N`` opens the one that ends at rank N.

    Within a band words stand in order, each written as the number of letters it shares with the one before (a digit
    or letter, base 36) and the rest: a third of the size of plain lines.
    """
    ranks: dict[str, int] = {}
    band, before = 0, ""
    for line in gzip.decompress((_DATA / "words.txt.gz").read_bytes()).decode("utf-8").splitlines():
        if line[0] == "=":
            band, before = int(line[1:]), ""
        else:
            before = before[: int(line[0], 36)] + line[1:]
            ranks[before] = band
    for word in listed("words_of_the_field"):
        ranks.setdefault(word, _OF_THE_FIELD)
    for name in listed("accented_names"):
        ranks.setdefault(name, _OF_NAMES)
    return ranks


@cache
def listed(name: str) -> frozenset[str]:
    """The entries of a word list of ``text/data``: one a line, ``#`` begins a comment."""
    lines = (_DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(entry for line in lines if (entry := line.split("#")[0].strip()))


def rank(word: str) -> int:
    """How common a word is: at most so many are commoner, within a factor of two; ``NEVER`` when it is unknown.

    Case does not count.
    """
    return _ranks().get(word.lower(), NEVER)


def common_words(most: int) -> list[str]:
    """The words of a rank of at most ``most``, in no order of note."""
    return [word for word, place in _ranks().items() if place <= most]


def known(word: str) -> bool:
    """Whether ``word``, without its elision and with each part of a compound taken alone, is in the lexicon."""
    bare = elision.bare(word)
    return bool(bare) and all(rank(part) < NEVER for part in re.split(r"[-'’]", bare) if part)


_KIN = tuple(
    (ending, other)
    for other, endings in {
        "": "s e es nt",
        "er": "é ée és ées e es ent ait aient ant era eront erait eraient èrent ai as a ons ez ions iez ère ères",
        "ir": "i ie is ies it issent issait issaient issant irent ira iront",
        "ier": "ière ières",
        "eur": "euse euses rice rices",
        "al": "aux",
        "ant": "ans",
        "ent": "ens",
    }.items()
    for ending in endings.split()
)
"""Regular endings, each with the one of the form that a lexicon is likeliest to have."""


def kin(word: str) -> bool:
    """Whether ``word``, which the lexicon does not have, is another form of one that it has.

    A regular ending leads to the form that is known (``poignardées``, ``poignarder``), or a circumflex that the
    spelling of 1990 leaves out (``apparaitre``, ``entrainé``).
    """
    lower = word.lower()
    for ending, other in _KIN:
        if lower.endswith(ending) and len(lower) > len(ending) + 3 and rank(lower.removesuffix(ending) + other) < NEVER:
            return True
    plain = lower.translate(CIRCUMFLEX)
    return any(other.translate(CIRCUMFLEX) == plain for other in accented(unaccented(lower)))


CIRCUMFLEX = str.maketrans("îû", "iu")
_BARE: dict[int, str | None] = {code: unicodedata.normalize("NFD", chr(code))[0] for code in range(0xC0, 0x250)}
_BARE |= {ord("œ"): "oe", ord("æ"): "ae", ord("Œ"): "OE", ord("Æ"): "AE", **dict.fromkeys(range(0x300, 0x370))}


def bare(text: str) -> str:
    """``text`` without its accents, œ and æ opened; case and everything else stay."""
    return text.translate(_BARE)


def unaccented(word: str) -> str:
    """``word`` in lower case without its accents; œ and æ opened."""
    return bare(word.lower())


@cache
def _families() -> Mapping[str, tuple[str, ...]]:
    """Words by what they become without accents; those that stand alone and have none, the most, are left out."""
    families: defaultdict[str, list[str]] = defaultdict(list)
    for word in _ranks():
        families[unaccented(word)].append(word)
    return {bare: tuple(words) for bare, words in families.items() if words != [bare]}


def accented(bare: str) -> tuple[str, ...]:
    """The known words that become ``bare`` when their accents are taken off, most frequent first."""
    found = _families().get(bare)
    if found is None:
        return (bare,) if bare in _ranks() and unaccented(bare) == bare else ()
    return found


@cache
def _openings() -> frozenset[str]:
    return frozenset(unaccented(word[:3]) for word in _ranks())


def begins_a_word(word: str) -> bool:
    """Whether some known word begins with the same three letters; ``Pdl`` begins none, in French nor in a name."""
    return unaccented(word[:3]) in _openings()


@cache
def _languages() -> tuple[frozenset[str], frozenset[str]]:
    table = tables.word_sets("languages")
    return table["french"], table["other"]


def is_french(text: str) -> bool:
    """Whether the short words of ``text`` are rather French than of another language; true when it has none."""
    french, other = _languages()
    counts = Counter(_SHORT.findall(text.lower()))
    return sum(counts[word] for word in french) >= sum(counts[word] for word in other)
