"""What the rules found where the tagger of names found something else: which of the two is believed.

The tagger that this program ships has read many layouts; a rule sees the words of one kind of name. Counted over texts
that neither was made on, the tagger's end of a name is the right one far more often, while the rules know better where
a name begins with its kind ("éditions Martin") and which words of a list make a name.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from ptce_corpus.annotation import gazetteer
from ptce_corpus.annotation.entities.candidates import Candidate
from ptce_corpus.annotation.entities.name_reader import words_of
from ptce_corpus.annotation.functions.phrases import vocabulary
from ptce_corpus.annotation.letters import flat
from ptce_corpus.annotation.model import own_tagger
from ptce_corpus.annotation.word_lists import folded
from ptce_corpus.domain.annotation import Label
from ptce_corpus.domain.span import Span

_READ_ON = frozenset(
    [
        "rule:kind",
        "rule:attested",
        "rule:apposed",
        "rule:affiliation",
        "rule:expansion",
        "rule:acronym",
        "gazetteer:organisation",
    ]
)
"""Reasons of rules that read on from a word as far as capitals and links go."""
_PLACES = frozenset(["gazetteer:place", "rule:feature", "rule:venue"])
_NEW_LINE = re.compile(r"[ \t]*\n[ \t]*(?=[A-ZÀ-Ý])")
_PARTED = re.compile(r"\s[-–—]\s|[*|]")
"""What a model's name should not run over."""
_APPOSITION = re.compile(r"(?:,|\s[–—|(]|\s-\s)\s?")


def uncontested(text: str, ruled: Sequence[Candidate], model: Sequence[Candidate]) -> list[Candidate]:
    """What the rules found, without that which the model knows better: a longer name, a body, an earlier end."""
    by_start = sorted(model, key=lambda one: one.span)
    starts = [one.span.start for one in by_start]
    own = own_tagger() is not None
    kept = []
    for one in ruled:
        at = bisect_right(starts, one.span.start) - 1
        before = by_start[at] if at >= 0 else None
        if before is not None and before.span.contains(one.span) and _outdone(text, one, before):
            continue
        if not own:
            kept.append(one)
            continue
        first = at if before is not None and before.span.end > one.span.start else at + 1
        over = by_start[first : bisect_right(starts, one.span.end - 1)]
        standing = _on_its_line(text, one, over)
        if standing is not None and not _beaten(text, standing, over):
            kept.append(standing)
    return kept


def _on_its_line(text: str, one: Candidate, over: Sequence[Candidate]) -> Candidate | None:
    """``one`` up to the end of a line behind which a capital begins anew, unless the model runs past it too.

    None for a person so cut: a first name is left alone.
    """
    person = one.label is Label.PER
    if not (person or one.reason == "rule:kind") or "\n" not in one.span.cut(text):
        return one
    for gap in _NEW_LINE.finditer(text, one.span.start, one.span.end):
        left = text[one.span.start : gap.start()].split()
        if not person and (len(left) < 2 or left[-1].islower()):
            continue
        if not any(other.span.start < gap.start() and gap.end() < other.span.end for other in over):
            return None if person else replace(one, span=Span(one.span.start, gap.start()))
    return one


def _beaten(text: str, one: Candidate, over: Sequence[Candidate]) -> bool:
    """Whether the names that the model found over ``one`` go before it."""
    if not over or any(other.span == one.span and other.label is one.label for other in over):
        return False
    if any(_PARTED.search(other.span.cut(text)) for other in over):
        return False
    if one.reason in _PLACES:
        return len(over) == 1 and over[0].label is Label.ORG and over[0].span.contains(one.span)
    if one.label is Label.PER:
        return _other_person(text, one, over)
    if one.reason == "rule:function":
        return len(over) == 1 and over[0].label is Label.LOC and over[0].span == one.span
    if one.reason not in _READ_ON:
        return False
    if len(over) == 1 and over[0].label is Label.PER and over[0].span.start < one.span.start:
        return over[0].span.contains(one.span)
    named = [other for other in over if other.label is not Label.LOC]
    if len(over) > 1:
        return bool(named)
    return bool(named) and named[0].label is Label.ORG and not _prefixed(text, one, named[0])


def _other_person(text: str, one: Candidate, over: Sequence[Candidate]) -> bool:
    """Whether the model cuts the words of a person otherwise: two people, a title or a place before, a body."""
    last = over[-1]
    if len(over) > 1:
        return last.label is Label.PER and one.reason != "rule:title"
    if last.label is Label.PER and one.reason == "rule:title":
        return last.span.contains(one.span)
    if last.label is Label.PER and one.span.contains(last.span):
        return last.span.end == one.span.end and " " in last.span.cut(text) and one.reason == "gazetteer:first-name"
    if last.label is Label.PER:
        return last.span.start == one.span.start and "\n" not in last.span.cut(text) and last.span.end > one.span.end
    first = words_of(one.span.cut(text))[0].text
    return last.label is Label.ORG and (flat(first) in folded("organisations", "kinds") or _short(first))


def _short(word: str) -> bool:
    return word.isupper() and len(word) < 5 and not gazetteer.is_surname(word)


def _prefixed(text: str, one: Candidate, other: Candidate) -> bool:
    """Whether ``one`` is a kind with the name that the model found right behind it: "éditions Martin"."""
    if other.span.end != one.span.end or other.span.start <= one.span.start:
        return False
    if "\n" in text[one.span.start : other.span.start] and text[one.span.start].islower():
        return False
    kind = " ".join(flat(text[one.span.start : other.span.start]).split())
    return kind in folded("organisations", "kinds")


def _outdone(text: str, one: Candidate, over: Candidate) -> bool:
    return (_knows_better if one.label is Label.PER else _longer)(text, one, over)


def _longer(text: str, ruled: Candidate, over: Candidate) -> bool:
    """Whether the model's body begins earlier, with names of its own: "Racing / Club de Lens"."""
    left = [word.text for word in words_of(text[over.span.start : ruled.span.start])]
    if over.label is not Label.ORG or ruled.reason != "rule:kind" or not left or over.span.end > ruled.span.end:
        return False
    return all(word[0].isupper() and not gazetteer.is_common(word) for word in left)


def _knows_better(text: str, ruled: Candidate, over: Candidate) -> bool:
    if over.label is Label.PER:
        rest = [word.text for word in words_of(over.span.cut(text)[: ruled.span.start - over.span.start])]
        return bool(rest) and all(word[0].isupper() and not gazetteer.is_common(word) for word in rest)
    last = words_of(ruled.span.cut(text))[-1].text
    apposition = _APPOSITION.match(text, ruled.span.end)
    if apposition and vocabulary().head.match(flat(text[apposition.end() : apposition.end() + 60])):
        return False
    return ruled.reason in ("gazetteer:first-name", "rule:surname-in-capitals") and not gazetteer.is_surname(last)
