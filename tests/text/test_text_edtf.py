"""The days that an EDTF value spans."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.text.edtf import bounds


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2014", ("2014-01-01", "2014-12-31")),
        ("2016-02", ("2016-02-01", "2016-02-29")),
        ("2014-07-30", ("2014-07-30", "2014-07-30")),
        ("2014-07-30T14:30", ("2014-07-30", "2014-07-30")),
        ("2014~", ("2014-01-01", "2014-12-31")),
        ("197X", ("1970-01-01", "1979-12-31")),
        ("11XX", ("1100-01-01", "1199-12-31")),
        ("2017-21", ("2017-03-01", "2017-05-31")),
        ("2016-24", ("2016-12-01", "2017-02-28")),
        ("2014-34", ("2014-04-01", "2014-06-30")),
        ("2014-41", ("2014-07-01", "2014-12-31")),
        ("2013/2014", ("2013-01-01", "2014-12-31")),
        ("2016-06-01/2016-06-02", ("2016-06-01", "2016-06-02")),
        ("08XX/11XX", ("0800-01-01", "1199-12-31")),
        ("2014/..", ("2014-01-01", "9999-12-31")),
        ("../2014-03", ("0001-01-01", "2014-03-31")),
    ],
)
def test_bounds(value, expected):
    assert bounds(value) == expected


@pytest.mark.parametrize(
    "value",
    ["", "/", "T14:30", "T14:30/T17:30", "2014-13", "2014-02-30", "hier", "2014/2012", "0000", "197X-05", "2017-21-05"],
)
def test_what_dates_nothing(value):
    assert bounds(value) is None


@given(st.text(alphabet="0123456789-/XT.?~:", max_size=24))
def test_bounds_never_raises_and_is_ordered(value):
    span = bounds(value)
    if span is not None:
        assert date.fromisoformat(span[0]) <= date.fromisoformat(span[1])


@given(st.dates(), st.dates())
def test_an_interval_spans_from_its_first_day_to_its_last(one, other):
    first, last = sorted((one, other))
    assert bounds(f"{first}/{last}") == (str(first), str(last))
