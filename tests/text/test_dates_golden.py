"""Dates and clock times in French sentences of our own: spans and EDTF values by the annotation guidelines."""

import pytest

from ptce_corpus.domain.annotation import Label
from ptce_corpus.text.dates import find


def read(text: str, anchor: str | None = None) -> list[tuple[str, str | None]]:
    return [(dated.span.cut(text), dated.value) for dated in find(text, anchor=anchor)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("La réunion du mardi 12 mars 2019 est reportée.", [("mardi 12 mars 2019", "2019-03-12")]),
        ("Fait à Dax, le 1er mai 2014", [("1er mai 2014", "2014-05-01")]),
        ("les 1er et 2 juin 2016", [("1er et 2 juin 2016", "2016-06-01/2016-06-02")]),
        ("les 3, 4 et 12 mai 2014", [("3, 4", "2014-05-03/2014-05-04"), ("12 mai 2014", "2014-05-12")]),
        ("du 3 au 5 mai 2014", [("3 au 5 mai 2014", "2014-05-03/2014-05-05")]),
        ("du 28 avril au 3 mai 2016", [("28 avril au 3 mai 2016", "2016-04-28/2016-05-03")]),
        ("du 30 décembre au 2 janvier 2017", [("30 décembre au 2 janvier 2017", "2016-12-30/2017-01-02")]),
        ("24-25 mars 2014", [("24-25 mars 2014", "2014-03-24/2014-03-25")]),
        ("RENDEZ-VOUS LE 9 FÉVRIER 2015", [("9 FÉVRIER 2015", "2015-02-09")]),
        ("le 9 fe\u0301vrier 2015", [("9 fe\u0301vrier 2015", "2015-02-09")]),
        ("le 5 août\n2014 à Pau", [("5 août\n2014", "2014-08-05")]),
        ("mise à jour : 14/06/2013", [("14/06/2013", "2013-06-14")]),
        ("mise à jour : 14.06.13", [("14.06.13", "2013-06-14")]),
        ("mise à jour : 2013-06-14", [("2013-06-14", "2013-06-14")]),
        ("du 01/10 au 02/11/2017", [("01/10 au 02/11/2017", "2017-10-01/2017-11-02")]),
        ("le dix-huit juin mil neuf cent quarante-cinq", [("dix-huit juin mil neuf cent quarante-cinq", "1945-06-18")]),
        ("L'an deux mille seize, le conseil", [("deux mille seize", "2016")]),
        ("le 30 février 2014", [("février 2014", "2014-02")]),
    ],
)
def test_days(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("paru en sept. 2018", [("sept. 2018", "2018-09")]),
        ("avril-mai 2021", [("avril-mai 2021", "2021-04/2021-05")]),
        ("de mai à octobre 2020", [("mai à octobre 2020", "2020-05/2020-10")]),
        ("juillet et août 2014", [("juillet", "2014-07"), ("août 2014", "2014-08")]),
        ("de 2014 à mai 2018", [("2014 à mai 2018", "2014/2018-05")]),
        ("depuis 2009", [("2009", "2009")]),
        ("fin 2014", [("2014", "2014")]),
        ("l'exercice 2015", [("2015", "2015")]),
        ("en 2013 et 2015", [("2013", "2013"), ("2015", "2015")]),
        ("entre 2013 et 2015", [("2013 et 2015", "2013/2015")]),
        ("de 2010 à 2014", [("2010 à 2014", "2010/2014")]),
        ("la saison 2016-2017", [("2016-2017", "2016/2017")]),
        ("la saison 2013-14", [("2013-14", "2013/2014")]),
        ("(1446-\n   1482)", [("1446-\n   1482", "1446/1482")]),
        ("les Rencontres de l'Adour 2018 ont réuni", [("2018", "2018")]),
        ("au printemps 2017", [("printemps 2017", "2017-21")]),
        ("l'hiver 2016-2017", [("hiver 2016-2017", "2016-24")]),
        ("au premier semestre 2013", [("premier semestre 2013", "2013-01/2013-06")]),
        ("2e trimestre 2014", [("2e trimestre 2014", "2014-04/2014-06")]),
        ("dans les années 1970", [("années 1970", "197X")]),
        ("dans les années 80", [("années 80", "198X")]),
        ("les années 1980 et 1990", [("années 1980", "198X"), ("1990", "199X")]),
        ("les années 2012 et 2013", [("2012", "2012"), ("2013", "2013")]),
        ("au XXe siècle", [("XXe siècle", "19XX")]),
        ("du IXe au XIIe siècle", [("IXe au XIIe siècle", "08XX/11XX")]),
        ("entre le XIe et le début du XIIIe siècle", [("XIe et le début du XIIIe siècle", "10XX/12XX")]),
        ("IIIe siècle av. J.-C.", [("IIIe siècle", None)]),
        ("à Noël 2015", [("Noël 2015", "2015-12-25")]),
        ("le lundi de Pâques 2016", [("lundi de Pâques 2016", "2016-03-28")]),
    ],
)
def test_months_years_and_longer(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("à 14h30 précises", [("14h30", "T14:30")]),
        ("à 14 h 30", [("14 h 30", "T14:30")]),
        ("à 14:30", [("14:30", "T14:30")]),
        ("de 14h30 à 17h30", [("14h30 à 17h30", "T14:30/T17:30")]),
        ("10h-18h : ateliers", [("10h-18h", "T10:00/T18:00")]),
        ("de 14 à 17h", [("14 à 17h", "T14:00/T17:00")]),
        ("9h00 – 9h30 : accueil", [("9h00 – 9h30", "T09:00/T09:30")]),
        ("9h-12h et 14h-17h", [("9h-12h", "T09:00/T12:00"), ("14h-17h", "T14:00/T17:00")]),
        ("rendez-vous à 9 heures", [("9 heures", "T09:00")]),
        ("vers 8 heures du soir", [("8 heures du soir", "T20:00")]),
        ("à quinze heures trente", [("quinze heures trente", "T15:30")]),
        ("rendez-vous à midi", [("midi", "T12:00")]),
        ("entre 19 heures et minuit", [("19 heures et minuit", "T19:00/T00:00")]),
    ],
)
def test_clock_times(text, expected):
    assert read(text) == expected
    assert {dated.label for dated in find(text)} == {Label.TIME}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("le 19 septembre prochain", [("19 septembre prochain", "2014-09-19")]),
        ("le 21 juillet dernier", [("21 juillet dernier", "2014-07-21")]),
        ("le 5 octobre dernier", [("5 octobre dernier", "2013-10-05")]),
        ("en juin dernier", [("juin dernier", "2014-06")]),
        ("mardi dernier", [("mardi dernier", "2014-07-29")]),
        ("lundi en huit", [("lundi en huit", "2014-08-11")]),
        ("l'an prochain", [("an prochain", "2015")]),
        ("l'année dernière", [("année dernière", "2013")]),
        ("cette année", [("cette année", "2014")]),
        ("le mois prochain", [("mois prochain", "2014-08")]),
        ("la semaine prochaine", [("semaine prochaine", "2014-08-04/2014-08-10")]),
        ("l'hiver dernier", [("hiver dernier", "2013-24")]),
        ("il a démissionné hier", [("hier", "2014-07-29")]),
        ("avant-hier", [("avant-hier", "2014-07-28")]),
        ("demain à 9h", [("demain", "2014-07-31"), ("9h", "T09:00")]),
        ("il y a trois ans", [("il y a trois ans", "2011")]),
        ("dans 15 jours", [("dans 15 jours", "2014-08-14")]),
        ("dès le 3 août, une permanence ouvre", [("3 août", "2014-08-03")]),
        ("le préfet a reçu vendredi les élus", [("vendredi", "2014-07-25")]),
        ("le préfet recevra vendredi les élus", [("vendredi", "2014-08-01")]),
    ],
)
def test_told_from_the_date_of_the_document(text, expected):
    found = find(text, anchor="2014-07-30")
    assert [(dated.span.cut(text), dated.value) for dated in found] == expected
    assert all(dated.relative for dated in found if dated.label is Label.DATE)


