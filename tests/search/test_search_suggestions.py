"""What a query that finds little may have meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest

from ptce_corpus.search.edits import within
from ptce_corpus.search.parser import parse
from ptce_corpus.search.suggestions import Spelling, respelt
from ptce_corpus.text.tokens import fold, forms

ARCHIVE = (
    "coopération " * 40
    + "coopérative " * 12
    + "territoire " * 30
    + "territorial " * 9
    + "économie " * 25
    + "sociale " * 20
    + "moulin " * 15
    + "mairie " * 8
    + "marie " * 20
    + "moulln "
)


class Words:
    """The words of a text, looked through one by one."""

    def __init__(self, text: str) -> None:
        self.words = Counter(text.split())
        self.stems = Counter(form.stem for form in forms(text))

    def places(self, stem: str) -> int:
        return self.stems[stem]

    def near(self, folded: str, *, distance: int) -> Sequence[Spelling]:
        return [
            Spelling(word, 1 if within(fold(word), folded, 1) else 2, count)
            for word, count in self.words.items()
            if fold(word) != folded and within(fold(word), folded, distance)
        ]


def meant(query: str) -> list[str]:
    return [str(one) for one in respelt(parse(query), Words(ARCHIVE))]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("coopratoin", "coopération"),
        ("territorie", "territoire"),
        ('"coopration terrirorial"', '"coopération territorial"'),
        ('"moulim territoire"~4', '"moulin territoire"~4'),
        ("titre:moulim -mairie depuis:2014", "titre:moulin -mairie date:2014.."),
        ("coopration OU moulim", "coopération OU moulin"),
        ("=economi", "=économie"),
        ("l'economi", "l'économie"),
        ("économiesociale", '"économie sociale"'),
    ],
)
def test_words_that_the_archive_does_not_know_are_spelt_as_it_spells_them(query: str, first: str) -> None:
    assert meant(query)[0] == first


@pytest.mark.parametrize("query", ["coopération", "coopérations economie", "mairie", "moul*", "personne:Moulim", "xq"])
def test_what_is_known_or_no_word_of_the_text_stays(query: str) -> None:
    assert meant(query) == []


def test_a_word_of_no_kin_is_not_replaced() -> None:
    assert meant("xylophone") == []


def test_a_slip_that_the_archive_has_gives_way_to_a_far_commoner_word_alone() -> None:
    assert meant("moulln") == ["moulin"]
    assert meant("moulins") == []


def test_what_is_excluded_is_not_respelt() -> None:
    assert meant("moulim -terretoire") == ["moulin -terretoire"]


def test_other_spellings_of_one_word_follow_the_likeliest() -> None:
    assert meant("maprie moulim") == ["marie moulin", "mairie moulin"]


def test_each_suggestion_is_a_query_that_parses_to_itself() -> None:
    for query in ("coopratoin", '"coopration terrirorial"', "économiesociale OU maprie"):
        for one in respelt(parse(query), Words(ARCHIVE)):
            assert parse(str(one)) == one
