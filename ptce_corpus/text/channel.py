"""What an OCR engine makes of what is printed: the channel of a noisy-channel repair (Kernighan, Church and Gale 1990).

Costs are negative natural logarithms. That a letter is misread at all costs what the damage of the passage says (see
``gate``); which misreading it is costs what ``data/channel.tsv`` says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from ptce_corpus.text.lexicon import common_words

ANY = 5.5
"""Cost of a misreading that the table does not have, and of a letter lost or put in at random."""
LONGEST = 2
"""Letters read of the longest entry."""
MOST = 105_635
"""Rank of the words that may stand behind another."""


@cache
def misreadings() -> Mapping[str, tuple[tuple[str, float], ...]]:
    """For letters read, the letters that may have been meant, each with its cost; nothing read is a letter lost."""
    found: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
    table = (files("ptce_corpus.text") / "data" / "channel.tsv").read_text(encoding="utf-8")
    for line in table.splitlines():
        if line and line[0] != "#":
            read, meant, cost = line.split("\t")
            found[read].append((meant, float(cost)))
    return {read: tuple(meant) for read, meant in found.items()}


@cache
def following() -> Mapping[str, str]:
    """For each beginning of a word of some use, itself among them, the letters that go on from there."""
    letters: dict[str, str] = {}
    for word in common_words(MOST):
        for end in range(len(word)):
            begun = letters.get(word[:end], "")
            if word[end] not in begun:
                letters[word[:end]] = begun + word[end]
        letters.setdefault(word, "")
    return letters
