"""Concordance lines: their keywords, their order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.domain.passage import Variant
from ptce_corpus.domain.results import ConcordanceLine
from ptce_corpus.search.concordance import day_of, places, sorted_lines
from ptce_corpus.search.parser import parse
from ptce_corpus.search.rewrite import rewrite

TEXT = "Les moulins\nà vent de l'Écluse tournent ; le vent fait tourner chaque moulin."


def keywords(query: str, text: str = TEXT, variants: tuple[Variant, ...] = ()) -> list[str]:
    return [span.cut(text) for span in places(text, rewrite(parse(query)), variants)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("moulin", ["moulins", "moulin"]),
        ('"moulin à vent"', ["moulins\nà vent"]),
        ('"vent tournent"~2', ["vent de l'Écluse tournent", "tournent ; le vent"]),
        ("tour*", ["tournent", "tourner"]),
        ("eclusse~", ["Écluse"]),
        ("=moulin", ["moulin"]),
        ("écluse", ["Écluse"]),
        ("moulin -xyz date:2014", ["moulins", "moulin"]),
    ],
)
def test_a_keyword_is_what_stands_in_the_text(query: str, found: list[str]) -> None:
    assert keywords(query) == found


def test_a_place_inside_another_is_none_of_its_own() -> None:
    assert keywords('"moulin à vent" OU vent OU moulin') == ["moulins\nà vent", "vent", "moulin"]


def test_a_word_that_was_read_otherwise_is_shown_as_repaired() -> None:
    assert keywords("rnoulin", "un moulin", (Variant(1, "rnoulin"),)) == ["moulin"]


def line(left: str, keyword: str, right: str) -> ConcordanceLine:
    return ConcordanceLine(left, keyword, right, "a", 1, None)


def test_lines_are_sorted_by_the_words_nearest_to_the_keyword() -> None:
    lines = [
        line("un été", "moulin", "zinc"),
        line("la « Écluse »", "moulins", ", abri"),
        line("une écluse", "Moulin", "zèbre"),
    ]
    assert [one.left for one in sorted_lines(lines, "left")] == ["la « Écluse »", "une écluse", "un été"]
    assert [one.right for one in sorted_lines(lines, "right")] == [", abri", "zèbre", "zinc"]
    assert [one.keyword for one in sorted_lines(lines, "keyword")] == ["Moulin", "moulin", "moulins"]


def test_dates_are_sorted_by_their_first_day_and_none_stands_last() -> None:
    dates = [None, "2014-07", "2014", "2013-12-31", "2014/2015"]
    assert sorted(dates, key=day_of) == ["2013-12-31", "2014", "2014/2015", "2014-07", None]


@given(st.lists(st.tuples(st.text(max_size=8), st.text(max_size=8), st.text(max_size=8)), max_size=12))
def test_sorting_loses_and_makes_no_line(texts: list[tuple[str, str, str]]) -> None:
    lines = [line(*text) for text in texts]
    for order in ("left", "right", "keyword"):
        assert sorted(sorted_lines(lines, order), key=str) == sorted(lines, key=str)
