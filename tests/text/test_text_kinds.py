"""The kind of a document and how sure it is."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.domain.document import Kind
from ptce_corpus.text.kinds import KindJudgement, kind

SHARED = Path(__file__).parents[2].parent / "shared"

RELEASE = """COMMUNIQUÉ DE PRESSE

Le 3 avril 2018

La halle des Deux-Rives ouvre ses portes

Le 12 mai prochain, en présence des élus, la coopérative inaugure sa halle. Elle a été fondée le 4 juin 2011.

Contact presse : 01 23 45 67 89
"""
BARE_RELEASE = """Le Fil solidaire présente sa laverie
L'association Le Fil solidaire propose au public une laverie tenue par ses adhérents.
Pour en savoir plus, il suffit de passer au 3 rue des Tanneurs.
Cette association née en 2012 rassemble des couturières et des bricoleurs.
"""
PRESS_KIT = """Dossier de presse

Le festival des Berges
Une édition entre deux eaux

Sommaire
Présentation
Les artistes
Contacts presse : Irène Vasseur, 06 00 00 00 00
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
COUNCIL = """COMMUNE DE SAINT-MARTIN
Extrait du registre des délibérations du conseil municipal
Séance du 4 mars 2019

Nombre de membres en exercice : 15. Étaient présents : MM. Roy, Lam. Secrétaire de séance : Mme Vasseur.
Le conseil municipal, après en avoir délibéré, approuve à l'unanimité la convention.
"""
LETTER = """Nantes, le 6 mars 2017

Objet : demande de soutien

Madame la Présidente,

Nous avons le plaisir de vous inviter. Veuillez agréer, Madame, nos salutations distinguées.
"""
NOTICE = """Association du Verger commun
12 rue des Lilas, 44000 Nantes

Nantes, le 2 janvier 2020

Chers adhérents,

Vous êtes convoqués à l'assemblée générale qui se tiendra le 9 février 2020. Ordre du jour : rapport moral, élections.

Cordialement,
La présidente
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
STORY = """Le moulin retrouve sa roue

Pendant trente ans, personne n'avait poussé la porte du moulin, et les orties avaient gagné la cour jusqu'aux fenêtres.
Puis une poignée d'habitants du bourg ont décidé, un soir d'hiver, de racheter le bâtiment et de refaire la roue à neuf.
Ils ont mis huit ans à trouver le bois, les bras et l'argent, et le printemps dernier la farine a de nouveau coulé.
"""
NEWSLETTER = """La Lettre des moulins n° 12 – mars 2015
Lettre d'information des moulins coopératifs

Le moulin de Brives retrouve sa roue
Après huit ans de travaux, la roue tourne. « Nous avons failli renoncer », raconte Irène Vasseur.
"""
STATUTES = """Statuts de l'association Le Verger commun

Article 1er – Il est fondé entre les adhérents aux présents statuts une association.
Article 2 – Objet
Cette association a pour objet la plantation de vergers.
Article 3 – Siège
Le siège est fixé à Nantes.
"""
CALL = """Appel à projets « Terres communes »

Date limite de dépôt : 30 juin 2018
Critères d'éligibilité : les porteurs de projet éligibles sont les associations.
Dossier de candidature à envoyer à la région.
"""
SPEECH = """Discours de la présidente du réseau

Mesdames et Messieurs,

Je suis heureuse de vous retrouver ici. Nous avons parcouru un long chemin depuis la première rencontre.
Seul le prononcé fait foi.
"""
GUIDE = """Guide pratique du compostage partagé

Étape 1 : choisissez un lieu. Étape 2 : installez le bac. Pour la suite, voir la fiche.
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (RELEASE, Kind.PRESS_RELEASE),
        (BARE_RELEASE, Kind.PRESS_RELEASE),
        (PRESS_KIT, Kind.PRESS_RELEASE),
        (PROGRAMME, Kind.PROGRAMME),
        (MINUTES, Kind.MINUTES),
        (COUNCIL, Kind.MINUTES),
        (LETTER, Kind.LETTER),
        (NOTICE, Kind.LETTER),
        (REPORT, Kind.REPORT),
        (ARTICLE, Kind.ARTICLE),
        (STORY, Kind.ARTICLE),
        (NEWSLETTER, Kind.ARTICLE),
        (STATUTES, Kind.OTHER),
        (CALL, Kind.OTHER),
        (SPEECH, Kind.OTHER),
        (GUIDE, Kind.OTHER),
        ("Recette de la soupe au potiron.", Kind.OTHER),
        ("", Kind.OTHER),
    ],
)
def test_kind(text, expected):
    assert kind([text], identifier="x.txt").kind is expected


def test_kind_from_the_file_name_and_from_the_file_itself():
    assert kind(["Texte."], identifier="2019/pv-bureau.pdf").kind is Kind.MINUTES
    assert kind(["Bonjour, voici la liste."], media_type="message/rfc822").kind is Kind.LETTER
    assert kind([RELEASE], identifier="x", claim=Kind.LETTER) == KindJudgement(Kind.LETTER, 1.0)


def test_a_newsletter_is_no_letter_for_its_file_name():
    assert kind([NEWSLETTER], identifier="lettre-d-information-12.pdf").kind is Kind.ARTICLE


def test_a_page_lost_in_a_long_document_does_not_make_its_kind():
    filler = "Le territoire a changé en 2014, et 56 % des structures ont répondu. Voir le tableau 2.\n" * 40
    pages = [REPORT, *[filler] * 20, PROGRAMME]
    assert kind(pages).kind is Kind.REPORT


def test_confidence_is_high_on_many_cues_and_low_on_few_or_split_ones():
    assert kind([RELEASE]).confidence > 0.9
    assert kind(["Recette de la soupe au potiron."]).confidence < 0.5
    assert kind([RELEASE + PROGRAMME + MINUTES]).confidence < kind([MINUTES]).confidence


@given(st.lists(st.text(max_size=200), max_size=4), st.text(max_size=20))
def test_any_text_has_a_kind_and_a_confidence(pages, name):
    judged = kind(pages, identifier=name)
    assert judged.kind in Kind
    assert 0.0 <= judged.confidence < 1.0


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the documents and gold of ../shared")
def test_kinds_of_real_documents():
    entries = [json.loads(line) for line in (SHARED / "gold" / "documents.dev.jsonl").open(encoding="utf-8")]
    right = [kind(entry["text"].split("\f")).kind.value == entry["kind"] for entry in entries]
    assert sum(right) >= 0.95 * len(entries)
