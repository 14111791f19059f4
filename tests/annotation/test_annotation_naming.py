"""One name for all mentions of one person or body in a document."""

import pytest

from ptce_corpus.annotation.entities.candidates import Candidate
from ptce_corpus.annotation.entities.naming import names, ordinary
from ptce_corpus.domain.annotation import Label
from ptce_corpus.domain.span import Span


def found(text, label, *surfaces):
    result, at = [], 0
    for surface in surfaces:
        start = text.index(surface, at)
        at = start + len(surface)
        result.append(Candidate(Span(start, at), label, 1, "test"))
    return result


def named(text, label, *surfaces):
    listed = found(text, label, *surfaces)
    known = names(text, listed)
    return [known[one.span] for one in listed]


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Hélène VALMONT", "Hélène Valmont"),
        ("VALMONT Hélène", "Hélène Valmont"),
        ("LE GARREC Pauline", "Pauline Le Garrec"),
        ("Jean-Luc DUPONT-MOREL", "Jean-Luc Dupont-Morel"),
        ("Charles DE VILLENEUVE", "Charles de Villeneuve"),
        ("Anne  Petit", "Anne Petit"),
    ],
)
def test_a_person_is_named_in_ordinary_capitals_and_order(printed, name):
    assert ordinary(printed) == name


def test_shorter_forms_stand_for_the_fullest():
    text = "VALMONT Hélène ouvre. H. Valmont ajoute. Valmont conclut. Hélène Valmont remercie."
    assert set(named(text, Label.PER, "VALMONT Hélène", "H. Valmont", "Valmont", "Hélène Valmont")) == {
        "Hélène Valmont"
    }


def test_of_two_people_of_one_name_the_last_named_is_meant():
    text = "Luc Morel parle. Morel finit. Anne Morel parle. Morel finit."
    assert named(text, Label.PER, "Luc Morel", "Morel", "Anne Morel", "Morel") == [
        "Luc Morel",
        "Luc Morel",
        "Anne Morel",
        "Anne Morel",
    ]


def test_an_acronym_takes_the_name_that_the_document_spells_out():
    text = "Le RJUP agit. Le Réseau des Jardins Urbains Partagés (RJUP) agit."
    assert (
        named(text, Label.ORG, "RJUP", "Réseau des Jardins Urbains Partagés", "RJUP")
        == ["Réseau des Jardins Urbains Partagés"] * 3
    )


def test_an_acronym_that_nothing_spells_out_names_itself():
    assert named("Le RJUP agit.", Label.ORG, "RJUP") == ["RJUP"]


def test_a_body_in_capitals_takes_the_ordinary_form_of_the_document():
    text = "Le LABO des Champs invite. Le Labo des Champs accueille."
    assert named(text, Label.ORG, "LABO des Champs", "Labo des Champs") == ["Labo des Champs"] * 2
