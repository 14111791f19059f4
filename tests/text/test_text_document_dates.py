"""When a document is from, and what that rests on."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.domain.document import DateBasis, Kind
from ptce_corpus.text.document_dates import document_date

SHARED = Path(__file__).parents[2].parent / "shared"
FILLER = "La coopérative compte douze membres et deux salariées.\n" * 40


@pytest.mark.parametrize(
    ("text", "of_kind", "expected"),
    [
        ("COMMUNIQUÉ DE PRESSE\n\nLe 3 avril 2018\n\nLa halle ouvre le 12 mai.", Kind.PRESS_RELEASE, "2018-04-03"),
        ("Communiqué de presse – 12 mars 2015\n\nTexte.", Kind.PRESS_RELEASE, "2015-03-12"),
        ("Lyon, le 13 janvier 2021 — En cette nouvelle année, le pôle s'agrandit.", Kind.OTHER, "2021-01-13"),
        ("Procès-verbal de l'assemblée générale du 9 février 2020\n\nTexte.", Kind.MINUTES, "2020-02-09"),
        ("Compte rendu\n\nRéunion du 4 mars 2019\n\nProchaine réunion : 2 avril 2019", Kind.MINUTES, "2019-03-04"),
        ("Le 8 mai 2022 à 14h, les membres se sont réunis.", Kind.MINUTES, "2022-05-08"),
        ("L'an deux mille dix-neuf, le douze mars, le conseil s'est réuni.", Kind.MINUTES, "2019-03-12"),
        ("Séance du 12 mars 2019\nDate de convocation : 5 mars 2019", Kind.MINUTES, "2019-03-12"),
        ("Nantes, le 6 mars 2017\n\nMadame,\n\nL'assemblée générale du 9 mai 2017…", Kind.LETTER, "2017-03-06"),
        ("La roue tourne\nPar Léa Roche\nPublié le 8 janvier 2021 à 10h30", Kind.ARTICLE, "2021-01-08"),
        ("La roue tourne\nPublié le : 05.09.2004 | 15h29", Kind.ARTICLE, "2004-09-05"),
        ("La Lettre des moulins — n° 15 — 6 novembre 2014\n\nLa roue tourne.", Kind.ARTICLE, "2014-11-06"),
        ("Étude des moulins\n\nJanvier 2017\n\nSommaire", Kind.REPORT, "2017-01"),
        ("Étude des moulins\nIrène Vasseur, chargée d'études, 28 mars 2024\n\nTexte.", Kind.REPORT, "2024-03-28"),
        ("Guide du compost\n\nVersion du 3 mai 2016\n\nTexte.", Kind.OTHER, "2016-05-03"),
        ("Guide du compost\n\nÉdition 2013\n\nTexte.", Kind.OTHER, "2013"),
        ("Guide du compost\n\nTexte.\n\n© 2013 Le Verger commun", Kind.OTHER, "2013"),
        ("LOI n° 2011-12 du 5 janvier 2011 portant plantation\n\nArticle 1", Kind.OTHER, "2011-01-05"),
        ("Statuts\n\n" + "Article. Texte.\n" * 40 + "Fait à Brest, le 2 juin 2013", Kind.OTHER, "2013-06-02"),
    ],
)
def test_a_date_that_the_document_states(text, of_kind, expected):
    assert document_date([text], identifier="x.txt", kind=of_kind) == (expected, DateBasis.STATED)


@pytest.mark.parametrize(
    "text",
    [
        "La coopérative, fondée le 4 juin 2011, compte douze membres.",
        "Le 12 mai prochain, la halle ouvrira.",
        "La première journée, qui s'est tenue le 25 juin 2012, a réuni cent personnes.",
        "Exercice 2016-2017",
        "Rapport d'activité 2015",
        "Comptes de l'exercice clos le 31 décembre 2015",
        "Inscription avant le 30 septembre 2022",
        "Date limite de dépôt : 30 juin 2018",
        "Vu l'arrêté du 27 février 2012 instituant les bureaux de vote",
        "Irène Vasseur, née le 4 mai 1970",
        "Mars 2020 -\nMars 2021",
    ],
)
def test_a_date_that_is_only_mentioned_is_not_the_document_s(text):
    for of_kind in Kind:
        assert document_date([text], identifier="x.txt", kind=of_kind) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "Journée des moulins\nJeudi 14 novembre 2019\n\n9h00 : Accueil",
        "Festival des Berges\nles 18, 19 et 20 mars 2022",
        "Webinaire – mardi 24 novembre 2020, de 14h à 16h30",
        "Rencontre des moulins\n\nMercredi 5 juillet 2017\nde 14h30 à 17h30\nParis 15e",
    ],
)
def test_the_day_of_an_event_does_not_date_its_programme(text):
    assert document_date([text], kind=Kind.PROGRAMME) == (None, None)
    assert document_date([text], kind=Kind.PROGRAMME, claim="2017-01-02") == ("2017-01-02", DateBasis.METADATA)


@pytest.mark.parametrize(
    "issued", ["Programme arrêté au 8 octobre 2015", "Mis en ligne le 8 octobre 2015", "Version du 8/10/2015"]
)
def test_a_programme_is_dated_by_the_day_it_came_out(issued):
    text = f"Journée des moulins\nJeudi 14 novembre 2015\n\n9h00 : Accueil\n\n{issued}"
    assert document_date([text], kind=Kind.PROGRAMME) == ("2015-10-08", DateBasis.STATED)


def test_a_report_is_dated_by_its_first_page_not_by_its_annex():
    pages = [
        "Évaluation des moulins\n\nIrène Vasseur, chargée d'études au réseau, 28 mars 2024\n\n" + FILLER,
        "Annexe\n\nDocument remis par le moulin.\n\nFait à Brives, le 13 février 2024\n\nPaul Lam",
    ]
    assert document_date(pages, kind=Kind.REPORT) == ("2024-03-28", DateBasis.STATED)


def test_file_name_then_metadata():
    assert document_date(["Texte."], identifier="2014-07-30_cp.pdf", claim="2016-01-01") == (
        "2014-07-30",
        DateBasis.FILE_NAME,
    )
    assert document_date(["Texte."], identifier="note.pdf", claim="2016-01-01") == ("2016-01-01", DateBasis.METADATA)
    assert document_date(["Texte."], identifier="note-2016.pdf", claim="2016-03-02") == (
        "2016-03-02",
        DateBasis.METADATA,
    )
    assert document_date(["Texte."], identifier="note-2015.pdf", claim="2019-03-02") == ("2015", DateBasis.FILE_NAME)


def test_what_tells_of_a_year_may_be_written_in_the_next():
    told = document_date(["Texte."], identifier="bilan-2015.pdf", claim="2016-03-02")
    assert told == ("2016-03-02", DateBasis.METADATA)


def test_metadata_tell_the_day_of_a_month_that_is_stated():
    page = "Étude des moulins\n\nJanvier 2017\n\nTexte."
    assert document_date([page], claim="2017-01-19") == ("2017-01-19", DateBasis.METADATA)
    assert document_date([page], claim="2017-03-19") == ("2017-01", DateBasis.STATED)


def test_metadata_that_belie_the_text_are_no_date():
    page = "En 2004 le moulin a fermé. En 2005 il a rouvert. " + FILLER
    assert document_date([page], claim="2014-06-24") == (None, None)
    assert document_date([page], claim="1980-01-01") == (None, None)
    assert document_date([page], claim="2006-06-24") == ("2006-06-24", DateBasis.METADATA)


def test_a_trusted_claim_comes_first():
    told = document_date(["Communiqué\n\nLe 3 avril 2018"], claim="2001", trusted=True)
    assert told == ("2001", DateBasis.METADATA)


@given(st.lists(st.text(max_size=300), max_size=3), st.sampled_from([None, *Kind]))
def test_a_date_and_its_basis_come_together(pages, of_kind):
    date, basis = document_date(pages, kind=of_kind)
    assert (date is None) == (basis is None)


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the documents and gold of ../shared")
def test_dates_of_real_documents():
    entries = [json.loads(line) for line in (SHARED / "gold" / "documents.dev.jsonl").open(encoding="utf-8")]
    told = [document_date(entry["text"].split("\f"), kind=Kind(entry["kind"]))[0] for entry in entries]
    right = [date == entry["date"] for date, entry in zip(told, entries, strict=True)]
    assert sum(right) >= 0.9 * len(entries)
