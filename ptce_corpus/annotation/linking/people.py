"""Names of people that mean the same: initials, surnames alone, particles, misreadings; and homonyms kept apart."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from ptce_corpus.annotation import gazetteer
from ptce_corpus.annotation.linking import nearness
from ptce_corpus.annotation.linking.knowledge import listed, sense, words
from ptce_corpus.annotation.linking.proposals import Proposal, ordered
from ptce_corpus.domain.linking import Named, Post, Sighting, Split

_FREQUENT = 0.2
"""Share of the documents from which company says nothing: everybody keeps it."""
_OFTENER = 3


def proposals(found: Sequence[Named]) -> Iterator[Proposal]:
    """What people might be one."""
    tellers = _tellers(found)
    told = {one.number: words(one.name) for one in found}
    by_word: defaultdict[str, list[Named]] = defaultdict(list)
    for one in found:
        for word in set(told[one.number]):
            if len(word) > 2:
                by_word[word].append(one)
    for one in found:
        own = told[one.number]
        sharing = {other.number: other for word in own if len(word) > 2 for other in by_word[word]}
        longer = [other for number, other in sharing.items() if number != one.number]
        yield from _initialled(one, own, longer, told, tellers)
        yield from _surnamed(one, own, longer, told, tellers)
        yield from _shortened(one, own, longer, told)
    yield from _misreadings(found, tellers)


def splits(found: Sequence[Named]) -> Iterator[Split]:
    """Homonyms: where the same years give a name two functions that one person holds in one place at a time."""
    for one in found:
        places: defaultdict[str, list[tuple[Sighting, Post]]] = defaultdict(list)
        for sighting in one.sightings:
            for post in sighting.posts:
                where = _exclusive(post)
                if where and sighting.year:
                    places[where].append((sighting, post))
        if len(places) > 1:
            yield from _told_apart(one, places)


def _told_apart(one: Named, places: Mapping[str, Sequence[tuple[Sighting, Post]]]) -> Iterator[Split]:
    """All but the most seen become others, where their years overlap with the years of that one."""
    ranked = sorted(places.items(), key=lambda item: (-len(item[1]), item[0]))
    (_, first), others = ranked[0], ranked[1:]
    years = {sighting.year for sighting, _ in first}
    kept = {sighting.document for sighting, _ in first}
    for where, told in others:
        documents = frozenset(sighting.document for sighting, _ in told) - kept
        if documents and years & {sighting.year for sighting, _ in told}:
            yield Split(one.number, f"{one.name} ({where})", documents, "exclusive-function", 0.8)


def _exclusive(post: Post) -> str | None:
    """Where a function that nobody holds twice is held; None for others."""
    role = " ".join(words(post.role))
    for one in sorted(listed("exclusive"), key=len, reverse=True):
        if role == one and post.organisation:
            return post.organisation
        if role.startswith(one + " "):
            place = role[len(one) :].strip().removeprefix("de la ").removeprefix("de l ").removeprefix("de ")
            return place.removeprefix("d ").removeprefix("du ").title() or None
    return None


def _tellers(found: Sequence[Named]) -> Mapping[int, frozenset[int]]:
    """For each name, the entities met in its documents whose presence tells something."""
    documents = {sighting.document for one in found for sighting in one.sightings}
    counts = Counter[int]()
    for company in {sighting.document: sighting.company for one in found for sighting in one.sightings}.values():
        counts.update(company)
    most = max(2.0, _FREQUENT * len(documents))
    telling = {number for number, times in counts.items() if times <= most}
    return {
        one.number: frozenset().union(*(sighting.company for sighting in one.sightings)) & telling - {one.number}
        for one in found
    }


_Told = Mapping[int, tuple[str, ...]]
_Tellers = Mapping[int, frozenset[int]]


def _initialled(
    one: Named, own: Sequence[str], others: Sequence[Named], told: _Told, tellers: _Tellers
) -> Iterator[Proposal]:
    """Initials: "J.-P. Morvan" and "Jean-Pierre Morvan"."""
    if not any(len(word) == 1 for word in own):
        return
    fuller = [other for other in others if _spelled_out(own, told[other.number])]
    chosen = _only(one, fuller, tellers)
    if chosen:
        yield Proposal(one.number, chosen.number, "initials", 0.9 if len(fuller) == 1 else 0.75)


def _spelled_out(own: Sequence[str], other: Sequence[str]) -> bool:
    """Whether a name spells out the initials of another: the same words, in order, initials for some."""
    if len(own) != len(other) or list(own) == list(other) or any(len(word) == 1 for word in other):
        return False
    straight = [(a, b) for a, b in zip(own, other, strict=True)]
    return all(a == b or (len(a) == 1 and b.startswith(a)) for a, b in straight)


def _surnamed(
    one: Named, own: Sequence[str], others: Sequence[Named], told: _Told, tellers: _Tellers
) -> Iterator[Proposal]:
    """A surname: "Kermadec" where the archive has one Kermadec, and the documents keep the same company."""
    if len(own) != 1 or gazetteer.is_first_name(own[0]) or len(own[0]) < 4:
        return
    bearers = [other for other in others if len(told[other.number]) > 1 and told[other.number][-1] == own[0]]
    if len(bearers) == 1 and tellers[one.number] & tellers[bearers[0].number]:
        yield Proposal(one.number, bearers[0].number, "surname", 0.75)


def _shortened(one: Named, own: Sequence[str], others: Sequence[Named], told: _Told) -> Iterator[Proposal]:
    """A part of a double name: "Anne Ferrand" and "Anne Ferrand-Kerbrat", of the same organisation."""
    if len(own) < 2:
        return
    longer = [
        other
        for other in others
        if len(told[other.number]) > len(own)
        and told[other.number][0] == own[0]
        and set(own) < set(told[other.number])
        and not any(len(word) == 1 for word in told[other.number])
    ]
    if len(longer) == 1 and _same_house(one, longer[0]):
        yield Proposal(one.number, longer[0].number, "shorter-name", 0.75)


def _only(one: Named, candidates: Sequence[Named], tellers: _Tellers) -> Named | None:
    """The only candidate, or the only one that keeps the same company."""
    if len(candidates) == 1:
        return candidates[0]
    near = [other for other in candidates if tellers[one.number] & tellers[other.number]]
    return near[0] if len(near) == 1 else None


def _same_house(one: Named, other: Named) -> bool:
    return bool(_houses(one) & _houses(other))


def _houses(one: Named) -> set[str]:
    return {sense(post.organisation) for sighting in one.sightings for post in sighting.posts if post.organisation}


def _misreadings(found: Sequence[Named], tellers: _Tellers) -> Iterator[Proposal]:
    """A name one letter away from another, where that letter makes a name of none."""
    by_number = {one.number: one for one in found}
    keys = {one.number: words(one.name) for one in found if len(words(one.name)) > 1}
    for pair in nearness.pairs(keys):
        lesser, greater = ordered(by_number[pair[0]], by_number[pair[1]])
        apart = nearness.differing(keys[lesser.number], keys[greater.number])
        if apart is None or nearness.meaningful(apart[0]):
            continue
        company = tellers[lesser.number] & tellers[greater.number]
        if company or _same_house(lesser, greater):
            yield Proposal(lesser.number, greater.number, "misreading", 0.85)
        elif greater.mentions >= _OFTENER * lesser.mentions:
            yield Proposal(lesser.number, greater.number, "misreading", 0.75)
