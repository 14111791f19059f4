"""When two names are the same."""

from __future__ import annotations

import pytest

from ptce_corpus.catalogue.naming import folded, initials, key
from ptce_corpus.domain.annotation import Label


@pytest.mark.parametrize(
    ("label", "one", "other"),
    [
        (Label.PER, "KIRCHNER Odile", "Odile Kirchner"),
        (Label.PER, "Jean-Éric Le Bœuf", "LE BOEUF jean eric"),
        (Label.ORG, "Labo de l'ESS", "LABO DE L’ESS"),
        (Label.LOC, "Saint-Étienne", "Saint Etienne"),
    ],
)
def test_the_same_name_has_the_same_key(label: Label, one: str, other: str) -> None:
    assert key(one, label) == key(other, label)


@pytest.mark.parametrize(
    ("label", "one", "other"),
    [
        (Label.ORG, "Réseau Territoires", "Territoires Réseau"),
        (Label.PER, "Jean Martin", "Jeanne Martin"),
        (Label.LOC, "Bourg", "Bourges"),
    ],
)
def test_other_names_have_other_keys(label: Label, one: str, other: str) -> None:
    assert key(one, label) != key(other, label)


def test_a_name_without_words_has_no_key() -> None:
    assert key("« … »", Label.ORG) == ""


def test_folding_keeps_words_apart() -> None:
    assert folded("L'Économie_sociale &\nsolidaire (1)") == "l economie sociale solidaire 1"


@pytest.mark.parametrize(
    ("acronym", "name"),
    [
        ("ess", "Économie sociale et solidaire"),
        ("rtes", "Réseau des collectivités Territoriales pour l'Economie Solidaire"),
        ("cgt", "Confédération générale du travail"),
    ],
)
def test_initials_are_acronyms(acronym: str, name: str) -> None:
    assert acronym in initials(name)


def test_one_word_has_no_initials() -> None:
    assert initials("Ademe") == frozenset()
