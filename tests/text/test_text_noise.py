"""Specks, lines of signs, bullets, first days and addresses: mended where they are damage, left where they are text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.domain.alignment import AlignedText
from ptce_corpus.domain.document import Origin, SourceDocument, SourcePage
from ptce_corpus.text import noise
from ptce_corpus.text.cleaning import cleaned, repaired

STEPS = (noise.specks, noise.lines, noise.bullets, noise.ordinals, noise.addresses, noise.guillemets)
DAMAGED = "Le comité de I'union réunit la commission de I'emploi pour |dentifier les besoins.\n"


def mended(text: str) -> str:
    aligned = AlignedText(text)
    for step in STEPS:
        aligned = aligned.edited(step(aligned.text))
    return aligned.text


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Le pont date du XIile siècle.", "Le pont date du XIIIe siècle."),
        ("Aux XVIle et XVIlle siècles, la foire", "Aux XVIIe et XVIIIe siècles, la foire"),
        ("Voir atelier. gouv.fr ou la-remise. fr pour la suite", "Voir atelier.gouv.fr ou la-remise.fr pour la suite"),
        ("Écrire à accueil@la-remise. com avant lundi", "Écrire à accueil@la-remise.com avant lundi"),
        ("le jardin | partagé _ ouvre", "le jardin partagé ouvre"),
        ("le jardin ~ ouvert hier", "le jardin - ouvert hier"),
        ("9h45 ~ 10h30 : Accueil ~ 04 01 02 03 04", "9h45 - 10h30 : Accueil - 04 01 02 03 04"),
        ("Un titre\n~ _ | \\ °\nUn texte", "Un titre\n\nUn texte"),
        ("e Mettre en commun\ne Agir", "• Mettre en commun\n• Agir"),
        ("o L'atelier\no Le jardin", "• L'atelier\n• Le jardin"),
        ("¢ Accueil\n© Atelier", "• Accueil\n• Atelier"),
        ("- Accueil\n« Atelier ouvert", "- Accueil\n- Atelier ouvert"),
        ("dès le ler mars et le Ier mai", "dès le 1er mars et le 1er mai"),
        ("au ter étage", "au 1er étage"),
        ("« Oui», dit-il. «Non. »", "« Oui », dit-il. « Non. »"),
        ("Contact : accueil @atelier.fr", "Contact : accueil@atelier.fr"),
        ("Contact : accueil @ atelier.coop", "Contact : accueil@atelier.coop"),
    ],
)
def test_damage_is_mended(read: str, meant: str) -> None:
    assert mended(read) == meant


@pytest.mark.parametrize(
    "right",
    [
        "Lundi | mardi | jeudi",
        "----\n* * *\n....\n____\n[...]\n(…)\n:-)",
        "- Un atelier\n« Nous ouvrons,\ndit-elle, demain. »",
        "« Un »\n« Deux »",
        "+ Un seul ajout\nla suite",
        "12 ter mai, 4 ter rue du Port",
        "Suivez-nous @atelier.fr ou nous @atelier.fr",
        "ecrire@atelier.fr",
        "a @b",
        "l'«atelier» et le «jardin»",
        "x = y | z",
        "soit ~ 30 personnes",
        "~|{\n}_~\n|~^\n`|~\n~_|",
    ],
)
def test_what_is_no_damage_stays(right: str) -> None:
    assert mended(right) == right


def test_bullets_of_a_page_just_read_are_mended_without_other_damage() -> None:
    page = SourcePage(1, "Nos projets :\n+ Ouvrir un atelier\n+ Planter un verger", Origin.OCR)
    document = cleaned(SourceDocument(identifier="a", media_type="text/plain", sha256="0" * 64, pages=(page,)))
    assert document.text == "Nos projets :\n• Ouvrir un atelier\n• Planter un verger"


def test_noise_goes_only_from_a_damaged_text() -> None:
    line = "le jardin | partagé ouvre"
    assert line in repaired(f"Un texte sans tache : {line}.").text
    assert line not in repaired(DAMAGED + line).text


@given(st.lists(st.sampled_from(["abri", "Eau", "|", "~", "_", "°", "e", "«", "»", "+", "-", "\n", "@"]), max_size=30))
def test_lines_stay_and_words_stay(pieces: list[str]) -> None:
    text = " ".join(pieces)
    fixed = mended(text)
    assert fixed.count("\n") == text.count("\n")
    assert re.findall(r"\w{3,}", fixed) == re.findall(r"\w{3,}", text)
