"""One document, one sense: what is a person's name once is so again when it stands alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from ptce_corpus.annotation import gazetteer
from ptce_corpus.annotation.entities.candidates import Candidate
from ptce_corpus.annotation.entities.name_reader import words_of
from ptce_corpus.annotation.entities.occurrences import occurrences
from ptce_corpus.annotation.letters import flat
from ptce_corpus.annotation.word_lists import folded
from ptce_corpus.domain.annotation import Label

_NAMED = (Label.PER, Label.ORG, Label.LOC)
_LONE = 50
_AGAIN, _SURE = 35, 60


def returning(text: str, settled: Sequence[Candidate]) -> Iterator[Candidate]:
    """Candidates for later and earlier places of what was found: lone surnames, and names word for word."""
    yield from _lone_names(text, settled)
    yield from _again(text, settled)


def _lone_names(text: str, settled: Sequence[Candidate]) -> Iterator[Candidate]:
    """The surname or the first name, alone, of a person named in full."""
    parts: set[str] = set()
    for one in settled:
        if one.label is not Label.PER or one.confidence < 0.75 or (one.reason == "model" and not _known(text, one)):
            continue
        words = [word.text for word in words_of(one.span.cut(text)) if word.text[0].isupper() and len(word.text) > 2]
        if len(words) < 2:
            continue
        for word in words:
            if (
                not gazetteer.is_common(word)
                and word not in gazetteer.areas()
                and flat(word) not in folded("persons", "particles")
            ):
                parts.add(word.capitalize() if word.isupper() else word)
    for span, _ in occurrences(text, parts | {part.upper() for part in parts}):
        yield Candidate(span, Label.PER, _LONE, "rule:known-person", 0.78)


def _known(text: str, one: Candidate) -> bool:
    """Whether the lists know the first or the last word of a person's name that only the model found."""
    words = words_of(one.span.cut(text))
    return gazetteer.is_first_name(words[0].text) or gazetteer.is_surname(words[-1].text)


def _again(text: str, settled: Sequence[Candidate]) -> Iterator[Candidate]:
    """Names already found, wherever they stand word for word, with the label that most of their places have."""
    votes: dict[str, Counter[Label]] = defaultdict(Counter)
    heaviest: dict[tuple[str, Label], int] = defaultdict(int)
    there = {(one.span.start, one.span.end, one.label) for one in settled}
    for one in settled:
        surface = one.span.cut(text)
        if one.label in _NAMED and len(surface) > 2 and "\n" not in surface:
            votes[surface][one.label] += one.weight
            heaviest[surface, one.label] = max(heaviest[surface, one.label], one.weight)
    chosen = {surface: count.most_common(1)[0][0] for surface, count in votes.items() if _repeatable(surface)}
    for span, name in occurrences(text, chosen):
        if (span.start, span.end, chosen[name]) not in there:
            weight = min(_SURE, heaviest[name, chosen[name]] + 1) if heaviest[name, chosen[name]] >= _LONE else _AGAIN
            yield Candidate(span, chosen[name], weight, "rule:again", 0.65)


def _repeatable(surface: str) -> bool:
    words = [word.text for word in words_of(surface)]
    return bool(words) and surface[0].isupper() and not all(map(gazetteer.is_common, words))
