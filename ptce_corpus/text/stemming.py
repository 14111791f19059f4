"""The light French stemmer: what inflected forms of one word have in common.

Source: J. Savoy, "A stemming procedure and stopword list for general French corpora", Journal of the American Society
for Information Science 50(10), 1999, in the light form that search engines use: plural, feminine and the commonest
derivational endings, with guards on length. Three things are added, all data or a line: a list of irregular forms
(``data/irregular_forms.toml``), the participles of verbs in -éer, which the guards would part (créé, créée), and
numerals, which the rules would join (XVI, XVIII) or leave apart (2e, 2ème).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ptce_corpus.text import tables

_ACCENTS = str.maketrans("àáâãäçèéêëìíîïñòóôõöùúûüýÿ", "aaaaaceeeeiiiinooooouuuuyy")
_DOUBLED = re.compile(r"([^\W\d_])\1+")
_VERB_IN_EER = re.compile(r"é(?:ée?|er)\Z")
_NUMERAL = re.compile(
    r"((?=[clxvi])c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3}))(?:[eè]|[eè]me)?|(\d+)(?:es?|è|i?[eè]mes?)"
)
"""A Roman numeral up to 399, or its ordinal, or that of a number."""
_LONGEST = 60
"""Letters; a longer run is no French word and is left as it is."""


@dataclass(frozen=True, slots=True)
class _Rule:
    order: int
    ending: str
    longer: int
    becomes: str
    go_on: bool


def stem(word: str) -> str:
    """The stem of a word given in lower case, with its accents and without elision.

    A word with digits, of one or two letters, or a Roman numeral is its own stem, but for ordinals: ``2ème`` is ``2e``.
    Accents may remain in the stems of short words: fold them after, never before (``text/tokens.py`` does).
    """
    if len(word) < 2 or len(word) > _LONGEST:
        return word
    numeral = _NUMERAL.fullmatch(word)
    if numeral is not None:
        return word if numeral[1] == word else f"{numeral[1] or numeral[2]}e"
    word = _irregular_forms().get(word, word)
    if len(word) < 3 or not word.isalpha():
        return word
    word = _singular(word)
    rule = _rule_for(word, 0)
    while rule is not None:
        word = word[: len(word) - len(rule.ending)] + rule.becomes
        if not rule.becomes:
            return _plain(word)
        rule = _rule_for(word, rule.order + 1) if rule.go_on else None
    return _trimmed(word)


def _rule_for(word: str, first: int) -> _Rule | None:
    """The first rule that applies to a word, of those that come in the order from ``first`` on."""
    for rule in _rules().get(word[-2:], ()):
        if rule.order >= first and len(word) > rule.longer and word.endswith(rule.ending):
            return rule
    return None


def _singular(word: str) -> str:
    """Without the mark of the plural: régionaux -> régional, bateaux -> bateau, pôles -> pôle."""
    if len(word) > 5 and word.endswith("aux") and word[-4] != "e":
        return word[:-2] + "l"
    if len(word) > 3 and word[-1] == "x":
        word = word[:-1]
    if len(word) > 3 and word[-1] == "s":
        word = word[:-1]
    return word


def _trimmed(word: str) -> str:
    """Without the endings of feminines, infinitives and participles, accents and doubled letters."""
    if "é" in word:
        word = _VERB_IN_EER.sub("é", word)
    if len(word) > 6 and word.endswith("ie"):
        return _plain(word[:-2])
    word = _plain(word)
    for letter in "ree":
        if len(word) > 4 and word[-1] == letter:
            word = word[:-1]
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] else word


def _plain(word: str) -> str:
    """Without accents and doubled letters, when long enough for them not to matter."""
    if len(word) <= 4:
        return word
    return _DOUBLED.sub(r"\1", word if word.isascii() else word.translate(_ACCENTS))


@cache
def _rules() -> dict[str, list[_Rule]]:
    """The rules by the last two letters of their endings, in the order in which they are tried."""
    rules: dict[str, list[_Rule]] = {}
    for order, row in enumerate(tables.table("suffixes")["rules"]):
        rule = _Rule(order, row["ending"], row["longer"], row["becomes"], row.get("go_on", False))
        rules.setdefault(rule.ending[-2:], []).append(rule)
    return rules


@cache
def _irregular_forms() -> dict[str, str]:
    """Form -> the form whose stem it takes; œ is written oe, as in the tokens."""
    forms: dict[str, str] = tables.table("irregular_forms")["forms"]
    return {form.replace("œ", "oe"): like.replace("œ", "oe") for form, like in forms.items()}
