"""A chain is a value."""

from ptce_corpus.domain.alignment import AlignedText
from ptce_corpus.text.chain import Chain
from ptce_corpus.text.characters import apostrophes, composed, ligatures, normalised


def test_steps_run_in_order():
    chain = Chain() | ligatures | apostrophes
    assert chain("l’aﬃche").text == "l'affiche"


def test_a_chain_prints_its_steps():
    assert repr(Chain() | ligatures | composed) == "Chain() | ligatures | composed"


def test_chains_of_the_same_steps_are_equal_and_alike():
    one, other = Chain() | ligatures | composed, Chain() | (Chain() | ligatures) | composed
    assert one == other
    assert hash(one) == hash(other)
    assert one.fingerprint == other.fingerprint


def test_order_and_number_of_steps_change_the_fingerprint():
    prints = {
        (Chain() | ligatures | composed).fingerprint,
        (Chain() | composed | ligatures).fingerprint,
        (Chain() | composed).fingerprint,
        Chain().fingerprint,
    }
    assert len(prints) == 4


def test_an_empty_chain_changes_nothing():
    text = AlignedText("abc")
    assert Chain()(text) is text


def test_a_normalised_text_stays_as_it_is():
    once = normalised("« L’eﬀort » “commun”\u00a0: 2^E journée\r\n")
    assert normalised(once.text).edits == ()
