"""Threads share one open searcher, as a web page or a notebook would have them."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ptce_corpus.workspace.searching import Answer, Searcher
from ptce_corpus.workspace.workspace import Workspace

ASKED = ("verger", "cidre OU pressoir", '"le pressoir"', "pom*", "verget~", "cidre -verger", "pressoir xylophone cidre")


def told(answer: Answer) -> tuple[object, ...]:
    """All of an answer but how long it took."""
    return answer.total, answer.hits, answer.facets, answer.suggestions, answer.most


@pytest.mark.trained
def test_threads_are_answered_as_one_is(tmp_path: Path) -> None:
    Workspace.create(tmp_path)
    for number in range(6):
        text = f"Le verger de pommiers numéro {number} donne un cidre. " * number + "Le pressoir attend la récolte."
        (tmp_path / "corpus" / f"{number}.txt").write_text(text, encoding="utf-8")
    usual = sys.getswitchinterval()
    with Workspace(tmp_path) as workspace:
        workspace.build(executor="serial")
        with Searcher(workspace) as searcher:
            expected = {text: told(searcher.search(text, with_facets=True)) for text in ASKED}
        try:
            sys.setswitchinterval(1e-6)
            with Searcher(workspace) as shared, ThreadPoolExecutor(8) as threads:
                found = list(threads.map(lambda text: told(shared.search(text, with_facets=True)), ASKED * 12))
        finally:
            sys.setswitchinterval(usual)
    assert found == [expected[text] for text in ASKED * 12]
