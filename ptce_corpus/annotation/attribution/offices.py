"""What names and functions tell of a person: gender, the nouns that a person may be called by, fuller names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from ptce_corpus.annotation.attribution.sources import Sort, nouns
from ptce_corpus.annotation.functions.roles import Role, role_at
from ptce_corpus.annotation.letters import flat
from ptce_corpus.annotation.word_lists import either, entries, word_table
from ptce_corpus.domain.annotation import Label, Mention
from ptce_corpus.domain.span import Span

_PARTS = str.maketrans("-·.,;:", "      ")
_APPOSITION = 4
"""Words of a function phrase among which its head is looked for."""


@cache
def first_names(gender: str) -> frozenset[str]:
    """First names that only one gender bears, in lower case; ``gender`` is "m" or "f"."""
    name = {"m": "masculine", "f": "feminine"}[gender]
    return frozenset(entries(f"first_names_{name}.txt"))


def agree(one: str | None, other: str | None) -> bool:
    """Whether two genders can be one person's; None agrees with all."""
    return one is None or other is None or one == other


def alike(head: str) -> set[str]:
    """A noun and those that its families hold."""
    words = {head}
    for family in word_table("people")["families"]:
        if head in family:
            words |= set(family)
    return words


def heads(title: str) -> set[str]:
    """The nouns for people that a function phrase begins with, and those after its commas."""
    words = flat(title).translate(_PARTS).replace("'", "' ").split()
    found: set[str] = set()
    for place, word in enumerate(words[:_APPOSITION]):
        for noun in nouns().get(word, ()):
            if noun.sort is Sort.PERSON and tuple(words[place + 1 : place + 1 + len(noun.rest)]) == noun.rest:
                found.add(noun.lemma)
    return found


def role_gender(title: str) -> str | None:
    """The gender that the head of a function phrase shows."""
    for word in flat(title).split()[:2]:
        for noun in nouns().get(word, ()):
            if noun.gender:
                return noun.gender
    return None


def role_behind(text: str, end: int) -> Role | None:
    """The function printed right behind a name."""
    at = end
    while at < len(text) and at - end < 6 and text[at] in " ,–—-():\n*":
        at += 1
    if at == end or text[end:at].count("\n") > 1 or not text[end:at].strip():
        return None
    article = next((word for word in ("le ", "la ", "l'", "l’") if text.startswith(word, at)), "")
    return role_at(text, at + len(article))


def taken(text: str, low: str, span: Span) -> set[str]:
    """The nouns of the office that someone named at ``span`` takes: "X, élue présidente", "a nommé X maire"."""
    before = low[max(0, span.start - 40) : span.start].rstrip()
    found = {office for phrase, office in _seats().items() if before.endswith(phrase)}
    match = _taking().match(low, span.end)
    if match is None and _put().search(before):
        match = _put_there().match(low, span.end)
    role = role_at(text, match.end()) if match else None
    return found | (heads(role.title) if role else set())


def _seats() -> dict[str, str]:
    table: dict[str, str] = word_table("people")["takes_office"]["seats"]
    return table


@cache
def _listed(key: str) -> str:
    return either(word_table("people")["takes_office"][key], gap=r"\s+")


@cache
def _taking() -> re.Pattern[str]:
    return re.compile(rf"\s*,?\s*{_listed('behind')}(?:\s+{_listed('links')})?\s+(?:l[ae]\s+|l')?(?=\w)")


@cache
def _put() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_listed('before')}(?!\w)[^.;:,]{{0,20}}\Z")


@cache
def _put_there() -> re.Pattern[str]:
    return re.compile(rf"(?:,[^.;:]{{3,90}}?,|\s)\s*(?:{_listed('links')}\s+)|\s+(?=\w)")


def gender_of(name: str) -> str | None:
    """The gender that the first name of a person shows; None where both bear it."""
    first = next(iter(name.lower().split()), "")
    for part in (first, first.partition("-")[0]):
        for gender in ("m", "f"):
            if part in first_names(gender):
                return gender
    return None


def full_names(mentions: Sequence[Mention]) -> dict[str, set[str]]:
    """Fuller names of persons by each of their words."""
    table: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        if mention.label is Label.PER:
            name = mention.name or " ".join(mention.text.split())
            if " " in name:
                for word in (name.split()[0], name.split()[-1]):
                    table[word.lower()].add(name)
    return table
