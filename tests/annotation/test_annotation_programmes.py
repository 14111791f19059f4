"""Who appears where and when, by the layouts of programmes, invitations, press releases and minutes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.annotation.programmes.appearances import appearances
from ptce_corpus.domain.annotation import Label, Mention
from ptce_corpus.domain.document import Kind
from ptce_corpus.domain.span import Span

PEOPLE = ("Paul Martin", "Julie Roux", "Nadia Benali", "Jean Morel", "Léa Petit", "Omar Diallo")
BODIES = ("Fédération des Ateliers", "Ateliers du Fleuve", "Région Aurélie", "Collectif Tilleul")
PLACES = ("Salle des Tilleuls", "Blois")
DAYS = {"12 mars 2019": "2019-03-12", "13 mars 2019": "2019-03-13", "4 février 2019": "2019-02-04"}
CLOCK = re.compile(r"(\d{1,2})h(\d\d)?(?:\s*(?:-|–|à)\s*(\d{1,2})h(\d\d)?)?")


def mentions(text):
    found = []
    for label, names in ((Label.PER, PEOPLE), (Label.ORG, BODIES), (Label.LOC, PLACES), (Label.DATE, tuple(DAYS))):
        for name in names:
            found += [
                Mention(Span(*m.span()), label, m.group(), None if label is Label.DATE else name, DAYS.get(name))
                for m in re.finditer(re.escape(name), text, re.IGNORECASE)
            ]
    for m in CLOCK.finditer(text):
        value = f"T{int(m[1]) % 24:02}:{m[2] or '00'}"
        if m[3]:
            value += f"/T{int(m[3]) % 24:02}:{m[4] or '00'}"
        found.append(Mention(Span(*m.span()), Label.TIME, m.group(), None, value))
    return sorted(found, key=lambda mention: mention.span)


def read(text, kind=Kind.PROGRAMME, date=None):
    return appearances(text, mentions(text), date=date, kind=kind)


BULLETS = """Rencontre des ateliers
Mardi 12 mars 2019
Salle des Tilleuls, Blois

Animation de la journée – Paul Martin, président de la Fédération des Ateliers

9h30 – 10h : ACCUEIL ET OUVERTURE

- Julie Roux, maire de Blois

10h – 11h15 : LES MÉTIERS DE DEMAIN

Les métiers changent vite. Comment former ceux qui viennent ?

Témoignages :

- Nadia Benali, directrice des Ateliers du Fleuve
- Jean Morel, chercheur - Région Aurélie

11h15 : CONCLUSION

Léa Petit

Contact presse : Omar Diallo, 01 23 45 67 89
"""


def test_bullets_under_timed_headings():
    found = {a.person: a for a in read(BULLETS)}
    assert set(found) == {"Paul Martin", "Julie Roux", "Nadia Benali", "Jean Morel", "Léa Petit"}
    assert (found["Julie Roux"].start, found["Julie Roux"].end) == ("2019-03-12T09:30", "2019-03-12T10:00")
    assert found["Julie Roux"].session == "ACCUEIL ET OUVERTURE"
    assert found["Nadia Benali"].start == found["Jean Morel"].start == "2019-03-12T10:00"
    assert (found["Léa Petit"].start, found["Léa Petit"].end) == ("2019-03-12T11:15", None)
    assert found["Paul Martin"].start == "2019-03-12"
    assert found["Nadia Benali"].function.startswith("directrice")
    assert found["Nadia Benali"].organisation == "Ateliers du Fleuve"
    assert (found["Jean Morel"].function, found["Jean Morel"].organisation) == ("chercheur", "Région Aurélie")
    assert found["Julie Roux"].place == "Salle des Tilleuls"


def test_days_above_and_names_behind_times():
    text = """12 mars 2019, matin
Les eaux et les forêts

9h40     Paul Martin. “Le bois en ville”
10h20    Julie Roux. “La loutre et Jean Morel”

13 mars 2019, après-midi
Les sols

14h      Ouverture
14h10    Nadia Benali. “La terre crue”
"""
    found = read(text)
    assert [(a.person, a.start, a.session) for a in found] == [
        ("Paul Martin", "2019-03-12T09:40", "Les eaux et les forêts"),
        ("Julie Roux", "2019-03-12T10:20", "Les eaux et les forêts"),
        ("Nadia Benali", "2019-03-13T14:10", "Les sols"),
    ]


def test_rows_of_a_table():
    text = """Mardi 12 mars 2019

