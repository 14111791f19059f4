"""Mentions made ready for programmes: what only the lines of a programme can tell of names, days and clock times.

Running text is not read so: "14.30" is a sum, "1 – 6 mai" are six days, and a body's name may break at a line end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ptce_corpus.annotation import gazetteer
from ptce_corpus.domain.annotation import Label, Mention
from ptce_corpus.domain.span import Span

_NAMED = re.compile(
    r"\n[ \t]*(?P<name>(?P<first>[A-ZÀ-Ý][\wÀ-ÿ’'-]+)[ \t]+[A-ZÀ-Ý][\wÀ-ÿ’'-]+(?:[ \t]+[A-ZÀ-Ý][\wÀ-ÿ’'-]+)?)\Z"
)
"""A line inside a mention that a first name begins."""
_HOUSE = re.compile(r"(?:L[ae]s?[ \t]|L['’])[A-ZÀ-Ý][\wÀ-ÿ’-]+")
"""An article and one word: a shop or a company, no person."""
_NUMBERED_DAY = re.compile(r"\d{1,2}\s*[:–—-]\s*(?=[^\W\d_])")
_COUNTED = re.compile(r"(?:jour|journée|day|j)\s*\Z", re.IGNORECASE)
_POINTED = re.compile(
    r"^[ \t#>*_|•▪●·►□✓○+–—-]*(?:de[ \t]+)?(?P<time>(?P<h>[01]?\d|2[0-3])[.,:](?P<m>[0-5][05])"
    r"(?:[ \t]*(?:-|–|—|à|/|>)[ \t]*(?P<h2>[01]?\d|2[0-3])[.,:](?P<m2>[0-5][05]))?)(?![.,]?\d)(?=[ \t:|–—-]|$)",
    re.MULTILINE,
)
"""A clock time with a point at the head of a line: "14.30 Introduction"."""
_HOUR = r"(?:[12lI][ \t]?)?[0-9OolI]"
_MINUTES = r"(?:[0-5OolI][ \t]?[0-9OolI])"
_WORN = re.compile(
    rf"^[ \t#>*_|•▪●·►□✓○+–—-]*(?:(?:de|à)[ \t]+)?(?P<time>(?P<h>{_HOUR})[ \t]?[hH][ \t]?(?P<m>{_MINUTES})?"
    rf"(?:[ \t]*(?:-|–|—|à|/|>)[ \t]*(?P<h2>{_HOUR})[ \t]?[hH][ \t]?(?P<m2>{_MINUTES})?)?)(?![^\W_])",
    re.MULTILINE,
)
"""A clock time at the head of a line, as scanners read it: "l0h3O - 1 1h15"."""
_FIGURES = str.maketrans({"l": "1", "I": "1", "O": "0", "o": "0", " ": None, "\t": None})
_ENOUGH = 2
"""Lines with such a time that make a timetable."""


def lineup(text: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions of ``text``, in order, as its lines show them; clock times written with a point are added."""
    found = [part for mention in mentions for part in _parts(text, mention)]
    worn = list(_worn(text))
    if worn and any(mention.label is Label.TIME for mention in found):
        met = {at for mention in worn for at in range(mention.span.start, mention.span.end)}
        found = [each for each in found if each.label is not Label.TIME or each.span.start not in met] + worn
    taken = {mention.span.start for mention in found if mention.label is Label.TIME}
    pointed = [mention for mention in _pointed(text) if mention.span.start not in taken]
    if len(pointed) >= _ENOUGH:
        met = {at for mention in pointed for at in range(mention.span.start, mention.span.end)}
        found = [mention for mention in found if mention.label is Label.PER or mention.span.start not in met] + pointed
    return tuple(sorted(found, key=lambda mention: mention.span))


def _parts(text: str, mention: Mention) -> Iterator[Mention]:
    """A mention, or what the lines of it are."""
    if mention.label is Label.PER and _HOUSE.fullmatch(mention.text) and mention.name in (None, mention.text):
        return
    if mention.label is Label.ORG and "\n" in mention.text:
        named = _NAMED.search(mention.text)
        if named and gazetteer.is_first_name(named["first"]):
            yield _cut(text, mention, Span(mention.span.start, mention.span.start + named.start()))
            name = Span(*named.span("name")).shifted(mention.span.start)
            yield replace(_cut(text, mention, name), label=Label.PER)
            return
    if mention.label is Label.DATE and _COUNTED.search(text[max(0, mention.span.start - 10) : mention.span.start]):
        front = _NUMBERED_DAY.match(mention.text)
        last = (mention.value or "").rpartition("/")[2]
        if front and last:
            span = Span(mention.span.start + front.end(), mention.span.end)
            yield replace(_cut(text, mention, span), value=last, name=None)
            return
    yield mention


def _cut(text: str, mention: Mention, span: Span) -> Mention:
    """A mention of a part of what ``mention`` covers."""
    printed = span.cut(text)
    return replace(mention, span=span, text=printed, name=" ".join(printed.split()))


def _worn(text: str) -> Iterator[Mention]:
    """The clock times at the heads of lines, their figures put right."""
    for match in _WORN.finditer(text):
        begins, ends = (_hour(match[f"h{which}"], match[f"m{which}"]) for which in ("", "2"))
        if begins and (ends or not match["h2"]):
            value = f"{begins}/{ends}" if ends else begins
            yield Mention(Span(*match.span("time")), Label.TIME, match["time"], None, value)


def _hour(hours: str | None, minutes: str | None) -> str | None:
    """A clock time in EDTF, by figures that may be worn; None for none that a clock shows."""
    hour, minute = (int((figures or "0").translate(_FIGURES)) for figures in (hours, minutes))
    return f"T{hour:02}:{minute:02}" if hours and hour < 24 and minute < 60 else None


def _pointed(text: str) -> Iterator[Mention]:
    """The clock times written with a point, or with the colon of a table, at the heads of lines."""
    for match in _POINTED.finditer(text):
        value = f"T{int(match['h']):02}:{match['m']}"
        if match["h2"]:
            value += f"/T{int(match['h2']):02}:{match['m2']}"
        yield Mention(Span(*match.span("time")), Label.TIME, match["time"], None, value)
