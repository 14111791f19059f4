"""Value, row, value: what is stored comes back equal, and what is removed leaves nothing behind."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ptce_corpus.catalogue.sql import Catalogue
from ptce_corpus.domain.alignment import AlignedText, Edit
from ptce_corpus.domain.annotation import (
    Annotations,
    Appearance,
    Function,
    Label,
    Mention,
    Quotation,
    QuotationKind,
    Speaker,
)
from ptce_corpus.domain.citation import cited
from ptce_corpus.domain.document import (
    DateBasis,
    Document,
    Heading,
    Kind,
    Layout,
    Markup,
    Origin,
    Page,
    PageEnd,
    Table,
    Word,
)
from ptce_corpus.domain.passage import Passage
from ptce_corpus.domain.span import Span
from ptce_corpus.domain.theme import Membership, Theme, ThemeTerm, Theming
from ptce_corpus.errors import NotFound, UnreadableFile
from ptce_corpus.ports.catalogue import AnnotatedDocument

letters = st.sampled_from("aeé Œﬁ’'\n.-\x00𝄞ç%_\"")
texts = st.text(letters, max_size=40) | st.text(max_size=12)
words = st.text(st.sampled_from("aBéÉ '-œ"), max_size=8)
optional = st.none() | words
shares = st.floats(0, 1)
dates = st.sampled_from([None, "2014", "2014-07-30", "2013/2014", "197X", "2017-21", "jadis", "2014-07-05T14:30"])


@st.composite
def spans(draw: st.DrawFn, length: int) -> Span:
    start = draw(st.integers(0, length))
    return Span(start, draw(st.integers(start, length)))


@st.composite
def aligned(draw: st.DrawFn) -> AlignedText:
    source = draw(texts)
    cuts = sorted(draw(st.lists(st.integers(0, len(source)), max_size=6)))
    edits = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        edits.append(Edit(Span(start, end), draw(texts), draw(words), draw(shares)))
    return AlignedText(source, tuple(edits))


@st.composite
def layouts(draw: st.DrawFn, length: int) -> Layout:
    places, tenths = spans(length), st.integers(0, 10_000).map(lambda share: share / 10_000)
    rows = st.lists(st.tuples(places, places), max_size=3).map(tuple)
    return Layout(
        tuple(draw(st.lists(st.builds(Table, places, rows), max_size=2))),
        tuple(draw(st.lists(st.builds(Heading, places, st.integers(1, 6)), max_size=2))),
        tuple(draw(st.lists(st.builds(Word, places, st.tuples(*[tenths] * 4), tenths), max_size=3))),
    )


@st.composite
def pages(draw: st.DrawFn) -> tuple[Page, ...]:
    found = []
    for number, content in enumerate(draw(st.lists(aligned(), max_size=4)), start=1):
        furniture = tuple(draw(st.lists(spans(len(content.text)), max_size=2)))
        layout = draw(layouts(len(content.source)))
        origin, ending = draw(st.sampled_from(Origin)), draw(st.sampled_from(PageEnd))
        found.append(Page(number, content, origin, draw(shares), draw(optional), furniture, layout, ending))
    return tuple(found)


@st.composite
def annotations(draw: st.DrawFn, document: Document) -> Annotations:
    if not document.pages:
        return Annotations()
    places = spans(len(document.text))
    speakers = st.none() | st.builds(Speaker, st.none() | places, optional, optional, optional)
    mentions = st.builds(Mention, places, st.sampled_from(Label), words, optional, optional, shares, words)
    quotations = st.builds(
        Quotation, places, texts, st.sampled_from(QuotationKind), st.none() | places, speakers, shares, dates
    )
    appearances = st.builds(Appearance, places, words, optional, optional, optional, dates, dates, optional, shares)
    functions = st.builds(Function, places, words, words, optional, st.booleans())
    return Annotations(
        tuple(draw(st.lists(mentions, max_size=8))),
        tuple(draw(st.lists(quotations, max_size=3))),
        tuple(draw(st.lists(appearances, max_size=3))),
        tuple(draw(st.lists(functions, max_size=3))),
    )


@st.composite
def cuts(draw: st.DrawFn, text: str) -> list[Span]:
    """Stretches of a text in order, over page ends as it falls."""
    ends = sorted(draw(st.sets(st.integers(0, len(text)), max_size=5)))
    return [Span(start, end) for start, end in pairwise(ends)]


@st.composite
def annotated_documents(draw: st.DrawFn, identifier: str = "é/a b.pdf") -> AnnotatedDocument:
    document = Document(
        identifier,
        draw(words),
        "text/plain",
        draw(texts),
        draw(dates),
        draw(st.none() | st.sampled_from(DateBasis)),
        draw(st.sampled_from(Kind)),
        draw(pages()),
    )
    passages = [
        Passage(span, span.cut(document.text), document.locate(span).page) for span in draw(cuts(document.text))
    ]
    kind = draw(st.none() | st.sampled_from(Kind).map(lambda kind: kind.value))
    claims = {"title": draw(optional), "date": draw(dates), "kind": kind}
    markup = draw(st.sampled_from(Markup)).value
    found = draw(annotations(document))
    return AnnotatedDocument("p.pdf", document, tuple(passages), found, "e", "a", claims, markup)


@contextmanager
def a_catalogue() -> Iterator[tuple[Catalogue, Path]]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "catalogue.sqlite3"
        with Catalogue.open(path) as catalogue:
            yield catalogue, path


def counts(path: Path) -> dict[str, int]:
    """Rows of every table."""
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        names = [name for (name,) in tables.fetchall()]
        return {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names}


@settings(max_examples=150, deadline=None)
@given(annotated_documents())
def test_a_document_put_comes_back_equal(annotated: AnnotatedDocument) -> None:
    with a_catalogue() as (catalogue, _):
        catalogue.put(annotated)
        identifier = annotated.document.identifier
        document, found = catalogue.document(identifier)
        assert (document, found) == (annotated.document, annotated.annotations)
        assert document.text == annotated.document.text
        source = catalogue.source(identifier)
        assert [page.text for page in source.pages] == [page.content.source for page in annotated.document.pages]
        assert (source.title, source.date, source.kind) == tuple(annotated.claims.values())
        assert source.markup == annotated.markup


@settings(max_examples=100, deadline=None)
@given(annotated_documents(), st.data())
def test_a_citation_agrees_with_the_document(annotated: AnnotatedDocument, data: st.DataObject) -> None:
    with a_catalogue() as (catalogue, _):
        catalogue.put(annotated)
        numbers = [number for number, _ in catalogue.texts()]
        whole = catalogue.passages(numbers)
        for number, passage, stored in zip(numbers, annotated.passages, whole, strict=True):
            assert stored.citation == cited(annotated.document, passage.span)
            within = data.draw(spans(len(passage.text))).shifted(passage.span.start)
            start = within.start - passage.span.start
            assert catalogue.cite(number, start, start + len(within)) == cited(annotated.document, within)
            for at, character in enumerate(passage.text):
                place = annotated.document.locate(Span(passage.span.start + at, passage.span.start + at + 1))
                assert stored.page_at(at) == place.page or character.isspace()


@settings(max_examples=60, deadline=None)
@given(annotated_documents("a"), annotated_documents("b"), annotated_documents("a"))
def test_a_document_removed_leaves_nothing_behind(
    first: AnnotatedDocument, other: AnnotatedDocument, second: AnnotatedDocument
) -> None:
    with a_catalogue() as (catalogue, path):
        empty = counts(path)
        catalogue.put(other)
        alone = counts(path)
        portrayed = catalogue.entities(label=None, like=None, limit=99)
        catalogue.put(first)
        numbers = [number for number, _ in catalogue.texts()]
        memberships = tuple(Membership(number, 1, 0.5) for number in numbers)
        themed = Theme(1, "bois", (ThemeTerm("bois", 1.0),), tuple(numbers))
        catalogue.put_themes(Theming((themed,), memberships), "f")
        catalogue.put(second)
        catalogue.remove(["a", "absent"])
        # Other documents bear another theme now, so that they are to be indexed again.
        of_themes = {"themes", "theme_terms", "theme_proofs", "memberships", "document_themes", "meta", "relinked"}
        left = counts(path)
        assert {name: left[name] for name in left if name not in of_themes} == {
            name: alone[name] for name in alone if name not in of_themes
        }
        assert catalogue.entities(label=None, like=None, limit=99) == portrayed
        catalogue.remove(["b"])
        catalogue.put_themes(Theming((), ()), "none")
        assert counts(path) == {**empty, "meta": 1}


@settings(max_examples=60, deadline=None)
@given(st.lists(annotated_documents("a") | annotated_documents("b"), max_size=4))
def test_counts_of_entities_are_those_of_their_mentions(puts: list[AnnotatedDocument]) -> None:
    with a_catalogue() as (catalogue, path):
        for annotated in puts:
            catalogue.put(annotated)
        with closing(sqlite3.connect(path)) as connection:
            counted = connection.execute("SELECT id, mentions FROM entities ORDER BY id").fetchall()
            met = connection.execute(
                "SELECT entity, count(*) FROM mentions WHERE entity IS NOT NULL GROUP BY entity ORDER BY entity"
            ).fetchall()
            texts = connection.execute("SELECT sum(as_text), sum(as_name) FROM entity_forms").fetchone()
        assert counted == met
        assert texts == ((sum(count for _, count in met),) * 2 if met else (None, None))


def test_the_display_name_is_the_most_frequent_one(tmp_path: Path) -> None:
    def naming(identifier: str, name: str, times: int) -> AnnotatedDocument:
        page = Page(1, AlignedText("x" * times), Origin.NATIVE)
        document = Document(identifier, "s", "t", "", None, None, Kind.OTHER, (page,))
        mentions = tuple(Mention(Span(at, at + 1), Label.PER, "x", name) for at in range(times))
        return AnnotatedDocument(identifier, document, (), Annotations(mentions), "e", "a", {})

    with Catalogue.open(tmp_path / "c.db") as catalogue:

        def name() -> list[str]:
            return [entity.name for entity in catalogue.entities(label=None, like=None, limit=9)]

        catalogue.put(naming("a", "DUPONT Éric", 2))
        assert name() == ["DUPONT Éric"]
        catalogue.put(naming("b", "Éric Dupont", 3))
        assert name() == ["Éric Dupont"]
        catalogue.remove(["b"])
        assert name() == ["DUPONT Éric"]


def test_half_a_surrogate_pair_sets_the_document_aside(tmp_path: Path) -> None:
    page = Page(1, AlignedText("mal d\udce9cod\udce9"), Origin.NATIVE)
    document = Document("a", "s", "t", "", None, None, Kind.OTHER, (page,))
    with Catalogue.open(tmp_path / "c.db") as catalogue:
        with pytest.raises(UnreadableFile):
            catalogue.put(AnnotatedDocument("a", document, (), Annotations(), "e", "a", {}))
        with pytest.raises(NotFound):
            catalogue.document("a")


def test_a_long_list_of_names_is_removed_whole(tmp_path: Path) -> None:
    page = Page(1, AlignedText("texte"), Origin.NATIVE)
    with Catalogue.open(tmp_path / "c.db") as catalogue:
        names = [f"d{number}" for number in range(1200)]
        for name in names:
            document = Document(name, "s", "t", "", None, None, Kind.OTHER, (page,))
            passage = Passage(Span(0, 5), "texte", 1)
            catalogue.put(AnnotatedDocument(name, document, (passage,), Annotations(), "e", "a", {}))
        assert len(list(catalogue.indexable(catalogue.numbers()))) == 1200
        catalogue.remove(names)
        assert not catalogue.states()
