"""How sure a change is: the likelier it is that what was read is right, the more it must gain."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.domain.span import Span
from ptce_corpus.text.certainty import LEAST, confidence
from ptce_corpus.text.decoding import Change


def change(after: str, gain: float, *, restores: bool = False) -> Change:
    return Change(Span(0, 1), after, gain, 1.0, restores)


@pytest.mark.parametrize(
    ("likelier", "than"),
    [
        (("rnaire", "maire"), ("marie", "maire")),
        (("Ja", "la"), ("Jo", "Je")),
        (("a", "à"), ("ou", "où")),
        (("la.ville", "la ville"), ("Laville", "La ville")),
        (("dcs", "des"), ("mes", "ses")),
    ],
)
def test_what_no_lexicon_has_is_changed_sooner_than_what_one_has(likelier, than):
    assert confidence(likelier[0], change(likelier[1], 6.0)) > confidence(than[0], change(than[1], 6.0))


def test_accents_that_the_engine_did_not_know_need_least():
    assert (
        confidence("maitre", change("maître", 3.0, restores=True))
        >= LEAST
        > confidence("maitre", change("mettre", 3.0))
    )


def test_farther_and_rarer_words_are_less_sure_and_so_is_what_looks_french():
    near, far = (Change(Span(0, 1), "maire", 8.0, cost) for cost in (1.0, 6.0))
    assert confidence("rnaire", near) > confidence("rnaire", far)
    assert confidence("rnaire", change("maire", 8.0)) > confidence("rnaire", change("moirer", 8.0))
    odd, french = (Change(Span(0, 1), "pelouses", 8.0, 1.0, spelling=each) for each in (-5.0, -1.5))
    assert confidence("pelcuses", odd) > confidence("perlouses", french)


@given(st.floats(-20, 60), st.floats(0, 20), st.sampled_from(["rnaire", "marie", "a", "Tourez", "les-amis", "1'", "~"]))
def test_more_gain_is_never_less_sure(gain, more, before):
    low, high = (confidence(before, change("maire", value)) for value in (gain, gain + more))
    assert 0 <= low <= high <= 1
