"""Some 350 queries, one by one: each is understood wholly, or every fault in it is told at its place."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.cli.faults import lines
from ptce_corpus.cli.language import translated
from ptce_corpus.domain.query import Query
from ptce_corpus.errors import QueryError, QueryFault
from ptce_corpus.search import days, limits, operands
from ptce_corpus.search.parser import parse
from ptce_corpus.search.rewrite import rewrite

HIDDEN = frozenset("\u00ad\u200b\u200f\ufeff")
Fault = tuple[int, int, str]
TABLE = tomllib.loads((Path(__file__).parents[1] / "cases" / "queries.toml").read_text("utf-8"))
UNDERSTOOD = [
    pytest.param(query, plainest, id=f"{title}-{order}")
    for title, rows in TABLE.items()
    for order, (query, plainest) in enumerate(rows.items())
    if isinstance(plainest, str)
]
REFUSED = [
    pytest.param(query, faults, id=f"{title}-{order}")
    for title, rows in TABLE.items()
    for order, (query, faults) in enumerate(rows.items())
    if not isinstance(faults, str)
]


def refused(query: str) -> QueryError:
    with pytest.raises(QueryError) as caught:
        parse(query)
    return caught.value


@pytest.mark.parametrize(("query", "plainest"), UNDERSTOOD)
def test_a_query_is_understood_as_its_plainest_writing(query: str, plainest: str) -> None:
    assert str(parse(query)) == plainest
    assert parse(query) == parse(plainest)
    assert rewrite(parse(query), documents_of_theme=lambda _: frozenset()) is not None


@pytest.mark.parametrize(("query", "faults"), REFUSED)
def test_a_wrong_query_is_told_with_every_fault(query: str, faults: list[Fault]) -> None:
    told = refused(query).faults
    assert [(fault.start, fault.end) for fault in told] == [(start, end) for start, end, _ in faults]
    for fault, (_, _, message) in zip(told, faults, strict=True):
        assert fault.message.startswith(message)


@pytest.mark.parametrize(("query", "faults"), REFUSED)
def test_every_fault_has_its_french_and_its_carets(query: str, faults: list[Fault]) -> None:
    error = refused(query)
    assert all(translated(fault.message) != fault.message for fault in error.faults)
    shown = list(lines(error))
    assert sum("^" in line for line in shown) >= len(faults)


@pytest.mark.parametrize(
    ("query", "most"),
    [
        (" ".join(f"mot{order}" for order in range(limits.MAX_PARTS + 1)), "words, quoted texts and dates"),
        (" ".join(f"date:{year}" for year in range(1900, 1901 + limits.MAX_DATES)), "dates"),
        (" OU ".join(f"mot{order}*" for order in range(limits.MAX_PATTERNS + 1)), "words with"),
        (" OU ".join(f"mot{order}a~" for order in range(limits.MAX_PATTERNS + 1)), "words with"),
        (" OU ".join(f'"un mot{order}"~2' for order in range(limits.MAX_PROXIMITIES + 1)), "proximities"),
        ('"' + " ".join(f"mot{order}" for order in range(operands.MAX_NEAR_WORDS + 1)) + '"~5', "a proximity"),
        ("m" * (limits.MAX_LENGTH + 1), "characters"),
        ("(" * (limits.MAX_DEPTH + 1) + "mot" + ")" * (limits.MAX_DEPTH + 1), "parentheses"),
        ("(" * 1000, "parentheses"),
        ("mot " * 10_000, "characters"),
    ],
)
def test_what_a_query_may_ask_for_has_limits_that_are_told(query: str, most: str) -> None:
    error = refused(query)
    assert any(most in fault.message for fault in error.faults)
    assert all(translated(fault.message) != fault.message for fault in error.faults)
    assert all(0 <= fault.start <= fault.end <= len(query) for fault in error.faults)


def test_as_much_as_the_limits_allow_is_read() -> None:
    assert len(parse(" ".join(f"mot{order}" for order in range(limits.MAX_PARTS))).parts) == limits.MAX_PARTS  # type: ignore[union-attr]
    assert parse(" OU ".join(f"mot{order}*" for order in range(limits.MAX_PATTERNS)))
    assert parse('"' + " ".join(f"mot{order}" for order in range(operands.MAX_NEAR_WORDS)) + '"~5')


def carets(query: str) -> list[tuple[str, str]]:
    """The line of a query, and each line of carets under it."""
    line, *under = lines(refused(query))
    return [(line, one) for one in under]


@pytest.mark.parametrize(
    ("query", "column"),
    [("moulin & roue", 7), ("漢字 & roue", 5), ("cafe\u0301 & roue", 5), ("\u200fmoulin & roue", 8), ("a\tb & c", 4)],
)
def test_carets_stand_under_the_column_that_is_seen(query: str, column: int) -> None:
    ((_, under),) = carets(query)
    assert under.index("^") == 2 + column


def test_a_wrong_query_of_megabytes_is_shown_in_part() -> None:
    for query in ("x" * 10_000_000, "& " * 4_000):
        shown = list(lines(refused(query)))
        assert max(map(len, shown)) < 400
        assert len(shown) < 120


def test_what_rules_a_terminal_is_not_sent_to_it() -> None:
    ((line, _),) = carets("\x1b[31mrouge\x07 &")
    assert line.isprintable()


def test_more_faults_than_are_shown_are_counted() -> None:
    *_, last = lines(refused("& " * 60))
    assert "10" in last


@pytest.mark.parametrize(
    ("written", "iso", "length"),
    [
        ("14/07/2014", "2014-07-14", 10),
        ("juillet 2014 moulin", "2014-07", 12),
        ("2014-7-4", "2014-07-04", 8),
        ("2013-2015", "2013..2015", 9),
        ("1er mars 2012", "2012-03-01", 13),
    ],
)
def test_a_date_written_by_hand_is_read(written: str, iso: str, length: int) -> None:
    assert days.told(written) == days.Told(iso, length)


@pytest.mark.parametrize(
    "written", ["", "hier", "mars", "le 3 mai 2014", "2014-13", "2014-02-30", "14:30", "31/02/2014"]
)
def test_what_leaves_a_date_open_is_no_date_of_a_query(written: str) -> None:
    assert days.told(written) is None


def read(query: str) -> Query | tuple[QueryFault, ...]:
    try:
        return parse(query)
    except QueryError as error:
        return error.faults


@given(st.text(max_size=60))
def test_hidden_marks_change_nothing_but_the_places_of_faults(text: str) -> None:
    seen = read("".join(letter for letter in text if letter not in HIDDEN))
    marked = "\u200f".join(text) + "\ufeff"
    for query in (text, marked):
        answer = read(query)
        assert isinstance(answer, tuple) == isinstance(seen, tuple)
        if isinstance(answer, tuple):
            assert all(0 <= fault.start <= fault.end <= len(query) for fault in answer)
        else:
            assert answer == seen
