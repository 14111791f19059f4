"""Can this text be read? A text layer may be garbage that only looks like text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache

from ptce_corpus.text import elision, tables
from ptce_corpus.text.letters import speech
from ptce_corpus.text.lexicon import NEVER, accented, listed, rank, unaccented

_SAMPLE = 20_000
_STRETCH = 300
"""Characters of a stretch that is judged by itself."""
_GARBLED = 0.2
"""Legibility under which a stretch is garbage."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_JUNK = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffd\ufff0-\ufffc\ue000-\uf8ff\U000f0000-\U0010ffff]")
_MOJIBAKE = re.compile(
    r"Ã[\x80-\xbf€™šœžŸ¢£¤©ª«®¯´¨§¹²³‚„ˆ‰‡‹]|â€[\x80-\xbf™œ\x9d“”¦˜]|Â[«»°\xa0]|ï¬[\x80-\x82]|Å[“¸]|ðŸ"
)
_EXPECTED = frozenset(" \t\r\n.,;:!?…'’‘\"«»“”()[]-–—/&%€$+=°*•§@|_#<>·→✓©®™×ªº^{}\\~`")
_MARKS = frozenset("!\"#$%&'()*+/:;<=>@[\\]^_`{|}~")
_RULE = re.compile(r"([^\w\s]|_)\1{3,}")
"""Leaders and rules drawn with a mark: a line to fill in, the dots of a table of contents."""
_DISORDERLY = re.compile(r"""[^\W_][!"#$&'()*;<=>?@\[\\\]^`{|}~]+[^\W_]|^[^\w\s]{3,}$""")
_LONG_TOKEN = 3
_FIGURES = 0.25
"""Share of letters under which a text is figures, or looks like it."""
_REPEATED = re.compile(r"(.)\1\1")
_SPACED_OUT = re.compile(r"(?<!\S)(?:[^\W\d_] ){4,}[^\W\d_](?!\S)")
_GLUED = 27
"""Letters past which a word is taken for several without their spaces."""
_HOME = "french"
_SURE, _UNSURE, _IN_CAPITALS, _ALONE = "sure", "unsure", "in capitals", "alone"
"""Sorts of words: known for what they are, guessed, acronyms perhaps, and letters that stand alone."""
_REMEMBERED = 50_000
"""Words whose worth is remembered."""
_FEW_WORDS = 8
_IN_A_LANGUAGE = 0.2
"""Share of its commonest words from which a text is in a language."""
_ACRONYM = 6
"""Letters that an acronym has at most."""
_ACRONYM_WORTH = 0.7
_MANY_ACRONYMS = 0.4
"""Share of letters in capitals of unknown words from which they are no acronyms but garbage, or just capitals."""
_SAYING = 0.4
"""Share of letters and digits under which a text is marks for the most part."""
_FULL = 400
"""Letters from which a text has all the common ones."""
_LAMED = 0.6
"""What is left of the readable share of a text that lacks a letter."""
_LATIN_END = "\u0250"
"""Where the letters of other scripts begin."""


