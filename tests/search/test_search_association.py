"""How strongly words attract each other: published tables, numbers by hand, laws."""

from __future__ import annotations

from math import isclose, isfinite, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.search.association import Contingency, log_likelihood, mutual_information, t_score


@st.composite
def tables(draw: st.DrawFn) -> Contingency:
    total = draw(st.integers(1, 10_000))
    word = draw(st.integers(0, total))
    places = draw(st.integers(0, total))
    both = draw(st.integers(max(0, word + places - total), min(word, places)))
    return Contingency(both, word, places, total)


@pytest.mark.parametrize(
    ("cells", "score"),
    [
        ((110, 2442, 111, 29114), 270.72),
        ((29, 13, 123, 31612), 263.90),
        ((31, 23, 139, 31584), 256.84),
        ((10, 0, 3, 31764), 167.23),
    ],
)
def test_the_scores_of_dunning_s_own_table(cells: tuple[int, int, int, int], score: float) -> None:
    both, first, second, neither = cells
    counted = Contingency(both, both + first, both + second, both + first + second + neither)
    assert log_likelihood(counted) == pytest.approx(score, abs=0.006)


def test_the_three_measures_of_a_table_reckoned_by_hand() -> None:
    counted = Contingency(both=8, word=16, places=100, total=1600)
    assert counted.expected == 1
    assert mutual_information(counted) == 3
    assert t_score(counted) == pytest.approx(7 / 8**0.5)
    by_hand = 8 * log(8 / 1) + 8 * log(8 / 15) + 92 * log(92 / 99) + 1492 * log(1492 / 1485)
    assert log_likelihood(counted) == pytest.approx(2 * by_hand)


def test_a_word_that_never_stands_there_has_no_measure_of_attraction() -> None:
    counted = Contingency(0, 5, 10, 100)
    assert mutual_information(counted) == t_score(counted) == float("-inf")
    assert log_likelihood(counted) > 0


@pytest.mark.parametrize("wrong", [(3, 2, 5, 10), (-1, 2, 5, 10), (0, 8, 8, 10)])
def test_counts_that_no_text_has_are_refused(wrong: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="no text has such counts"):
        Contingency(*wrong)


@given(tables())
def test_likelihood_is_never_negative_and_asks_not_which_comes_first(counted: Contingency) -> None:
    score = log_likelihood(counted)
    assert score >= 0
    turned = Contingency(counted.both, counted.places, counted.word, counted.total)
    assert isclose(score, log_likelihood(turned), rel_tol=1e-9, abs_tol=1e-6)


@given(tables())
def test_the_cells_add_up_to_all_words_counted_and_expected(counted: Contingency) -> None:
    assert sum(count for count, _ in counted.cells) == counted.total
    assert sum(expected for _, expected in counted.cells) == pytest.approx(counted.total)


@given(st.integers(1, 50), st.integers(1, 50), st.integers(1, 50))
def test_independence_scores_nothing(rows: int, columns: int, share: int) -> None:
    counted = Contingency(rows * columns, rows * columns * share, rows * columns, rows * columns * share)
    assert log_likelihood(counted) == pytest.approx(0, abs=1e-6)


@given(st.data())
def test_counts_of_any_archive_have_measures(data: st.DataObject) -> None:
    total = data.draw(st.integers(1, 10**13))
    word, held = data.draw(st.integers(1, total)), data.draw(st.integers(1, total))
    both = data.draw(st.integers(max(0, word + held - total), min(word, held)))
    counted = Contingency(both, word, held, total)
    assert isfinite(log_likelihood(counted))
    assert both == 0 or (isfinite(mutual_information(counted)) and isfinite(t_score(counted)))
