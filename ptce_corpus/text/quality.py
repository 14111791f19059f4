"""Can this text be read? A text layer may be garbage that only looks like text."""

from __future__ import annotations

import re
from collections import Counter

from ptce_corpus.text.lexicon import ELISION, NEVER, accented, listed, rank, unaccented

_SAMPLE = 20_000
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_JUNK = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffd\ufff0-\ufffc\ue000-\uf8ff\U000f0000-\U0010ffff]")
_MOJIBAKE = re.compile(
    r"Ã[\x80-\xbf€™šœžŸ¢£¤©ª«®¯´¨§¹²³‚„ˆ‰‡‹]|â€[\x80-\xbf™œ\x9d“”¦˜]|Â[«»°\xa0]|ï¬[\x80-\x82]|Å[“¸]|ðŸ"
)
_EXPECTED = frozenset(" \t\r\n.,;:!?…'’‘\"«»“”()[]-–—/&%€$+=°*•§@|_#<>·→✓©®™×ªº^{}\\~`")
_VOWELS = frozenset("aeiouy")
_CLUSTER = re.compile(r"[bcdfghjklmnpqrstvwxz]{5,}|[aeiouy]{5,}|(.)\1\1")
_SPACED_OUT = re.compile(r"(?<!\S)(?:[^\W\d_] ){4,}[^\W\d_](?!\S)")
_GLUED = 27
"""Letters past which a word is taken for several without their spaces."""


def legibility(text: str) -> float:
    """How far ``text`` can be read, from 0 (garbage) to 1 (clean); cheap enough to ask for every page.

    The letters of words that the lexicon knows, and of those that could be words, are weighed against letters that
    make none, control and private-use characters, mojibake and stray symbols. A page of figures is as legible as its
    characters. Text without any visible character scores 0.
    """
    sample = text if len(text) <= _SAMPLE else text[: _SAMPLE // 2] + "\n" + text[-_SAMPLE // 2 :]
    visible = sum(not character.isspace() for character in sample)
    if not visible:
        return 0.0
    junk = len(_JUNK.findall(sample)) + sum(len(found) for found in _MOJIBAKE.findall(sample))
    counts = Counter(match.group() for match in _WORD.finditer(sample))
    letters = sum(len(word) * count for word, count in counts.items())
    symbols = _symbols(sample)
    clean = max(0.0, 1.0 - 3.0 * junk / visible) * max(0.0, 1.0 - max(0.0, symbols / visible - 0.08) * 2.5)
    if letters < 15 or letters < 0.05 * visible:
        return round(clean, 3)
    readable = sum(_plausibility(word) * len(word) * count for word, count in counts.items()) / letters
    spaced = sum(len(match.group()) // 2 for match in _SPACED_OUT.finditer(sample)) / letters
    weight = letters / (letters + 40)
    words = weight * _stretched(readable) + (1 - weight) * max(readable, 0.5)
    return round(min(1.0, clean * words * (1.0 - 0.6 * min(spaced, 1.0))), 3)


def _stretched(readable: float) -> float:
    """Share of readable letters on the scale of the answer: what is under a third is noise."""
    return max(0.0, (readable - 0.3) / 0.65) if readable < 0.95 else 1.0


def _symbols(sample: str) -> int:
    """Characters that are no letter, digit, space nor usual mark, and runs of marks that no one would write."""
    counts = Counter(sample)
    odd = sum(n for c, n in counts.items() if not (c.isalnum() or c.isspace() or c in _EXPECTED))
    marks = sum(n for c, n in counts.items() if c in "!\"#$%&'()*+/:;<=>@[\\]^_`{|}~")
    visible = sum(n for c, n in counts.items() if not c.isspace())
    return odd + max(0, marks - visible // 5)


def _plausibility(word: str) -> float:
    """How sure it is that ``word`` is one, in [0, 1]."""
    bare = ELISION.sub("", word)
    lower = bare.lower()
    if lower in listed("function_words"):
        return 1.0
    if len(bare) == 1:
        return 0.3
    mixed = any(character.isupper() for character in bare[1:]) and not bare.isupper()
    if rank(lower) < NEVER and not mixed:
        return 1.0 if len(bare) > 2 else 0.7
    if (bare.isupper() or bare[0].isupper()) and accented(unaccented(lower)):
        return 1.0
    return _sound(bare, mixed=mixed)


def _sound(word: str, *, mixed: bool) -> float:
    """How far an unknown word looks like one: names and foreign words do, garbage does not."""
    plain = unaccented(word)
    if word.isupper() and len(word) <= 6:
        return 0.7
    if len(word) > _GLUED or not plain.isascii():
        return 0.1
    vowels = sum(character in _VOWELS for character in plain)
    if _CLUSTER.search(plain) or not 0.2 <= vowels / len(plain) <= 0.8:
        return 0.05
    if mixed:
        return 0.3
    return 0.75 if word[0].isupper() else 0.5
