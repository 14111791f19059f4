"""Corrections of who and what is named, and of dates: ``delete``, ``retype``, ``name``, ``tag``, ``date``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from ptce_corpus.domain.annotation import Label, Mention
from ptce_corpus.domain.span import Span
from ptce_corpus.text.correction_values import is_date, is_time, label, parts
from ptce_corpus.text.corrections import Correction, plain
from ptce_corpus.text.replay.places import spot_over
from ptce_corpus.text.replay.sheet import CORRECTION, Held, Name, Sheet, means, mention_held

_NAMED = frozenset({Label.PER, Label.ORG, Label.LOC})
_DATED = frozenset({Label.DATE, Label.TIME})


def delete(sheet: Sheet, line: Correction, spots: Sequence[Span]) -> bool:
    """No entity: mentions so printed or named go, and with a name its speakers, functions and appearances."""
    met = _met(sheet, line, spots)
    gone = {held.span for held in met}
    sheet.mentions = [held for held in sheet.mentions if held.span not in gone]
    found = bool(met)
    for held in sheet.quotations:
        if sheet.places.asks(line, held.span) and (means(held.name, line) or held.printed in gone):
            held.item, held.name, held.organisation = replace(held.item, speaker=None), None, None
            held.printed, found = None, True
    for other in sheet:
        if means(other.organisation, line) and sheet.places.asks(line, other.span):
            other.organisation, found = None, True
    return _without_person(sheet, line, gone) or found


def retype(sheet: Sheet, line: Correction, spots: Sequence[Span]) -> bool:
    """Mentions so printed or named become something else; what is no person holds no function and appears nowhere."""
    meant = label(line.value)
    met = _met(sheet, line, spots)
    if meant is None:
        return False
    for held in met:
        _retyped(sheet, held, meant)
    if meant is not Label.PER:
        _without_person(sheet, line, {held.span for held in met})
    return bool(met)


def name(sheet: Sheet, line: Correction, spots: Sequence[Span]) -> bool:
    """Whatever is so printed or named is called by the value: mentions, speakers, functions, appearances."""
    printed = frozenset(spots)
    found = False
    former = {
        held.name.shown
        for held in sheet.mentions
        if held.name and held.span in printed and sheet.places.asks(line, held.span)
    }
    for held in sheet:
        if not sheet.places.asks(line, held.span):
            continue
        told = held.name is not None and held.name.shown in former and spot_over(spots, held.span) is not None
        if held.name is not None and (means(held.name, line) or held.printed in printed or (not held.printed and told)):
            held.name, found = held.name.renamed(line.value), True
        if held.organisation is not None and means(held.organisation, line):
            held.organisation, found = held.organisation.renamed(line.value), True
    return found


def tag(sheet: Sheet, line: Correction, spots: Sequence[Span]) -> bool:
    """Every place of the text becomes a mention; what lies in a longer mention does not, shorter ones give way."""
    named, meant = parts(line.value, 2)
    kind = label(named or "")
    if kind is None:
        return False
    over = _over(sheet.mentions, spots)
    kept = {held.span for spot in spots for held in over[spot] if _longer(held.span, spot)}
    taken = [spot for spot in spots if not any(held.span in kept for held in over[spot])]
    by_span = {held.span: held for spot in taken for held in over[spot]}
    gone = by_span.keys() - set(taken)
    called = _called(sheet, kind, taken)
    for spot in taken:
        held = by_span.get(spot)
        if held is None:
            held = mention_held(Mention(spot, kind, spot.cut(sheet.places.text), reason=CORRECTION))
            sheet.mentions.append(held)
        _retyped(sheet, held, kind)
        _told(held, meant or (None if spot in by_span else called))
    sheet.mentions = sorted((held for held in sheet.mentions if held.span not in gone), key=lambda held: held.span)
    return bool(taken)


def date(sheet: Sheet, line: Correction, spots: Sequence[Span]) -> bool:
    """Dates and times so printed have the value; else the words of the quotations that hold the text are of that date.

    What was dated by a value that no mention has any more is dated by the new one.
    """
    printed = frozenset(spots)
    fits = {Label.DATE: is_date(line.value), Label.TIME: is_time(line.value)}
    met = [held for held in sheet.mentions if held.span in printed and fits.get(held.item.label, False)]
    former = {held.item.value for held in met if held.item.label is Label.DATE and held.item.value}
    for held in met:
        held.item = replace(held.item, value=line.value, confidence=1.0, reason=CORRECTION)
    _redate(sheet, former - {held.item.value for held in sheet.mentions}, line.value)
    if met or not is_date(line.value):
        return bool(met)
    said = [held for held in sheet.quotations if spot_over(spots, held.span)]
    for quoted in said:
        quoted.item = replace(quoted.item, date=line.value)
    return bool(said)


def _met(sheet: Sheet, line: Correction, spots: Sequence[Span]) -> list[Held[Mention]]:
    """The mentions that a line speaks of: printed as its text, or bearing it as their name."""
    printed = frozenset(spots)
    return [
        held
        for held in sheet.mentions
        if held.span in printed or (means(held.name, line) and sheet.places.asks(line, held.span))
    ]


def _without_person(sheet: Sheet, line: Correction, printed: Iterable[Span]) -> bool:
    """Take out the functions and appearances of one who is no person; tells whether there were any."""
    spans = frozenset(printed)
    before = len(sheet.appearances) + len(sheet.functions)
    asks = sheet.places.asks
    sheet.appearances = [
        held
        for held in sheet.appearances
        if not (asks(line, held.span) and (means(held.name, line) or held.printed in spans))
    ]
    sheet.functions = [held for held in sheet.functions if not (asks(line, held.span) and means(held.name, line))]
    return len(sheet.appearances) + len(sheet.functions) < before


def _retyped(sheet: Sheet, held: Held[Mention], meant: Label) -> None:
    value = held.item.value if meant is held.item.label else None
    if value is None and meant in _DATED:
        value = _value(sheet, held.item.text, meant)
    if meant not in _NAMED:
        held.name = None
    elif held.name is None:
        held.name = Name.of(plain(held.item.text))
    held.item = replace(held.item, label=meant, value=value, confidence=1.0, reason=CORRECTION)


def _value(sheet: Sheet, printed: str, meant: Label) -> str | None:
    """What the grammar of dates makes of a text; None when it makes nothing of the whole."""
    from ptce_corpus.text import dates

    for dated in dates.find(printed, anchor=sheet.places.date):
        if dated.span == Span(0, len(printed)) and str(dated.label) == meant.value:
            return dated.value
    return None


def _told(held: Held[Mention], meant: str | None) -> None:
    """Give a mention the name or the value that a line tells."""
    if meant and held.item.label in _NAMED:
        held.name = held.name.renamed(meant) if held.name else Name.of(meant)
    elif meant and held.item.label in _DATED:
        held.item = replace(held.item, value=meant)


def _called(sheet: Sheet, kind: Label, spots: Sequence[Span]) -> str | None:
    """What mentions that are printed so are called elsewhere in the document, most often."""
    printed = {plain(spot.cut(sheet.places.text)) for spot in spots}
    names = Counter(
        held.name.shown
        for held in sheet.mentions
        if held.name and held.item.label is kind and plain(held.item.text) in printed
    )
    return names.most_common(1)[0][0] if names else None


def _over(mentions: Sequence[Held[Mention]], spots: Sequence[Span]) -> Mapping[Span, list[Held[Mention]]]:
    """The mentions that overlap each spot; both are in order and disjoint."""
    over: dict[Span, list[Held[Mention]]] = {spot: [] for spot in spots}
    for spot, held in _meetings(mentions, spots):
        over[spot].append(held)
    return over


def _meetings(mentions: Sequence[Held[Mention]], spots: Sequence[Span]) -> Iterator[tuple[Span, Held[Mention]]]:
    first = 0
    for held in mentions:
        while first < len(spots) and spots[first].end <= held.span.start:
            first += 1
        at = first
        while at < len(spots) and spots[at].start < held.span.end:
            if spots[at].overlaps(held.span):
                yield spots[at], held
            at += 1


def _longer(outer: Span, inner: Span) -> bool:
    return outer != inner and outer.contains(inner)


def _redate(sheet: Sheet, former: Iterable[str | None], value: str) -> None:
    """Put a date in the place of others, before the time of day too."""
    olds = {old for old in former if old}
    for quoted in sheet.quotations:
        if quoted.item.date in olds:
            quoted.item = replace(quoted.item, date=value)
    for row in sheet.appearances:
        start, end = _moved(row.item.start, olds, value), _moved(row.item.end, olds, value)
        row.item = replace(row.item, start=start, end=end)


def _moved(moment: str | None, olds: Iterable[str], value: str) -> str | None:
    day, clock, time = (moment or "").partition("T")
    if day not in olds or (clock and "/" in value):
        return moment
    return value + clock + time
