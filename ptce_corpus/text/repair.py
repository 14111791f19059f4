"""A first repair of OCR damage: the surest confusions, and only where damage is evident.

Repair that is not asked for harms: most methods worsen nearly clean text (ICDAR 2019 competition on post-OCR text
correction). So a text must first show damage that a digital text cannot have, then each edit must lead from a word that
does not exist to the only one that does. Every edit carries its rule and its confidence.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from enum import Enum
from functools import cache

from ptce_corpus.domain.alignment import AlignedText, Edit
from ptce_corpus.domain.span import Span
from ptce_corpus.text import capitals, confusions, elision, noise, prepositions
from ptce_corpus.text.certainty import LEAST, confidence
from ptce_corpus.text.chain import Chain
from ptce_corpus.text.confusions import smallest
from ptce_corpus.text.decoding import changes
from ptce_corpus.text.gate import Suspicion, formal, lost_letters, of_old_print, passages, suspicion
from ptce_corpus.text.language_model import LanguageModel, french
from ptce_corpus.text.lexicon import is_french, known
from ptce_corpus.text.name_spellings import Names, one_spelling

_BAR_WORD = re.compile(r"(?<![\w|])\|(?P<rest>[a-zà-ÿœ]{2,40})(?![\w|])")
_SPACED_STOP = re.compile(r"(?<=[^\W_]) (?=[.,](?:\s|\Z))")
_STOP = re.compile(r"(?<=[^\W_])[.,](?=\s|\Z)")
_DIGIT_IN_WORD = re.compile(r"(?<=[a-zà-ÿ])[0|](?=[a-zà-ÿ])")
_LOWER_WORD = re.compile(r"(?<![^\W_])[a-zà-öø-ÿœ]{4,}(?![^\W_])")
_PROSE = 0.12
"""Share of little words under which a passage is no prose that the model can judge."""
_RARE = "ëï"
"""Letters too rare for their absence to say something; an engine without ``à`` does not know them."""
_LEAST_OLD = 0.88
"""Confidence from which a change is made in an old print, whose truth is farther from what the model knows."""
_AJAR, _LEAST_DOUBTED = 2.0, 0.95
"""Signs from which a passage is looked at though its text shows too few to be called damaged, and what is changed
there."""
_TELLING = 2
"""Changes from which a text is damaged enough for its names, its marks and its prepositions to be looked at."""
_WORTH = 4.0
"""How many more right changes than wrong ones an old print must promise to be changed at all."""
_PRIOR = 60
_PER_LETTER = 0.3
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


_SIGNS = {Trust.DIGITAL: 3.0, Trust.UNKNOWN: 2.0, Trust.READ: 1.0}
_SHARE = {Trust.DIGITAL: 0.015, Trust.UNKNOWN: 0.005, Trust.READ: 0.002}


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
    marks = len(_article().findall(text)) + len(_DIGIT_IN_WORD.findall(text))
    marks += capitals.signs(text)
    marks += sum(known("I" + match["rest"]) or known("l" + match["rest"]) for match in _BAR_WORD.finditer(text))
    counts = Counter(_LOWER_WORD.findall(text))
    strangers = sum(count for word, count in counts.items() if not known(word))
    return Damage(marks, strangers, counts.total())


def mended(text: AlignedText, *, trust: Trust = Trust.UNKNOWN, names: Names | None = None) -> AlignedText:
    """``text`` with its evident OCR damage repaired; text without evident damage, or in another language, as it was.

    ``names`` are those of the document that ``text`` is a page of (see ``name_spellings``).
    """
    if not is_french(text.text):
        return text
    model = french()
    shown = damage(text.text)
    evident = shown.evident(trust=trust)
    text = first_days(text)
    if trust is Trust.READ and not evident:
        text = list_marks(text)
    if evident:
        text = (_STEPS if model else _STEPS_ALONE)(text)
    read = in_context(text, model=model, trust=trust, marks=shown.marks) if model else text
    if (len(read.edits) - len(text.edits) < _TELLING and not evident) or of_old_print(text.source):
        return read
    lost = lost_letters(text.text)
    if set(lost) & set("àè"):
        lost += "".join(letter for letter in _RARE if letter not in text.text)
    text = one_spelling(misread_capitals(read), names=names, lost=lost)
    if model and (shown.marks >= 2 or trust is Trust.READ):
        text = words(text)
    return grave_accents(specks(text))


def in_context(text: AlignedText, *, model: LanguageModel, trust: Trust, marks: int) -> AlignedText:
    """``text`` with the words of its damaged passages read as the language model finds them likeliest.

    ``marks`` are signs of damage that it showed and that are mended already.
    """
    spans = list(passages(text.text))
    found = [Suspicion(0.0, 1, 0.0) if formal(cut := span.cut(text.text)) else suspicion(cut) for span in spans]
    signs, words = marks + sum(one.signs for one in found), sum(one.words for one in found)
    ajar = signs < _SIGNS[trust] or signs < _SHARE[trust] * words
    if ajar and (signs < _AJAR or trust is Trust.DIGITAL):
        return text
    old = of_old_print(text.text)
    if ajar and old:
        return text
    lost = lost_letters(text.text)
    edits: list[Edit] = []
    for span, one in zip(spans, found, strict=True):
        share = (one.signs + _PRIOR * signs / words) / (one.words + _PRIOR)
        doubted = ajar or share < _SHARE[trust]
        if doubted and ((ajar and one.signs < _AJAR) or trust is Trust.DIGITAL):
            continue
        if one.prose < _PROSE or not is_french(span.cut(text.text)):
            continue
        least = _LEAST_DOUBTED if doubted else _LEAST_OLD if old else LEAST
        error = -math.log(min(share * _PER_LETTER, 0.05))
        for change in changes(span.cut(text.text), model=model, error=error, lost=lost):
            before = change.span.cut(span.cut(text.text))
            sure = confidence(before, change)
            if sure >= least:
                edits += smallest(span.start + change.span.start, before, change.after, round(sure, 3), "ocr-context")
    if old and sum(2 * edit.confidence - 1 for edit in edits) < _WORTH:
        return text
    return text.edited(edits)


@cache
def _article() -> re.Pattern[str]:
    """What was read for the "l" of "l'"."""
    return re.compile(rf"(?<![\w'])[I1!|\]\[](?='{elision.vowel()}[^\W\d_])")


@cache
def _lone_capital() -> re.Pattern[str]:
    """A capital read for "l'", and the word behind it."""
    return re.compile(rf"(?<![\w'.-])I(?P<rest>{elision.vowel()}[a-zà-ÿœ]{{3,40}})(?![\w'])")


def elided_articles(text: AlignedText) -> AlignedText:
    """``I'ESS`` and ``1'économie`` are ``l'ESS`` and ``l'économie``."""
    return text.sub(_article(), "l", rule="ocr-article", confidence=0.97)


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
    for match in _lone_capital().finditer(text.text):
        rest = match["rest"]
        if known(match.group()):
            continue
        if known("l" + rest):
            changes.append(Edit(Span(match.start(), match.start() + 1), "l", "ocr-letter", 0.9))
        elif known(rest):
            changes.append(Edit(Span(match.start(), match.start() + 1), "l'", "ocr-article", 0.85))
    return text.edited(changes)


def list_marks(text: AlignedText) -> AlignedText:
    """Bullets read as ``+``, ``e``, ``¢`` or a lone guillemet become ``- `` where several lines of a list bear them."""
    return text.edited(noise.bullets(text.text))


def specks(text: AlignedText) -> AlignedText:
    """Lone signs between words and lines of signs go; addresses close up, guillemets get their blanks back."""
    for found in (noise.specks, noise.lines, noise.addresses, noise.guillemets):
        text = text.edited(found(text.text))
    return text


def misread_capitals(text: AlignedText) -> AlignedText:
    """``ECONOMlE`` is ``ECONOMIE``."""
    return text.edited(capitals.repairs(text.text))


def first_days(text: AlignedText) -> AlignedText:
    """``ler janvier`` is ``1er janvier``."""
    return text.edited(noise.ordinals(text.text))


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
    """``a``, ``&``, ``4`` that stand for ``à``, ``ou`` for ``où``, in texts whose engine did not know the letters."""
    text = text.edited(prepositions.repairs(text.text, read=text.source))
    return text if "où" in text.source else text.edited(prepositions.places(text.text))


_STEPS = Chain() | elided_articles | bars | glued_articles | list_marks | spaced_stops
_STEPS_ALONE = _STEPS | words
