"""A text made ready for the search of reported speech: words, sentences, quoted stretches, and a tagger's help.

Words are found by one pattern, not by the model's tokens, so that damaged text and a blank model do as well; the
model's part-of-speech tags are asked where they exist.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from ptce_corpus.annotation.guillemets import Quoted, quoted
from ptce_corpus.annotation.letters import flat
from ptce_corpus.annotation.word_lists import either, word_set
from ptce_corpus.domain.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

_WORD = re.compile(r"[^\W\d_]+'?")
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "\u2018": "'", "\xa0": " ", "\u202f": " "})
_STOP = re.compile(
    r"(?<![.!?…])[.!?…]++(?:\s?[»”\")\]])?(?=\s+[^\s\d\W a-zà-ÿ]|\s+[«“\"\[•–—\-\d(]|\s*\Z)"
    r"|\n[ \t]*\n\s*|\f"
    r"|;?\n(?=\s*(?:[-–—•*▪●·►□✓]|\d{1,2}[.)])\s)"
)
"""Ends of sentences: a stop before a capital or a mark, an empty line, the line before an item of a list."""
_LOWER_START = re.compile(r"\s*[a-zà-ÿ]")


@cache
def _abbreviation() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{either(word_set('reporting_words', 'abbreviations'))}|[A-ZÀ-Ý])\.$")


def lowered(text: str) -> str:
    """``text`` in lower case with straight apostrophes and plain spaces, every character in its place."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
    return low.translate(_APOSTROPHES)


class Prose:
    """One text with its words, sentences and quoted stretches.

    ``words[i]`` stands at ``spans[i]``, in lower case; ``folded[i]`` is the same without accents.
    """

    def __init__(self, text: str, docs: Sequence[tuple[int, Doc]] = ()) -> None:
        """``docs`` are the analysed slices of the text, each with the place where it begins."""
        self.text = text
        self.low = lowered(text)
        found = [match.span() for match in _WORD.finditer(self.low)]
        self.spans: list[tuple[int, int]] = found
        self.words: list[str] = [self.low[start:end] for start, end in found]
        plain = flat(self.low)
        self.folded: list[str] = [plain[start:end] for start, end in found]
        self._starts = [start for start, _ in found]
        self.quotes: tuple[Quoted, ...] = quoted(text)
        self._outer = [quote for quote in self.quotes if quote.depth == 0]
        self._outer_starts = [quote.outer.start for quote in self._outer]
        self._ends = self._sentence_ends()
        self._tags, self._finite = _tagged(docs)

    def word_at(self, position: int) -> int:
        """Number of the first word that starts at or after ``position``; the number of words when none does."""
        return bisect_left(self._starts, position)

    def tag(self, index: int) -> str | None:
        """Part of speech (Universal Dependencies) of a word; None for a text without tags."""
        return self._tags.get(self._starts[index]) if self._tags else None

    @property
    def tagged(self) -> bool:
        """Whether a tagger read the text."""
        return bool(self._tags)

    def finite(self, span: Span) -> bool:
        """Whether a finite verb stands in ``span``."""
        if self._tags:
            place = bisect_left(self._finite, span.start)
            return place < len(self._finite) and self._finite[place] < span.end
        known = word_set("reporting_words", "finite")
        first, last = self.word_at(span.start), self.word_at(span.end)
        return any(word in known for word in self.words[first:last]) or last - first >= 12

    def quote_around(self, position: int) -> Quoted | None:
        """The outermost quoted stretch that holds ``position``."""
        index = bisect_right(self._outer_starts, position) - 1
        if index >= 0 and position < self._outer[index].outer.end:
            return self._outer[index]
        return None

    def sentence(self, position: int) -> Span:
        """The sentence around ``position``; a sentence end inside a quoted stretch counts."""
        index = bisect_right(self._ends, position)
        start = self._ends[index - 1] if index else 0
        end = self._ends[index] if index < len(self._ends) else len(self.text)
        return Span(start, max(end, start))

    def sentence_end(self, position: int) -> int:
        """Where the sentence that holds ``position`` ends; quoted stretches are taken whole."""
        index = bisect_right(self._ends, position)
        while index < len(self._ends):
            end = self._ends[index]
            quote = self.quote_around(end - 1)
            if quote is None or quote.outer.end <= end or quote.outer.start < position:
                return end
            index = bisect_left(self._ends, quote.outer.end, index)
        return len(self.text)

    def sentence_start(self, position: int) -> int:
        """Where the sentence that holds ``position`` begins; a quoted stretch before it is not cut."""
        index = bisect_right(self._ends, position) - 1
        start = self._ends[index] if index >= 0 else 0
        while start < position and self.text[start].isspace():
            start += 1
        return start

    def _sentence_ends(self) -> list[int]:
        ends = []
        for match in _STOP.finditer(self.text):
            before = self.text[max(0, match.start() - 8) : match.start() + 1]
            if match.group()[0] == "." and _abbreviation().search(before):
                continue
            if match.group()[0] in "\n\f" and self._runs_on(match.start(), match.end()):
                continue
            ends.append(match.end())
        return ends

    def _runs_on(self, start: int, end: int) -> bool:
        """Whether a sentence goes on after an empty line: no stop before it, a small letter after it."""
        before = self.text[:start].rstrip()[-1:] if start < 200 else self.text[start - 200 : start].rstrip()[-1:]
        return before not in ".!?…»”:;" and bool(_LOWER_START.match(self.text, end))


def _tagged(docs: Sequence[tuple[int, Doc]]) -> tuple[dict[int, str], list[int]]:
    """Parts of speech by the place of the token, and the places of finite verbs."""
    tags: dict[int, str] = {}
    finite: list[int] = []
    for at, doc in docs:
        if not doc.has_annotation("POS"):
            continue
        for token in doc:
            tags[at + token.idx] = token.pos_
            if token.pos_ in ("VERB", "AUX") and "Fin" in token.morph.get("VerbForm", []):
                finite.append(at + token.idx)
    return tags, finite
