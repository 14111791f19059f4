"""What a query finds, asked as a reader types it: each engine answers the whole table of queries as the oracle does."""

from __future__ import annotations

import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ptce_corpus.domain.passage import IndexedPassage, Variant
from ptce_corpus.domain.query import Query
from ptce_corpus.errors import QueryError
from ptce_corpus.indexing.memory import MemoryGenerations
from ptce_corpus.indexing.tantivy_generations import TantivyGenerations
from ptce_corpus.indexing.whoosh_generations import WhooshGenerations
from ptce_corpus.ports.index import PassageIndex
from ptce_corpus.search.match import matches
from ptce_corpus.search.parser import parse
from ptce_corpus.search.rewrite import rewrite

TABLE = tomllib.loads((Path(__file__).parents[1] / "cases" / "queries.toml").read_text("utf-8"))
QUERIES = sorted(query for rows in TABLE.values() for query, told in rows.items() if isinstance(told, str))

TEXTS = (
    "Le moulin de la rivière n'a plus sa roue à aubes.",
    "La roue du moulin tourne : l'eau vive du canal la porte.",
    "Une vice-présidente et un porte-parole élu ouvrent le barrage.",
    "Les acteur·rice·s du canal parlent d'économie, et de mutualisation.",
    "L'économie du barrage et la coopération des communes, aujourd'hui à 14h30 ou 14:30.",
    "Qui parle de la rivière ? 50 % des moulins, 1 000 habitants, 3,5 hectares.",
    "Voir https://www.exemple.fr/page ou odile.kerboul@exemple.fr, art. L.123-4, R&D 10.1000/182.",
    "Le P.T.C.E. finance un café ; le PTCE a une œuvre.",
    "moulin roue, et moulin/roue, ou sauf le moulin (roue)",
    "משהו שלום עולם 漢字",
)
DATES = (("2012-02-28", "2012-02-28"), ("2013-01-01", "2013-12-31"), ("2014-07-18", "2014-07-18"), (None, None))
KINDS = ("press-release", "minutes", "report", "letter", "")
CORPUS = [
    IndexedPassage(
        identifier=order,
        document=order % 7,
        text=text,
        title=("L'économie du moulin", "La roue OU le canal", "L'eau vive")[order % 3],
        kind=KINDS[order % len(KINDS)],
        earliest=DATES[order % len(DATES)][0],
        latest=DATES[order % len(DATES)][1],
        people=(("Odile Kerboul", "Yves Dupontel")[order % 2],),
        organisations=("Laiterie de Dole",) if order % 3 else (),
        places=(("Dole", "Brest")[order % 2],),
        speakers=("Odile Kerboul",) if order % 4 else (),
        variants=(Variant(0, "Pdles"),) if order == 2 else (),
    )
    for order, text in enumerate(TEXTS)
]
ENGINES = ("memory", "whoosh", "tantivy")


@pytest.fixture(scope="module", params=ENGINES)
def index(request: pytest.FixtureRequest) -> Iterator[PassageIndex]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "indexes"
        made = {"memory": MemoryGenerations, "whoosh": WhooshGenerations, "tantivy": TantivyGenerations}
        generations = made[request.param]() if request.param == "memory" else made[request.param](path)
        generations.advance(CORPUS, ())
        opened = generations.current()
        yield opened
        opened.close()


def asked(query: str, *, match: str = "all") -> Query:
    return rewrite(parse(query, match=match), documents_of_theme=lambda name: frozenset({len(name) % 7}))  # type: ignore[arg-type]


def meant(query: Query) -> frozenset[int]:
    return frozenset(passage.identifier for passage in CORPUS if matches(passage, query))


@pytest.mark.parametrize("match", ["all", "any"])
def test_the_table_of_queries_finds_the_same_everywhere(index: PassageIndex, match: str) -> None:
    for query in QUERIES:
        rewritten = asked(query, match=match)
        assert index.matching(rewritten) == meant(rewritten), query
        assert index.search(rewritten, limit=3).total == len(meant(rewritten)), query


def test_most_of_the_table_finds_something_and_leaves_something() -> None:
    telling = [query for query in QUERIES if 0 < len(meant(asked(query))) < len(CORPUS)]
    assert len(telling) > len(QUERIES) / 2


PIECES = (
    *("moulin", "roue", "l'eau", "canal", "économie", "d'économie", "vice-présidente", "PTCE", "14:30", "et", "la"),
    *('"eau vive"', "« roue du moulin »", '"moulin roue"~3', '"la du canal"~9', '"roue eau vive canal"~6'),
    *("mou*", "éco*", "l'éco*", "coopration~", "moulim~2", "=économie", "=P.T.C.E.", '="du moulin"'),
    *("titre:roue", "titre:(eau OU canal)", "personne:Odile", 'org:"Laiterie de Dole"', "lieu:do*", "auteur:kerbul~"),
    *("type:rapport", "brut:pdles", "=Pdles", "date:2013", "date:2012..2013", "depuis:juillet 2014", "avant:2013"),
)
phrased = st.recursive(
    st.sampled_from(PIECES),
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: "(" + " ".join(parts) + ")"),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: "(" + " OU ".join(parts) + ")"),
        st.lists(inner, min_size=2, max_size=2).map(lambda parts: "(" + " SAUF ".join(parts) + ")"),
        inner.map(lambda part: f"-{part}"),
    ),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(query=phrased, match=st.sampled_from(("all", "any")))
def test_whatever_is_typed_finds_the_same_everywhere(index: PassageIndex, query: str, match: str) -> None:
    try:
        rewritten = asked(query, match=match)
    except QueryError as error:
        raise AssertionError(f"{query}: {error}") from error
    assert index.matching(rewritten) == meant(rewritten)
    ranked = index.search(rewritten, limit=len(CORPUS))
    assert {one.passage for one in ranked.passages} == meant(rewritten)
