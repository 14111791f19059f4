"""Other names that a document gives to whom it names: "le Labo", "BdR" for "Bricole du Rhône", "J. Martin (jmart)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ptce_corpus.annotation import gazetteer
from ptce_corpus.annotation.entities.acronyms import expansions, is_concept
from ptce_corpus.annotation.entities.candidates import Candidate
from ptce_corpus.annotation.entities.occurrences import occurrences
from ptce_corpus.annotation.letters import flat
from ptce_corpus.annotation.word_lists import folded, word_table
from ptce_corpus.domain.annotation import Label

_WEIGHT = 57
_HANDLE = re.compile(r"[ \n]\((?P<handle>[^\W\d_][\w.\-]{2,30})\)")
_ENOUGH = 3
"""So many people with a word in brackets behind their name make these words pseudonyms."""


def aliases(text: str, settled: Sequence[Candidate]) -> Iterator[Candidate]:
    """Candidates for the other names of what was found."""
    forms: dict[str, tuple[Label, str]] = dict.fromkeys(_pseudonyms(text, settled), (Label.PER, "rule:pseudonym"))
    forms |= dict.fromkeys(_short_names(text, settled), (Label.ORG, "rule:short-name"))
    for span, form in occurrences(text, forms):
        label, reason = forms[form]
        yield Candidate(span, label, _WEIGHT, reason, 0.75)


def expanded(text: str) -> Iterator[Candidate]:
    """An acronym spelled out as a body is one wherever it stands, and so is its long form."""
    pairs = list(expansions(text))
    shorts = set()
    never = tuple(folded("organisations", "never"))
    kinds = tuple(folded("organisations", "kinds"))
    for pair in pairs:
        short, long = pair.short.cut(text), pair.long.cut(text)
        bodily = short in gazetteer.acronyms_of_bodies() or flat(long).startswith(kinds)
        if is_concept(short) or not bodily or not long[0].isupper() or flat(long).startswith(never):
            continue
        shorts.add(short)
        yield Candidate(pair.long, Label.ORG, 74, "rule:expansion", 0.9)
    for span, _ in occurrences(text, shorts):
        yield Candidate(span, Label.ORG, 64, "rule:acronym", 0.9)


def _pseudonyms(text: str, settled: Sequence[Candidate]) -> set[str]:
    """Words in brackets behind people, where a list of people has them: members of a forum, of a free project."""
    found = set()
    people = 0
    for one in settled:
        if one.label is not Label.PER:
            continue
        match = _HANDLE.match(text, one.span.end)
        if match is None:
            continue
        handle = match["handle"]
        known = gazetteer.is_common(handle) or gazetteer.is_place(handle) or is_concept(handle)
        if (
            known
            or handle in gazetteer.acronyms_of_bodies()
            or handle in gazetteer.places_in_context()
            or handle.isupper()
        ):
            continue
        people += 1
        found.add(handle)
    return found if people >= _ENOUGH else set()


def _short_names(text: str, settled: Sequence[Candidate]) -> set[str]:
    """The first word ("Labo") and the initials ("BdR") of bodies named in full."""
    found = set()
    for one in settled:
        if one.label is not Label.ORG or one.confidence < 0.7:
            continue
        words = re.findall(r"[^\W\d_][\w\-]*", one.span.cut(text))
        if len(words) < 3:
            continue
        head = words[0]
        if (
            head[0].isupper()
            and len(head) > 3
            and not gazetteer.is_common(head)
            and flat(head) in folded("organisations", "kinds")
        ):
            found.add(head.capitalize() if head.isupper() else head)
        initials = "".join(word[0] for word in words)
        if (
            sum(map(str.isupper, initials)) > 1
            and initials[0].isupper()
            and not is_concept(initials)
            and len(initials) > 2
        ):
            found |= {initials, initials.upper()}
    return {form for form in found if form not in word_table("organisations")["concepts"]}
