"""The class of the verb that introduces words."""

from __future__ import annotations

import pytest

from ptce_corpus.annotation.reporting.verb_classes import ATTRIBUTES, classes, verb_class


@pytest.mark.parametrize(
    ("cue", "expected"),
    [
        ("explique", "says"),
        ("a rappelé que", "recalls"),
        ("avait annoncé", "announces"),
        ("demandent", "asks"),
        ("DÉPLORE", "deplores"),
        ("se félicite de", "praises"),
        ("s’inquiète", "deplores"),
        ("s'engage à", "promises"),
        ("préconise", "proposes"),
        ("selon", ATTRIBUTES),
        ("d'après", ATTRIBUTES),
        ("", ATTRIBUTES),
    ],
)
def test_a_cue_has_the_class_of_its_verb(cue: str, expected: str) -> None:
    assert verb_class(cue) == expected


def test_every_class_can_be_met() -> None:
    met = {
        verb_class(cue)
        for cue in (
            "dit",
            "souligne",
            "rappelle",
            "annonce",
            "promet",
            "exige",
            "suggère",
            "regrette",
            "salue",
            "pense",
        )
    }
    assert met | {"voices", ATTRIBUTES} == set(classes())


def test_a_reflexive_verb_is_told_from_the_plain_one() -> None:
    assert verb_class("s'engage") == "promises"
    assert verb_class("engage") == "promises"
    assert verb_class("se plaint") == "deplores"
