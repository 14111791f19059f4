"""The posting lists of a segment being made come out by word, whatever the order in which words came in."""

from __future__ import annotations

from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.domain.query import FieldName
from ptce_corpus.indexing.postings import PostingList, decoded
from ptce_corpus.indexing.whoosh_pool import Pool

Key = tuple[str, bytes]
Places = list[tuple[int, int]]
fields = st.sampled_from((FieldName.TEXT, FieldName.TITLE, FieldName.PERSON))
words = st.lists(st.sampled_from(("a", "b", "été", "ôtée", "zz")), max_size=6)
rows = st.lists(st.tuples(fields, words, st.sampled_from((0, 3, 70_000))), max_size=12)


def told(pool: Pool) -> dict[Key, Places]:
    """Each list of a pool as pairs of row and position."""
    found: dict[Key, Places] = {}
    for field, word, _, number, packed in pool.iter_postings():
        postings = decoded(packed)
        assert number == len(postings.passages)
        counted = [row for row, count in zip(postings.passages, postings.counts, strict=True) for _ in range(count)]
        found[field, word] = list(zip(counted, postings.positions, strict=True))
    return found


@given(rows)
def test_every_place_of_every_word_comes_out_once(drawn: list[tuple[FieldName, list[str], int]]) -> None:
    pool, expected = Pool(), defaultdict[Key, Places](list)
    for row, (field, found, first) in enumerate(drawn):
        pool.add(field, row, found, first=first)
        for position, word in enumerate(found, first):
            expected[field.value, word.encode()].append((row, position))
    assert told(pool) == expected
    keys = [(field, word) for field, word, *_ in pool.iter_postings()]
    assert keys == sorted(keys), "the term dictionary is written in its order"


def test_lists_of_an_older_segment_follow_under_new_rows() -> None:
    pool = Pool()
    pool.add(FieldName.TEXT, 0, ("four", "meule", "four"))
    older = PostingList([2, 9], [2, 1], [4, 70_001, 6])
    pool.take(FieldName.TEXT, "four", [5, 1 << 20], older)
    assert told(pool) == {
        ("texte", b"four"): [(0, 0), (0, 2), (5, 4), (5, 70_001), (1 << 20, 6)],
        ("texte", b"meule"): [(0, 1)],
    }
