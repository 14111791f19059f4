"""Texts taken piece by piece have the same words as texts taken whole."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from ptce_corpus.text.pieces import SPELLINGS, cut, forms_of, spelled_in, starts, tokens_in
from ptce_corpus.text.tokens import forms, tokens

SIGNS = st.text(alphabet=st.sampled_from("aEéœ1 \n\t\xa0\x1c'’.-·(),:/«»P"), max_size=60)
SCRAPS = (
    "1",
    "12",
    "000",
    "345",
    "P.",
    "T.",
    "E.",
    "P",
    "l'",
    "d’",
    "aujourd'",
    "hui",
    "avion",
    "(350",
    "3,5",
    "12.",
    "M",
)
WORDS = st.lists(st.tuples(st.sampled_from(SCRAPS), st.sampled_from((" ", "  ", "\u202f", "\n", ""))), max_size=14)
WRITTEN = SIGNS | WORDS.map(lambda words: "".join(word + blank for word, blank in words))


@settings(max_examples=600, deadline=None)
@given(WRITTEN)
@example("l' économie d’\nun pays")
@example("P. T. C. E. et 1 000 acteur·rice·s, aujourd'hui")
def test_the_words_of_a_text_are_those_of_its_pieces(text: str) -> None:
    assert list(forms_of(text)) == forms(text)


@settings(max_examples=600, deadline=None)
@given(WRITTEN)
def test_each_piece_has_its_words_where_the_text_has_them(text: str) -> None:
    pieces = cut(text)
    found = []
    for piece, at in zip(pieces, starts(text, pieces), strict=True):
        assert text.startswith(piece, at)
        found += [(token.exact, token.span.shifted(at)) for token in tokens_in(piece)]
    assert found == [(token.exact, token.span) for token in tokens(text)]


def test_what_is_not_worth_keeping_is_analysed_too() -> None:
    long = "a" * 50 + ",été"
    assert list(forms_of(f"{long} {long}")) == forms(f"{long} {long}")


@given(WRITTEN)
def test_each_word_of_a_piece_is_spelled_in_three_ways(text: str) -> None:
    spelled = [word for words in spelled_in(cut(text)) for word in words]
    assert spelled == [word for form in forms(text) for word in (form.stem, form.exact, form.folded)]
    assert len(spelled) == SPELLINGS * len(tokens(text))
