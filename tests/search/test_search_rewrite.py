"""From the words of a query to the terms of an index."""

from __future__ import annotations

import pytest

from ptce_corpus.domain.query import (
    And,
    DateRange,
    Exact,
    FieldName,
    Fuzzy,
    InDocuments,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Term,
)
from ptce_corpus.errors import QueryError
from ptce_corpus.search.parser import parse
from ptce_corpus.search.rewrite import rewrite


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("L'Économie", Term("econom")),
        ("vice-présidente", Phrase(("vice", "president"))),
        ('"les pôles territoriaux"', Phrase(("les", "pole", "teritorial"))),
        ('"l\'économie"', Term("econom")),
        ('"pôles créés"~3', Near(("pole", "cre"), 3)),
        ("=Économie", Exact("économie")),
        ("=vice-président", Phrase(("vice", "président"), exact=True)),
        ("Écon*", Prefix("econ")),
        ("l'écon*", Prefix("econ")),
        ("Coopration~2", Fuzzy("coopration", 2)),
        ("S.N.I.A.", Term("snia")),
        ("personne:Hervé", Term("herve", FieldName.PERSON)),
        ('org:"Labo de l\'ESS"', Phrase(("labo", "de", "ess"), FieldName.ORGANISATION)),
        ("lieu:Régions", Term("regions", FieldName.PLACE)),
        ("titre:Régions", Term("region", FieldName.TITLE)),
        ("type:communiqué", Term("press-release", FieldName.KIND)),
        ('type:"Compte-rendu"', Term("minutes", FieldName.KIND)),
        ("kind:minutes", Term("minutes", FieldName.KIND)),
        ("date:2014", DateRange("2014", "2014")),
        ("ax (bx OU -cx)", And((Term("ax"), Or((Term("bx"), Not(Term("cx"))))))),
    ],
)
def test_words_become_terms_of_the_index(text: str, tree: Query) -> None:
    assert rewrite(parse(text)) == tree


def test_a_theme_becomes_its_documents() -> None:
    asked = rewrite(parse('theme:"emploi local"'), documents_of_theme=lambda name: frozenset({len(name)}))
    assert asked == InDocuments(frozenset({12}), 'theme:"emploi local"')


def test_an_unknown_theme_is_told_and_not_taken_for_one_without_documents() -> None:
    for query in ("theme:zzz", "emploi -theme:zzz", "emploi OU theme:zzz"):
        with pytest.raises(QueryError) as caught:
            rewrite(parse(query), text=query, documents_of_theme=lambda _: None)
        (fault,) = caught.value.faults
        assert query[fault.start : fault.end] == "theme:zzz"
        assert fault.message == "there is no theme named zzz"


def test_what_is_asked_twice_is_asked_once() -> None:
    assert rewrite(parse("pôle pôles PÔLE")) == Term("pole")
    assert rewrite(parse("pôle OU pôles OU bx")) == Or((Term("pole"), Term("bx")))


@pytest.mark.parametrize(
    ("query", "typed", "place"),
    [
        (And((Term("ax"), Term("&&"))), "ax &&", (0, 5)),
        (Term("?", FieldName.PERSON), None, (0, 12)),
        (Term("chanson", FieldName.KIND), "type:chanson", (0, 12)),
        (And((Term("ax"), Term("emploi", FieldName.THEME))), "ax theme:emploi", (3, 15)),
        (Prefix("vice-prés"), None, (0, 10)),
        (Prefix("rap", FieldName.KIND), None, (0, 9)),
    ],
)
def test_what_holds_nothing_to_look_for_is_told(query: Query, typed: str | None, place: tuple[int, int]) -> None:
    with pytest.raises(QueryError) as caught:
        rewrite(query, text=typed)
    (fault,) = caught.value.faults
    assert (fault.start, fault.end) == place
