"""Write ``ptce_corpus/search/data/letter_groups.tsv``: how telling four letters of a French word are.

``python scripts/count_letter_groups.py``, anywhere. The words are those of ``ptce_corpus/text/data``, whose ranks stand
for their frequency (G. K. Zipf: the word of rank r makes about one word of 10 r). A group tells as much as the negative
logarithm of the chance that a passage of sixty words, common ones left out, holds it.
"""

from __future__ import annotations

from collections import defaultdict
from math import exp, log
from pathlib import Path

from ptce_corpus.search.letter_groups import groups_of
from ptce_corpus.text import lexicon
from ptce_corpus.text.tokens import fold, stop_words

KEPT = 3000
"""The commonest groups; all others count like the last."""
_WORDS = 60
_SHARE = 0.1
_TARGET = Path(__file__).parents[1] / "ptce_corpus" / "search" / "data" / "letter_groups.tsv"
_HEAD = (
    "# Four letters within French words, _ at a word's end, and how telling they are; all others tell as much as the\n"
    "# last. Written by scripts/count_letter_groups.py.\n"
)


def main() -> None:
    """Count, and write the list."""
    chances: defaultdict[str, float] = defaultdict(float)
    for word in lexicon.common_words(lexicon.NEVER):
        folded = fold(word)
        if folded.isalpha() and folded not in stop_words():
            for group in set(groups_of(folded)):
                chances[group] += _SHARE / lexicon.rank(word)
    kept = sorted(chances.items(), key=lambda one: (-one[1], one[0]))[:KEPT]
    lines = (f"{group}\t{-log(1 - exp(-_WORDS * chance)):.2f}\n" for group, chance in kept)
    _TARGET.write_text(_HEAD + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
