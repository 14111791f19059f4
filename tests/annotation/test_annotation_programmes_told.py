"""Who appears where programmes are told in prose, in tables, or dated apart from their document."""

import re

import pytest

from ptce_corpus.annotation.programmes.appearances import appearances
from ptce_corpus.domain.annotation import Label, Mention
from ptce_corpus.domain.document import Kind
from ptce_corpus.domain.span import Span

PEOPLE = ("Paul Martin", "Julie Roux", "Nadia Benali", "Jean Morel", "Léa Petit", "Omar Diallo")
BODIES = ("Fédération des Ateliers", "Ateliers du Fleuve", "Tilleul rouge", "FDA")
DAYS = {
    "12 mars 2019": "2019-03-12",
    "4 février 2019": "2019-02-04",
    "1er mars 2019": "2019-03-01",
    "12 mars prochain": "2019-03-12",
}
CLOCK = re.compile(r"(\d{1,2})h(\d\d)?(?:\s*(?:-|–|à)\s*(\d{1,2})h(\d\d)?)?")


def mentions(text):
    found = []
    for label, names in ((Label.PER, PEOPLE), (Label.ORG, BODIES), (Label.DATE, tuple(DAYS))):
        for name in names:
            found += [
                Mention(Span(*m.span()), label, m.group(), None if label is Label.DATE else name, DAYS.get(name))
                for m in re.finditer(re.escape(name), text)
            ]
    for m in CLOCK.finditer(text):
        value = f"T{int(m[1]):02}:{m[2] or '00'}" + (f"/T{int(m[3]):02}:{m[4] or '00'}" if m[3] else "")
        found.append(Mention(Span(*m.span()), Label.TIME, m.group(), None, value))
    return sorted(found, key=lambda mention: mention.span)


def rows(text, kind=Kind.PROGRAMME, date=None):
    found = appearances(text, mentions(text), date=date, kind=kind)
    return [(a.person, a.function, a.start) for a in found]


@pytest.mark.parametrize(
    "published",
    ["Mis en ligne le 4 février 2019", "Communiqué – Blois, le 4 février 2019", "Inscription avant le 1er mars 2019"],
)
def test_times_belong_to_the_day_of_the_event_not_to_that_of_the_document(published):
    text = f"Journée des ateliers du 12 mars 2019\n\n{published}\n\n- 9h30 : Ouverture – Paul Martin, président\n"
    assert rows(text, date="2019-02-04") == [("Paul Martin", "président", "2019-03-12T09:30")]


def test_a_line_that_begins_with_day_and_hours_dates_what_follows():
    text = "Atelier\n\nLe 4 février 2019\n\n12 mars 2019, de 9h à 17h – salle des fêtes, rue du Port, en bas du bourg\n"
    text += "\n10h : Conférence – Julie Roux, maire\n"
    assert rows(text, date="2019-02-04") == [("Julie Roux", "maire", "2019-03-12T10:00")]


def test_all_speakers_of_a_cell_appear_in_its_slot():
    text = "12 mars 2019\n\nHoraire | Session | Intervenants\n"
    text += "10h – 11h | Débat | Paul Martin, président de la Fédération des Ateliers (FDA) ; "
    text += "Julie Roux, gérante de Tilleul rouge ; Omar Diallo, ancien directeur de la FDA\n"
    assert rows(text) == [
        ("Paul Martin", "président de la Fédération des Ateliers", "2019-03-12T10:00"),
        ("Julie Roux", "gérante de Tilleul rouge", "2019-03-12T10:00"),
        ("Omar Diallo", "ancien directeur de la FDA", "2019-03-12T10:00"),
    ]


