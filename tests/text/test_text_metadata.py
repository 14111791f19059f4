"""Title, date and kind of a document."""

import json
from pathlib import Path

import pytest

from ptce_corpus.domain.document import DateBasis, Kind
from ptce_corpus.text.file_dates import named
from ptce_corpus.text.kinds import kind
from ptce_corpus.text.metadata import document_date, title

SHARED = Path(__file__).parents[2].parent / "shared"

RELEASE = """COMMUNIQUÉ DE PRESSE

Le 3 avril 2018

La halle des Deux-Rives ouvre ses portes

Le 12 mai prochain, en présence des élus, la coopérative inaugure sa halle. Elle a été fondée le 4 juin 2011.

Contact presse : 01 23 45 67 89
"""
PROGRAMME = """Journée des ateliers partagés
Jeudi 14 novembre 2019

9h00 : Accueil café
9h30 – 10h30 : Table ronde animée par Irène Vasseur
10h30 : Pause
11h00 : Intervention de Paul Lam
12h30 : Déjeuner
"""
MINUTES = """Association du Verger commun
Procès-verbal de l'assemblée générale du 9 février 2020

Étaient présents : Irène Vasseur, Paul Lam. Excusé : Yanis Roy.
L'ordre du jour est adopté à l'unanimité. La séance est levée à 20 heures.
"""
LETTER = """Nantes, le 6 mars 2017

Objet : demande de soutien

Madame la Présidente,

Nous avons le plaisir de vous inviter. Veuillez agréer, Madame, nos salutations distinguées.
"""
REPORT = """Rapport d'activité 2016

Sommaire
1. Introduction
2. Chiffres clés

Introduction
Le total des produits atteint 56 % du budget. Voir tableau 3.
"""
ARTICLE = """La recyclerie qui fait des petits
Par Léa Roche
Publié le 8 janvier 2021

« On n'y croyait pas », raconte Irène Vasseur, 54 ans. « Et puis c'est parti », confie son associé.
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (RELEASE, Kind.PRESS_RELEASE),
        (PROGRAMME, Kind.PROGRAMME),
        (MINUTES, Kind.MINUTES),
        (LETTER, Kind.LETTER),
        (REPORT, Kind.REPORT),
        (ARTICLE, Kind.ARTICLE),
        ("Recette de la soupe au potiron.", Kind.OTHER),
        ("", Kind.OTHER),
    ],
)
def test_kind(text, expected):
    assert kind([text], identifier="x.txt") is expected


def test_kind_from_the_file_name_and_from_the_file_itself():
    assert kind(["Texte."], identifier="2019/pv-bureau.pdf") is Kind.MINUTES
    assert kind([RELEASE], identifier="x", claim=Kind.LETTER) is Kind.LETTER


@pytest.mark.parametrize(
    ("text", "of_kind", "expected"),
    [
        (RELEASE, Kind.PRESS_RELEASE, "2018-04-03"),
        (PROGRAMME, Kind.PROGRAMME, "2019-11-14"),
        (MINUTES, Kind.MINUTES, "2020-02-09"),
        (LETTER, Kind.LETTER, "2017-03-06"),
        (ARTICLE, Kind.ARTICLE, "2021-01-08"),
        ("Lyon, le 13 janvier 2021 — En cette nouvelle année, le pôle s'agrandit.", Kind.OTHER, "2021-01-13"),
        ("Le 8 mai 2022 à 14h, les membres se sont réunis.", Kind.MINUTES, "2022-05-08"),
        ("Communiqué de presse – 12 mars 2015\n\nTexte.", Kind.PRESS_RELEASE, "2015-03-12"),
        ("Statuts\n\n" + "Article. Texte.\n" * 40 + "Fait à Brest, le 2 juin 2013", Kind.OTHER, "2013-06-02"),
    ],
)
def test_stated_date(text, of_kind, expected):
    assert document_date([text], identifier="x.txt", kind=of_kind) == (expected, DateBasis.STATED)


@pytest.mark.parametrize(
    "text",
    [
        "La coopérative, fondée le 4 juin 2011, compte douze membres.",
        "Le 12 mai prochain, la halle ouvrira.",
        "La première journée, qui s'est tenue le 25 juin 2012, a réuni cent personnes.",
        "Exercice 2016-2017",
    ],
)
def test_a_date_that_is_only_mentioned_is_not_the_document_s(text):
    assert document_date([text], identifier="x.txt") == (None, None)


def test_file_name_then_metadata():
    assert document_date(["Texte."], identifier="2014-07-30_cp.pdf", claim="2016-01-01") == (
        "2014-07-30",
        DateBasis.FILE_NAME,
    )
    assert document_date(["Texte."], identifier="bilan.pdf", claim="2016-01-01") == ("2016-01-01", DateBasis.METADATA)
    assert document_date(["Texte."], identifier="bilan-2016.pdf", claim="2016-03-02") == (
        "2016-03-02",
        DateBasis.METADATA,
    )
    assert document_date(["Texte."], identifier="bilan-2015.pdf", claim="2016-03-02") == ("2015", DateBasis.FILE_NAME)


def test_a_trusted_claim_comes_first():
    assert document_date([RELEASE], claim="2001", trusted=True) == ("2001", DateBasis.METADATA)


@pytest.mark.parametrize(
    ("identifier", "expected"),
    [
        ("2014-07-30_communique.pdf", "2014-07-30"),
        ("20200417-assemblee.pdf", "2020-04-17"),
        ("pv-09032019.pdf", "2019-03-09"),
        ("cr_14.03.2018.txt", "2018-03-14"),
        ("221018-notes.pdf", "2022-10-18"),
        ("lettre-janvier-2026.pdf", "2026-01"),
        ("1er-mai-2017-tract.pdf", "2017-05-01"),
        ("bilan-2012-08.odt", "2012-08"),
        ("rapport-2018.pdf", "2018"),
        ("2013/communique.pdf", "2013"),
        ("plan-2014-2020.pdf", None),
        ("99999999.pdf", None),
        ("note-31022019.pdf", None),
        ("x.txt", None),
    ],
)
def test_dates_in_file_names(identifier, expected):
    assert named(identifier) == expected


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (RELEASE, "La halle des Deux-Rives ouvre ses portes"),
        (PROGRAMME, "Journée des ateliers partagés"),
        (MINUTES, "Procès-verbal de l'assemblée générale du 9 février 2020"),
        ("COOPÉRER\n& AGIR\nENSEMBLE\n\nLe 3 mai 2017\n", "COOPÉRER & AGIR ENSEMBLE"),
        (
            "Le pôle organise une rencontre\n« Agir et relier »\n\nTexte.",
            "Le pôle organise une rencontre « Agir et relier »",
        ),
        ("", "bilan moral"),
    ],
)
def test_title_from_the_first_page(page, expected):
    assert title([page], identifier="2018/bilan_moral.pdf") == expected


@pytest.mark.parametrize(
    "junk", ["Microsoft Word - bilan v3.doc", "bilan_moral.indd", "Sans titre 1", "20180304", "Document1", "", None]
)
def test_a_junk_claim_is_not_the_title(junk):
    assert title([RELEASE], claim=junk, identifier="x.pdf") == "La halle des Deux-Rives ouvre ses portes"


def test_a_good_claim_and_a_marked_heading_come_first():
    assert title([RELEASE], claim="Inauguration de la halle", identifier="x.pdf") == "Inauguration de la halle"
    assert title([RELEASE], heading="La halle ouvre", identifier="x.md") == "La halle ouvre"


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the documents and gold of ../shared")
def test_kinds_and_dates_of_real_documents():
    entries = [json.loads(line) for line in (SHARED / "gold" / "documents.dev.jsonl").open(encoding="utf-8")]
    kinds = {entry["id"]: kind([entry["text"]], identifier="x").value for entry in entries}
    assert sum(kinds[entry["id"]] == entry["kind"] for entry in entries) >= 12
    dated = [entry for entry in entries if entry["date"] and len(entry["date"]) == 10]
    right = [
        document_date(entry["text"].split("\f"), identifier="x", kind=Kind(entry["kind"]))[0] == entry["date"]
        for entry in dated
    ]
    assert sum(right) >= len(dated) - 1
