"""Words of capitals that an engine misread: ``ECONOMlE``, ``SOCLALE``. Capitals without accents are right French."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from itertools import product

from ptce_corpus.domain.alignment import Edit
from ptce_corpus.text.confusions import smallest
from ptce_corpus.text.known_names import in_town, is_first_name
from ptce_corpus.text.lexicon import NEVER, accented, rank, unaccented

RULE = "ocr-capital"
_CAPITAL = "A-ZÀ-ÖØ-ÞŒ"
_ODD = "l|1!i0ocs€£568"
_WORD = re.compile(
    rf"(?<![\w'’@/.|!€£-])(?:[DLNSCJMTdlnscjmt]['’])?(?P<word>[{_CAPITAL}{_ODD}]{{4,30}})(?![\w@/|€£]|[-.]\w)"
)
_ODD_SIGN = re.compile(f"[{re.escape(_ODD)}]")
_CAPITALS = re.compile(f"[{_CAPITAL}]")
_BESIDE = re.compile(rf"(?<![^\W_])[{_CAPITAL}]{{2,30}}(?![^\W_])")
_COMMON = 51_200
"""Rank of the words that may stand behind one with an odd sign."""
_COMMONER, _LONG = 25_600, 6
"""Rank and letters of those that stand behind a word all of capitals, which may be a name or an acronym."""
_MOST_SIGNS = 3
_LINE = 200
"""Characters of a line that are looked at on either side of a word."""


def repairs(text: str) -> Iterator[Edit]:
    """The edits that put right capitals back; spans count in ``text``."""
    for match in _WORD.finditer(text):
        meant = behind(match["word"])
        if meant and (meant[2] or _in_heading(text, match)):
            yield from smallest(match.start("word"), match["word"], meant[0], meant[1], RULE)


def signs(text: str) -> int:
    """How many words of capitals have a sign inside that only an engine puts there."""
    found = (behind(match["word"]) for match in _WORD.finditer(text) if _ODD_SIGN.search(match["word"]))
    return sum(meant is not None for meant in found)


@lru_cache(maxsize=20_000)
def behind(word: str) -> tuple[str, float, bool] | None:
    """The word behind a word of capitals, how sure that is, and whether an odd sign shows that it was misread."""
    odd = [match.start() for match in _ODD_SIGN.finditer(word)]
    if not odd:
        return _behind_capitals(word)
    if len(odd) > _MOST_SIGNS or len(_CAPITALS.findall(word)) < max(3, 2 * len(odd)) or word[-1] == "!":
        return None
    found: dict[str, float] = {}
    for chosen in product(*(_table()[word[at]] for at in odd)):
        letters = list(word)
        for at, (letter, _) in zip(odd, chosen, strict=True):
            letters[at] = letter
        meant = "".join(letters)
        if _place(meant) <= _COMMON:
            found[meant] = min(sure for _, sure in chosen)
    best = _only(found)
    return (best, found[best], True) if best else None


def _behind_capitals(word: str) -> tuple[str, float, bool] | None:
    if len(word) < _LONG or _place(word) < NEVER or is_first_name(word) or in_town(word) or accented(unaccented(word)):
        return None
    found: dict[str, float] = {}
    for at, read in enumerate(word):
        for letter, sure in _table().get(read, ()):
            meant = word[:at] + letter + word[at + 1 :]
            if _place(meant) <= _COMMONER:
                found[meant] = max(sure, found.get(meant, 0.0))
    best = _only(found)
    return (best, found[best], False) if best else None


def _in_heading(text: str, match: re.Match[str]) -> bool:
    """Whether other words of capitals that are known stand in the same line: no lone acronym, no surname."""
    line = text[max(match.start() - _LINE, 0) : match.start()].rpartition("\n")[2]
    line += " " + text[match.end() : match.end() + _LINE].partition("\n")[0]
    others = [word for word in _BESIDE.findall(line) if word != match["word"]]
    return sum(_place(word) <= _COMMONER for word in others) * 2 > len(others)


def _only(found: Mapping[str, float]) -> str | None:
    """The surest of the words found, where none is as sure, the commoner of two as sure where it is far so."""
    if not found:
        return None
    ordered = sorted(found, key=lambda word: (-found[word], _place(word)))
    if len(ordered) > 1 and found[ordered[0]] == found[ordered[1]] and _place(ordered[0]) * 4 > _place(ordered[1]):
        return None
    return ordered[0]


def _place(word: str) -> int:
    """The rank of a word of capitals, whose accents may be left out."""
    return min(rank(other) for other in (word, *accented(unaccented(word))))


@cache
def _table() -> Mapping[str, tuple[tuple[str, float], ...]]:
    """For each sign read, the capitals that may have been meant, each with how sure it is."""
    found: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
    table = (files("ptce_corpus.text") / "data" / "capital_confusions.tsv").read_text(encoding="utf-8")
    for line in table.splitlines():
        if line[:1] != "#":
            read, meant, sure = line.split("\t")
            found[read].append((meant, float(sure)))
    return {read: tuple(meant) for read, meant in found.items()}
