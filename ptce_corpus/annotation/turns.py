"""Turns of speech in minutes and interviews: "[name] text", "Name : text", "Name – text", and dialogue after a dash."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ptce_corpus.annotation.attribution import Attribution
from ptce_corpus.annotation.conjugation import Mood
from ptce_corpus.annotation.cues import Cue
from ptce_corpus.annotation.prose import Prose
from ptce_corpus.annotation.sources import Sort, Source
from ptce_corpus.domain.annotation import Label, Quotation, QuotationKind, Speaker
from ptce_corpus.domain.span import Span

_BRACKETED = re.compile(r"^[ \t]*\[([^\]\n]{2,40})\][ \t]*:?[ \t]*(?=\S)", re.MULTILINE)
_COLON = re.compile(
    r"^[ \t]*[*_]{0,2}([^:\n*_]{2,60}?)[*_]{0,2}[ \t]*:[*_]{0,2}[ \t]+(?=[A-ZÀ-Ý«\"“0-9])", re.MULTILINE
)
_SPACED = re.compile(r"^[ \t]*[*_]{0,2}([^:\n*_–—]{2,60}?)[*_]{0,2}[ \t]+[–—-][ \t]+(?=[A-ZÀ-Ý«\"“])", re.MULTILINE)
_COMPLEMENT = re.compile(r"(?:de|du|des|d')[^.;:,]{2,40}")
_DASH = re.compile(r"^[ \t]*[–—][ \t]*(?=\S)", re.MULTILINE)
_END = re.compile(r"\n[ \t]*\n|\f|\n(?=[ \t]*(?:\[[^\]\n]{2,40}\]|[-–—•▪●][ \t]|\d{1,2}[.)][ \t]))")
_LEAST = 4
_TURNS = 3
"""Lines "Name – text" that a text must hold before they are taken for turns."""


class Turns:
    """Finds the turns of one text."""

    def __init__(self, prose: Prose, attribution: Attribution, cues: Sequence[Cue]) -> None:
        self.prose, self.attribution, self.cues = prose, attribution, cues
        lengths = sorted(len(line) for line in prose.text.split("\n"))
        self._width = lengths[len(lengths) * 9 // 10]
        """How long nine lines in ten are at most, in code points."""

    def quotations(self) -> Iterator[Quotation]:
        """All turns, in no order."""
        yield from self._bracketed()
        yield from self._named()
        yield from self._dashed()

    def _bracketed(self) -> Iterator[Quotation]:
        """Turns "[name] text" where the name is a known person, or such lines follow one another."""
        matches = list(_BRACKETED.finditer(self.prose.text))
        for match in matches:
            source = self._covering(Span(*match.span(1)))
            if source is None and (len(matches) < 3 or not re.fullmatch(r"[\w .'’-]+", match[1])):
                continue
            if source is None and match[1].replace(".", "").strip().isdigit():
                continue
            speaker = self.attribution.speaker(source) or Speaker(Span(*match.span(1)), None)
            yield self._turn(match.end(), speaker, 0.9)

    def _covering(self, span: Span) -> Source | None:
        """The source that fills a stretch, title and article aside."""
        for source in self.attribution.referents.between(span.start, span.end):
            filled = not self.prose.low[span.start : source.start].strip(" *_") and source.span.end <= span.end
            rest = self.prose.low[source.span.end : span.end].strip(" *_")
            described = source.sort is Sort.PERSON and _COMPLEMENT.fullmatch(rest)
            if filled and (not rest or rest[0] in ",(–—-" or described):
                return source
        return None

    def _turn(self, start: int, speaker: Speaker, confidence: float) -> Quotation:
        stop = _END.search(self.prose.text, start)
        end = self._before_short(start, stop.start() if stop else len(self.prose.text))
        while end > start and self.prose.text[end - 1].isspace():
            end -= 1
        span = self._unmarked(Span(start, max(start, end)))
        return Quotation(span, span.cut(self.prose.text), QuotationKind.DIRECT, None, speaker, confidence)

    def _before_short(self, start: int, end: int) -> int:
        """The end of a turn: its first line that stops with a full stop well before the width of the text."""
        at = start
        while True:
            line = self.prose.text.find("\n", at, end)
            if line < 0:
                return end
            body = self.prose.text[self.prose.text.rfind("\n", 0, line) + 1 : line].rstrip()
            if body[-1:] in tuple(".!?…)") and len(body) < self._width * 3 // 4:
                return line
            at = line + 1

    def _unmarked(self, span: Span) -> Span:
        """A turn that is quoted whole, without its marks."""
        quote = self.prose.quote_around(span.start)
        return quote.inner if quote is not None and quote.closed and quote.outer == span else span

    def _named(self) -> Iterator[Quotation]:
        """Turns "Name : text" at the head of a line, where the text is a sentence and no other label of a form."""
        dashed = list(_SPACED.finditer(self.prose.text))
        for match in [*_COLON.finditer(self.prose.text), *(dashed if len(dashed) >= _TURNS else ())]:
            source = self._covering(Span(*match.span(1)))
            if source is None or source.label is Label.ORG or source.sort is Sort.BODY:
                continue
            if match.re is _SPACED and not self.prose.text[max(0, match.start() - 2) : match.start()].endswith(
                ("\n\n", "\f")
            ):
                continue
            turn = self._turn(match.end(), self.attribution.speaker(source) or Speaker(source.span, None), 0.75)
            words = turn.text.split()
            if len(words) < _LEAST or not self.prose.finite(turn.span) or turn.text[-1] not in '.!?…»”"':
                continue
            yield turn

    def _dashed(self) -> Iterator[Quotation]:
        """A line after a dash that holds an incise with a speaker."""
        starts = [match.end() for match in _DASH.finditer(self.prose.text)]
        place = 0
        for cue in self.cues:
            while place + 1 < len(starts) and starts[place + 1] <= cue.span.start:
                place += 1
            if not starts or starts[place] > cue.span.start or cue.mood is not Mood.FINITE:
                continue
            stop = _END.search(self.prose.text, starts[place], cue.span.start)
            if stop or not re.search(r"[,?!…»]\s*\Z", self.prose.text[starts[place] : cue.span.start]):
                continue
            source = self.attribution.behind(cue).source
            if source is None:
                continue
            turn = self._turn(starts[place], self.attribution.speaker(source) or Speaker(source.span, None), 0.7)
            yield Quotation(turn.span, turn.text, turn.kind, cue.span, turn.speaker, turn.confidence)
