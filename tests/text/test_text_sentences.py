"""Where sentences begin and end. ``|`` marks the cuts."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.text.sentences import sentences

CASES = [
    "Le pôle grandit.| Il compte dix membres.| Et demain ?| On verra…| Peut-être !",
    "M. Dupré et Mme. Vasseur ont reçu le Dr. Lam.| Ils sont partis.",
    "Voir art. 5 et p. 12 du rapport, cf. annexe n° 3.| Fin.",
    "J. Dupont, A.-M. Roy et P. Lam signent.| La séance est levée.",
    "Des pôles, des réseaux, etc.| Tous étaient là.",
    "Des pôles, des réseaux, etc. étaient là.",
    "Le budget atteint 3.5 millions d'euros en 2015.| Il double.",
    "Écrire à contact@exemple.fr ou sur www.exemple.fr/page.html avant lundi.| Merci.",
    "« Nous avançons. »| La salle applaudit.",
    "« Viendrez-vous ? » demande-t-elle au maire.| Il sourit.",
    "« Nous avançons, dit-elle. Rien ne presse. »| Puis elle sort.".replace("elle. Rien", "elle.| Rien"),
    "Titre du document\n\n|Une première phrase\nsur deux lignes.| Une seconde.",
    "Ses objectifs :\n|- relier les acteurs ;\n|- partager les moyens.\n|Le reste suit.",
    "COMPTE RENDU DE LA RÉUNION\n|La séance est ouverte à 14 heures par la présidente en exercice.",
    "Le décret du 4 mai (J.O. du 6 mai) est paru.| Il s'applique.",
    "1. Accueil des participants\n|2. Bilan de l'année\n|3. Questions",
]


@pytest.mark.parametrize("marked", CASES)
def test_sentences(marked):
    text = marked.replace("|", "")
    assert [span.cut(text) for span in sentences(text)] == [part.strip() for part in marked.split("|")]


@given(st.text(alphabet="aB. «»!?\n-1M,é", max_size=60))
def test_every_visible_character_is_in_exactly_one_sentence(text):
    spans = sentences(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    covered = {at for span in spans for at in range(span.start, span.end)}
    assert all(character.isspace() for at, character in enumerate(text) if at not in covered)
    assert all(span.cut(text).strip() == span.cut(text) for span in spans)
