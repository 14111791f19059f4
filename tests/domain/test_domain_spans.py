"""Spans: half-open stretches."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.domain.span import Span

spans = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda pair: Span(min(pair), max(pair)))


def places(span: Span) -> set[int]:
    return set(range(span.start, span.end))


@given(spans, spans)
def test_overlap_is_a_shared_position(one, other):
    assert one.overlaps(other) == bool(places(one) & places(other)) or not (places(one) and places(other))
    assert one.overlaps(other) == other.overlaps(one)


@given(spans, spans)
def test_union_covers_both_and_nothing_smaller_does(one, other):
    union = one.union(other)
    assert union.contains(one)
    assert union.contains(other)
    assert union.start in {one.start, other.start}
    assert union.end in {one.end, other.end}


@given(spans, spans)
def test_within_counts_the_shared_part_from_the_outer_start(one, outer):
    inside = one.within(outer)
    shared = places(one) & places(outer)
    assert (places(inside.shifted(outer.start)) if inside else set()) == shared


@given(spans, st.text(min_size=30, max_size=40))
def test_cut_gives_as_many_characters_as_the_span_counts(span, text):
    assert len(span.cut(text)) == len(span)


def test_an_empty_span_is_a_place():
    assert Span(3, 3)
    assert len(Span(3, 3)) == 0


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2)])
def test_a_span_that_runs_backwards_is_refused(start, end):
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)
