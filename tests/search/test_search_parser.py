"""The query language: what each sign means, that every fault is told, and that a query prints as it reads."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ptce_corpus.domain.query import (
    And,
    DateRange,
    Exact,
    FieldName,
    Fuzzy,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Term,
)
from ptce_corpus.errors import QueryError, QueryFault
from ptce_corpus.search.limits import MAX_DEPTH, MAX_PROXIMITIES
from ptce_corpus.search.parser import conjunction, disjunction, negation, parse, plain_words

a, b, c = Term("ax"), Term("bx"), Term("cx")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("ax bx", And((a, b))),
        ("ax ET bx AND cx", And((a, b, c))),
        ("ax OU bx OR cx", Or((a, b, c))),
        ("ax bx OU cx", Or((And((a, b)), c))),
        ("ax (bx OU cx)", And((a, Or((b, c))))),
        ("ax SAUF bx", And((a, Not(b)))),
        ("ax NOT bx -cx", And((a, Not(b), Not(c)))),
        ("-ax", Not(a)),
        ("--ax", a),
        ("-(ax bx)", Not(And((a, b)))),
        ('"économie sociale"', Phrase(("économie", "sociale"))),
        ("« économie sociale »", Phrase(("économie", "sociale"))),
        ("“économie sociale”", Phrase(("économie", "sociale"))),
        ('“ax"bx”', Phrase(("ax", "bx"))),
        ('"ax"', a),
        ('"ET"', Term("ET")),
        ("l’économie", Term("l'économie")),
        ('"ax bx"~5', Near(("ax", "bx"), 5)),
        ("mutual*", Prefix("mutual")),
        ("coopration~", Fuzzy("coopration", 1)),
        ("coopration~2", Fuzzy("coopration", 2)),
        ("=économie", Exact("économie")),
        ('="ax bx"', Phrase(("ax", "bx"), exact=True)),
        ("titre:ESS", Term("ESS", FieldName.TITLE)),
        ("Titre : ESS", Term("ESS", FieldName.TITLE)),
        ("title:ET", Term("ET", FieldName.TITLE)),
        ('personne:"Odile Kirchner"', Phrase(("Odile", "Kirchner"), FieldName.PERSON)),
        ("lieu:(Paris OU -Lyon)", Or((Term("Paris", FieldName.PLACE), Not(Term("Lyon", FieldName.PLACE))))),
        ("thème:emploi", Term("emploi", FieldName.THEME)),
        ("type:communiqué", Term("communiqué", FieldName.KIND)),
        ("speaker:=Hervé", Exact("Hervé", FieldName.SPEAKER)),
        ("date:2014", DateRange("2014", "2014")),
        ("date:2013..2015", DateRange("2013", "2015")),
        ("date:2014-07", DateRange("2014-07", "2014-07")),
        ("date:..2015", DateRange(None, "2015")),
        ("depuis:2014-07", DateRange("2014-07", None)),
        ("since:2014", DateRange("2014", None)),
        ("avant:2016", DateRange(None, "2015")),
        ("before:2014-03-01", DateRange(None, "2014-02-28")),
        ("avant:2014-01", DateRange(None, "2013-12")),
        ("vice-président", Term("vice-président")),
        ("acteur(rice)s", Term("acteur(rice)s")),
        ("Qui parle de l'ESS ?", And((Term("Qui"), Term("parle"), Term("de"), Term("l'ESS")))),
        ("ax, bx.", And((a, b))),
        ("http://www.exemple.fr", Term("http://www.exemple.fr")),
        ("14:30", Term("14:30")),
    ],
)
def test_what_a_query_says(text: str, tree: Query) -> None:
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("ax bx", Or((a, b))),
        ("ax ET bx cx", Or((And((a, b)), c))),
        ("ax bx -cx", And((Or((a, b)), Not(c)))),
        ("ax bx date:2014", And((Or((a, b)), DateRange("2014", "2014")))),
        ("ax de bx", Or((a, b))),
        ("le de", Or((Term("le"), Term("de")))),
        ("ax OU de", Or((a, Term("de")))),
    ],
)
def test_any_of_the_words(text: str, tree: Query) -> None:
    assert parse(text, match="any") == tree


def test_plain_words_hold_no_syntax() -> None:
    assert plain_words("OU (ax) -bx: titre?") == Or((Term("ax"), Term("bx"), Term("titre")))
    assert plain_words("ax et bx", match="all") == And((a, Term("et"), b))


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("", [(0, 0)]),
        ("?!", [(0, 2)]),
        ("(ax", [(0, 1)]),
        ("ax) bx", [(2, 3)]),
        ("()", [(0, 1)]),
        ("OU ax", [(0, 2)]),
        ("ax OU", [(3, 5)]),
        ("ax ET ET bx", [(6, 8)]),
        ("ax SAUF", [(3, 7)]),
        ("titre:", [(0, 6)]),
        ("truc:ax", [(0, 5)]),
        ("titre:lieu:ax", [(0, 6)]),
        ("titre:(date:2014)", [(7, 16)]),
        ('ax "bx cx', [(3, 9)]),
        ("ax »", [(3, 4)]),
        ('""', [(0, 2)]),
        ("*", [(0, 1)]),
        ("a*", [(0, 2)]),
        ("mu*al", [(0, 5)]),
        ("mut?al", [(0, 6)]),
        ("vice-prés*", [(0, 10)]),
        ("abcd~3", [(0, 6)]),
        ("ab~", [(0, 3)]),
        ('"ax bx"~', [(0, 8)]),
        ('"ax bx"~999', [(0, 11)]),
        ('"ax bx"*', [(0, 8)]),
        ("=mutual*", [(1, 8)]),
        ("date:hier", [(0, 9)]),
        ("date:2014-02-30", [(0, 15)]),
        ("date:2015..2013", [(0, 15)]),
        ("depuis:2013..2015", [(0, 17)]),
        ("date:", [(0, 5)]),
        ("type:chanson", [(5, 12)]),
        ("type:rap*", [(5, 9)]),
        ("ax & bx", [(3, 4)]),
        ("ax - bx", [(3, 4)]),
        ("truc:ax date:x (bx", [(0, 5), (8, 14), (15, 16)]),
    ],
)
@pytest.mark.parametrize("match", ["all", "any"])
def test_every_fault_is_told_with_its_place(text: str, places: list[tuple[int, int]], match: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text, match=match)  # type: ignore[arg-type]
    assert [(fault.start, fault.end) for fault in caught.value.faults] == places
    assert all(fault.message for fault in caught.value.faults)
    assert caught.value.query == text


def test_nesting_has_a_bound() -> None:
    deep = "(" * MAX_DEPTH + "ax" + ")" * MAX_DEPTH
    assert parse(deep) == a
    with pytest.raises(QueryError, match="parentheses"):
        parse(f"({deep})")
    with pytest.raises(QueryError):
        parse("(" * 5000)
    with pytest.raises(QueryError, match="characters"):
        parse("ax " * 5000)


@settings(max_examples=300)
@given(
    st.text(
        alphabet=st.sampled_from("aé1 \"'’‘«»‹›“”()-–=*~:?!+|&.,lOUETSAUFdate:titre2014/\u0301\u200f\n"), max_size=40
    )
)
def test_any_text_is_parsed_or_refused_with_places(text: str) -> None:
    for match in ("all", "any"):
        read = read_or_refused(text, match)
        if isinstance(read, tuple):
            assert read
            assert all(0 <= fault.start <= fault.end <= len(text) for fault in read)
        else:
            assert parse(str(read)) == read


def read_or_refused(text: str, match: str) -> Query | tuple[QueryFault, ...]:
    try:
        return parse(text, match=match)  # type: ignore[arg-type]
    except QueryError as error:
        return error.faults


letters = st.text(alphabet="abcéèœ", min_size=3, max_size=6)
surface = st.one_of(
    letters, st.sampled_from(("ET", "OU", "SAUF", "NOT", "14:30", "l'eau", "vice-président", "P.T.C.E"))
)
searched = st.sampled_from([name for name in FieldName if name not in {FieldName.KIND, FieldName.THEME}])
days = st.sampled_from(("2013", "2014-02", "2014-02-28"))
leaves: st.SearchStrategy[Query] = st.one_of(
    st.builds(Term, surface, searched),
    st.builds(Exact, surface, searched),
    st.builds(Prefix, st.one_of(letters, st.sampled_from(("ET", "OU"))), searched),
    st.builds(Fuzzy, letters, st.integers(1, 2), searched),
    st.builds(Phrase, st.lists(surface, min_size=2, max_size=4).map(tuple), searched, st.booleans()),
    st.builds(Near, st.lists(surface, min_size=2, max_size=4).map(tuple), st.integers(0, 100), searched),
    st.builds(Term, st.sampled_from(("rapport", "minutes")), st.just(FieldName.KIND)),
    st.builds(Phrase, st.just(("compte", "rendu")), st.just(FieldName.KIND)),
    st.builds(Term, letters, st.just(FieldName.THEME)),
    st.builds(DateRange, days, st.none()),
    st.builds(DateRange, st.none(), days),
    st.builds(lambda day: DateRange(day, day), days),
    st.just(DateRange("2013", "2014-02-28")),
)
trees = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=4).map(conjunction),
        st.lists(inner, min_size=2, max_size=4).map(disjunction),
        inner.map(negation),
    ),
    max_leaves=10,
)


@settings(max_examples=300)
@given(trees)
def test_a_query_prints_as_it_reads(query: Query) -> None:
    assume(str(query).count('"~') <= MAX_PROXIMITIES)
    assert parse(str(query)) == query