@pytest.mark.parametrize(
    "text",
    [
        "75012 Paris, tél. 01 42 34 20 15",
        "une subvention de 2000 euros",
        "plus de 2000 personnes, 1200 membres, 1950 logements",
        "voir page 2014 et salle 2010",
        "la norme ISO 2015",
        "https://exemple.fr/actes/2019/01/07/compte-rendu",
        "12 rue du 8 mai 1945",
        "avenue du 11 novembre",
        "les métiers d'hier et de demain",
        "ils sont aujourd'hui deux cents",
        "ouvert du lundi au vendredi",
        "le troisième lundi de chaque mois",
        "une durée de 2h, 35 heures par semaine, 24h/24",
        "après 1h30 de débat",
        "la pause de midi dans le Midi",
        "il a été élu, elle marche sur Mars",
        "chaque année en octobre",
        "depuis plus de vingt ans",
    ],
)
def test_what_is_no_date(text):
    assert read(text, "2014-07-30") == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("le 13 jauvier 2O21", "2021-01-13"),
        ("le l5 mars 2O14", "2014-03-15"),
        ("le ler février 2016", "2016-02-01"),
        ("le 1^{er} mai 2014", "2014-05-01"),
        ("le 6 f6vrier 2014", "2014-02-06"),
        ("le 3 jnin 2015", "2015-06-03"),
        ("le 5 novernbre 2012", "2012-11-05"),
        ("le 14 décenbre 2011", "2011-12-14"),
    ],
)
def test_light_ocr_damage_is_read_through(text, value):
    (dated,) = find(text)
    assert dated.value == value
    assert dated.span.end == len(text)


