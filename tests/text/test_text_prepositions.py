"""``à`` and ``où`` put back where the engine lacks the letters, and the verb ``a``, numbers and ``ou`` left."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.domain.alignment import AlignedText
from ptce_corpus.text import prepositions


def mended(text: str) -> str:
    aligned = AlignedText(text)
    aligned = aligned.edited(prepositions.repairs(aligned.text))
    return aligned.edited(prepositions.places(aligned.text)).text


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("ouvert de 9h30 4 12h00", "ouvert de 9h30 à 12h00"),
        ("de 2014 & 2016", "de 2014 à 2016"),
        ("passe de 120 4 150 euros", "passe de 120 à 150 euros"),
        ("la réunion commence a 18h", "la réunion commence à 18h"),
        ("le 23 juin 2011, 4 14 heures", "le 23 juin 2011, à 14 heures"),
        ("réunis lundi dernier & Roanne", "réunis lundi dernier à Roanne"),
        ("fondée en 2009, a Quimper, par", "fondée en 2009, à Quimper, par"),
        ("elle succède 4 Nadège", "elle succède à Nadège"),
        ("d'ici a la fin de l'an", "d'ici à la fin de l'an"),
        ("lu mot a mot", "lu mot à mot"),
        ("le guide est mis a jour", "le guide est mis à jour"),
        ("l'appel 4 projets", "l'appel à projets"),
        ("Habiter a plusieurs", "Habiter à plusieurs"),
        ("la séance arrive @ terme", "la séance arrive à terme"),
        ("une visite 4 la ferme", "une visite à la ferme"),
        ("au moment ou le verger fleurit", "au moment où le verger fleurit"),
        ("une maison ou l'on entre", "une maison où l'on entre"),
        ("chacun sait ou il est", "chacun sait où il est"),
        ("un endroit ou réparer son vélo", "un endroit où réparer son vélo"),
    ],
)
def test_what_was_lost_is_put_back(read: str, meant: str) -> None:
    assert mended(read) == meant


@pytest.mark.parametrize(
    "right",
    [
        "le conseil a décidé",
        "elle a Paris en tête",
        "les 4 communes de la vallée",
        "article 4 la commune",
        "il a 12h de retard",
        "Roanne & Quimper",
        "la salle 4 le matin",
        "écrire : accueil @ nourrir.fr",
        "Philippe Lucas a vivement réagi",
        "un jour ou l'autre",
        "cette année ou la prochaine",
        "un lieu ou un autre",
        "le pain ou le sel",
    ],
)
def test_what_is_right_stays(right: str) -> None:
    assert mended(right) == right


def test_only_the_surest_where_the_engine_knows_the_letter() -> None:
    text = "Il va à Roanne, à pied, à l'aube. Habiter a plusieurs."
    assert mended(text) == text


@given(st.text(alphabet="a4&@ deuàlo'h1\n", max_size=60))
def test_lines_stay_and_twice_is_once(text: str) -> None:
    fixed = mended(text)
    assert fixed.count("\n") == text.count("\n")
