"""Texts near one another."""

from __future__ import annotations

from math import log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.search.similarity import Counted, nearest, rarity

BAGS = st.dictionaries(st.integers(0, 20), st.integers(1, 9), min_size=1, max_size=12)


def counted(bag: dict[int, int]) -> Counted:
    return list(bag), list(bag.values())


def test_the_cosine_of_two_texts_reckoned_by_hand() -> None:
    rarities = {1: 2.0, 2: 1.0}
    (found,) = nearest(counted({1: 1, 2: 1}), [(7, counted({1: 1}))], rarities=rarities, limit=5)
    assert found.text == 7
    assert found.score == pytest.approx(2 * 2 / (sqrt(5) * 2))
    assert found.shared == (1,)


def test_words_count_by_the_logarithm_of_their_number() -> None:
    rarities = {1: 1.0, 2: 1.0}
    (found,) = nearest(counted({1: 1}), [(7, counted({1: 3, 2: 1}))], rarities=rarities, limit=5)
    weight = 1 + log(3)
    assert found.score == pytest.approx(weight / sqrt(weight**2 + 1))


def test_a_word_of_every_text_tells_nothing() -> None:
    assert rarity(4, 4) == 0
    assert nearest(counted({1: 5}), [(7, counted({1: 5}))], rarities={1: rarity(4, 4)}, limit=5) == []


def test_the_strongest_shared_words_come_first_and_the_nearest_text() -> None:
    rarities = {1: 1.0, 2: 3.0, 3: 2.0}
    others = [(7, counted({1: 1})), (8, counted({1: 1, 2: 1, 3: 1}))]
    found = nearest(counted({1: 1, 2: 1, 3: 1}), others, rarities=rarities, limit=5, shared=2)
    assert [one.text for one in found] == [8, 7]
    assert found[0].shared == (2, 3)


def test_equally_strong_words_stand_in_the_order_of_their_names_however_they_are_numbered() -> None:
    for numbers in ((1, 2, 3), (3, 1, 2)):
        names = dict(zip(numbers, ("halle", "lavoir", "moulin"), strict=True))
        bag = counted(dict.fromkeys(numbers, 1))
        rarities = dict.fromkeys(numbers, 1.0)
        (found,) = nearest(bag, [(7, bag)], rarities=rarities, limit=5, shared=2, names=names)
        assert [names[word] for word in found.shared] == ["halle", "lavoir"]


@given(BAGS, st.lists(BAGS, max_size=6), st.integers(1, 8))
def test_nearness_is_a_share_and_asks_not_which_comes_first(
    asked: dict[int, int], others: list[dict[int, int]], limit: int
) -> None:
    rarities = {word: 0.5 + word for word in range(21)}
    found = nearest(counted(asked), enumerate(map(counted, others)), rarities=rarities, limit=limit)
    scores = [one.score for one in found]
    assert scores == sorted(scores, reverse=True)
    assert len(found) == min(limit, sum(1 for other in others if other.keys() & asked.keys()))
    for one in found:
        assert 0 < one.score <= 1
        assert set(one.shared) <= asked.keys() & others[one.text].keys()
        (back,) = nearest(counted(others[one.text]), [(0, counted(asked))], rarities=rarities, limit=1)
        assert back.score == pytest.approx(one.score)


@given(BAGS)
def test_a_text_is_as_near_as_can_be_to_its_copy(bag: dict[int, int]) -> None:
    (found,) = nearest(counted(bag), [(1, counted(bag))], rarities={word: 1.0 + word for word in range(21)}, limit=1)
    assert found.score == pytest.approx(1)
