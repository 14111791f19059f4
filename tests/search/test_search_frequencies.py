"""Frequencies over the parts of an archive."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.search.frequencies import MOST_GAPS, Frequency, frequencies, without_gaps


def test_a_rate_is_places_for_ten_thousand_words() -> None:
    assert Frequency("2014", 3, 2, 20_000).rate == 1.5
    assert Frequency("2015", 0, 0, 0).rate is None


def test_every_part_has_a_row_and_what_has_no_value_stands_last() -> None:
    rows = frequencies({"2015": 2, None: 1}, documents={"2015": 1, None: 1}, words={"2014": 100, "2015": 50, None: 9})
    assert [row.value for row in rows] == ["2014", "2015", None]
    assert [row.count for row in rows] == [0, 2, 1]
    assert rows[0].words == 100


def test_years_and_months_between_have_empty_rows() -> None:
    years = without_gaps([Frequency("2013", 1, 1, 10), Frequency("2016", 1, 1, 10), Frequency(None, 1, 1, 10)])
    assert [row.value for row in years] == ["2013", "2014", "2015", "2016", None]
    months = without_gaps([Frequency("2013-11", 1, 1, 10), Frequency("2014-02", 1, 1, 10)])
    assert [row.value for row in months] == ["2013-11", "2013-12", "2014-01", "2014-02"]


def test_a_wrong_date_does_not_bring_in_centuries() -> None:
    far = [Frequency("0201", 1, 1, 10), Frequency("2014", 1, 1, 10)]
    assert MOST_GAPS < 2014 - 201
    assert without_gaps(far) == far


@given(st.dictionaries(st.one_of(st.none(), st.integers(1990, 2040).map(str)), st.integers(1, 50)))
def test_filling_gaps_adds_nothing_to_the_sum(counts: dict[str | None, int]) -> None:
    rows = frequencies(counts, documents=counts, words=counts)
    filled = without_gaps(rows)
    assert sum(row.count for row in filled) == sum(counts.values())
    values = [row.value for row in filled if row.value is not None]
    assert values == sorted(set(values))
