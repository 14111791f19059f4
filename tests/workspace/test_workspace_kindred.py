"""How many passages hold most of the words of a query that none holds whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.domain.passage import IndexedPassage
from ptce_corpus.domain.query import Query
from ptce_corpus.indexing.memory import MemoryIndex
from ptce_corpus.search.parser import parse
from ptce_corpus.search.rewrite import rewrite
from ptce_corpus.workspace.kindred import Most, most

WORDS = ("moulin", "rivière", "canal", "barrage", "écluse", "turbine", "vanne")


def told(query: str, *texts: str) -> Most | None:
    index = MemoryIndex(IndexedPassage(order, order, text) for order, text in enumerate(texts))
    return most(query, matching=lambda asked: index.matching(rewrite(asked)))


def found(query: str, *texts: str) -> int:
    index = MemoryIndex(IndexedPassage(order, order, text) for order, text in enumerate(texts))
    return index.search(rewrite(parse(query)), limit=0).total


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ("moulin rivière xylophone", Most(2, 3, 2, "moulin rivière")),
        ("moulin rivière xylophone -canal", Most(2, 3, 1, "moulin rivière -canal")),
        ("moulin canal xylophone zygomatique rivière", Most(3, 5, 1, "moulin canal rivière")),
        ("le moulin de la rivière xylophone", Most(2, 3, 2, "moulin rivière")),
        ('"le moulin" rivière xylo*', Most(2, 3, 2, '"le moulin" rivière')),
        ("moulin xylophone", None),
        ("moulin xylophone zygomatique", None),
        ("moulin OU canal", None),
        ("xylophone", None),
    ],
)
def test_the_most_words_that_stand_together_are_told(query: str, answer: Most | None) -> None:
    texts = ("le moulin et la rivière", "le moulin, le canal, une rivière", "un canal")
    assert told(query, *texts) == answer


@given(
    texts=st.lists(st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join), max_size=8),
    asked=st.lists(st.sampled_from(WORDS), min_size=3, max_size=6, unique=True),
)
def test_what_is_told_is_what_its_query_finds(texts: list[str], asked: list[str]) -> None:
    query = " ".join([*asked, "xylophone"])
    held = [len(set(text.split()) & set(asked)) for text in texts]
    answer = told(query, *texts)
    best = max(held, default=0)
    if answer is None:
        assert 2 * best <= len(asked) + 1
    else:
        assert (answer.words, answer.of, answer.total) == (best, len(asked) + 1, held.count(best))
        assert found(answer.query, *texts) == answer.total
        parsed: Query = parse(answer.query)
        assert str(parsed) == answer.query
