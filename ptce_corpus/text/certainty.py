"""How sure a change is, by its gain in likelihood and by what it changes; measured on pairs of OCR and truth."""

from __future__ import annotations

import math
import re

from ptce_corpus.text.decoding import Change
from ptce_corpus.text.lexicon import kin, known

LEAST = 0.8
"""Confidence from which a change is made."""
_DOUBT = {
    "restored": -2.0,
    "short": -1.5,
    "little": 3.2,
    "unknown": 2.2,
    "cut": -0.3,
    "marks": 2.2,
    "name": 1.7,
    "letter": 6.5,
    "kin": 5.0,
    "known": 7.0,
    "compound": 8.0,
}
"""Gain at which a change is about as likely right as not, by its kind."""
_SCALE = 4.5
"""Gain that takes a doubt down to a third."""
_SURE_MISREADING = 2.5
"""Cost, as in ``channel``, up to which a misreading is a frequent one."""
_NO_LETTER = re.compile(r"[\W_]+")
_ODD = re.compile(r"[~¡¿#^\\{}\[\]_§]")
_APOSTROPHES = frozenset("'’‘")
_STRAIGHT = frozenset("IJ")
"""Capitals that engines read for l."""
_BROKEN = re.compile(r"\w-[.,;:]|[.,;:]-\w")


def confidence(before: str, change: Change) -> float:
    """How likely a change is right, in [0, 1]."""
    if len(_ODD.findall(before)) > 1 or _BROKEN.search(before):
        return 0.0
    return max(0.0, 1.0 - 0.42 * math.exp(-(change.gain - _DOUBT[_kind(before, change)]) / _SCALE))


def _kind(before: str, change: Change) -> str:
    """What a change changes; see ``_DOUBT``: the likelier it is that what was read is right, the more it must gain."""
    if change.restores:
        return "restored"
    read, meant = (_NO_LETTER.sub("", text) for text in (before, change.after))
    if read == meant:
        return "marks" if before.count(" ") == change.after.count(" ") else "cut"
    core = before.strip(".,;:!?()«»\"'’‘-–—")
    if len(core) <= 1:
        return "short" if core in {"a", "à", "â", "ä", "", "A", "À", "4"} else "letter"
    if core[0] in _STRAIGHT and meant[:1] == "l" and core[1:2].islower():
        return "unknown"
    if before[0] in _APOSTROPHES and before[-1] not in _APOSTROPHES and change.after.endswith(before[1:]):
        return "kin"
    if known(core):
        return "little" if len(core) <= 3 and not core[0].isupper() else "known"
    if "-" in core and "-" in change.after:
        return "compound"
    if core.isalpha() and kin(core):
        return "kin"
    return "name" if core[0].isupper() and change.cost > _SURE_MISREADING else "unknown"
