"""The verbs that report words: their forms, what each form may be, and what each verb takes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ptce_corpus.annotation.letters import flat
from ptce_corpus.annotation.reporting.conjugation import Mood, forms
from ptce_corpus.annotation.word_lists import word_set, word_table


@dataclass(frozen=True, slots=True)
class Reading:
    """What a form may be: the bare verb, and whether the lexicon has it with and without a reflexive pronoun."""

    verb: str
    mood: Mood
    plural: bool
    plain: bool
    reflexive: bool


@cache
def constructions(name: str) -> frozenset[str]:
    """The verbs that take one construction of ``reporting_verbs.toml``."""
    return word_set("reporting_verbs", "constructions", name)


@cache
def readings() -> dict[str, tuple[Reading, ...]]:
    """What each form may be, in lower case, with its accents and without them."""
    table: dict[str, list[Reading]] = {}
    verbs = {verb for listed in word_table("reporting_verbs")["classes"].values() for verb in listed}
    heads = set(word_table("reporting_verbs")["groups"])
    bare = {verb.removeprefix("se ").removeprefix("s'") for verb in verbs} | heads
    for verb in sorted(bare):
        reflexive = f"se {verb}" in verbs or f"s'{verb}" in verbs
        for form in sorted(forms(verb)):
            reading = Reading(verb, form.mood, form.plural, verb in verbs or verb in heads, reflexive)
            table.setdefault(form.text, []).append(reading)
    for written in [text for text in table if flat(text) != text]:  # damaged texts lose their accents
        plain = table.setdefault(flat(written), [])
        plain.extend(reading for reading in table[written] if reading not in plain)
    # "dit" is a participle after an auxiliary and a finite verb elsewhere: the narrower reading is tried first.
    return {
        form: tuple(sorted(found, key=lambda each: each.mood is not Mood.PARTICIPLE)) for form, found in table.items()
    }


@cache
def leads() -> frozenset[str]:
    """The forms of verbs that lead up to one of saying: "tient à rappeler"."""
    verbs = word_table("reporting_verbs")["leads"]["verbs"]
    moods = (Mood.FINITE, Mood.PARTICIPLE, Mood.GERUND)
    return frozenset(form.text for verb in verbs for form in forms(verb) if form.mood in moods)


def reporting(word: str) -> bool:
    """Whether a word, in lower case, is a form of a verb that reports words."""
    return any(reading.verb in _told() for reading in readings().get(word, ()))


def tells(word: str) -> bool:
    """Whether a word, in lower case, is a finite form or a participle of such a verb."""
    found = (reading for reading in readings().get(word, ()) if reading.verb in _told())
    return any(reading.mood in (Mood.FINITE, Mood.PARTICIPLE) for reading in found)


@cache
def _told() -> frozenset[str]:
    """The verbs of all classes, without a reflexive pronoun."""
    return frozenset(verb.removeprefix("se ").removeprefix("s'") for verb in plain_verbs())


@cache
def plain_verbs() -> frozenset[str]:
    """The verbs of all classes, those with a reflexive pronoun under it."""
    return frozenset(verb for listed in word_table("reporting_verbs")["classes"].values() for verb in listed)
