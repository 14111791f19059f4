"""Names of organisations that mean the same: acronyms and what they stand for, spellings, legal forms, misreadings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from ptce_corpus.annotation import gazetteer
from ptce_corpus.annotation.entities.acronyms import spells
from ptce_corpus.annotation.linking import nearness
from ptce_corpus.annotation.linking.knowledge import formless, is_acronym, sense, words
from ptce_corpus.annotation.linking.proposals import Proposal, ordered
from ptce_corpus.domain.linking import Named

_CLEAR = 0.8
"""Share of the documents that give an acronym a meaning which must agree on it."""
_OFTENER = 3
"""How many times more often than a misread name the right one is met."""


def proposals(found: Sequence[Named]) -> Iterator[Proposal]:
    """What organisations might be one."""
    yield from _spellings(found)
    yield from _forms(found)
    yield from _acronyms(found)
    yield from _misreadings(found)


def _spellings(found: Sequence[Named]) -> Iterator[Proposal]:
    """Spellings: "Conseil régional de Bretagne" and "Région Bretagne"; "Economie" and "Économie"."""
    alike: defaultdict[str, list[Named]] = defaultdict(list)
    for one in found:
        if not is_acronym(one.name):
            alike[sense(one.name)].append(one)
    for told, group in alike.items():
        if told:
            yield from _to_first(group, "spelling", 0.95)


def _forms(found: Sequence[Named]) -> Iterator[Proposal]:
    """Legal forms: "SCIC Terres de Brume" and "Terres de Brume", where no third name differs by its form alone."""
    alike: defaultdict[str, list[Named]] = defaultdict(list)
    for one in found:
        told = formless(one.name)
        if len(told) > 3 and not gazetteer.is_common(told) and not gazetteer.is_place(one.name):
            alike[told].append(one)
    for told, group in alike.items():
        senses = {sense(one.name) for one in group}
        if len(senses) == 2 and told in senses:
            yield from _to_first(group, "form", 0.85)


def _acronyms(found: Sequence[Named]) -> Iterator[Proposal]:
    """An acronym and the name that documents give it; else the one name of the archive that has its initials."""
    meanings: defaultdict[str, Counter[int]] = defaultdict(Counter)
    lettered: defaultdict[str, list[Named]] = defaultdict(list)
    for one in found:
        if is_acronym(one.name):
            continue
        for sighting in one.sightings:
            for form in {_plain(form) for form in sighting.forms if is_acronym(form)}:
                meanings[form][one.number] += 1
        first = words(one.name)[:1]
        if first and len(words(one.name)) > 1:
            lettered[first[0][0].upper()].append(one)
    for one in found:
        if not is_acronym(one.name):
            continue
        told = meanings.get(_plain(one.name))
        if told:
            number, times = max(told.items(), key=lambda item: (item[1], -item[0]))
            if times >= _CLEAR * told.total():
                yield Proposal(one.number, number, "acronym", 0.9)
        else:
            yield from _by_letters(one, lettered.get(_plain(one.name)[:1], []))


def _by_letters(one: Named, candidates: Sequence[Named]) -> Iterator[Proposal]:
    """The meaning of the packaged list where the archive names it; else the only name that the letters spell."""
    listed = gazetteer.acronyms().get(one.name)
    for other in candidates:
        if listed and sense(listed) == sense(other.name):
            yield Proposal(one.number, other.number, "acronym-list", 0.9)
            return
    if len(one.name) <= 3 or listed:
        return
    spelled = [other for other in candidates if spells(one.name, other.name)]
    if len({sense(other.name) for other in spelled}) == 1:
        yield Proposal(one.number, max(spelled, key=lambda other: other.mentions).number, "letters", 0.75)


def _plain(name: str) -> str:
    return "".join(character for character in name if character.isalnum()).upper()


def _misreadings(found: Sequence[Named]) -> Iterator[Proposal]:
    """A rare name one letter away from a frequent one, where that letter makes a word of none."""
    by_number = {one.number: one for one in found}
    for pair in nearness.pairs({one.number: words(one.name) for one in found if not is_acronym(one.name)}):
        lesser, greater = ordered(by_number[pair[0]], by_number[pair[1]])
        apart = nearness.differing(words(lesser.name), words(greater.name))
        if apart is None or lesser.mentions * _OFTENER > greater.mentions or nearness.meaningful(apart[0]):
            continue
        yield Proposal(lesser.number, greater.number, "misreading", 0.85 if nearness.meaningful(apart[1]) else 0.75)


def _to_first(group: Sequence[Named], reason: str, confidence: float) -> Iterator[Proposal]:
    """All of a group to the one that is named most."""
    first = max(group, key=lambda one: (one.mentions, len(one.name), -one.number))
    for one in group:
        if one is not first:
            yield Proposal(one.number, first.number, reason, confidence)
