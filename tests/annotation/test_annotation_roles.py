"""Function phrases: where they end, and the organisation in them."""

import itertools

import pytest

from ptce_corpus.annotation.functions.roles import role_at, roles


@pytest.mark.parametrize(
    ("text", "title", "organisation"),
    [
        ("Directeur CBE du Morvan - PTCE Grand Lac\n", "Directeur CBE du Morvan", "CBE du Morvan"),
        (
            "présidente de la Fédération des ateliers, ouvre",
            "présidente de la Fédération des ateliers",
            "Fédération des ateliers",
        ),
        (
            "vice-président du conseil départemental de la Creuse en charge de l'eau.",
            "vice-président du conseil départemental de la Creuse en charge de l'eau",
            "conseil départemental de la Creuse",
        ),
        ("Responsable communication anne@exemple.org", "Responsable communication", None),
        ("Directrice du développement local - Caisse Rurale\n", "Directrice du développement local", "Caisse Rurale"),
        (
            "ministre de la Ville, de la Jeunesse et des Sports, viendra",
            "ministre de la Ville, de la Jeunesse et des Sports",
            None,
        ),
        (
            "Géographe, chargée d'études à l'Institut Lenoir\n",
            "Géographe, chargée d'études à l'Institut Lenoir",
            "Institut Lenoir",
        ),
        (
            "directeur·rice général·e de la Coopérative du Puits ;",
            "directeur·rice général·e de la Coopérative du Puits",
            "Coopérative du Puits",
        ),
        ("Delegue general de l'Union des regies", "Delegue general de l'Union des regies", "Union des regies"),
        ("présidente du réseau explique que tout va", "présidente du réseau", None),
        ("maire a dit oui", "maire", None),
        ("Président Jean Valmont", "Président", None),
    ],
)
def test_a_phrase_ends_where_its_words_end(text, title, organisation):
    role = role_at(text, 0)
    assert role is not None
    assert (role.title, role.organisation) == (title, organisation)
    assert " ".join(role.span.cut(text).split()) == title


@pytest.mark.parametrize(
    ("text", "ended"), [("ancienne directrice du Phare", True), ("ex-président", True), ("directrice du Phare", False)]
)
def test_a_word_before_the_head_says_that_the_function_is_over(text, ended):
    role = role_at(text, 0)
    assert role is not None
    assert role.ended is ended


def test_no_phrase_begins_where_there_is_no_head():
    assert role_at("la maison du coin", 0) is None
    assert role_at("", 0) is None


def test_a_phrase_may_run_over_the_end_of_a_line():
    text = "cheffe de l'institut de\nbotanique du Jardin Vert."
    role = role_at(text, 0)
    assert role is not None
    assert role.title == "cheffe de l'institut de botanique du Jardin Vert"


def test_all_phrases_of_a_text_come_in_order_without_overlap():
    text = "L'ancien trésorier de la Ruche et la directrice générale ont vu le maire de Tulle."
    found = list(roles(text))
    assert [role.title for role in found] == ["ancien trésorier de la Ruche", "directrice générale", "maire de Tulle"]
    assert all(left.span.end <= right.span.start for left, right in itertools.pairwise(found))


def test_a_wall_of_heads_is_read_in_a_time_that_grows_with_its_length():
    assert len(list(roles("président " * 5000))) > 0


@pytest.mark.parametrize(
    ("phrase", "organisation"),
    [
        ("expert-comptable à Dijon", None),
        ("agricultrice à Tulle", None),
        ("maire de Dole", "Dole"),
        ("directrice de la MJC à Vire", "MJC à Vire"),
        ("directeur général des services à la Ville de Lille", "Ville de Lille"),
    ],
)
def test_where_one_works_is_no_body(phrase, organisation):
    role = role_at(phrase, 0)
    assert role is not None
    assert role.organisation == organisation
