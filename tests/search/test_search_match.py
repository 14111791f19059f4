"""What a rewritten query means, on passages small enough to check by eye."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.domain.passage import IndexedPassage
from ptce_corpus.search.edits import within
from ptce_corpus.search.match import matches
from ptce_corpus.search.parser import parse
from ptce_corpus.search.rewrite import rewrite

PASSAGE = IndexedPassage(
    identifier=1,
    document=7,
    text="Les pôles créés en région défendent l'économie sociale et solidaire, une côte après l'autre.",
    title="Naissance d'une coopérative",
    kind="press-release",
    earliest="2014-07-01",
    latest="2014-07-31",
    people=("Odile Martin", "Hervé Kirchner"),
    places=("Saint-Étienne",),
)
UNDATED = IndexedPassage(identifier=2, document=8, text="sans date")


def answers(query: str, passage: IndexedPassage = PASSAGE) -> bool:
    return matches(
        passage, rewrite(parse(query), documents_of_theme=lambda name: frozenset({7} if name == "emploi" else ()))
    )


@pytest.mark.parametrize(
    "query",
    [
        "pôle créer",
        "économies",
        "=économie",
        '"économie sociale et solidaire"',
        '"l\'économie sociale"',
        '"solidaire économie"~2',
        "écon*",
        "econmie~",
        "=côte",
        "cote",
        "titre:coopératives",
        "personne:herve",
        'personne:"Odile Martin"',
        "lieu:saint-etienne",
        "type:communiqué",
        "theme:emploi",
        "date:2014",
        "date:2014-07-15",
        "depuis:2014-07-31",
        "avant:2014-07-02",
        "-absent",
        "absent OU pôle",
    ],
)
def test_what_answers(query: str) -> None:
    assert answers(query)


@pytest.mark.parametrize(
    "query",
    [
        "coopérative",
        "=economie",
        "=cote",
        '"sociale économie"',
        '"économie solidaire"',
        '"solidaire économie"~1',
        '"pôle pôle"~5',
        "cmie~",
        'personne:"Martin Hervé"',
        'personne:"Odile Kirchner"~5',
        "personne:=Herve",
        "theme:climat",
        "date:2015",
        "depuis:2014-08",
        "avant:2014-07",
        "-pôle",
        "pôle absent",
    ],
)
def test_what_does_not_answer(query: str) -> None:
    assert not answers(query)


def test_an_undated_document_is_in_no_range() -> None:
    assert not answers("depuis:1000", UNDATED)
    assert answers("-depuis:1000", UNDATED)


@pytest.mark.parametrize(
    ("word", "other", "edits"),
    [
        ("cote", "cote", 0),
        ("cote", "cotes", 1),
        ("cote", "ctoe", 1),
        ("cooperation", "coopration", 1),
        ("cote", "ocet", 2),
    ],
)
def test_edits_between_words(word: str, other: str, edits: int) -> None:
    assert within(word, other, edits)
    assert edits == 0 or not within(word, other, edits - 1)


words = st.text(alphabet="abc", max_size=6)


@given(words, words, st.integers(0, 3))
def test_edits_count_the_same_both_ways_and_more_allow_more(word: str, other: str, distance: int) -> None:
    assert within(word, other, distance) == within(other, word, distance)
    assert not within(word, other, distance) or within(word, other, distance + 1)
    assert within(word, other, max(len(word), len(other)))


@given(words, words)
def test_no_edit_is_equality(word: str, other: str) -> None:
    assert within(word, other, 0) == (word == other)
