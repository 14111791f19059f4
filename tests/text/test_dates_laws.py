"""Laws of the date grammar, over dates in any French style and over any text."""

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ptce_corpus.domain.annotation import Label
from ptce_corpus.text.dates import almanac, days, find
from ptce_corpus.text.edtf import bounds

MONTH_NAMES = ", janvier, février, mars, avril, mai, juin, juillet, août, septembre, octobre, novembre, décembre"
MONTHS = MONTH_NAMES.split(", ")
WEEKDAY_NAMES = "lundi, mardi, mercredi, jeudi, vendredi, samedi, dimanche"
WEEKDAYS = WEEKDAY_NAMES.split(", ")
_PIECES = (
    "le|du|au|et|de|1er|2|31|12|2014|2016-2017|mai|mars|juin|sept.|14h30|9h|:|/|-|,|(|)|lundi|mardi|prochain|dernier"
    "|cette|année|années|1990|XXe|siècle|été|hiver|Noël|premier|semestre|hier|demain|midi|à|14/06/2013|29|février|entre"
    "|depuis|l'|d'|\n|\n\n|.|€|2000|personnes|il y a|trois|ans|dans|week-end|1^{er}|deux mille|seize|T1|en huit"
    "|quinzaine|semaine|veille|courant|mi-|prochains|de la|moins|trimestre|ce|mois|8mai2016|l4/O6/2013|jauvier|dimanche"
)
PIECES = _PIECES.split("|")

STYLES = {
    "full": lambda d: f"{WEEKDAYS[d.weekday()]} {ordinal(d)} {MONTHS[d.month]} {d.year}",
    "plain": lambda d: f"{ordinal(d)} {MONTHS[d.month]} {d.year}",
    "capitals": lambda d: f"{WEEKDAYS[d.weekday()]} {ordinal(d)} {MONTHS[d.month]} {d.year}".upper(),
    "unaccented": lambda d: f"{ordinal(d)} {almanac.plain(MONTHS[d.month])} {d.year}",
    "padded": lambda d: f"{d.day:02} {MONTHS[d.month]} {d.year}",
    "slashes": lambda d: f"{d.day:02}/{d.month:02}/{d.year}",
    "dots": lambda d: f"{d.day:02}.{d.month:02}.{d.year}",
    "dashes": lambda d: f"{d.day}-{d.month}-{d.year}",
    "iso": lambda d: d.isoformat(),
    "broken line": lambda d: f"{ordinal(d)}\n{MONTHS[d.month]}\n{d.year}",
}

FRENCH = st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join)
ANY_TEXT = st.one_of(st.text(max_size=200), FRENCH, st.text(alphabet="0123456789OolI/-.:hHe €\n", max_size=80))
ANCHORS = st.one_of(st.none(), st.dates().map(str), st.sampled_from(["2014", "2014-07", "2014/2015", "n'importe"]))


def ordinal(day: date) -> str:
    return "1er" if day.day == 1 else str(day.day)


@pytest.mark.parametrize("style", STYLES)
@given(day=st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_a_day_in_any_style_is_found_with_its_value(style, day):
    words = STYLES[style](day)
    text = f"La réunion du {words} est ouverte à tous."
    (dated,) = find(text)
    assert (dated.span.cut(text), dated.value, dated.note) == (words, day.isoformat(), None)


@given(day=st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)), later=st.integers(1, 300))
def test_an_interval_of_two_full_days_is_one_span(day, later):
    last = date.fromordinal(day.toordinal() + later)
    words = f"{STYLES['plain'](day)} au {STYLES['plain'](last)}"
    text = f"Exposition du {words}."
    (dated,) = find(text)
    assert (dated.span.cut(text), dated.value) == (words, f"{day}/{last}")


@given(
    hour=st.integers(0, 23), minute=st.integers(0, 59), style=st.sampled_from(["{}h{:02}", "{} h {:02}", "{:02}:{:02}"])
)
def test_a_clock_time_is_found_with_its_value(hour, minute, style):
    words = style.format(hour, minute)
    text = f"Le débat commence à {words} précises."
    (dated,) = find(text)
    assert (dated.span.cut(text), dated.value, dated.label) == (words, f"T{hour:02}:{minute:02}", Label.TIME)


@given(
    anchor=st.dates(min_value=date(1950, 1, 1), max_value=date(2080, 12, 31)),
    day=st.dates(date(1951, 1, 1), date(1951, 12, 31)),
)
def test_next_and_last_lie_on_their_side_of_the_document_within_a_year(anchor, day):
    (coming,) = find(f"le {day.day} {MONTHS[day.month]} prochain", anchor=str(anchor))
    (gone,) = find(f"le {day.day} {MONTHS[day.month]} dernier", anchor=str(anchor))
    assert coming.value is not None
    assert gone.value is not None
    assert gone.value < str(anchor) < coming.value
    assert date.fromisoformat(coming.value).year - date.fromisoformat(gone.value).year <= 2


