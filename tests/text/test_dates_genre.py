"""Dates as press releases, programmes, minutes and reports write them: spans and EDTF values, marked in the sentence.

The sentences stand in ``data/dates.txt``, where ``[words = value]`` marks an expression and the value that it must get.
"""

import re
from pathlib import Path

import pytest

from ptce_corpus.domain.annotation import Label
from ptce_corpus.text.dates import find

TABLE = Path(__file__).with_name("data") / "dates.txt"
_MARK = re.compile(r"\[([^\]=]+) = ([^\]]+)\]")


def marked(line: str) -> tuple[str, list[tuple[int, int, str]]]:
    """The sentence without its marks, and what they say: start, end and value."""
    text, expected, end = "", [], 0
    for mark in _MARK.finditer(line):
        text += line[end : mark.start()]
        expected.append((len(text), len(text) + len(mark[1]), mark[2]))
        text, end = text + mark[1], mark.end()
    return text + line[end:], expected


def sections() -> dict[str, list[str]]:
    """The sentences of ``data/dates.txt`` by section."""
    table = re.sub(r"^#.*\n", "", TABLE.read_text("utf-8"), flags=re.MULTILINE).replace("/\n", "\0")
    lines: dict[str, list[str]] = {}
    for part in table.split("== ")[1:]:
        name, *sentences = part.strip().splitlines()
        lines[name] = [line.replace("\0", "\n") for line in sentences if line.strip()]
    return lines


SECTIONS = sections()
STATED = [*SECTIONS["days"], *SECTIONS["months and longer"], *SECTIONS["clock"]]


def read(text: str, anchor: str | None = None) -> list[tuple[str, str | None]]:
    return [(dated.span.cut(text), dated.value) for dated in find(text, anchor=anchor)]


def shown(line: str) -> tuple[str, list[tuple[str, str]]]:
    text, expected = marked(line)
    return text, [(text[start:end], value) for start, end, value in expected]


@pytest.mark.parametrize("line", STATED)
def test_what_states_its_date_needs_nothing_else(line):
    text, expected = shown(line)
    assert read(text) == expected


@pytest.mark.parametrize("line", STATED)
def test_what_states_its_date_is_read_alike_in_a_document_of_another_year(line):
    text, expected = shown(line)
    assert read(text, "2001-01-03") == expected


@pytest.mark.parametrize("line", SECTIONS["told"])
def test_what_is_told_from_the_date_of_the_document(line):
    text, expected = shown(line)
    assert read(text, "2014-07-30") == expected
    dates = [dated for dated in find(text, anchor="2014-07-30") if dated.label is Label.DATE]
    assert all(dated.relative for dated in dates)


@pytest.mark.parametrize("line", SECTIONS["damaged"])
def test_ocr_damage_is_read_through(line):
    text, expected = shown(line)
    assert read(text) == expected


@pytest.mark.parametrize("line", SECTIONS["none"])
@pytest.mark.parametrize("anchor", [None, "2014-07-30"])
def test_what_is_no_date(line, anchor):
    assert read(line, anchor) == []


@pytest.mark.parametrize(
    "text",
    [
        "le l4 mai 2014",
        "le 3 mars 2O14",
        "le 3 septernbre 2014",
        "le rnardi 3 juin 2014",
        "le 14/O6/2013",
        "le 8mai2016",
        "en jauvier 2014",
        "en 2O14",
    ],
)
def test_damage_costs_confidence(text):
    (dated,) = find(text)
    assert dated.value is not None
    assert dated.confidence <= 0.8


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("le 16 à 18h, salle des fêtes", "2014-07-30"),
        ("Réponse le 12 courant", None),
        ("au premier semestre, les ventes", None),
        ("le premier lundi de mars", None),
        ("le mardi de la semaine prochaine", "2014-07"),
        ("cette semaine", "2014"),
        ("hier", None),
    ],
)
def test_what_nothing_settles_has_no_value(text, anchor):
    dated = next(dated for dated in find(text, anchor=anchor) if dated.label is Label.DATE)
    assert dated.value is None


def test_a_day_without_its_month_follows_the_day_stated_in_its_paragraph():
    text = "La réunion du 28 mars 2016 est reportée au mercredi 6. Rendez-vous le 2 à 18h."
    found = [dated for dated in find(text, anchor="2017-01-01") if dated.label is Label.DATE]
    assert [dated.value for dated in found] == ["2016-03-28", "2016-04-06", "2016-04-02"]
    assert all(dated.note for dated in found[1:])


def test_a_fifth_monday_that_the_month_does_not_have_is_no_day():
    (dated,) = find("le cinquième lundi de février 2018")
    assert dated.value is None
    assert dated.note == "no such day"
