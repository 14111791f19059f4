"""The engine that the settings name holds the index, each in a folder of its own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ptce_corpus.domain.passage import IndexedPassage
from ptce_corpus.domain.query import Term
from ptce_corpus.errors import SettingsError, WorkspaceError
from ptce_corpus.search.rewrite import rewrite
from ptce_corpus.settings import SearchSettings, Settings
from ptce_corpus.workspace import wiring


def with_engine(name: str) -> Settings:
    return replace(Settings(), search=SearchSettings(engine=name))


def test_each_engine_makes_its_index_beside_that_of_the_other(tmp_path: Path) -> None:
    whoosh = wiring.generations(tmp_path, with_engine("whoosh"))
    whoosh.advance([IndexedPassage(1, 1, "la forge du village")], ())
    tantivy = wiring.generations(tmp_path, with_engine("tantivy"))
    with pytest.raises(WorkspaceError) as caught:
        tantivy.current()
    assert caught.value.remedy == "ptce build"
    tantivy.advance([IndexedPassage(1, 1, "la forge du village")], ())
    for generations in (whoosh, tantivy):
        index = generations.current()
        assert index.matching(rewrite(Term("forges"))) == {1}
        index.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["tantivy", "whoosh"]


def test_an_unknown_engine_is_told_with_those_known(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        wiring.generations(tmp_path, with_engine("lucene"))
    assert "tantivy" in caught.value.remedy
