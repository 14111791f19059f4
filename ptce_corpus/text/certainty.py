"""How sure a change is: by its gain in likelihood, its cost, the words it makes, and by what it changes.

The weights are those of a logistic regression over changes proposed for pairs of OCR and truth, of old prints and of
modern text.
"""

from __future__ import annotations

import math
import re

from ptce_corpus.text.decoding import Change
from ptce_corpus.text.lexicon import kin, known, listed, rank

LEAST = 0.8
"""Confidence from which a change is made."""
_WEIGHTS = {
    "restored": 1.12,
    "short": 0.56,
    "little": -0.46,
    "unknown": 0.11,
    "cut": 0.84,
    "parted": -0.91,
    "marks": 1.66,
    "stop": 0.21,
    "name": 0.4,
    "letter": -2.46,
    "person": -0.95,
    "kin": -1.01,
    "known": -0.87,
    "compound": -1.45,
}
"""What speaks for a change, by its kind."""
_GAIN, _LOG_GAIN, _COST, _RARITY, _FRENCH = 0.13, 0.50, 0.10, 0.09, 0.22
"""For each unit of gain and of its logarithm; against, of cost, of the logarithm of the rank of the rarest word made,
and of the likelihood of the letters read."""
_LEAST_GAIN, _MOST_GAIN, _RAREST = 0.5, 30.0, 200_000
_NO_LETTER = re.compile(r"[\W_]+")
_WORD = re.compile(r"[^\W\d_]{2,}")
_ODD = re.compile(r"[~¡¿#^\\{}\[\]_§]")
_APOSTROPHES = frozenset("'’‘")
_STRAIGHT = frozenset("IJ")
"""Capitals that engines read for l."""
_BROKEN = re.compile(r"\w-[.,;:]|[.,;:]-\w")
_STOPS = frozenset(".,;:!?")
_AROUND = ".,;:!?()«»\"'’‘-–—"


def confidence(before: str, change: Change) -> float:
    """How likely a change is right, in [0, 1]."""
    if len(_ODD.findall(before)) > 1 or _BROKEN.search(before):
        return 0.0
    gain = min(max(change.gain, _LEAST_GAIN), _MOST_GAIN)
    speaks_for = (
        _WEIGHTS[kind(before, change)]
        + _GAIN * gain
        + _LOG_GAIN * math.log(gain)
        - _COST * change.cost
        - _RARITY * rarity(change.after)
        - _FRENCH * change.spelling
    )
    return 1.0 / (1.0 + math.exp(-speaks_for)) if change.gain > 0 else 0.0


def _stop(text: str) -> str:
    """The mark of the sentence that ends a text."""
    return text[-1] if text[-1:] in _STOPS else ""


def rarity(text: str) -> float:
    """The logarithm of the rank of the rarest word of a text; 0 where it has none."""
    return max((math.log(min(rank(word), _RAREST)) for word in _WORD.findall(text)), default=0.0)


def kind(before: str, change: Change) -> str:
    """What a change changes: the likelier it is that what was read is right, the less speaks for it (``_WEIGHTS``)."""
    if change.restores:
        return "restored"
    read, meant = (_NO_LETTER.sub("", text) for text in (before, change.after))
    core = before.strip(_AROUND)
    if read == meant:
        if before.count(" ") == change.after.count(" "):
            return "stop" if _stop(before) != _stop(change.after) else "marks"
        if "-" in core and "-" in change.after:
            return "compound"
        return "parted" if core.isalpha() and core[0].isupper() and " " in change.after else "cut"
    if len(core) <= 1:
        return "short" if core in {"a", "à", "â", "ä", "A", "À", "4"} or (not core and before != "!") else "letter"
    if core[0] in _STRAIGHT and meant[:1] == "l" and core[1:2].islower():
        return "unknown"
    if before[0] in _APOSTROPHES and before[-1] not in _APOSTROPHES and change.after.endswith(before[1:]):
        return "kin"
    if core.lower() in listed("persons"):
        return "person"
    if known(core):
        return "little" if len(core) <= 3 and not core[0].isupper() else "known"
    if "-" in core and "-" in change.after:
        return "compound"
    if core.isalpha() and kin(core):
        return "kin"
    return "name" if core[0].isupper() else "unknown"
