"""An open index answers several threads at once, each as if it were alone."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from ptce_corpus.domain.passage import IndexedPassage
from ptce_corpus.domain.query import Query
from ptce_corpus.domain.results import Facet, Ranking
from ptce_corpus.indexing.generations import FolderGenerations
from ptce_corpus.indexing.tantivy_generations import TantivyGenerations
from ptce_corpus.indexing.whoosh_generations import WhooshGenerations
from ptce_corpus.ports.index import PassageIndex
from ptce_corpus.search.parser import parse
from ptce_corpus.search.rewrite import rewrite

WORDS = tuple(first + last for first in ("bar", "col", "dim", "fur", "gel", "mor") for last in ("ati", "ebo", "ulu"))
Told = tuple[Ranking, frozenset[int], Mapping[str, tuple[Facet, ...]]]


@pytest.fixture
def restless() -> Iterator[None]:
    """Threads that take turns as often as can be."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


def passages() -> list[IndexedPassage]:
    drawn = random.Random(7)
    return [
        IndexedPassage(number, number // 3, " ".join(drawn.choices(WORDS, k=50)), theme=drawn.choice(WORDS))
        for number in range(1, 1200)
    ]


def told(index: PassageIndex, query: Query) -> Told:
    return index.search(query, limit=5), index.matching(query), index.facets(query, limit=3)


@pytest.mark.usefixtures("restless")
@pytest.mark.parametrize("engine", [WhooshGenerations, TantivyGenerations])
def test_threads_share_an_index(engine: type[FolderGenerations[Any]], tmp_path: Path) -> None:
    generations = engine(tmp_path)
    held = passages()
    generations.advance(held[:600], ())
    generations.advance(held[600:], ())
    pairs = list(pairwise(WORDS))
    texts = [*WORDS, *(f"{one} {other}" for one, other in pairs), *(f'"{one} {other}"~6' for one, other in pairs)]
    queries = [rewrite(parse(text)) for text in texts]
    alone = generations.current()
    expected = [told(alone, query) for query in queries]
    shared = generations.current()
    order = random.Random(3).choices(range(len(queries)), k=5 * len(queries))
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda one: told(shared, queries[one]), order))
    assert found == [expected[one] for one in order]
    alone.close()
    shared.close()
