"""The places that a text is searched for are those of the plain road, over all of its tokens."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from ptce_corpus.domain.passage import Variant
from ptce_corpus.domain.query import And, Exact, FieldName, Fuzzy, Near, Not, Or, Phrase, Prefix, Query, Term
from ptce_corpus.domain.span import Span
from ptce_corpus.search.occurrences import occurrences, occurrences_among
from ptce_corpus.search.parser import parse
from ptce_corpus.search.rewrite import rewrite
from ptce_corpus.search.snippet import snippet
from ptce_corpus.text.sentences import sentences, sentences_from
from ptce_corpus.text.tokens import tokens

WORDS = (
    "pôle",
    "Pôles,",
    "l'économie",
    "économique",
    "l' ",
    "d’",
    "vice-président",
    "de",
    "la",
    "acteur·rice·s",
    "pole",
)
MARKS = ("\n", "\t\xa0", " . ", "« ", ". Il", "aujourd'hui", "(", "1", "000", "P.T.C.E.", "PTCE")
texts = st.lists(st.sampled_from((*WORDS, *MARKS)), max_size=24).flatmap(
    lambda words: st.sampled_from((" ", "  ", "\n")).map(lambda blank: blank.join(words))
)
variants = st.lists(st.builds(Variant, st.integers(0, 30), st.sampled_from(("Pdles", "la pole", "éco"))), max_size=4)
words = st.sampled_from(("pôles", "économie", "de", "la", "président", "acteurs", "ptce", "pdles", "absent"))
several = st.lists(words, min_size=1, max_size=3).map(tuple)
fields = st.sampled_from((FieldName.TEXT, FieldName.RAW, FieldName.PERSON, FieldName.TITLE))
leaves = st.one_of(
    st.builds(Term, words, fields),
    st.builds(Exact, words, fields),
    st.builds(Prefix, st.sampled_from(("éco", "p", "zz")), fields),
    st.builds(Fuzzy, st.sampled_from(("pole", "econmie")), st.integers(1, 2), fields),
    st.builds(Phrase, several, fields, st.booleans()),
    st.builds(Near, several, st.integers(0, 5), fields),
)
queries: st.SearchStrategy[Query] = st.one_of(
    leaves,
    st.lists(leaves, min_size=2, max_size=3).map(lambda parts: And(tuple(parts))),
    st.tuples(leaves, leaves).map(lambda parts: Or((parts[0], Not(parts[1])))),
).map(rewrite)


@settings(max_examples=400, deadline=None)
@given(texts, queries, variants)
@example("le pôle", Near(("pol", "pol"), 3), [])
@example("un pôle et un pôle", Near(("pol", "pol"), 10**9), [Variant(1, "pôle"), Variant(99, "pôle")])
def test_the_places_are_those_of_the_plain_road(text: str, query: Query, read: list[Variant]) -> None:
    assert occurrences(text, query, read) == occurrences_among(tokens(text), query, read)


@given(texts, st.integers(0, 200))
def test_sentences_from_a_place_on_are_the_last_of_all(text: str, place: int) -> None:
    assert list(sentences_from(text, place)) == [span for span in sentences(text) if span.end > place]


def test_a_word_inside_another_one_is_not_taken_for_it() -> None:
    text = "avant, l'ant ant"
    assert [one.span for one in occurrences(text, rewrite(parse("=ant")))] == [Span(9, 12), Span(13, 16)]


@given(texts, st.sampled_from(("pôle", "économie ptce", '"pôle de"', '"pôle la"~4')), st.integers(10, 200))
def test_blanks_of_a_snippet_are_single(text: str, query: str, width: int) -> None:
    cut = snippet(text, rewrite(parse(query)), width=width).text
    assert "  " not in cut
    assert not set("\n\t\xa0") & set(cut)


@settings(max_examples=300)
@given(texts, st.sampled_from(("pôle", "économie", "=la", "éc*", "acteurs OR ptce")), st.integers(10, 120))
@example("pôle \n\n la\tpôle  de pôle", "pôle", 20)
def test_a_snippet_marks_words_found_and_shows_the_stretch_that_holds_most(text: str, asked: str, width: int) -> None:
    query = rewrite(parse(asked))
    found = [one.span for one in occurrences_among(tokens(text), query)]
    shown = snippet(text, query, width=width)
    marked = [span.cut(shown.text) for span in shown.highlights]
    assert [before.end for before in shown.highlights[:-1]] <= [after.start for after in shown.highlights[1:]]
    assert set(marked) <= {" ".join(span.cut(text).split()) for span in found}
    if " OR " not in asked:
        held = [sum(start.start <= one.start and one.end <= start.start + width for one in found) for start in found]
        assert len(marked) >= max(held, default=0)