def test_a_damaged_word_as_near_to_two_months_is_no_month():
    assert read("le 5 mots 2014") == [("2014", "2014")]


def test_a_law_keeps_its_date_and_not_its_number():
    assert read("la loi n° 2014-856 du 31 juillet 2014") == [("31 juillet 2014", "2014-07-31")]


def test_a_year_stated_in_the_same_sentence_beats_the_date_of_the_document():
    text = "Créée en 2005, peu après le décret de février, elle grandit. L'assemblée du 4 juin est ouverte."
    assert read(text, "2018-05-20") == [("2005", "2005"), ("février", "2005-02"), ("4 juin", "2018-06-04")]


def test_without_a_date_the_nearest_stated_day_gives_the_year_and_says_so():
    text = "Mercredi 5 juillet 2017, à Dax.\n\nInscription avant le 30 juin."
    *_, last = find(text)
    assert last.value == "2017-06-30"
    assert last.relative
    assert last.note is not None


def test_without_a_date_an_announced_day_beats_the_date_of_a_law():
    text = (
        "Vendredi 6 octobre 2017\n\nDepuis la loi relative à l'ESS du 31 juillet 2014, les pôles grandissent.\n\n"
        "La rencontre du 6 octobre est ouverte, et celle du 8 novembre prochain aussi."
    )
    assert [value for _, value in read(text)] == ["2017-10-06", "2014-07-31", "2017-10-06", "2017-11-08"]


def test_without_anything_to_go_by_the_value_is_null():
    assert read("Réponse avant le 30 juin.") == [("30 juin", None)]
    assert read("Cette année encore, les pôles grandissent.") == [("Cette année", None)]


@pytest.mark.parametrize("anchor", ["", "hier", "2014-99-99", "2014-07-30T10:00", "20XX", "9999-12-31", "../2014"])
def test_a_malformed_or_open_anchor_raises_nothing(anchor):
    assert find("le 19 septembre prochain et cette année", anchor=anchor)


def test_the_precision_of_the_anchor_bounds_what_is_told_from_it():
    assert read("cette année, le mois dernier, hier", "2014") == [
        ("cette année", "2014"),
        ("mois dernier", None),
        ("hier", None),
    ]


def test_the_weekday_decides_between_years_and_a_wrong_one_is_noted():
    assert read("lundi 5 mars", "2017-11-03") == [("lundi 5 mars", "2018-03-05")]
    assert read("dimanche 5 mars", "2017-11-03") == [("dimanche 5 mars", "2017-03-05")]
    (dated,) = find("lundi 6 mars 2018")
    assert dated.value == "2018-03-06"
    assert dated.note is not None
    assert dated.confidence < 0.8


def test_weekdays_that_head_a_programme_are_days_of_its_interval():
    text = "Festival les 18, 19 et 20 mars 2022\n\nVendredi\n20h Ouverture\n\nSamedi\n10h Jeux\n"
    assert [value for words, value in read(text) if words.istitle()] == ["2022-03-18", "2022-03-19"]
