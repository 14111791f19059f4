"""The laws of ``AlignedText``: it is ``re.sub`` that remembers where each character came from."""

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.domain.alignment import AlignedText, Edit
from ptce_corpus.domain.span import Span

PATTERNS = (r"a", r"ab", r"(?<=b)a", r"-\n", r"\s+", r"b+", r"$", r"^", r"(?<=a)(?=b)", r"é", r"(a)(b)?")
REPLACEMENTS = ("", "x", "ab", "a b", " ", "été", "aa")

sources = st.text(alphabet="abé-\n c", max_size=14)
steps = st.lists(st.tuples(st.sampled_from(PATTERNS), st.sampled_from(REPLACEMENTS)), max_size=5)


def run(source: str, chosen: list[tuple[str, str]]) -> AlignedText:
    text = AlignedText(source)
    for number, (pattern, replacement) in enumerate(chosen):
        text = text.sub(pattern, replacement, rule=f"rule-{number}")
    return text


@given(sources, steps)
def test_text_is_what_re_sub_gives(source, chosen):
    plain = source
    for pattern, replacement in chosen:
        plain = re.sub(pattern, replacement, plain)
    assert run(source, chosen).text == plain


@given(sources, steps)
def test_edits_applied_to_the_source_give_the_text(source, chosen):
    text = run(source, chosen)
    rebuilt = source
    for edit in reversed(text.edits):
        rebuilt = rebuilt[: edit.span.start] + edit.after + rebuilt[edit.span.end :]
    assert rebuilt == text.text
    assert AlignedText(source, text.edits) == text


@given(sources, steps)
def test_edits_are_in_order_apart_and_change_something(source, chosen):
    edits = run(source, chosen).edits
    assert all(before.span.end <= after.span.start for before, after in itertools.pairwise(edits))
    assert all(edit.after != edit.span.cut(source) for edit in edits)


@given(sources, steps)
def test_source_span_is_monotone_and_inside_the_source(source, chosen):
    text = run(source, chosen)
    spans = [text.source_span(Span(at, at + 1)) for at in range(len(text))]
    assert all(span.end <= len(source) for span in spans)
    assert all(a.start <= b.start and a.end <= b.end for a, b in itertools.pairwise(spans))


@given(sources, steps)
def test_an_untouched_character_points_at_itself_both_ways(source, chosen):
    text = run(source, chosen)
    at = position = 0
    for edit in (*text.edits, Edit(Span(len(source), len(source)), "", "end")):
        for place in range(at, edit.span.start):
            assert text.source_span(Span(position, position + 1)) == Span(place, place + 1)
            assert text.target_span(Span(place, place + 1)) == Span(position, position + 1)
            position += 1
        position += len(edit.after)
        at = edit.span.end


@given(sources, steps, st.data())
def test_a_stretch_comes_from_where_its_ends_come_from(source, chosen, data):
    text = run(source, chosen)
    if not len(text):
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    span = text.source_span(Span(start, end))
    assert span.start == text.source_span(Span(start, start + 1)).start
    assert span.end == text.source_span(Span(end - 1, end)).end


@given(sources, steps, st.data())
def test_target_span_stays_inside_the_text(source, chosen, data):
    text = run(source, chosen)
    start = data.draw(st.integers(0, len(source)))
    end = data.draw(st.integers(start, len(source)))
    assert text.target_span(Span(start, end)).end <= len(text)


def test_the_whole_text_comes_from_the_whole_source():
    text = AlignedText("coopé-\nration locale").sub(r"-\n", "", rule="join").sub("^c", "C", rule="case")
    assert text.text == "Coopération locale"
    assert text.source_span(Span(0, 11)).cut(text.source) == "coopé-\nration"


def test_an_edit_that_is_undone_leaves_no_trace():
    assert AlignedText("abc").sub("b", "x", rule="there").sub("x", "b", rule="back").edits == ()


def test_edits_that_meet_keep_the_names_of_both_rules_and_the_lesser_confidence():
    text = (
        AlignedText("I'ESS").sub("I", "l", rule="article", confidence=0.9).sub("l'", "L’", rule="case", confidence=0.5)
    )
    (edit,) = text.edits
    assert (edit.span, edit.after, edit.rule, edit.confidence) == (Span(0, 2), "L’", "article+case", 0.5)
    assert text.audited() == [(edit, "I'")]


def test_edited_takes_changes_in_any_order():
    changes = [Edit(Span(4, 5), "E", "r"), Edit(Span(0, 1), "A", "r")]
    assert AlignedText("a b e").edited(changes).text == "A b E"


@pytest.mark.parametrize(
    "edits",
    [
        (Edit(Span(2, 4), "x", "r"), Edit(Span(3, 5), "y", "r")),
        (Edit(Span(3, 4), "x", "r"), Edit(Span(0, 1), "y", "r")),
        (Edit(Span(4, 9), "x", "r"),),
    ],
    ids=["overlapping", "out of order", "outside the source"],
)
def test_edits_that_cannot_be_are_refused(edits):
    with pytest.raises(ValueError, match="edit out of order"):
        AlignedText("abcde", edits)
