"""A first repair of OCR damage: the surest confusions, and only where damage is evident.

Repair that is not asked for harms: most methods worsen nearly clean text (ICDAR 2019 competition on post-OCR text
correction). So a text must first show damage that a digital text cannot have, then each edit must lead from a word that
does not exist to the only one that does. Every edit carries its rule and its confidence.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from enum import Enum

from ptce_corpus.domain.alignment import AlignedText, Edit
from ptce_corpus.domain.span import Span
from ptce_corpus.text import confusions, prepositions
from ptce_corpus.text.chain import Chain
from ptce_corpus.text.lexicon import is_french, known

_VOWEL = "aàâeéèêëiîïoôuûyhœAÀÂEÉÈÊIÎOÔUYHŒ"
_ARTICLE = re.compile(rf"(?<![\w'])[I1!|\]\[](?='[{_VOWEL}][^\W\d_])")
_BAR_WORD = re.compile(r"(?<![\w|])\|(?P<rest>[a-zà-ÿœ]{2,40})(?![\w|])")
_LONE_CAPITAL = re.compile(rf"(?<![\w'.-])I(?P<rest>[{_VOWEL}][a-zà-ÿœ]{{3,40}})(?![\w'])")
_AMPERSAND = re.compile(r"(?<=[a-zà-ÿ)] )&(?=[ \n](?:[a-zà-ÿ]|[lI1|]'))|(?<=[a-zà-ÿ] )&(?=\n[a-zà-ÿlI])")
_AMPERSAND_NAME = re.compile(r"(?<=é |s |t )&(?= [A-ZÀ-Ý][a-zà-ÿ])")
_SPACED_STOP = re.compile(r"(?<=[^\W_]) (?=[.,](?:\s|\Z))")
_STOP = re.compile(r"(?<=[^\W_])[.,](?=\s|\Z)")
_PLUS_ITEM = re.compile(r"(?m)^[+»«](?= [A-ZÀ-Ý|I][\w'])")
_DIGIT_IN_WORD = re.compile(r"(?<=[a-zà-ÿ])[0|](?=[a-zà-ÿ])")
_LOWER_WORD = re.compile(r"(?<![^\W_])[a-zà-öø-ÿœ]{4,}(?![^\W_])")
_SCALE = 300
"""Words past which a text is judged by its shares rather than its counts."""


class Trust(Enum):
    """Where a text comes from, and so how much damage it must show before its words are touched."""

    DIGITAL = "digital"
    """A digital document: only marks that no keyboard makes count."""
    UNKNOWN = "unknown"
    """Many unknown words count too."""
    READ = "read"
    """An OCR engine read it just now: one unknown word is enough."""


@dataclass(frozen=True, slots=True)
class Damage:
    """What a text shows of OCR damage.

    ``marks`` counts what no digital text has (``I'ESS``, ``|dentifier``, ``l0i``); ``strangers`` are unknown words in
    lower case, among ``words`` of four letters and more.
    """

    marks: int
    strangers: int
    words: int

    @property
    def share(self) -> float:
        """The share of unknown words."""
        return self.strangers / self.words if self.words else 0.0

    def evident(self, *, trust: Trust) -> bool:
        """Whether words may be repaired at all."""
        if self.marks:
            return self.marks >= 2 or self.words <= _SCALE or self.share > 0.02
        if trust is Trust.DIGITAL:
            return False
        if trust is Trust.READ:
            return self.strangers > 0
        return (self.strangers >= 3 and self.share > 0.05) or (self.strangers >= 8 and self.share > 0.035)


def damage(text: str) -> Damage:
    """How damaged a text is; see ``Damage``."""
    marks = len(_ARTICLE.findall(text)) + len(_DIGIT_IN_WORD.findall(text))
    marks += sum(known("I" + match["rest"]) or known("l" + match["rest"]) for match in _BAR_WORD.finditer(text))
    counts = Counter(_LOWER_WORD.findall(text))
    strangers = sum(count for word, count in counts.items() if not known(word))
    return Damage(marks, strangers, counts.total())


def mended(text: AlignedText, *, trust: Trust = Trust.UNKNOWN) -> AlignedText:
    """``text`` with its evident OCR damage repaired; text without evident damage, or in another language, as it was."""
    if damage(text.text).evident(trust=trust) and is_french(text.text):
        return _STEPS(text)
    return text


def elided_articles(text: AlignedText) -> AlignedText:
    """``I'ESS`` and ``1'économie`` are ``l'ESS`` and ``l'économie``."""
    return text.sub(_ARTICLE, "l", rule="ocr-article", confidence=0.97)


def bars(text: AlignedText) -> AlignedText:
    """``|dentifier`` is ``Identifier``; ``|a`` is ``la``: whichever is a word, when only one is."""
    changes = []
    for match in _BAR_WORD.finditer(text.text):
        meant = [letter for letter in "Il" if known(letter + match["rest"])]
        if len(meant) == 1 and not known(match["rest"]):
            changes.append(Edit(Span(match.start(), match.start() + 1), meant[0], "ocr-bar", 0.95))
    return text.edited(changes)


def glued_articles(text: AlignedText) -> AlignedText:
    """``Iimpact`` is ``l'impact`` and ``Iogement`` is ``logement``: an I that begins no word but hides one."""
    changes = []
    for match in _LONE_CAPITAL.finditer(text.text):
        rest = match["rest"]
        if known(match.group()):
            continue
        if known("l" + rest):
            changes.append(Edit(Span(match.start(), match.start() + 1), "l", "ocr-letter", 0.9))
        elif known(rest):
            changes.append(Edit(Span(match.start(), match.start() + 1), "l'", "ocr-article", 0.85))
    return text.edited(changes)


def list_marks(text: AlignedText) -> AlignedText:
    """Bullets read as ``+`` or as a lone guillemet become ``- `` where they head lines of a list."""
    lines = text.text.split("\n")
    changes: list[Edit] = []
    start = 0
    for index, line in enumerate(lines):
        mark = _PLUS_ITEM.match(line)
        if mark and (line[0] == "+" or ("»" not in line[1:] and _in_list(lines, index))):
            changes.append(Edit(Span(start, start + 1), "-", "ocr-bullet", 0.85))
        start += len(line) + 1
    return text.edited(changes)


def _in_list(lines: list[str], index: int) -> bool:
    """Whether the nearest visible line above is an item of a list."""
    above = next((line for line in reversed(lines[max(index - 3, 0) : index]) if line.strip()), "")
    return above[:2] in {"+ ", "- ", "• "}


def spaced_stops(text: AlignedText) -> AlignedText:
    """The blanks that some engines put before every comma and full stop, where most have one."""
    spaced = len(_SPACED_STOP.findall(text.text))
    if spaced < 3 or spaced < 0.6 * (spaced + len(_STOP.findall(text.text))):
        return text
    return text.sub(_SPACED_STOP, "", rule="ocr-space", confidence=0.9)


def words(text: AlignedText) -> AlignedText:
    """Words that do not exist become the one word that a single confusion makes of them."""
    return text.edited(confusions.repairs(text.text))


def grave_accents(text: AlignedText) -> AlignedText:
    """``a`` and ``&`` that stand for ``à``, in texts whose engine did not know the letter."""
    return text.edited(prepositions.repairs(text.text))


_STEPS = Chain() | elided_articles | bars | glued_articles | list_marks | spaced_stops | words | grave_accents
