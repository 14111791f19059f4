"""Names that mean the same."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from ptce_corpus.domain.passage import IndexedPassage
from ptce_corpus.domain.query import And, Exact, FieldName, Near, Or, Phrase, Term
from ptce_corpus.search.match import matches
from ptce_corpus.search.parser import parse
from ptce_corpus.search.rewrite import rewrite
from ptce_corpus.search.synonyms import others
from ptce_corpus.text.tokens import forms, stop_words

SHORT = IndexedPassage(1, 1, "Le PTCE du bassin minier ouvre un marché.")
LONG = IndexedPassage(2, 2, "Deux pôles territoriaux de coopération économique ouvrent des marchés.")


@pytest.mark.parametrize("query", ["PTCE", "P.T.C.E.", "ptce marché", '"pôle territorial de coopération économique"'])
def test_either_name_finds_both(query: str) -> None:
    asked = rewrite(parse(query))
    assert matches(SHORT, asked)
    assert matches(LONG, asked)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("=PTCE", [True, False]),
        ('="pôles territoriaux de coopération économique"', [False, True]),
        ("-PTCE", [False] * 2),
    ],
)
def test_the_exact_form_finds_itself_alone_and_what_is_excluded_goes_under_all_names(
    query: str, found: list[bool]
) -> None:
    asked = rewrite(parse(query))
    assert [matches(SHORT, asked), matches(LONG, asked)] == found


def test_a_synonym_stays_in_its_field_and_in_its_place() -> None:
    name = ("econom", "social", "et", "solidair")
    title = FieldName.TITLE
    assert rewrite(parse("titre:ESS")) == Or((Term("ess", title), Phrase(name, title)))
    assert rewrite(parse("=ESS")) == Exact("ess")
    assert rewrite(parse("personne:ESS")) == Term("ess", FieldName.PERSON)
    asked = rewrite(parse("ESS forêt"))
    assert asked == And((Or((Term("ess"), Phrase(name))), Term("foret")))
    assert rewrite(parse('"économie solidaire"~3')) == Near(("econom", "solidair"), 3)


def test_the_list_is_of_names_that_no_other_group_has_and_that_are_no_common_words() -> None:
    groups = tomllib.loads(files("ptce_corpus.search").joinpath("data/synonyms.toml").read_text("utf-8"))["groups"]
    met: dict[tuple[str, ...], int] = {}
    for number, group in enumerate(groups):
        assert len(group) > 1
        for name in group:
            stems = tuple(form.stem for form in forms(name))
            assert met.setdefault(stems, number) == number, name
            assert not (len(stems) == 1 and forms(name)[0].folded in stop_words()), name
            assert stems not in others(stems)
