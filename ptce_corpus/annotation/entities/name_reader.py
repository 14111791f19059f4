"""The words of a text, read as the parts of people's names: capitals, initials, particles, line ends."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ptce_corpus.annotation import gazetteer
from ptce_corpus.annotation.entities.acronyms import is_concept
from ptce_corpus.annotation.letters import flat
from ptce_corpus.annotation.word_lists import folded, word_table
from ptce_corpus.domain.span import Span

_WORD = re.compile(r"[^\W\d_]+(?:(?:-|(?<=[^\W\d_]{2})--(?=[A-ZÀ-Þ][^\W\d_]))[^\W\d_]+)*")
"""A word; two hyphens join the names of both parents, as French registers wrote them from 2005 to 2010."""
WRAPPED = 28
"""A line of at least so many code points may break inside a name."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its place."""

    text: str
    span: Span

    @property
    def title(self) -> bool:
        """Capitalised: "Odile", "Jean-Luc", "McDonald"."""
        return self.text[0].isupper() and any(letter.islower() for letter in self.text[1:])

    @property
    def upper(self) -> bool:
        """All in capitals, two letters at least."""
        return len(self.text) > 1 and self.text.isupper()

    @property
    def initial(self) -> bool:
        """One capital letter."""
        return len(self.text) == 1 and self.text.isupper()


def words_of(text: str) -> list[Word]:
    """The words of ``text``; apostrophes part them."""
    return [Word(match.group(), Span(*match.span())) for match in _WORD.finditer(text)]


class NameReader:
    """Reads names in the words of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = words_of(text)
        self.particles = folded("persons", "particles")
        self.foreign = folded("persons", "foreign_particles")
        self.joining = folded("persons", "joining") | self.foreign
        self.never = folded("persons", "never")
        self.kinds = folded("organisations", "kinds")

    def joined(self, left: Word, right: Word) -> bool:
        """Whether a name may run over from ``left`` to ``right``: a space, or the end of a full line."""
        gap = self.text[left.span.end : right.span.start]
        if gap in (" ", "\u00a0", "\u202f", ". ", ".", ".\u00a0") or (
            gap in ("'", "’") and flat(left.text) in ("d", "o", "l", "n", "m")
        ):
            return "." not in gap or left.initial
        if gap not in ("\n", " \n"):
            return False
        return left.span.end - (self.text.rfind("\n", 0, left.span.end) + 1) >= WRAPPED

    def surname_end(self, at: int, *, most: int = 3) -> int | None:
        """Index after a family name that begins at word ``at``: particles, then capitalised words; None for none."""
        index, names = at, 0
        while index < len(self.words) and names < most:
            word = self.words[index]
            if index > at and not self.joined(self.words[index - 1], word):
                break
            if flat(word.text) in self.joining:
                if not self._leads(index) or (names and word.text.islower() and not self._noble(index)):
                    break
                index += 1
                continue
            if not self._names(word, first=names == 0) and not (names == 0 and self._named_as_kind(index)):
                break
            if names and "\n" in self.text[self.words[index - 1].span.end : word.span.start]:
                break
            if names and word.title and self.words[index - 1].upper:
                break
            index, names = index + 1, names + 1
        return index if names else None

    def _leads(self, index: int) -> bool:
        """Whether a capitalised word follows the particle at ``index``, past another particle."""
        for step in (1, 2):
            if index + step >= len(self.words) or not self.joined(
                self.words[index + step - 1], self.words[index + step]
            ):
                return False
            word = self.words[index + step]
            if word.title or word.upper:
                return not gazetteer.is_place(word.text) or self.words[index].text[0].isupper() or step == 1
        return False

    def _noble(self, index: int) -> bool:
        """Whether "de" inside a name is followed by one more name, not by a place, a body or a common word."""
        if flat(self.words[index].text) in self.foreign:
            return True
        word = self.words[index + 1] if flat(self.words[index].text) in ("de", "d", "y") else None
        if word is None or not word.title or gazetteer.is_place(word.text) or gazetteer.is_common(word.text):
            return False
        return word.text not in gazetteer.places_in_context() and word.text not in word_table("organisations")["names"]

    def _named_as_kind(self, index: int) -> bool:
        """A family name that is also a kind of body ("Anne Bureau"): then no "de" follows it."""
        word = self.words[index]
        if not word.title or not gazetteer.is_surname(word.text):
            return False
        follower = self.words[index + 1] if index + 1 < len(self.words) else None
        joined = follower is not None and self.joined(word, follower)
        return (
            not joined
            or follower is None
            or (follower.text.islower() and flat(follower.text) not in ("de", "du", "des", "d"))
        )

    def _names(self, word: Word, *, first: bool) -> bool:
        low = flat(word.text)
        if not (word.title or word.upper) or low in self.never or low in self.kinds:
            return False
        if word.text in gazetteer.acronyms_of_bodies() or word.text in word_table("organisations")["concepts"]:
            return False
        return first or not gazetteer.is_common(word.text) or word.upper

    def capitals_start(self, at: int) -> int:
        """The first of the words in capitals, two more at most, that lead up to word ``at``."""
        start = at
        while (
            start
            and at - start < 2
            and self.words[start - 1].upper
            and self.joined(self.words[start - 1], self.words[start])
        ):
            if self.words[start - 1].text in gazetteer.acronyms_of_bodies() or is_concept(self.words[start - 1].text):
                break
            start -= 1
        return start

    def listed(self, start: int, end: int) -> bool:
        """Whether the words from ``start`` to ``end`` stand apart, as names in a list or a programme do."""
        before = self.text[max(0, self.words[start].span.start - 2) : self.words[start].span.start]
        after = self.text[self.words[end].span.end : self.words[end].span.end + 2]
        return (before in ("  ", "- ", "• ", "\t") or before[-1:] in ("\n", "")) and (
            after[:1] in (".", ",", ";", ":", "\n", "") or after in ("  ", " (", " –", " -")
        )

    def starts_sentence(self, index: int) -> bool:
        """Whether the word opens a line, a bullet or a sentence, so that its capital says nothing."""
        before = self.text[: self.words[index].span.start][-6:].rstrip(' \t*_#«"“-–—•·>|')
        return not before or before[-1] in ".!?:;\n…"
