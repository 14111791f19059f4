"""Where a French word may be broken at the end of a line."""

from __future__ import annotations

import re

VOWEL = "aàâäeéèêëiîïoôöuùûüyœæ"
CONSONANT = "bcçdfghjklmnpqrstvwxz"
SOFT = "\u00ad"
INSEPARABLE = r"[bcdfgptv][lr]|ch|ph|th|gn|qu|gu"
WORD = re.compile(r"[^\W\d_]{7,}")
BREAK = re.compile(
    rf"(?<=[{VOWEL}])(?=(?:{INSEPARABLE})[{VOWEL}])"
    rf"|(?<=[{VOWEL}])(?=[{CONSONANT}][{VOWEL}])"
    rf"|(?<=[{VOWEL}][{CONSONANT}])(?=(?:{INSEPARABLE})[{VOWEL}])"
    rf"|(?<=[{VOWEL}][{CONSONANT}])(?!(?<=[bcdfgptv])[lr]|(?<=[cpt])h|(?<=g)n)(?=[{CONSONANT}][{VOWEL}])"
)


def softened(text: str) -> str:
    """The text with soft hyphens between the syllables of its long words; names and capitals stay whole."""
    return WORD.sub(lambda word: broken(word[0]) if word[0].islower() else word[0], text)


def broken(word: str) -> str:
    """One word with a soft hyphen wherever at least three letters stay on the left and four on the right.

    >>> broken("coopération").split(SOFT)
    ['coo', 'pé', 'ra', 'tion']
    """
    places = [match.start() for match in BREAK.finditer(word) if 3 <= match.start() <= len(word) - 4]
    cuts = zip([0, *places], [*places, len(word)], strict=True)
    return SOFT.join(word[start:end] for start, end in cuts)
