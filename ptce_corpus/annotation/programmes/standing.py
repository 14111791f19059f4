"""A person's standing on a programme, and the words that bring persons on stage and join them in lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from ptce_corpus.annotation.programmes.slots import Slot
from ptce_corpus.annotation.word_lists import word_set
from ptce_corpus.domain.annotation import Appearance, Mention

_CHAIN = re.compile(
    r"[\s,;&*()|–—-]*(?:(?:et|ainsi\s+que|puis)\s+)?(?:de\s+|d['’]|par\s+|avec\s+)?"
    r"[*\s]*\Z"
)
"""What stands between two persons who appear together."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Function as printed, canonical organisation, and where what is printed of the person starts and ends.

    ``shared``: the function is in the plural, for those named before as well.
    """

    function: str | None
    organisation: str | None
    end: int
    start: int = -1
    shared: bool = False

    def appearance(self, person: Mention, slot: Slot, *, place: str | None) -> Appearance:
        """The row of a person in a slot."""
        name = person.name or " ".join(person.text.split())
        return Appearance(
            person.span, name, self.function, self.organisation, slot.session, slot.start, slot.end, place, 0.8
        )


def chained(text: str, end: int, start: int) -> bool:
    """Whether who starts at ``start`` goes on a list whose last entry ends at ``end`` (-1: there is none)."""
    return 0 <= end <= start and bool(_CHAIN.fullmatch(text[end:start]))


def brought(low: str) -> bool:
    """Whether words in lower case, up to a name, bring somebody on stage: "un échange avec", "mot de bienvenue d'"."""
    bare = re.sub(r"[\s,:–—-]+\Z", "", low)
    return bool(_brings().search(bare))


@cache
def _brings() -> re.Pattern[str]:
    """The phrases that bring somebody; those in "de" also with "d'", "du", "des"."""
    listed = sorted(word_set("stage_words", "brings"), key=len, reverse=True)
    forms = [
        *(
            re.escape(word) + r"\ (?:avec|par)"
            for word in word_set("stage_words", "labels") | word_set("stage_words", "events")
        ),
    ]
    forms += [re.sub(r"\\ de\Z", r"\\ (?:de(?:\\ la|\\ l')?|d'|du|des)", re.escape(phrase)) for phrase in listed]
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})\Z")


def sharing(text: str, shown: Sequence[tuple[Mention, Standing, Slot]]) -> Sequence[tuple[Mention, Standing, Slot]]:
    """The persons shown, those without a function given the one in the plural that stands behind the next name."""
    found = list(shown)
    for place in range(len(found) - 2, -1, -1):
        person, standing, slot = found[place]
        following = found[place + 1][1]
        if standing.function or standing.organisation or not following.shared:
            continue
        if chained(text, standing.end, following.start):
            shared = replace(following, start=standing.start, end=standing.end)
            found[place] = (person, shared, slot)
    return found


def abbreviates(acronym: str, title: str) -> bool:
    """Whether letters in capitals only shorten a function: "Déléguée interministérielle à l'ESS (DIESS)"."""
    if not acronym.isupper() or " " in acronym:
        return False
    parts = re.findall(r"\w+", title)
    initials = iter("".join(part if part.isupper() else part[0].upper() for part in parts))
    return all(letter in initials for letter in acronym)