@given(text=ANY_TEXT, anchor=ANCHORS)
@settings(max_examples=300)
def test_find_raises_nothing_and_answers_in_order_without_overlap(text, anchor):
    found = find(text, anchor=anchor)
    reach = 0
    for dated in found:
        assert reach <= dated.span.start < dated.span.end <= len(text)
        assert dated.span.cut(text) == dated.span.cut(text).strip()
        assert 0 < dated.confidence <= 1
        reach = dated.span.end


@given(text=FRENCH, anchor=ANCHORS)
def test_every_value_is_edtf(text, anchor):
    for dated in find(text, anchor=anchor):
        if dated.value is None:
            continue
        if dated.label is Label.TIME:
            assert re.fullmatch(r"T\d\d:\d\d(:\d\d)?(/T\d\d:\d\d(:\d\d)?)?", dated.value)
        else:
            assert bounds(dated.value) is not None


@given(text=FRENCH)
def test_a_day_stated_in_full_is_found_again_when_cut_from_its_text(text):
    for dated in find(text):
        if dated.label is Label.DATE and not dated.relative and dated.value and len(dated.value) == 10:
            again = find(dated.span.cut(text))
            assert [(one.span.start, one.value) for one in again] == [(0, dated.value)]


@pytest.mark.parametrize(
    "piece", ["1er et ", "12 au ", "5 mai ", "1/", "14h-", "2014 - ", "XXe au ", "années 1990, ", "\n      1"]
)
def test_the_grammars_are_asked_in_proportion_to_the_length(piece, monkeypatch):
    calls = []
    read = days.named

    def counted(text, start):
        calls.append(start)
        return read(text, start)

    monkeypatch.setattr("ptce_corpus.text.dates.reading._FIGURES", (counted,))
    find(piece * 50)
    short = len(calls)
    calls.clear()
    find(piece * 500)
    assert len(calls) <= 10 * short + 10


@given(year=st.integers(1900, 2099), month=st.integers(1, 12))
def test_fortnights_and_quarters_part_a_month_and_a_year_without_gap_or_overlap(year, month):
    name = MONTHS[month]
    of = "d'" if name[0] in "ao" else "de "
    halves = [find(f"la {rank} quinzaine {of}{name} {year}")[0].value for rank in ("première", "deuxième")]
    quarters = [find(f"le {rank}e trimestre {year}")[0].value for rank in range(1, 5)]
    assert parted(halves) == bounds(f"{year}-{month:02}")
    assert parted(quarters) == bounds(f"{year}")


def parted(values: list[str | None]) -> tuple[str, str]:
    """From the first to the last day of intervals that follow each other to the day."""
    spans = [span for value in values if value and (span := bounds(value))]
    assert len(spans) == len(values)
    for (_, last), (first, _) in pairwise(spans):
        assert (date.fromisoformat(first) - date.fromisoformat(last)).days == 1
    return spans[0][0], spans[-1][1]


@given(
    day=st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    weekday=st.integers(0, 6),
    rank=st.sampled_from(["premier", "deuxième", "troisième", "quatrième", "dernier"]),
)
def test_a_ranked_weekday_is_that_weekday_of_that_month(day, weekday, rank):
    name = MONTHS[day.month]
    of = "d'" if name[0] in "ao" else "de "
    (dated,) = find(f"le {rank} {WEEKDAYS[weekday]} {of}{name} {day.year}")
    assert dated.value is not None
    found = date.fromisoformat(dated.value)
    assert (found.year, found.month, found.weekday()) == (day.year, day.month, weekday)
    before = (found.day - 1) // 7
    assert before == RANKS.index(rank) if rank != "dernier" else (found + timedelta(7)).month != day.month


RANKS = ["premier", "deuxième", "troisième", "quatrième"]


@given(day=st.dates(date(1900, 1, 8), date(2099, 12, 24)))
def test_the_week_of_a_day_runs_from_its_monday_and_its_eve_is_the_day_before(day):
    (week,) = find(f"la semaine du {STYLES['plain'](day)}")
    (eve,) = find(f"la veille du {STYLES['plain'](day)}")
    monday = day - timedelta(days=day.weekday())
    assert week.value == f"{monday}/{monday + timedelta(days=6)}"
    assert eve.value == str(day - timedelta(days=1))


@given(day=st.dates(date(1900, 1, 1), date(2099, 12, 31)), shift=st.integers(1, 6))
def test_a_weekday_that_disagrees_is_said_and_costs_confidence(day, shift):
    wrong = WEEKDAYS[(day.weekday() + shift) % 7]
    (dated,) = find(f"le {wrong} {STYLES['plain'](day)}")
    assert dated.value == day.isoformat()
    assert dated.note is not None
    assert dated.confidence < 0.8


@given(anchor=st.dates(date(1950, 1, 1), date(2080, 12, 31)))
def test_a_quarter_told_from_the_document_is_the_one_it_lies_in_or_its_neighbour(anchor):
    told = [
        find(words, anchor=str(anchor))[0].value
        for words in ("trimestre dernier", "ce trimestre", "trimestre prochain")
    ]
    parted(told)
    first, last = bounds(told[1] or "") or ("", "")
    assert first <= str(anchor) <= last
