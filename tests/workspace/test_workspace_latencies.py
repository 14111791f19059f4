"""How long searches took is kept, briefly, and says when the index wants another engine."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.workspace.latencies import FILE_NAME, Advice, advice, latest, note
from ptce_corpus.workspace.searching import Searcher
from ptce_corpus.workspace.workspace import Workspace


def test_what_was_noted_comes_back_in_order(tmp_path: Path) -> None:
    assert latest(tmp_path) == []
    for time in (3.0, 1.25, 200.5):
        note(tmp_path, time)
    assert latest(tmp_path) == [3.0, 1.25, 200.5]


def test_the_file_stays_small_and_keeps_the_latest(tmp_path: Path) -> None:
    sizes = []
    for number in range(3000):
        note(tmp_path, float(number))
        sizes.append((tmp_path / FILE_NAME).stat().st_size)
    assert latest(tmp_path) == [float(number) for number in range(2800, 3000)]
    assert max(sizes) < 10_000
    assert sorted(path.name for path in tmp_path.iterdir()) == [FILE_NAME]


def test_a_folder_that_is_not_there_stops_no_search(tmp_path: Path) -> None:
    note(tmp_path / "nowhere", 1.0)
    assert latest(tmp_path / "nowhere") == []


def test_what_is_no_number_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"1.5\nhello\n\xff\xfe\n2.5")
    assert latest(tmp_path) == [1.5, 2.5]


def test_advice_is_given_when_more_than_one_search_in_twenty_is_slow() -> None:
    assert advice("whoosh", [900.0] * 19) is None
    assert advice("whoosh", [900.0] * 5 + [5.0] * 95) is None
    assert advice("whoosh", [900.0] * 6 + [5.0] * 94) == Advice("tantivy", 6, 100, 200.0)
    assert advice("tantivy", [900.0] * 100) is None


@given(st.lists(st.floats(0, 150), max_size=300))
def test_a_fast_index_is_left_alone(times: list[float]) -> None:
    assert advice("whoosh", times) is None


@pytest.mark.trained
def test_only_what_the_index_ranked_is_noted(tmp_path: Path) -> None:
    Workspace.create(tmp_path)
    (tmp_path / "corpus" / "un.txt").write_text("Le bac traverse la rivière.", encoding="utf-8")
    with Workspace(tmp_path) as workspace:
        workspace.build(executor="serial")
        with Searcher(workspace) as searcher:
            searcher.search("rivière")
            assert len(latest(workspace.index_folder)) == 1
            assert [hit.document for hit in searcher.stream("bac")] == ["un.txt"]
            searcher.search("rivière", sort="date")
            assert len(latest(workspace.index_folder)) == 1, "a search by date ranks nothing"
