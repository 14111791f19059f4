"""The light French stemmer: what inflected forms of one word have in common.

Source: J. Savoy, "A stemming procedure and stopword list for general French corpora", Journal of the American Society
for Information Science 50(10), 1999, in the light form that search engines use: plural, feminine and the commonest
derivational endings, with guards on length. Two things are added, both data or one line: a list of irregular forms
(``data/irregular_forms.toml``), and the participles of verbs in -éer, which the guards would part (créé, créée).
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_ACCENTS = str.maketrans("àáâãäçèéêëìíîïñòóôõöùúûüýÿ", "aaaaaceeeeiiiinooooouuuuyy")
_DOUBLED = re.compile(r"([^\W\d_])\1+")
_VERB_IN_EER = re.compile(r"é(?:ée?|er)\Z")
_LONGEST = 60
"""Letters; a longer run is no French word and is left as it is."""


@dataclass(frozen=True, slots=True)
class _Rule:
    ending: str
    longer: int
    becomes: str
    go_on: bool


def stem(word: str) -> str:
    """The stem of a word given in lower case, with its accents and without elision.

    A word with digits, or of one or two letters, is its own stem. Accents may remain in the stems of short words:
    fold them after, never before (``text/tokens.py`` does).
    """
    if len(word) < 3 or len(word) > _LONGEST or not word.isalpha():
        return word
    word = _singular(_irregular_forms().get(word, word))
    for rule in _rules():
        if len(word) > rule.longer and word.endswith(rule.ending):
            word = word[: len(word) - len(rule.ending)] + rule.becomes
            if not rule.becomes:
                return _plain(word)
            if not rule.go_on:
                break
    return _trimmed(word)


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
    return _DOUBLED.sub(r"\1", word.translate(_ACCENTS)) if len(word) > 4 else word


@cache
def _rules() -> tuple[_Rule, ...]:
    """The rules, in the order in which they are tried."""
    table = tomllib.loads((files(__package__) / "data" / "suffixes.toml").read_text(encoding="utf-8"))
    return tuple(_Rule(row["ending"], row["longer"], row["becomes"], row.get("go_on", False)) for row in table["rules"])


@cache
def _irregular_forms() -> dict[str, str]:
    """Form -> the form whose stem it takes; œ is written oe, as in the tokens."""
    text = (files(__package__) / "data" / "irregular_forms.toml").read_text(encoding="utf-8")
    forms: dict[str, str] = tomllib.loads(text.replace("œ", "oe"))["forms"]
    return forms
