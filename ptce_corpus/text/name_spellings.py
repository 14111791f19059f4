"""One page, one spelling: a name misread once takes the form that it has everywhere else on its page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from ptce_corpus.domain.alignment import AlignedText, Edit
from ptce_corpus.text.channel import misreadings
from ptce_corpus.text.confusions import smallest
from ptce_corpus.text.lexicon import kin, known

RULE = "ocr-name"
_NAME = re.compile(r"(?<![\w'’@/.-])[A-ZÀ-Þ][a-zß-öø-ÿœ]{4,24}(?![\w'’@/-])")
_OFTENER = 2
"""How many times more often than the rare form the other must occur, besides twice in all."""
_LIKE, _ANY = 0.9, 0.82
"""Confidence of a change by a misreading of the table, and by a letter too many inside."""
_CHEAP = 5.0
"""Cost, as in ``channel``, up to which a misreading of the table counts."""
_LONG = 7
"""Letters from which a name with a letter too many is no other name."""


def spellings(text: str) -> Mapping[str, tuple[str, float]]:
    """For each rare name that is unknown, the commoner form that it stands for, and how sure that is.

    The forms differ by one confusion, never in their last letter: ``Martin`` and ``Martine`` are two persons.
    """
    counts = Counter(_NAME.findall(text))
    found = {}
    for name, count in counts.items():
        if known(name) or kin(name):
            continue
        others = [(counts[other], sure, other) for other, sure in _near(name) if counts[other] >= _OFTENER * count]
        others = [one for one in others if one[0] >= _OFTENER]
        if others:
            _, sure, other = max(others)
            found[name] = (other, sure)
    return found


def one_spelling(text: AlignedText, names: Mapping[str, tuple[str, float]] | None = None) -> AlignedText:
    """``text`` with its rare names written as ``names`` say, else as the rest of the text writes them."""
    meant = spellings(text.text) if names is None else names
    return text.edited(list(_edits(text.text, meant))) if meant else text


def _edits(text: str, meant: Mapping[str, tuple[str, float]]) -> Iterator[Edit]:
    for match in _NAME.finditer(text):
        if match.group() in meant:
            other, sure = meant[match.group()]
            yield from smallest(match.start(), match.group(), other, sure, RULE)


def _near(name: str) -> Iterator[tuple[str, float]]:
    """Forms one confusion away from ``name``, its first and last letters kept."""
    table = misreadings()
    for at in range(1, len(name) - 1):
        for length in (1, 2):
            read = name[at : at + length]
            if at + length < len(name):
                for meant, cost in table.get(read, ()):
                    if cost <= _CHEAP:
                        yield name[:at] + meant + name[at + length :], _LIKE
        if len(name) >= _LONG:
            yield name[:at] + name[at + 1 :], _ANY
