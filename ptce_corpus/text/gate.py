"""How damaged is this passage? What shows no damage is left alone, at the cost of looking its words up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ptce_corpus.domain.span import Span
from ptce_corpus.text.candidates import ERROR, behind
from ptce_corpus.text.lexicon import ELISION, kin, known, listed, rank

_BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
_PASSAGE = 600
"""Characters from which a passage ends at the next blank line, or at twice that at the next line or blank."""
_MARKS_AROUND = " .,;:!?…()[]«»\"'’‘“”-–—/*•<>&%€+=°\t"
_DAMAGED_MARK = re.compile(
    r"[a-zà-ÿ][|!;:\\£€¢{}\[\]_~=‘*\"][a-zà-ÿ]|[a-zà-ÿ][0-9][a-zà-ÿ]|[a-zà-ÿ]{2}[.,][a-zà-ÿ]{2}"
    r"|^[|!1I]['’][a-zà-ÿ]|^[|!][a-zà-ÿ]|[a-zà-ÿ]{2}['’][a-zà-ÿ]+['’]|^[a-zà-ÿ]+[A-ZÀ-Þ][a-zà-ÿ]|^‘[a-zà-ÿ]|[a-zà-ÿ]‘$|^[a-zà-ÿ]*[äüöñ]"
)
_WORD = re.compile(r"[a-zà-öø-ÿœ]{3,24}")
_NEAR = 3.0 + ERROR
_SHARES = {
    "à": 0.0035,
    "è": 0.0022,
    "ê": 0.0016,
    "ô": 0.0009,
    "ç": 0.0006,
    "û": 0.0004,
    "î": 0.0005,
    "â": 0.0005,
    "é": 0.018,
}
"""Share of French text that each letter is; the first stands for the word "à"."""
_FORMS = {letter: re.compile(r"(?<!\w)à(?!\w)" if letter == "à" else letter) for letter in _SHARES}
_SCARCE, _EXPECTED = 0.15, 3.0
"""How many of a letter a text should have before its absence says something."""
_FORMAL = re.compile(r"[∀∃∈∉∑∏√∞≤≥≠∪∩⊂⊆∂∫]|\{\w+(?:, \w+)*\}|[;{]\n|==|\w\(\)|\w\(\w\) ")
"""What formulas and programs have, and prose has not."""
_ADDRESS = re.compile(r"@|www|http|\.(?:fr|org|com|net|eu)\b|\d[./]\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Suspicion:
    """What a passage shows of damage: ``signs``, weighed, among ``words``."""

    signs: float
    words: int
    prose: float

    @property
    def share(self) -> float:
        """Signs of damage per word."""
        return self.signs / self.words if self.words else 0.0


def passages(text: str) -> Iterator[Span]:
    """Paragraphs, short ones together and long ones cut, one after the other; what is between them is blank."""
    start = 0
    while start < len(text):
        blank = _BLANK_LINE.search(text, min(start + _PASSAGE, len(text)), start + 2 * _PASSAGE)
        if blank:
            end = blank.end()
        elif start + 2 * _PASSAGE >= len(text):
            end = len(text)
        else:
            end = max(text.rfind(mark, start + _PASSAGE, start + 2 * _PASSAGE) for mark in "\n .") + 1
            end = text.rfind("\n", start + _PASSAGE, start + 2 * _PASSAGE) + 1 or end or start + 2 * _PASSAGE
        yield Span(start, end)
        start = end


def formal(text: str) -> bool:
    """Whether a passage holds formulas or code, whose marks are no damage."""
    return len(_FORMAL.findall(text)) > 1


def lost_letters(text: str) -> str:
    """The accented letters of French that a text should have and has not: its engine did not know them."""
    met = {letter: len(form.findall(text)) for letter, form in _FORMS.items()}
    scarce = [letter for letter, share in _SHARES.items() if met[letter] < _SCARCE * share * len(text)]
    if any(_SHARES[letter] * len(text) >= _EXPECTED for letter in scarce if letter in "àè"):
        return "".join(scarce)
    return "".join(letter for letter in scarce if _SHARES[letter] * len(text) >= _EXPECTED)


def suspicion(text: str) -> Suspicion:
    """How much damage a text shows."""
    tokens = text.split()
    short = sum(map(listed("function_words").__contains__, tokens))
    return Suspicion(sum(map(_sign, tokens)), len(tokens), short / len(tokens) if tokens else 0.0)


@lru_cache(maxsize=200_000)
def _sign(token: str) -> float:
    """How far a token without blanks is a sign of damage, from 0 to 1."""
    core = token.strip(_MARKS_AROUND)
    if not core or rank(core) <= 51_200:
        return 1.0 if token[0] in "|‘!" and core else 0.0
    if _ADDRESS.search(token):
        return 0.0
    if _DAMAGED_MARK.search(token):
        return 1.0
    bare = ELISION.sub("", core)
    if known(bare) or not _WORD.fullmatch(bare) or kin(bare):
        return 0.0
    near = behind(bare)
    if any(word.cost + word.errors * ERROR <= _NEAR and rank(word.word) <= 25_600 for word in near):
        return 1.0
    return 0.3
