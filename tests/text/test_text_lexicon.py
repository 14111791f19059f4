"""The words that the lexicon knows, and those that differ by their accents."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ptce_corpus.text.lexicon import NEVER, accented, common_words, rank, unaccented

COMMON = sorted(common_words(3_000))


@settings(deadline=None)  # the first asks for the whole list
@given(st.sampled_from(COMMON))
def test_a_word_is_among_those_that_it_shares_its_letters_with(word: str) -> None:
    others = accented(unaccented(word))
    assert word in others
    assert all(unaccented(other) == unaccented(word) and rank(other) < NEVER for other in others)


@settings(deadline=None)
@given(st.text(max_size=12))
def test_words_with_accents_are_known_words_whatever_is_asked(text: str) -> None:
    assert all(unaccented(word) == text and rank(word) < NEVER for word in accented(text))


@pytest.mark.parametrize(
    ("bare", "words"),
    [
        ("cooperative", {"coopérative"}),
        ("pole", {"pôle"}),
        ("table", {"table"}),
        ("cote", {"côté", "côte"}),
        ("qzx", set()),
    ],
)
def test_words_with_other_accents_are_found(bare: str, words: set[str]) -> None:
    assert words <= set(accented(bare))
    assert bool(words) == bool(accented(bare))


def test_the_most_frequent_comes_first() -> None:
    ranks = [rank(word) for word in accented("ou")]
    assert len(ranks) > 1
    assert ranks == sorted(ranks)


def test_a_word_with_its_accents_is_not_its_own_bare_form() -> None:
    assert accented("pôle") == ()