def legibility(text: str) -> float:
    """How far ``text`` can be read, from 0 (garbage) to 1 (clean); cheap enough to ask for every page.

    The letters of words that the lexicon knows, and of those that could be words, are weighed against letters that
    make none, control and private-use characters, mojibake and stray symbols. A text in another language is as
    legible as its words sound. A page of figures is as legible as its characters. Text without any visible character
    scores 0.
    """
    sample = text if len(text) <= _SAMPLE else text[: _SAMPLE // 2] + "\n" + text[-_SAMPLE // 2 :]
    sample = _RULE.sub(r"\1", sample)
    characters = Counter(sample)
    visible = sum(n for c, n in characters.items() if not c.isspace())
    if not visible:
        return 0.0
    counts = Counter(_WORD.findall(sample))
    letters = sum(len(word) * count for word, count in counts.items())
    clean = _clean(sample, characters, visible)
    if letters < _FIGURES * visible:
        clean *= _orderly(sample)
    if letters < 15 or letters < 0.05 * visible:
        return round(clean, 3)
    readable = _readable(counts)
    readable *= _LAMED if letters >= _FULL and _lacks_a_letter(characters, letters) else 1.0
    spaced = sum(len(match.group()) // 2 for match in _SPACED_OUT.finditer(sample)) / letters
    weight = letters / (letters + 40)
    words = weight * _stretched(readable) + (1 - weight) * max(readable, 0.5)
    return round(min(1.0, clean * words * (1.0 - 0.9 * min(spaced, 1.0))), 3)


def _clean(sample: str, characters: Mapping[str, int], visible: int) -> float:
    """How far a text is free of characters that no one would write, and made of letters and digits, in [0, 1]."""
    junk = len(_JUNK.findall(sample)) + sum(len(found) for found in _MOJIBAKE.findall(sample))
    saying = sum(n for c, n in characters.items() if c.isalnum())
    odd = sum(n for c, n in characters.items() if c not in _EXPECTED and not (c.isalnum() or c.isspace()))
    marks = sum(n for c, n in characters.items() if c in _MARKS)
    symbols = odd + max(0, marks - visible // 5)
    written = max(0.0, 1.0 - 3.0 * junk / visible) * max(0.0, 1.0 - max(0.0, symbols / visible - 0.08) * 2.5)
    return written * min(1.0, saying / visible / _SAYING)


def _orderly(sample: str) -> float:
    """How far a text with few letters is a text of figures, in [0, 1]: these hold no marks like ``2!4>1``."""
    tokens = [token for token in sample.split() if len(token) >= _LONG_TOKEN]
    odd = sum(_DISORDERLY.search(token) is not None for token in tokens)
    return max(0.0, 1.0 - 2.5 * max(0.0, odd / len(tokens) - 0.15)) if tokens else 1.0


def marked(text: str) -> float:
    """Share of ``text`` that is marks rare in prose, in [0, 1]: what letters become in a typeface that lost them."""
    return sum(map(text.count, _MARKS)) / len(text) if text else 0.0


def familiar(text: str) -> float:
    """Share of the letters of ``text`` that stand in words which the lexicon knows, in [0, 1]; 0.0 without a word.

    The measure that tells a good recognition of a page from a poor one; names and other languages lower it.
    """
    counts = Counter(_WORD.findall(text[:_SAMPLE]))
    letters = sum(len(word) * count for word, count in counts.items())
    sure = sum(len(word) * count for word, count in counts.items() if len(word) > 1 and _plausibility(word)[0] == 1.0)
    return sure / letters if letters else 0.0


def garbled(text: str) -> float:
    """Share of the visible characters of ``text`` that stand in stretches of garbage, in [0, 1].

    A page may be set in several typefaces, of which one has lost its letters: legible on the whole, it is not in part.
    """
    bad = total = 0
    for stretch in _stretches(text[:_SAMPLE]):
        visible = len("".join(stretch.split()))
        total += visible
        if legibility(stretch) < _GARBLED:
            bad += visible
    return bad / total if total else 0.0


def _stretches(text: str) -> Iterator[str]:
    """Whole lines that make up about ``_STRETCH`` characters; a longer line is one."""
    held: list[str] = []
    length = 0
    for line in text.splitlines(keepends=True):
        held.append(line)
        length += len(line)
        if length >= _STRETCH:
            yield "".join(held)
            held, length = [], 0
    if held:
        yield "".join(held)


def _lacks_a_letter(characters: Mapping[str, int], letters: int) -> bool:
    """Whether one of the commonest letters of European languages is as good as absent from a long text."""
    shares: Counter[str] = Counter()
    for character, count in characters.items():
        if character.isalpha():
            shares[unaccented(character)] += count
    return shares["e"] < 0.04 * letters or any(shares[letter] < 0.006 * letters for letter in "aisntr")


def _stretched(readable: float) -> float:
    """Share of readable letters on the scale of the answer: what is under a third is noise."""
    return max(0.0, (readable - 0.3) / 0.65) if readable < 0.95 else 1.0


def _readable(counts: Mapping[str, int]) -> float:
    """Share of the letters of these words that can be read."""
    sure, unsure, acronyms, alone = _Pool(), _Pool(), _Pool(), _Pool()
    language = _language(counts)
    foreign = frozenset() if language in (None, _HOME) else _commonest()[language]
    pools = {_SURE: sure, _UNSURE: unsure, _IN_CAPITALS: acronyms, _ALONE: alone}
    for word, count in counts.items():
        sort, worth = _sorted(word)
        if foreign and sort != _ALONE and word.lower() in foreign:
            sort, worth = _SURE, max(worth, 0.9)
        pools[sort].add(word, count, worth)
    if acronyms.letters > _MANY_ACRONYMS * (sure.letters + unsure.letters + acronyms.letters):
        unsure.take(acronyms)
    heard = speech(unsure.words)
    if heard == 1.0 and language != _HOME:
        # Words that sound like some, and no French around them to be compared with: names, commands, a language.
        unsure.worth = max(unsure.worth, (0.95 if foreign else 0.8) * unsure.letters)
    worth = sure.worth + acronyms.worth + unsure.worth * heard
    letters = sure.letters + acronyms.letters + unsure.letters
    if alone.letters > letters:
        return (worth + alone.worth) / (letters + alone.letters)
    return worth / letters


@dataclass(slots=True)
class _Pool:
    """Words of one sort, their letters, and how many of these can be read."""

    words: list[tuple[str, int]] = field(default_factory=list)
    letters: int = 0
    worth: float = 0.0

    def add(self, word: str, count: int, worth: float) -> None:
        letters = len(word) * count
        self.words.append((word, count))
        self.letters += letters
        self.worth += letters * worth

    def take(self, other: _Pool) -> None:
        """Move all words of ``other`` here."""
        self.words += other.words
        self.letters, self.worth = self.letters + other.letters, self.worth + other.worth
        other.words, other.letters, other.worth = [], 0, 0.0


def _commonest() -> Mapping[str, frozenset[str]]:
    """The commonest words of each language that is met in an archive."""
    return tables.word_sets("commonest_words")


@cache
def _languages() -> Mapping[str, tuple[str, ...]]:
    """The languages that each of their commonest words is one of."""
    every = frozenset().union(*_commonest().values())
    return {word: tuple(name for name, words in _commonest().items() if word in words) for word in every}


def _language(counts: Mapping[str, int]) -> str | None:
    """The language whose commonest words make up enough of a text; French where two are even, None for none."""
    shares: Counter[str] = Counter({_HOME: 0})
    total = 0
    languages = _languages()
    for word, count in counts.items():
        total += count
        if spoken := languages.get(word.lower()):
            for language in spoken:
                shares[language] += count
    language = max(shares, key=lambda one: (shares[one], one == _HOME))
    return language if total >= _FEW_WORDS and shares[language] >= _IN_A_LANGUAGE * total else None


@lru_cache(maxsize=_REMEMBERED)
def _sorted(word: str) -> tuple[str, float]:
    """The sort of a word, and how sure it is that it is one, in [0, 1]."""
    worth, certain = _plausibility(word)
    if len(word) == 1 and worth < 1.0:
        return _ALONE, worth
    if certain:
        return _SURE, worth
    return _IN_CAPITALS if worth == _ACRONYM_WORTH else _UNSURE, worth


@lru_cache(maxsize=_REMEMBERED)
def _plausibility(word: str) -> tuple[float, bool]:
    """How sure it is that ``word`` is one, in [0, 1], and whether that is known rather than guessed."""
    bare = elision.bare(word)
    lower = bare.lower()
    if lower in listed("function_words"):
        return 1.0, True
    if len(bare) == 1:
        return 0.3, True
    mixed = any(character.isupper() for character in bare[1:]) and not bare.isupper()
    if rank(lower) < NEVER and not mixed:
        return (1.0 if len(bare) > 2 else 0.7), True
    if (bare.isupper() or bare[0].isupper()) and accented(unaccented(lower)):
        return 1.0, True
    return _sound(bare, mixed=mixed)


def _sound(word: str, *, mixed: bool) -> tuple[float, bool]:
    """How far an unknown word looks like one: names and foreign words do, garbage does not."""
    if word.isupper() and len(word) <= _ACRONYM:
        return _ACRONYM_WORTH, False
    if len(word) > _GLUED or _REPEATED.search(word):
        return 0.05, True
    plain = unaccented(word)
    if not plain.isascii():
        return (0.6 if all(character >= _LATIN_END for character in plain) else 0.1), True
    if mixed:
        return 0.3, False
    return (0.75 if word[0].isupper() else 0.5), False
