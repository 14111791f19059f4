"""What kind of saying a cue tells: the class of its verb in ``reporting_verbs.toml``."""

from __future__ import annotations

import re
from functools import cache

from ptce_corpus.annotation.prose import lowered
from ptce_corpus.annotation.reporting.conjugation import forms
from ptce_corpus.annotation.word_lists import word_table

_WORD = re.compile(r"[^\W\d_]+")
_REFLEXIVE = re.compile(r"(?:se |s')")

ATTRIBUTES = "attributes"
"""The class of cues without a verb: "selon", "d'après", "pour"."""


def classes() -> tuple[str, ...]:
    """The names of all classes, those without a verb last."""
    return (*word_table("reporting_verbs")["classes"], ATTRIBUTES)


def verb_class(cue: str) -> str:
    """The class of the last reporting verb in a cue: "a rappelé" stresses, "se félicite de" praises."""
    low = lowered(cue).replace("’", "'")
    reflexive = _REFLEXIVE.search(low) is not None
    plain, pronominal = _by_form()
    for word in reversed(_WORD.findall(low)):
        found = (pronominal.get(word) if reflexive else None) or plain.get(word) or pronominal.get(word)
        if found:
            return found
    return ATTRIBUTES


@cache
def _by_form() -> tuple[dict[str, str], dict[str, str]]:
    """The class of each form of a verb, and of each form of one with a reflexive pronoun.

    A verb of several classes has that of the fewest verbs, which says most.
    """
    plain: dict[str, str] = {}
    pronominal: dict[str, str] = {}
    listed = word_table("reporting_verbs")["classes"]
    for name in sorted(listed, key=lambda name: (len(listed[name]), name)):
        for verb in listed[name]:
            bare = verb.removeprefix("se ").removeprefix("s'")
            table = plain if bare == verb else pronominal
            for form in forms(bare):
                table.setdefault(form.text, name)
    return plain, pronominal
