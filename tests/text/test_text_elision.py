"""Elided words: one list, and what asks for it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from ptce_corpus.text import elision, language_model
from ptce_corpus.text.confusions import repairs
from ptce_corpus.text.lexicon import known
from ptce_corpus.text.tokens import fold, forms, stop_words


@pytest.mark.parametrize(
    ("word", "bare"),
    [
        ("l'atelier", "atelier"),
        ("L’atelier", "atelier"),
        ("QU'ELLE", "ELLE"),
        ("lorsqu'on", "on"),
        ("Quoiqu'il", "il"),
        ("aujourd'hui", "aujourd'hui"),
        ("quelqu'un", "quelqu'un"),
        ("prud'homme", "prud'homme"),
        ("atelier", "atelier"),
        ("d'", ""),
    ],
)
def test_a_word_is_told_from_what_is_elided_before_it(word: str, bare: str) -> None:
    assert elision.bare(word) == bare


def test_what_stands_before_an_apostrophe_inside_a_word_is_no_word() -> None:
    assert {"aujourd", "quelqu"} <= elision.heads() - elision.words()
    assert not elision.alone("aujourd'")
    assert elision.alone("Jusqu’")
    assert not elision.alone("l'an")


def test_letters_are_the_elided_words_of_one() -> None:
    assert elision.letters() < elision.words()
    assert "qu" not in elision.letters()
    assert "l" in elision.letters()


@pytest.mark.parametrize("word", sorted(elision.words()))
@pytest.mark.parametrize("case", [str.lower, str.upper, str.capitalize])
def test_every_elided_word_is_known_to_all_that_ask(word: str, case: Callable[[str], str]) -> None:
    for head in (case(word) + "'", case(word) + "’"):
        printed = head + "atelier"
        assert elision.bare(printed) == "atelier"
        assert elision.alone(head)
        assert known(printed)
        assert forms(printed) == forms("atelier")
        assert [token.group() for token in language_model.tokens(printed)] == [head, "atelier"]
    assert fold(word) in stop_words()


@pytest.mark.parametrize("word", sorted(elision.words()))
def test_a_word_is_mended_behind_any_elided_word(word: str) -> None:
    alone, behind = list(repairs("cing")), list(repairs(f"{word}'cing"))
    shifted = [replace(edit, span=edit.span.shifted(len(word) + 1)) for edit in alone]
    assert behind == shifted != []


@pytest.mark.parametrize("letter", sorted(elision.vowels()))
def test_a_pattern_for_the_letters_meets_both_cases(letter: str) -> None:
    assert re.fullmatch(elision.vowel(), letter)
    assert re.fullmatch(elision.vowel(), letter.upper())
    assert not re.fullmatch(elision.vowel(), "b")
