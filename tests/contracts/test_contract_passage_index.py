"""What every index of passages promises: it answers as ``search/match.py`` says, whatever the texts and the query."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ptce_corpus.domain.passage import IndexedPassage, Variant
from ptce_corpus.domain.query import (
    And,
    DateRange,
    Exact,
    FieldName,
    Fuzzy,
    InDocuments,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Term,
)
from ptce_corpus.domain.results import Facet
from ptce_corpus.errors import WorkspaceError
from ptce_corpus.indexing.memory import MemoryGenerations, MemoryIndex
from ptce_corpus.indexing.tantivy_generations import TantivyGenerations
from ptce_corpus.indexing.whoosh_generations import WhooshGenerations
from ptce_corpus.ports.index import IndexGenerations, PassageIndex
from ptce_corpus.search.facets import facets
from ptce_corpus.search.match import matches
from ptce_corpus.search.rewrite import rewrite

WORDS = (
    *(
        "l'économie",
        "économie",
        "économies",
        "économique",
        "sociale",
        "social",
        "sociaux",
        "solidaire",
        "et",
        "de",
        "la",
    ),
    *("coopération", "coopérations", "coopérative", "créé", "créée", "créer", "pôle", "pôles", "vice-président"),
    *("acteur·rice·s", "acteurs", "P.T.C.E.", "PTCE", "l'ESS", "2014", "cote", "côte", "coté"),
)
NAMES = ("Odile Kirchner", "Hervé Kirchner", "Labo de l'ESS", "Hervé", "Île-de-France", "Odile", "Côte Odile")
DAYS = ("2012-12-31", "2013-01-01", "2014-06-30", "2014-07-18", "2015-02-01")
LEAF_FIELDS = (
    FieldName.TEXT,
    FieldName.TITLE,
    FieldName.PERSON,
    FieldName.ORGANISATION,
    FieldName.PLACE,
    FieldName.SPEAKER,
    FieldName.RAW,
)

texts = st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join)
names = st.lists(st.sampled_from(NAMES), max_size=3).map(tuple)
days = st.one_of(st.none(), st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS)).map(sorted))


variants = st.lists(
    st.builds(Variant, st.integers(0, 9), st.sampled_from((*WORDS, "Pdles", "cote cooperation"))), max_size=4
)


@st.composite
def passages(draw: st.DrawFn, first: int = 1, document: int = 1) -> list[IndexedPassage]:
    made = []
    for number in range(first, first + draw(st.integers(0, 6))):
        dated = draw(days)
        made.append(
            IndexedPassage(
                identifier=number,
                document=document + draw(st.integers(0, 3)),
                text=draw(texts),
                title=draw(texts),
                kind=draw(st.sampled_from(("", "report", "minutes"))),
                earliest=dated[0] if dated else None,
                latest=dated[1] if dated else None,
                people=draw(names),
                organisations=draw(names),
                places=draw(names),
                speakers=draw(names),
                variants=tuple(draw(variants)),
                known_people=draw(names),
                known_organisations=draw(names),
                known_places=draw(names),
                theme=draw(st.sampled_from(("", "emploi · travail", "forêt"))),
            )
        )
    return made


words = st.sampled_from((*WORDS, "absent", "pdles", "Kirchner", "odile", "herve", "labo"))
fields = st.sampled_from(LEAF_FIELDS)
several = st.lists(words, min_size=2, max_size=3).map(tuple)
dates = st.sampled_from(("2012", "2013", "2014-06", "2014-07", "2014-07-18", "2015"))
leaves = st.one_of(
    st.builds(Term, words, fields),
    st.builds(Exact, words, fields),
    st.builds(Prefix, st.sampled_from(("éco", "co", "soc", "créé", "ki", "vi", "zz")), fields),
    st.builds(
        Fuzzy, st.sampled_from(("coopration", "cote", "krichner", "econmie", "zzzzz")), st.integers(1, 2), fields
    ),
    st.builds(Phrase, several, fields, st.booleans()),
    st.builds(Near, several, st.integers(0, 4), fields),
    st.builds(DateRange, dates, st.none()),
    st.builds(DateRange, st.none(), dates),
    st.builds(DateRange, st.just("2013"), st.just("2014-07")),
    st.builds(InDocuments, st.frozensets(st.integers(1, 5)), st.just("theme:x")),
    st.builds(Term, st.sampled_from(("report", "minutes", "letter")), st.just(FieldName.KIND)),
)
queries: st.SearchStrategy[Query] = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: And(tuple(parts))),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: Or(tuple(parts))),
        st.builds(Not, inner),
    ),
    max_leaves=5,
).map(rewrite)


@contextmanager
def in_memory() -> Iterator[IndexGenerations]:
    yield MemoryGenerations()


@contextmanager
def with_whoosh() -> Iterator[IndexGenerations]:
    with tempfile.TemporaryDirectory() as folder:
        yield WhooshGenerations(Path(folder) / "indexes")


@contextmanager
def with_tantivy() -> Iterator[IndexGenerations]:
    with tempfile.TemporaryDirectory() as folder:
        yield TantivyGenerations(Path(folder) / "indexes")


every_engine = pytest.mark.parametrize("engine", [in_memory, with_whoosh, with_tantivy])
our_ranking = pytest.mark.parametrize("engine", [in_memory, with_whoosh])  # others agree on what matches
Engine = Callable[[], "contextmanager[IndexGenerations]"]


def meant(held: list[IndexedPassage], query: Query) -> frozenset[int]:
    return frozenset(passage.identifier for passage in held if matches(passage, query))


def shared(held: list[IndexedPassage], query: Query, limit: int) -> dict[str, tuple[Facet, ...]]:
    return facets((passage for passage in held if matches(passage, query)), limit=limit)


@every_engine
@settings(max_examples=80, deadline=None)
@given(held=passages(), asked=st.lists(queries, min_size=1, max_size=8))
def test_what_matches_is_what_the_oracle_says(engine: Engine, held: list[IndexedPassage], asked: list[Query]) -> None:
    with engine() as generations:
        generations.advance(held, ())
        index = generations.current()
        for query in asked:
            assert index.matching(query) == meant(held, query), str(query)
        index.close()


@every_engine
@settings(max_examples=40, deadline=None)
@given(held=passages(), asked=st.lists(queries, min_size=1, max_size=5), limit=st.integers(1, 4))
def test_the_best_come_first_and_pages_join(
    engine: Engine, held: list[IndexedPassage], asked: list[Query], limit: int
) -> None:
    with engine() as generations:
        generations.advance(held, ())
        index = generations.current()
        for query in asked:
            whole = index.search(query, limit=100)
            paged = [
                scored
                for offset in range(0, len(held) + limit, limit)
                for scored in index.search(query, limit=limit, offset=offset).passages
            ]
            assert {scored.passage for scored in whole.passages} == meant(held, query)
            assert whole.total == len(whole.passages)
            assert tuple(paged) == whole.passages
            order = [(-scored.score, scored.passage) for scored in whole.passages]
            assert order == sorted(order)
        index.close()


def scores(index: PassageIndex, query: Query) -> dict[int, float]:
    return {scored.passage: scored.score for scored in index.search(query, limit=100).passages}


@our_ranking
@settings(max_examples=40, deadline=None)
@given(held=passages(), asked=st.lists(queries, min_size=1, max_size=5))
def test_the_ranking_agrees_with_memory(engine: Engine, held: list[IndexedPassage], asked: list[Query]) -> None:
    with engine() as generations:
        generations.advance(held, ())
        index = generations.current()
        for query in asked:
            assert scores(index, query) == pytest.approx(scores(MemoryIndex(held), query))
        index.close()


@every_engine
def test_what_is_said_more_rarely_and_in_the_title_counts_more(engine: Engine) -> None:
    held = [
        IndexedPassage(1, 1, "la laiterie du village ferme en hiver"),
        IndexedPassage(2, 2, "la laiterie et la laiterie voisine du village"),
        IndexedPassage(3, 3, "la laiterie du village ferme en hiver", title="La laiterie"),
        IndexedPassage(4, 4, "une fanfare joue au village"),
    ]
    with engine() as generations:
        generations.advance(held, ())
        index = generations.current()
        one = scores(index, rewrite(Term("laiterie")))
        assert one[2] > one[1] < one[3]
        assert next(iter(scores(index, rewrite(Or((Term("fanfare"), Term("village"))))))) == 4  # the best first
        index.close()


@every_engine
@settings(max_examples=40, deadline=None)
@given(
    steps=st.lists(st.tuples(passages(), st.frozensets(st.integers(1, 40), max_size=12), st.booleans()), max_size=4),
    asked=st.lists(queries, min_size=1, max_size=4),
)
def test_generations_hold_what_was_added_and_not_what_was_removed(
    engine: Engine,
    steps: list[tuple[list[IndexedPassage], frozenset[int], bool]],
    asked: list[Query],
) -> None:
    held: list[IndexedPassage] = []
    with engine() as generations:
        generations.advance([], ())
        for order, (drawn, removed, afresh) in enumerate(steps, start=1):
            # Numbers are never used twice: each step has its own.
            added = [
                IndexedPassage(
                    *(10 * order + passage.identifier, 10 * order + passage.document, passage.text, passage.title),
                    *(passage.kind, passage.earliest, passage.latest),
                    *(passage.people, passage.organisations, passage.places, passage.speakers, passage.variants),
                    *(passage.known_people, passage.known_organisations, passage.known_places, passage.theme),
                )
                for passage in drawn
            ]
            generations.advance(added, removed, afresh=afresh)
            held = added + ([] if afresh else [passage for passage in held if passage.document not in removed])
            index = generations.current()
            assert index.documents() == {passage.document for passage in held}
            for query in asked:
                assert index.matching(query) == meant(held, query), str(query)
                assert index.facets(query, limit=3) == shared(held, query, 3), str(query)
                if engine is not with_tantivy:
                    assert scores(index, query) == pytest.approx(scores(MemoryIndex(held), query))
            index.close()


@every_engine
@settings(max_examples=40, deadline=None)
@given(held=passages(), asked=st.lists(queries, min_size=1, max_size=4), limit=st.integers(0, 3))
def test_facets_count_what_the_matching_passages_share(
    engine: Engine, held: list[IndexedPassage], asked: list[Query], limit: int
) -> None:
    with engine() as generations:
        generations.advance(held, ())
        index = generations.current()
        for query in asked:
            assert index.facets(query, limit=limit) == shared(held, query, limit), str(query)
        index.close()


@every_engine
def test_facets_tell_the_commonest_of_very_many_values_and_of_equal_ones_the_first_by_name(engine: Engine) -> None:
    held = [
        IndexedPassage(
            number,
            number,
            "la forge" if number % 3 else "la scierie",
            kind="report",
            earliest=f"{1950 + number % 60}-05-01",
            latest=f"{1950 + number % 60}-05-31",
            known_people=(f"Personne {number % 97:03}", f"Rare {number:04}", "x" * 70_000 if number < 4 else ""),
            speakers=("Odile", "Odile") if number % 2 else (),
        )
        for number in range(1, 400)
    ]
    with engine() as generations:
        for start in range(0, len(held), 100):  # several segments, where an engine has such
            generations.advance(held[start : start + 100], ())
        index = generations.current()
        for query in (Term("forg"), Term("scier"), And(())):
            assert index.facets(query, limit=10) == shared(held, query, 10)
        assert len(index.facets(And(()), limit=10)["year"]) == 60
        index.close()


@every_engine
def test_an_open_reader_goes_on_undisturbed(engine: Engine) -> None:
    with engine() as generations:
        generations.advance([IndexedPassage(1, 1, "la coopération")], ())
        reader = generations.current()
        for number in range(2, 6):
            generations.advance([IndexedPassage(number, number, "une coopérative")], {number - 1})
        assert reader.matching(Term("coper")) == {1}
        assert reader.documents() == {1}
        newest = generations.current()
        assert newest.matching(Term("coper")) == frozenset()
        assert newest.documents() == {5}
        reader.close()
        newest.close()


@every_engine
def test_without_a_generation_the_remedy_is_told(engine: Engine) -> None:
    with engine() as generations, pytest.raises(WorkspaceError) as caught:
        generations.current()
    assert "ptce build" in caught.value.remedy


@every_engine
def test_a_failing_source_leaves_the_last_generation_in_service(engine: Engine) -> None:
    def broken() -> Iterator[IndexedPassage]:
        yield IndexedPassage(2, 2, "deuxième")
        raise RuntimeError("the catalogue went away")

    with engine() as generations:
        generations.advance([IndexedPassage(1, 1, "première")], ())
        with pytest.raises(RuntimeError):
            generations.advance(broken(), {1})
        index = generations.current()
        assert index.documents() == {1}
        index.close()
        generations.advance([IndexedPassage(3, 3, "troisième")], ())
        index = generations.current()
        assert index.documents() == {1, 3}
        index.close()
