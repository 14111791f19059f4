"""Who signs words that stand in a block of their own: a name below them, behind a dash, or above them."""

from __future__ import annotations

import re
from functools import cache

from ptce_corpus.annotation.attribution.referents import Referents
from ptce_corpus.annotation.attribution.sources import Sort, Source
from ptce_corpus.annotation.guillemets import Quoted
from ptce_corpus.annotation.prose import Prose
from ptce_corpus.annotation.word_lists import either, word_set
from ptce_corpus.domain.annotation import Label
from ptce_corpus.domain.span import Span

_REACH = 90
"""Code points behind the closing mark in which a signature begins."""
_GAP = re.compile(r"[\s.]*(?:[–—-]+\s*)?")
_IN_BRACKETS = re.compile(r"[ \u00a0]?\(\s?")
_BELOW = re.compile(r"[ \t]*\n[ \t]*\n\s*")
_HEAD = 200
"""Code points of a text among which its headline is."""
_DASH = re.compile(r"[–—-]")
_NOBODY = re.compile(r"(?:[Ll]['’]une?|[Uu]ne?)\s[^\n,;(]{2,60}")
"""Who signs without a name: "Une habitante du quartier"."""
_SHORT = 70
"""Code points of a line that only describes who signs, at most."""
_TITLE = 70
"""Code points of a title before the name in it: "Le point de vue de X"."""
_ABOVE = 240
"""Code points of the block above that can name who speaks."""
_BLOCK = re.compile(r"\n[ \t]*\n")


class Signatures:
    """Finds who signs the quoted stretches of one text, asked in their order."""

    def __init__(self, prose: Prose, referents: Referents) -> None:
        self.prose, self.referents = prose, referents
        self._used = -1

    def of(self, quote: Quoted) -> Source | None:
        """Who signs a stretch; a name that signed the stretch before does not stand above this one."""
        source = self._above(quote) or self._below(quote) or self._headline(quote)
        if source is not None:
            self._used = source.span.start
        return source

    def _below(self, quote: Quoted) -> Source | None:
        """Who signs behind the closing mark."""
        text, end = self.prose.text, quote.outer.end
        bracket = _IN_BRACKETS.match(text, end)
        if bracket:
            return self._in_brackets(bracket.end())
        match = _GAP.match(text, end)
        at = match.end() if match else end
        gap = text[end:at]
        if not ("\n" in gap or "." in gap or _DASH.search(gap)):
            return None
        alone = "\n" in gap and self._own_block(quote)
        nobody = _NOBODY.match(text, at) if alone and _DASH.search(gap) else None
        if nobody:
            return Source(Span(*nobody.span()), Sort.PERSON, None, False, at, definite=False)
        for source in self.referents.between(at, at + _REACH):
            if source.label is Label.PER and self._only_title(at, source) and self._quiet(source, alone=alone):
                return source
            if alone and source.sort is Sort.PERSON and source.start == at and self._short(at):
                return self.referents.told_by_office(source)
        return None

    def _headline(self, quote: Quoted) -> Source | None:
        """Who says what a headline quotes: the name with which the text below begins."""
        match = _BELOW.match(self.prose.text, quote.outer.end)
        if match is None or quote.outer.start > _HEAD or not self.prose.finite(quote.inner):
            return None
        for source in self.referents.between(match.end(), match.end() + _SHORT):
            return source if source.label is Label.PER and self._only_title(match.end(), source) else None
        return None

    def _in_brackets(self, at: int) -> Source | None:
        """Who is named or described in brackets behind a stretch: "(une lycéenne)", "(Paul Martin, maire)"."""
        closing = self.prose.text.find(")", at, at + _REACH)
        if closing < 0:
            return None
        for source in self.referents.between(at, closing):
            person = source.label is Label.PER or source.sort is Sort.PERSON
            return source if person and self._only_title(at, source) else None
        nobody = _NOBODY.match(self.prose.text, at, closing)
        return Source(Span(*nobody.span()), Sort.PERSON, None, False, at, definite=False) if nobody else None

    def _above(self, quote: Quoted) -> Source | None:
        """Whom the lines right above a stretch name, with no more than a function: they open with the name."""
        text = self.prose.text
        if not self._own_block(quote):
            return None
        line = text.rfind("\n", 0, quote.outer.start) + 1
        above = text[max(0, line - _ABOVE) : line].rstrip()
        start = max(0, line - _ABOVE)
        blocks = [match.end() for match in _BLOCK.finditer(above)]
        begin = start + (blocks[-1] if blocks else 0)
        block = Span(begin, start + len(above))
        if (not blocks and start) or not len(block) or above[-1] in ".:;!?»”…" or self.prose.finite(block):
            return None
        for source in self.referents.between(begin, min(begin + _TITLE, block.end)):
            before = self.prose.low[begin : source.start].strip(" *_\n\t#")
            named = source.label is Label.PER and (not before or bool(_title().search(before + " ")))
            return source if named and source.span.start > self._used else None
        return None

    def _quiet(self, source: Source, *, alone: bool) -> bool:
        """Whether the rest of a signature's line tells no more than a function."""
        line = self.prose.text.find("\n", source.span.end)
        rest = Span(source.span.end, line if line >= 0 else len(self.prose.text))
        if re.search(r":\s*[«“\"]|:\s*\Z", rest.cut(self.prose.text)):
            return False
        if not self.prose.finite(rest):
            return True
        return alone and bool(re.match(r"\s*(?:[,–—(-]|$)", rest.cut(self.prose.text)))

    def _short(self, at: int) -> bool:
        """Whether a line holds a description and nothing more: "La maire de la commune"."""
        line = self.prose.text.find("\n", at)
        rest = Span(at, line if line >= 0 else len(self.prose.text))
        return len(rest) < _SHORT and not self.prose.finite(rest) and rest.cut(self.prose.text)[-1:] not in ".:;,"

    def _only_title(self, at: int, source: Source) -> bool:
        return not self.prose.low[at : source.start].strip(" \n*_") and source.start - at <= 3

    def _own_block(self, quote: Quoted) -> bool:
        """Whether the stretch begins its line."""
        line = self.prose.text.rfind("\n", 0, quote.outer.start) + 1
        return not self.prose.text[line : quote.outer.start].strip(" *_>\t")


@cache
def _title() -> re.Pattern[str]:
    """The end of a title right before a name: "le point de vue de"."""
    words = either(word_set("reporting_words", "labels", "before"))
    return re.compile(rf"(?<!\w){words}s?\s+(?:de|d'|du)\s*\Z")
