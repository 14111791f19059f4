"""Four letters that follow one another in a word: what misread, misspelt and derived words keep of each other.

Source: P. McNamee, J. Mayfield, "Character n-gram tokenization for European language text retrieval", Information
Retrieval 7, 2004. How telling a group is comes from the words of French (``scripts/count_letter_groups.py``), not from
an index, which would have to hold them all.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

LETTERS = 4
END = "_"
"""Stands before and after a word, so that its first and last letters make groups of their own."""


def groups_of(folded: str) -> list[str]:
    """The groups of a folded word, its ends marked; a word of one letter is one group."""
    marked = f"{END}{folded}{END}"
    return [marked[at : at + LETTERS] for at in range(max(len(marked) - LETTERS + 1, 1))]


def rarity(group: str) -> float:
    """How rare a group is, and so how telling: the negative logarithm of the chance that some passage holds it."""
    known = _rarities()
    return known.get(group, known[""])


@cache
def _rarities() -> Mapping[str, float]:
    """Group -> its rarity; that of all groups without an entry stands under the empty one."""
    text = (files(__package__) / "data" / "letter_groups.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    found = {group: float(value) for group, value in rows}
    found[""] = max(found.values())
    return found
