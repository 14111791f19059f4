"""Dates in the names of files."""

import pytest

from ptce_corpus.text.file_dates import named, period


@pytest.mark.parametrize(
    ("identifier", "expected"),
    [
        ("2014-07-30_communique.pdf", "2014-07-30"),
        ("20200417-assemblee.pdf", "2020-04-17"),
        ("pv-09032019.pdf", "2019-03-09"),
        ("cr_14.03.2018.txt", "2018-03-14"),
        ("221018-notes.pdf", "2022-10-18"),
        ("lettre-janvier-2026.pdf", "2026-01"),
        ("1er-mai-2017-tract.pdf", "2017-05-01"),
        ("bilan-2012-08.odt", "2012-08"),
        ("rapport-2018.pdf", "2018"),
        ("2013/communique.pdf", "2013"),
        ("plan-2014-2020.pdf", None),
        ("99999999.pdf", None),
        ("note-31022019.pdf", None),
        ("x.txt", None),
    ],
)
def test_dates_in_file_names(identifier, expected):
    assert named(identifier) == expected


@pytest.mark.parametrize(
    ("identifier", "expected"),
    [
        ("rapport-activité-2015.pdf", True),
        ("2015/bilan.pdf", True),
        ("note-2015.pdf", False),
        ("rapporteur.pdf", False),
    ],
)
def test_the_year_in_a_name_may_be_the_period_that_is_told(identifier, expected):
    assert period(identifier) is expected