| 9h30 | Ouverture | Paul Martin |
| 10h-11h | Former autrement | Julie Roux |
"""
    assert [(a.person, a.start, a.end, a.session) for a in read(text)] == [
        ("Paul Martin", "2019-03-12T09:30", None, "Ouverture"),
        ("Julie Roux", "2019-03-12T10:00", "2019-03-12T11:00", "Former autrement"),
    ]


def test_several_on_one_line_and_one_person_in_two_slots():
    text = """12 mars 2019
14h Table ronde animée par Paul Martin, avec Julie Roux (Région Aurélie), Nadia Benali et Jean Morel
16h Film : « Le fleuve » (hommage à Léa Petit)
17h Clôture par Paul Martin
"""
    found = read(text)
    assert [(a.person, a.start) for a in found] == [
        ("Paul Martin", "2019-03-12T14:00"),
        ("Julie Roux", "2019-03-12T14:00"),
        ("Nadia Benali", "2019-03-12T14:00"),
        ("Jean Morel", "2019-03-12T14:00"),
        ("Paul Martin", "2019-03-12T17:00"),
    ]
    assert found[1].organisation == "Région Aurélie"


def test_a_press_release_that_announces():
    text = """COMMUNIQUÉ DE PRESSE

Journée des ateliers

Le 12 mars 2019, en présence de Julie Roux, maire de Blois, et de Paul Martin, la journée accueillera cent personnes.

Contact : Léa Petit
"""
    found = read(text, Kind.PRESS_RELEASE, "2019-02-04")
    assert [(a.person, a.start) for a in found] == [("Julie Roux", "2019-03-12"), ("Paul Martin", "2019-03-12")]
    assert found[0].function == "maire de Blois"


def test_what_is_over_is_not_announced():
    text = "Le 4 février 2019, en présence de Julie Roux, la journée a réuni cent personnes."
    assert read(text, Kind.PRESS_RELEASE, "2019-03-12") == ()


@pytest.mark.parametrize("kind", [Kind.REPORT, Kind.ARTICLE])
def test_other_documents_have_none(kind):
    assert read(BULLETS, kind) == ()


MINUTES = """Assemblée générale de la Fédération des Ateliers
Le 12 mars 2019 à 18h, les membres se sont réunis.
Étaient présents :
Paul Martin — président ;
Julie Roux — trésorière ;
Nadia Benali ;
Jean Morel.
La séance débute à 18h10, présidée par Paul Martin. Nadia Benali est la secrétaire de séance.

Rapport moral
Le président présente le rapport moral. Jean Morel demande si tout va bien.

Rapport financier
Julie Roux présente les comptes de la fédération.

Élections
Jean Morel se présente à la fonction de vérificateur.
"""


def test_minutes_show_chair_secretary_and_those_who_report():
    found = read(MINUTES, Kind.MINUTES, "2019-03-12")
    assert [(a.person, a.function, a.session, a.start) for a in found] == [
        ("Paul Martin", "président", "Assemblée générale de la Fédération des Ateliers", "2019-03-12T18:10"),
        (
            "Nadia Benali",
            "secrétaire de séance",
            "Assemblée générale de la Fédération des Ateliers",
            "2019-03-12T18:10",
        ),
        ("Paul Martin", "président", "Rapport moral", "2019-03-12"),
        ("Julie Roux", "trésorière", "Rapport financier", "2019-03-12"),
    ]
    assert {a.organisation for a in found} == {"Fédération des Ateliers"}


LINES = st.sampled_from(
    [
        "12 mars 2019",
        "9h30",
        "10h - 11h :",
        "Paul Martin",
        "- Julie Roux, maire",
        "| ",
        "Jean Morel (",
        ") ",
        "##",
        "Salle des Tilleuls",
        "\n",
        "\n\n",
        " par ",
        " : ",
        "présente",
        "Le président",
        "\f",
        "  ",
        "*",
        "Contact",
        "—",
    ]
)


@given(st.lists(LINES, max_size=30).map("".join), st.sampled_from(Kind), st.sampled_from([None, "2019-03-12"]))
def test_any_layout_is_read(text, kind, date):
    found = read(text, kind, date)
    rows = [(a.person, a.start, a.session) for a in found]
    assert len(set(rows)) == len(rows)
    for appearance in found:
        assert appearance.span.cut(text)
        assert appearance.end is None or appearance.start is not None