def test_a_function_goes_to_the_end_of_its_cell_but_not_into_the_next_words_of_a_sentence():
    table = "12 mars 2019\n\n10h | Débat | Julie Roux | Présidente de la coopérative Vent debout\n"
    assert rows(table) == [("Julie Roux", "Présidente de la coopérative Vent debout", "2019-03-12T10:00")]
    prose = "12 mars 2019\n\n10h : Débat – Julie Roux, directrice du Fleuve depuis janvier\n"
    assert rows(prose) == [("Julie Roux", "directrice du Fleuve", "2019-03-12T10:00")]


TOLD = """Rencontre des ateliers

Mardi 12 mars 2019

La rencontre sera ouverte à 14h par Paul Martin, président de la Fédération des Ateliers, et
par Julie Roux, maire de Blois. À 14h15, Nadia Benali, chercheuse, présentera son enquête.
De 15h à 16h, une table ronde réunira Jean Morel, artisan, et Léa Petit, conseillère. Elle sera
animée par Omar Diallo.

La conclusion, à 16h30, reviendra à Julie Roux.
"""


def test_a_programme_told_in_prose_gives_each_person_the_time_of_the_sentence():
    found = [(person, start) for person, _, start in rows(TOLD)]
    assert found == [
        ("Paul Martin", "2019-03-12T14:00"),
        ("Julie Roux", "2019-03-12T14:00"),
        ("Nadia Benali", "2019-03-12T14:15"),
        ("Jean Morel", "2019-03-12T15:00"),
        ("Léa Petit", "2019-03-12T15:00"),
        ("Omar Diallo", "2019-03-12T15:00"),
        ("Julie Roux", "2019-03-12T16:30"),
    ]


def test_a_person_only_spoken_of_in_such_prose_does_not_appear():
    text = "Rencontre\n\n12 mars 2019\n\nÀ 14h, Julie Roux présentera le livre que Paul Martin avait écrit.\n"
    assert [person for person, _, _ in rows(text)] == ["Julie Roux"]


def test_guests_listed_under_an_announced_event_appear_on_its_day():
    text = "Communiqué\n\nLa journée aura lieu le 12 mars prochain.\n\nLa journée donnera à voir :\n"
    text += "- Tilleul rouge, à Blois, avec Julie Roux, gérante ;\n- un atelier, avec son président, Jean Morel.\n"
    text += "\nInscription avant le 1er mars 2019.\n"
    found = rows(text, Kind.PRESS_RELEASE, "2019-02-04")
    assert [(person, start) for person, _, start in found] == [
        ("Julie Roux", "2019-03-12"),
        ("Jean Morel", "2019-03-12"),
    ]


def test_a_noun_stands_for_the_person_who_holds_the_office():
    text = "Paul Martin, président de la Fédération des Ateliers, a été élu hier.\n\n"
    text += "Le président présentera son projet le 12 mars prochain à 14h.\n"
    assert rows(text, Kind.PRESS_RELEASE, "2019-02-04") == [("Paul Martin", "président", "2019-03-12T14:00")]


MINUTES = """Procès-verbal de l'assemblée

12 mars 2019, 14h – 16h, Blois

Paul Martin, président, préside la séance. Julie Roux, maire de Blois, est nommée secrétaire de séance.

1. Rapport moral

Paul Martin ouvre la séance à 14h05. Il présente le rapport moral.

2. Comptes

Nadia Benali présente les comptes.
"""


def test_minutes_take_the_printed_hours_and_numbered_headings():
    found = appearances(MINUTES, mentions(MINUTES), date="2019-03-12", kind=Kind.MINUTES)
    title = "Procès-verbal de l'assemblée"
    assert [(a.person, a.function, a.session, a.start, a.end) for a in found] == [
        ("Paul Martin", "président", title, "2019-03-12T14:00", "2019-03-12T16:00"),
        ("Julie Roux", "maire de Blois", title, "2019-03-12T14:00", "2019-03-12T16:00"),
        ("Paul Martin", "président", "Rapport moral", "2019-03-12", None),
        ("Nadia Benali", None, "Comptes", "2019-03-12", None),
    ]
