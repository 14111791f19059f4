r"""How likely French is to go on so: words after words, letters after letters.

A model of word trigrams and letter 5-grams in back-off form (absolute discounting: H. Ney, U. Essen, R. Kneser, "On
structuring probabilistic dependences in stochastic language modelling", 1994). Its file holds no text: each n-gram is a
hash with two quantised logarithms. It is mapped into memory, so that it costs no time to load and processes share it.

File (little endian): ``PTCELM1\n``, the number of n-grams (uint64), their hashes in order (uint64 each), their log
probabilities and their back-off weights (uint8 each, see ``SCALE``).
"""

from __future__ import annotations

import math
import mmap
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache, lru_cache
from hashlib import blake2b
from pathlib import Path

from ptce_corpus.text import elision
from ptce_corpus.text.lexicon import NEVER, rank

MAGIC = b"PTCELM1\n"
SCALE = 16.0
"""Steps of the quantised logarithms in a natural unit: 0 is 0, 255 is -15.9."""
ORDER, LETTERS = 3, 5
BEGIN, END, NUMBER = "<s>", "</s>", "0"
_UNKNOWN = -16.0
_FILE = "ngrams.bin"
_LETTER = 3.2
"""What a letter of an unknown word costs at most."""
_COMPOUND = 3.0
_ZIPF = 1.0
"""What is taken off the logarithm of the chance of a word of the lexicon beyond that of its rank (Zipf 1935)."""


def tokens(text: str) -> Iterator[re.Match[str]]:
    """The tokens of a text as the model counts them: words, elided heads, numbers, marks."""
    return _token().finditer(text)


@cache
def _token() -> re.Pattern[str]:
    """The model was counted with these tokens: other elided words want it trained anew."""
    return re.compile(rf"{elision.pattern()}|[^\W\d_]+(?:[-'’][^\W\d_]+)*|\d+|[^\w\s]", re.IGNORECASE)


def form(token: str) -> str:
    """A token as the model knows it: lower case, straight apostrophe, one form for all numbers."""
    return NUMBER if token[0].isdigit() else token.lower().replace("’", "'")


def key(ngram: Sequence[str], *, letters: bool = False) -> int:
    """The hash of an n-gram; those of letters and of words never meet."""
    mark = "\x01" if letters else "\x00"
    return int.from_bytes(
        blake2b(mark.join(ngram).encode("utf-8", "surrogatepass") + mark.encode(), digest_size=8).digest(), "little"
    )


class LanguageModel:
    """Log probabilities (natural) of words and of spellings."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            held = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        if held[: len(MAGIC)] != MAGIC:
            raise ValueError(f"{path} is no language model of ptce")
        whole = memoryview(held)
        start = len(MAGIC) + 8
        count = int.from_bytes(whole[len(MAGIC) : start], "little")
        ends = start + 8 * count
        self._keys = whole[start:ends].cast("Q")
        self._probabilities = whole[ends : ends + count]
        self._weights = whole[ends + count : ends + 2 * count]
        self._count = count
        self._find = lru_cache(maxsize=200_000)(self._found)

    def _found(self, ngram: tuple[str, ...], letters: bool) -> tuple[float, float] | None:
        """Log probability and back-off weight of an n-gram; None when the model does not have it."""
        wanted = key(ngram, letters=letters)
        at = bisect_left(self._keys, wanted)
        if at == self._count or self._keys[at] != wanted:
            return None
        return -self._probabilities[at] / SCALE, -self._weights[at] / SCALE

    def knows(self, word: str) -> bool:
        """Whether the model has met a word (in its ``form``) often enough to count it."""
        return self._find((word,), False) is not None

    def word(self, before: tuple[str, str], word: str) -> float:
        """Log probability of ``word`` after two others, all in their ``form``.

        One that the model does not know costs what unknown words cost, and besides what it costs to draw it from the
        lexicon or, where that does not have it either, to spell it.
        """
        spelt = 0.0
        if self._find((word,), False) is None:
            word, spelt = "<unk>", self.unmet(word)
        return self._backed((*before, word), letters=False) + spelt

    def unmet(self, word: str) -> float:
        """Log probability of a word among those that the model does not know."""
        place = rank(word)
        if place < NEVER:
            return -_ZIPF - math.log(place)
        parts = word.split("-")
        if len(parts) > 1 and all(parts):
            return sum(map(self.alone, parts)) - _COMPOUND
        return max(self.spelling(word), -_LETTER * len(word)) - _ZIPF

    def alone(self, word: str) -> float:
        """Log probability of a word whatever is around it."""
        found = self._find((word,), False)
        return found[0] if found else self._backed(("<unk>",), letters=False) + self.unmet(word)

    def _backed(self, ngram: tuple[str, ...], *, letters: bool) -> float:
        weight = 0.0
        while ngram:
            found = self._find(ngram, letters)
            if found:
                return weight + found[0]
            context = self._find(ngram[:-1], letters) if len(ngram) > 1 else None
            weight += context[1] if context else 0.0
            ngram = ngram[1:]
        return weight + _UNKNOWN

    @lru_cache(maxsize=50_000)  # noqa: B019 - one model a process
    def spelling(self, word: str) -> float:
        """Log probability of the letters of a word, up to its end."""
        line = f"\x02{word.lower()}\x03"
        return sum(
            self._backed(tuple(line[max(0, at - LETTERS + 1) : at + 1]), letters=True) for at in range(1, len(line))
        )

    def sentence(self, words: Sequence[str]) -> float:
        """Log probability of a run of words, in their ``form``, between two sentence ends."""
        line = (BEGIN, BEGIN, *words, END)
        return sum(self.word((line[at - 2], line[at - 1]), line[at]) for at in range(2, len(line)))


@cache
def french() -> LanguageModel | None:
    """The model of French that ships with the program; None where it is absent or no model.

    An installed package carries it; a checkout has it in ``models``.
    """
    for path in (
        Path(__file__).parent / "data" / _FILE,
        Path(__file__).parents[2] / "models" / "french-ngrams" / _FILE,
    ):
        with suppress(OSError, ValueError):
            return LanguageModel(path)
    return None


def quantised(logarithm: float) -> int:
    """A logarithm as the file holds it."""
    return max(0, min(255, round(-logarithm * SCALE)))


def log(probability: float) -> float:
    """Natural logarithm, bounded below."""
    return math.log(probability) if probability > 1e-30 else _UNKNOWN
