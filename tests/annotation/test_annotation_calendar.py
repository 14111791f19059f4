"""Dates as mentions: the reason says what a value rests on, and what speaks against it."""

from ptce_corpus.annotation.mentions import calendar
from ptce_corpus.domain.annotation import Label


def test_a_date_stated_in_full_rests_on_the_rule_alone():
    (found,) = calendar("L'atelier du mardi 12 mars 2019 est complet.", None)
    assert (found.label, found.value, found.reason) == (Label.DATE, "2019-03-12", "rule:date")


def test_a_weekday_that_disagrees_with_its_date_is_said():
    (found,) = calendar("L'atelier du lundi 12 mars 2019 est complet.", None)
    assert found.value == "2019-03-12"
    assert found.reason == "rule:date (the weekday does not agree with the date)"


def test_a_year_taken_from_nearby_is_said():
    *_, found = calendar("Dax, le 5 juillet 2017\n\nRéponse avant le 30 juin.", None)
    assert found.value == "2017-06-30"
    assert found.reason == "rule:date (year taken from a date nearby)"
