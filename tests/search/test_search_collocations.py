"""Words around a query's own."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.domain.passage import Variant
from ptce_corpus.domain.query import Query
from ptce_corpus.search.collocations import Surroundings, collocates, surroundings
from ptce_corpus.search.counting import Tally
from ptce_corpus.search.parser import parse
from ptce_corpus.search.rewrite import rewrite
from ptce_corpus.text.tokens import forms


@dataclass(frozen=True)
class Text:
    text: str
    variants: tuple[Variant, ...] = ()


def asked(text: str) -> Query:
    return rewrite(parse(text))


def stems(text: str) -> Counter[str]:
    return Counter(form.stem for form in forms(text))


def around(query: str, *texts: str, window: int = 2) -> Surroundings:
    return surroundings(map(Text, texts), asked(query), window=window)


def test_words_within_the_window_are_counted_on_their_side() -> None:
    found = around("moulin", "le vieux grand moulin rouge brille encore")
    assert found.left == stems("vieux grand")
    assert found.right == stems("rouge brille")
    assert found.own == stems("moulin")
    assert found.occurrences == 1


def test_a_window_ends_with_its_passage() -> None:
    found = around("moulin", "un moulin", "rouge et vert")
    assert found.words == 1


def test_a_word_between_two_of_the_query_s_own_counts_once_on_the_side_of_the_nearer() -> None:
    found = around("moulin", "moulin vert rouge moulin", window=5)
    assert found.words == 2
    assert found.right == stems("vert")
    assert found.left == stems("rouge")


def test_a_phrase_has_its_words_around_it_as_one() -> None:
    found = around('"moulin rouge"', "vieux moulin rouge tourne", window=1)
    assert found.occurrences == 1
    assert found.left == stems("vieux")
    assert found.right == stems("tourne")
    assert found.own.total() == 2


def test_what_stands_between_the_words_of_a_proximity_is_around_them() -> None:
    found = around('"moulin tourne"~3', "un moulin rouge tourne vite", window=1)
    assert found.own == stems("moulin tourne")
    assert found.left + found.right == stems("un rouge vite")


def test_a_word_read_otherwise_before_repair_is_the_query_s_own_too() -> None:
    found = surroundings([Text("le moulin rouge", (Variant(1, "rnoulin"),))], asked("rnoulin"), window=1)
    assert found.own == stems("moulin")


def test_the_counts_of_a_collocate_are_those_of_its_table() -> None:
    texts = ["moulin rouge", "moulin rouge", "vent rouge", "vent fort", "vent fort"]
    tally = Tally()
    for text in texts:
        tally.add(text)
    (found,) = collocates(around("moulin", *texts), words=tally.stems(), total=tally.total, least=2)
    # Without the two mills eight words are left; two places stand beside a mill, and three words are red.
    assert (found.stem, found.count, found.total, found.expected) == ("roug", 2, 3, 0.75)
    assert (found.left, found.right, found.passages) == (0, 2, 2)
    assert found.log_likelihood > 3
    assert found.t_score == (2 - 0.75) / 2**0.5


def test_what_chance_brings_as_often_is_no_collocate() -> None:
    tally = Tally()
    tally.add("moulin rouge " + "rouge " * 50)
    assert collocates(around("moulin", "moulin rouge " + "rouge " * 50), words=tally.stems(), total=tally.total) == []


WORDS = st.lists(st.sampled_from(["moulin", "vent", "rouge", "blé", "meunier"]), max_size=25)


@given(st.lists(WORDS, max_size=6), st.integers(1, 6))
def test_windows_never_hold_more_than_the_texts(texts: list[list[str]], window: int) -> None:
    joined = [" ".join(words) for words in texts]
    found = around("moulin", *joined, window=window)
    every = Counter(word for words in texts for word in words)
    assert found.own.total() == every["moulin"] == found.occurrences
    assert found.words <= every.total() - every["moulin"]
    assert found.words <= 2 * window * found.occurrences
    tally = Tally()
    for text in joined:
        tally.add(text)
    for one in collocates(found, words=tally.stems(), total=tally.total):
        assert one.left + one.right == one.count <= one.total
        assert one.count > one.expected
        assert one.mutual_information > 0
