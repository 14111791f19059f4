"""What a document is called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.domain.document import Kind
from ptce_corpus.text.titles import title

RELEASE = """COMMUNIQUÉ DE PRESSE

Le 3 avril 2018

La halle des Deux-Rives ouvre ses portes

Le 12 mai prochain, en présence des élus, la coopérative inaugure sa halle. Elle a été fondée le 4 juin 2011.

Contact presse : 01 23 45 67 89
"""


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (RELEASE, "La halle des Deux-Rives ouvre ses portes"),
        ("Journée des ateliers\nJeudi 14 novembre 2019\n\n9h00 : Accueil café", "Journée des ateliers"),
        (
            "Association du Verger\nProcès-verbal de l'assemblée générale du 9 février 2020\n\nÉtaient présents :",
            "Procès-verbal de l'assemblée générale du 9 février 2020",
        ),
        ("COOPÉRER\n& AGIR\nENSEMBLE\n\nLe 3 mai 2017\n", "COOPÉRER & AGIR ENSEMBLE"),
        (
            "Le pôle organise une rencontre\n« Agir et relier »\n\nTexte.",
            "Le pôle organise une rencontre « Agir et relier »",
        ),
        (
            "Nourrir un canton : cinq ans de coopération\nalimentaire dans le Val\n\nIrène Vasseur – 15 novembre 2018",
            "Nourrir un canton : cinq ans de coopération alimentaire dans le Val",
        ),
        (
            "Compte rendu de la séance du Conseil\nd'administration du 1er\nmars 2025\n\nPrésents :\nPaul Lam",
            "Compte rendu de la séance du Conseil d'administration du 1er mars 2025",
        ),
        (
            "Statuts de la\n\nFédération des vergers communs\n\nArticle 1",
            "Statuts de la Fédération des vergers communs",
        ),
        (
            "VERGER COMMUN\nSecrétariat général\ncontact@verger.example\n\nFEUILLE D'ÉMARGEMENT\n\nRéunion : |",
            "FEUILLE D'ÉMARGEMENT",
        ),
        (
            "PRÉFET DU VAL\nDIRECTION DES LIENS\nAVEC LES ÉLUS\nARRÊTÉ N° 2015/12\n\ninstituant les bureaux de vote",
            "ARRÊTÉ N° 2015/12 instituant les bureaux de vote",
        ),
        ("Réunion du CA du 08/05/2022\n\nÉtaient présents :\n\nPaul Lam (Popaul)", "Réunion du CA du 08/05/2022"),
        ("Rapport financier\n\n09/03/2019\n\nGlobal\nSolde : 623 €", "Rapport financier"),
        (
            "association le verger commun\nDocument procès-verbal\nStatut validé\nDate 16/03/2016\nLe 16 mars, non.",
            "Procès-verbal – association le verger commun",
        ),
        ("", "bilan moral"),
    ],
)
def test_title_from_the_first_page(page, expected):
    assert title([page], identifier="2018/bilan_moral.pdf") == expected


def test_a_telling_file_name_is_better_than_a_greeting():
    page = "Association du Verger commun\n\nMadame, Monsieur,\n\nNous avons l'honneur de vous convoquer le 3 mai."
    assert title([page], identifier="verger_convocation_2026_assemblee.pdf") == "verger convocation 2026 assemblee"
    assert title([page], identifier="c1.pdf") == "Association du Verger commun"


def test_the_subject_of_a_letter_is_its_title_over_two_lines_too():
    page = "Nantes, le 6 mars 2017\n\nObjet : demande de soutien\nau verger commun\n\nMadame,"
    assert title([page], kind=Kind.LETTER) == "demande de soutien au verger commun"


@pytest.mark.parametrize(
    "claim",
    [
        "Microsoft Word - bilan v3.doc", "bilan_moral.indd", "Sans titre 1", "20180304", "Document1", "", None,
        "Communiqué de presse", "Bright Blue", "Modèle", "Présentation PowerPoint",
    ],
)  # fmt: skip
def test_a_claim_that_names_nothing_is_not_the_title(claim):
    assert title([RELEASE], claim=claim, identifier="x.pdf") == "La halle des Deux-Rives ouvre ses portes"


def test_the_page_comes_before_the_claim_of_another_document():
    claim = "Lettre du président aux mutuelles du Nord"
    assert title([RELEASE], claim=claim, identifier="x.pdf") == "La halle des Deux-Rives ouvre ses portes"


def test_a_claim_that_the_page_shows_and_one_without_a_rival_are_taken():
    shown = "Halle des Deux-Rives : la coopérative ouvre ses portes"
    assert title([RELEASE], claim=shown, identifier="x.pdf") == shown
    assert title(["12 34\n\n56"], claim="Inauguration de la halle", identifier="x.pdf") == "Inauguration de la halle"


@pytest.mark.parametrize("separator", [" – ", " | ", " - ", " » "])
def test_the_name_of_a_site_is_cut(separator):
    page = "La roue tourne à nouveau\n\nPublié le 8 janvier 2021\n\nLe Moulin d'aujourd'hui raconte la roue."
    assert title([page], claim=f"La roue tourne à nouveau{separator}Le Moulin") == "La roue tourne à nouveau"


def test_headings_of_the_layout_come_first_the_biggest_before_the_others():
    page = "Réseau des moulins\n12 mars\nCahier n° 4\nMoudre ensemble\n1. Les meules\nTexte."
    headings = [("Cahier n° 4", 2), ("Moudre ensemble", 1), ("1. Les meules", 1)]
    assert title([page], headings=headings) == "Moudre ensemble"


def test_headings_that_are_no_title_are_passed_over():
    page = "COMMUNIQUÉ DE PRESSE\nLa halle ouvre ses portes\nContact presse\nTexte."
    headings = [("COMMUNIQUÉ DE PRESSE", 1), ("La halle ouvre ses portes", 2), ("Contact presse", 2)]
    assert title([page], headings=headings) == "La halle ouvre ses portes"


def test_a_trusted_claim_is_the_title_without_its_reply_marks():
    assert title([RELEASE], claim="RE: TR : Fwd: la halle", trusted=True) == "la halle"


@given(st.lists(st.text(max_size=300), max_size=3), st.one_of(st.none(), st.text(max_size=80)))
def test_every_document_has_a_title_on_one_line(pages, claim):
    named = title(pages, claim=claim, identifier="2018/bilan_moral.pdf")
    assert named
    assert "\n" not in named
