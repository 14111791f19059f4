"""Turns of speech in minutes and interviews: "[name] text", "Name : text", "Name – text", and dialogue after a dash."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from ptce_corpus.annotation.attribution.sources import Sort, Source
from ptce_corpus.annotation.attribution.subjects import Attribution
from ptce_corpus.annotation.gazetteer import is_first_name
from ptce_corpus.annotation.prose import Prose
from ptce_corpus.annotation.reporting.conjugation import Mood
from ptce_corpus.annotation.reporting.cues import Cue
from ptce_corpus.annotation.word_lists import either, word_set
from ptce_corpus.domain.annotation import Label, Quotation, QuotationKind, Speaker
from ptce_corpus.domain.span import Span

_BRACKETED = re.compile(r"^[ \t]*[\[{]([^\]}\n]{2,40})[\]}][ \t]*:?[ \t]*(?=\S)", re.MULTILINE)
_COLON = re.compile(r"^[ \t]*[*_]{0,2}([^:\n*_]{2,60}?)[*_]{0,2}[ \t]*:[*_]{0,2}[ \t]+(?=[\w«\"“])", re.MULTILINE)
_SPACED = re.compile(r"^[ \t]*[*_]{0,2}([^:\n*_–—]{2,90}?)[*_]{0,2}[ \t]+[–—-][ \t]+(?=[A-ZÀ-Ý«\"“])", re.MULTILINE)
_COMPLEMENT = re.compile(r"(?:de|du|des|d')[^.;:,]{2,40}")
_STOPPED = re.compile(r"^[ \t]*((?:MM?|Mmes?|Mlle)\.?[ ][^\n.:;!?]{2,80})\.[ \t]+(?=[A-ZÀ-Ý«])", re.MULTILINE)
_TITLES = ("", "m", "mm", "mme", "mmes", "mlle", "monsieur", "madame")
_DASH = re.compile(r"^[ \t]*[–—][ \t]*(?=\S)", re.MULTILINE)
_END = re.compile(r"\n[ \t]*\n|\f|\n(?=[ \t]*(?:\[[^\]\n]{2,40}\]|[-–—•▪●][ \t]|\d{1,2}[.)][ \t]))")
_INITIALS = re.compile(r"[A-ZÀ-Ý]\.?(?:[\s-]?[A-ZÀ-Ý]\.?){1,3}")
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
        self._labels: list[int] = []
        self._by_initials: dict[str, set[str]] = defaultdict(set)
        for name in attribution.referents.people:
            initials = "".join(part[0].upper() for part in re.split(r"[\s-]+", name) if part and part[0].isupper())
            self._by_initials[initials].add(name)

    def quotations(self) -> Iterator[Quotation]:
        """All turns, in no order."""
        yield from self._bracketed()
        yield from self._named()
        yield from self._dashed()
        yield from self._stopped()

    def _stopped(self) -> Iterator[Quotation]:
        """Turns "M. Paul Martin. Text" of the records of an assembly, where two at least follow one another."""
        matches = list(_STOPPED.finditer(self.prose.text))
        found = [(match, self._covering(Span(*match.span(1)))) for match in matches]
        turns = [(match, source) for match, source in found if source is not None and source.label is not Label.ORG]
        for match, source in turns if len(turns) > 1 else ():
            spoken = self.attribution.speaker(self.attribution.referents.told_by_office(source))
            speaker = spoken or Speaker(source.span, None)
            yield self._turn(match.end(), speaker, 0.75)

    def _bracketed(self) -> Iterator[Quotation]:
        """Turns "[name] text" where the name is a known person, or such lines follow one another."""
        matches = list(_BRACKETED.finditer(self.prose.text))
        counted = Counter(match[1].strip() for match in matches)
        for match in matches:
            source = self._covering(Span(*match.span(1)))
            if source is None and (len(matches) < 3 or not re.fullmatch(r"[\w .'’-]+", match[1])):
                continue
            if source is None and match[1].replace(".", "").strip().isdigit():
                continue
            speaker = self.attribution.speaker(source) or self._labelled(Span(*match.span(1)), counted)
            yield self._turn(match.end(), speaker, 0.9)

    def _labelled(self, label: Span, labels: Counter[str]) -> Speaker:
        """A speaker who is no known person: named by the label where it is a first name or comes back."""
        name = label.cut(self.prose.text).strip()
        return Speaker(label, name if labels[name] > 1 or is_first_name(name.split()[0]) else None)

    def _covering(self, span: Span) -> Source | None:
        """The source that fills a stretch, title and article aside."""
        for source in self.attribution.referents.between(span.start, span.end):
            before = self.prose.low[span.start : source.start].strip(" *_.")
            filled = before in _TITLES and source.span.end <= span.end
            rest = self.prose.low[source.span.end : span.end].strip(" *_.")
            if rest and self.prose.finite(Span(source.span.end, span.end)):
                continue
            described = source.sort is Sort.PERSON and _COMPLEMENT.fullmatch(rest)
            if filled and (not rest or rest[0] in ",(–—-" or described):
                return source
        return None

    def _turn(self, start: int, speaker: Speaker, confidence: float, *, limit: int | None = None) -> Quotation:
        limit = len(self.prose.text) if limit is None else limit
        stop = _END.search(self.prose.text, start, limit)
        end = self._before_short(start, stop.start() if stop else limit)
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
        colons = list(_COLON.finditer(self.prose.text))
        self._labels = [match.start() for match in colons if self._label(Span(*match.span(1)))]
        for match in [*colons, *(dashed if len(dashed) >= _TURNS else ())]:
            label = Span(*match.span(1))
            source = self._label(label)
            if source is None or source.label is Label.ORG or source.sort is Sort.BODY:
                continue
            if match.re is _SPACED and not self._opens_block(match.start()):
                continue
            speaker = self.attribution.speaker(source) or Speaker(source.span, None)
            turn = self._turn(match.end(), speaker, 0.75, limit=self._next_label(match.end()))
            if not self._is_turn(turn, label):
                continue
            yield turn

    def _is_turn(self, turn: Quotation, label: Span) -> bool:
        """Whether what stands behind a label is a sentence, not the entry of a form."""
        words = turn.text.split()
        least = 6 if turn.text[:1].islower() else _LEAST
        initials = _INITIALS.fullmatch(label.cut(self.prose.text)) and len(words) > 2 * _LEAST
        spoken = bool(initials) or self.prose.finite(turn.span) or self._among_turns(label.start)
        return len(words) >= least and spoken and turn.text[-1] in '.!?…»”"'

    def _among_turns(self, start: int) -> bool:
        """Whether the line before is a turn as well."""
        line = self.prose.text.rfind("\n", 0, start) + 1
        before = self.prose.text.rfind("\n", 0, max(0, line - 1)) + 1
        place = bisect_left(self._labels, before)
        return place < len(self._labels) and self._labels[place] < line

    def _label(self, label: Span) -> Source | None:
        prefix = _prefix().match(self.prose.low, label.start, label.end)
        label = Span(prefix.end(), label.end) if prefix else label
        return self._covering(label) or self._initials(label) or self._written_large(label)

    def _written_large(self, label: Span) -> Source | None:
        """The person whose name a label gives in capitals."""
        written = " ".join(label.cut(self.prose.text).split())
        people = self.attribution.referents.people
        name = next((name for name in people if name.upper() == written), None) if written.isupper() else None
        return Source(label, Sort.NAME, None, False, label.start, name=name, label=Label.PER) if name else None

    def _next_label(self, start: int) -> int:
        """Where the next line begins that opens with somebody's name or initials and a colon."""
        place = bisect_left(self._labels, start)
        return self._labels[place] if place < len(self._labels) else len(self.prose.text)

    def _opens_block(self, start: int) -> bool:
        before = self.prose.text[max(0, start - 8) : start]
        return not self.prose.text[:start].strip() or before.endswith(("\n\n", "\f")) or before.rstrip()[-1:] == "?"

    def _initials(self, label: Span) -> Source | None:
        """The one person of the document with these initials: "A. K.", "J.-L. P."."""
        written = label.cut(self.prose.text)
        if not _INITIALS.fullmatch(written):
            return None
        names = self._by_initials.get("".join(filter(str.isalpha, written)), set())
        if len(names) != 1:
            return None
        name = next(iter(names))
        return Source(label, Sort.NAME, None, False, label.start, name=name, label=Label.PER)

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
            span = self._before_remark(turn.span, cue)
            yield Quotation(span, span.cut(self.prose.text), turn.kind, cue.span, turn.speaker, turn.confidence)

    def _before_remark(self, span: Span, cue: Cue) -> Span:
        """A turn without the remark that ends it."""
        behind = self.attribution.behind(cue).source
        end = max(behind.span.end if behind else 0, cue.inverted.end if cue.inverted else cue.span.end)
        if self.prose.text[end : span.end].strip(" .!?…\n"):
            return span
        cut = self.prose.text[span.start : cue.span.start].rstrip(" ,\n")
        return Span(span.start, span.start + len(cut)) if cut else span


@cache
def _prefix() -> re.Pattern[str]:
    words = either(word_set("reporting_words", "labels", "before"))
    return re.compile(rf"(?:l[ae]\s+|l')?{words}s?\s+(?:de\s+|d'|du\s+)")
