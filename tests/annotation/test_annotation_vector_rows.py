"""Rows of vectors, found without a dictionary."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.annotation.vector_rows import Rows

HASHES = st.integers(0, 2**64 - 1)


@given(st.dictionaries(HASHES, st.integers(-1, 2**31 - 1)), st.lists(HASHES))
def test_rows_answer_as_the_dictionary_that_they_stand_for(rows: dict[int, int], others: list[int]) -> None:
    kept = Rows(rows)
    assert dict(kept) == rows
    assert len(kept) == len(rows)
    for key in [*rows, *others]:
        assert kept.get(key, -1) == rows.get(key, -1)
        assert (key in kept) == (key in rows)
