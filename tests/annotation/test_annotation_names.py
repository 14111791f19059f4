"""People, organisations and places by shape and list, without the trained model."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.annotation.entities.acronyms import expansions
from ptce_corpus.annotation.entities.aliases import expanded
from ptce_corpus.annotation.entities.candidates import Candidate, settled
from ptce_corpus.annotation.entities.occurrences import occurrences
from ptce_corpus.annotation.entities.organisations import organisations
from ptce_corpus.annotation.entities.persons import people
from ptce_corpus.annotation.entities.places import places
from ptce_corpus.annotation.letters import flat, plain
from ptce_corpus.domain.annotation import Label
from ptce_corpus.domain.span import Span


def cut(text, candidates):
    return [one.span.cut(text) for one in settled(candidates)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("avec Hélène VALMONT et Paul Le Guen.", ["Hélène VALMONT", "Paul Le Guen"]),
        ("VALMONT Hélène, présidente", ["VALMONT Hélène"]),
        ("Mme Lestrade et M. Kergoat", ["Lestrade", "Kergoat"]),
        ("M. le président et Mme la ministre", []),
        ("J.-P. Morvan l'a dit", ["J.-P. Morvan"]),
        ("le livre de Jeanne de Montrouge paraît", ["Jeanne de Montrouge"]),
        ("Kwaku MENSAHBO prend la parole", ["Kwaku MENSAHBO"]),
        ("- Développer Les Actions", []),
        ("France Bois et Paris Habitat", []),
        ("Présents : Anne Bureau, Luc Petit", ["Anne Bureau", "Luc Petit"]),
    ],
)
def test_people_are_seen_by_the_shape_of_their_names(text, names):
    assert cut(text, people(text)) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("au conseil régional de Bretagne hier", ["conseil régional de Bretagne"]),
        ("le ministère de la Culture et des Arts a", ["ministère de la Culture et des Arts"]),
        ("l'association Trivalor a ouvert", ["Trivalor"]),
        ("l'association « Les Mains Libres » a ouvert", ["Les Mains Libres"]),
        ("le ministère a répondu, le conseil aussi", []),
        ("les PTCE et l'ESS, la TVA", []),
        ("le PTCE Grand Ouest et ses pôles", ["PTCE Grand Ouest"]),
        ("la Direction générale du travail.", ["Direction générale du travail"]),
        ("le conseil d'administration de mai", []),
        ("la SCIC Vertical, gérée par le RTES", ["Vertical", "RTES"]),
    ],
)
def test_organisations_are_seen_by_their_kind(text, names):
    assert cut(text, organisations(text)) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("14, rue des Lilas 44000 NANTES", ["14, rue des Lilas", "44000 NANTES"]),
        ("3-5 place Jean Moulin\nParis 12e", ["3-5 place Jean Moulin", "Paris 12e"]),
        ("à Quimper, en Bretagne", ["Quimper", "Bretagne"]),
        ("dans le 13^{ème} arrondissement", ["13^{ème} arrondissement"]),
        ("en Salle Louise Michel", ["Salle Louise Michel"]),
        ("près de la baie de Somme", ["baie de Somme"]),
        ("il y a sens à cela, le lot aussi", []),
    ],
)
def test_places_are_seen_by_list_and_layout(text, names):
    assert cut(text, places(text)) == names


def test_a_place_in_capitals_is_the_place_of_the_list():
    assert cut("REIMS, LE 3 MAI", places("REIMS, LE 3 MAI")) == ["REIMS"]


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("le Réseau des Jardins Urbains Partagés (RJUP) invite", "RJUP", "Réseau des Jardins Urbains Partagés"),
        ("le RJUP (Réseau des Jardins Urbains Partagés) invite", "RJUP", "Réseau des Jardins Urbains Partagés"),
    ],
)
def test_a_document_teaches_its_acronyms_in_either_order(text, short, long):
    pairs = [(pair.short.cut(text), pair.long.cut(text)) for pair in expansions(text)]
    assert pairs == [(short, long)]


def test_an_acronym_that_spells_nothing_is_no_expansion():
    assert list(expansions("la réunion du matin (RJUP) a lieu")) == []


def test_an_acronym_learned_once_counts_everywhere():
    text = "La RJUP. Le Réseau des Jardins Urbains Partagés (RJUP) et la RJUP."
    assert cut(text, expanded(text)) == ["RJUP", "Réseau des Jardins Urbains Partagés", "RJUP", "RJUP"]


@given(st.text())
def test_letters_lose_their_accents_and_keep_their_places(text):
    assert len(flat(text)) == len(plain(text)) == len(text)


spans = st.tuples(st.integers(0, 60), st.integers(1, 12)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))
candidates = st.builds(Candidate, spans, st.sampled_from(Label), st.integers(0, 9), st.just("test"))


@given(st.lists(candidates))
def test_what_is_settled_does_not_overlap_and_nothing_heavier_was_set_aside(listed):
    kept = settled(listed)
    assert all(left.span.end <= right.span.start for left, right in itertools.pairwise(kept))
    for one in listed:
        assert any(one == other or (one.span.overlaps(other.span) and other.weight >= one.weight) for other in kept)


@given(st.lists(st.sampled_from(["Ada Bel", "Ada", "Bel", "Caz-Du", "xyz", "\n", ".", "Bel."]), max_size=12))
def test_known_names_are_found_as_whole_words_only(parts):
    text = " ".join(parts)
    for span, name in occurrences(text, {"Ada", "Ada Bel", "Caz"}):
        assert span.cut(text).replace("\n", " ") == name
        assert not text[span.end : span.end + 1].isalnum()
        assert name != "Caz"


@pytest.mark.parametrize("wall", ["Jean ", "A. ", "Salle ", "association de ", "Le Conseil de ", "(RTES) ", "12 rue "])
def test_walls_of_text_are_read_in_a_time_that_grows_with_their_length(wall):
    text = wall * 4000
    assert isinstance([*people(text), *organisations(text), *places(text), *expanded(text)], list)
