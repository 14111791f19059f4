"""Searches that are kept, and what they find that is new."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ptce_corpus.cli.main import run
from ptce_corpus.errors import NotFound, QueryError, UsageError, WorkspaceError
from ptce_corpus.workspace.saved import FILE_NAME, TOLD_NAME, SavedSearch, forget, news, save, searches
from ptce_corpus.workspace.workspace import Workspace


def test_searches_are_kept_by_name_in_a_file_that_people_can_read(tmp_path: Path) -> None:
    workspace = Workspace.create(tmp_path)
    save(workspace, SavedSearch("tourbe", "tourbière OU marais"))
    save(workspace, SavedSearch("ateliers", "atelier bois", match="any"))
    save(workspace, SavedSearch("tourbe", "tourbière"))
    assert [(one.name, one.query, one.match) for one in searches(workspace)] == [
        ("ateliers", "atelier bois", "any"),
        ("tourbe", "tourbière", "all"),
    ]
    assert "tourbière" in (tmp_path / FILE_NAME).read_text(encoding="utf-8")
    forget(workspace, "tourbe")
    assert [one.name for one in searches(workspace)] == ["ateliers"]


def test_what_is_wrong_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    workspace = Workspace.create(tmp_path)
    with pytest.raises(QueryError):
        save(workspace, SavedSearch("a", "(bois"))
    for name in ("", "  ", "a\nb", "x" * 81):
        with pytest.raises(UsageError):
            save(workspace, SavedSearch(name, "bois"))
    with pytest.raises(NotFound):
        forget(workspace, "absent")
    with pytest.raises(NotFound):
        news(workspace, name="absent")
    assert searches(workspace) == ()
    assert news(workspace) == ()


def test_nothing_is_kept_where_there_is_no_workspace(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="no corpus/") as told:
        save(Workspace(tmp_path), SavedSearch("tourbe", "tourbière"))
    assert "ptce init" in told.value.remedy
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["{", "[]", '{"a": 1}', '{"a": {"query": 3}}', '{"a": {"query": "b", "match": "x"}}'])
def test_a_damaged_file_is_told_with_the_remedy(tmp_path: Path, text: str) -> None:
    workspace = Workspace.create(tmp_path)
    (tmp_path / FILE_NAME).write_text(text, encoding="utf-8")
    with pytest.raises(WorkspaceError) as told:
        searches(workspace)
    assert told.value.remedy


@pytest.mark.trained
def test_only_passages_not_told_before_are_new(tmp_path: Path) -> None:
    Workspace.create(tmp_path)
    corpus = tmp_path / "corpus"
    (corpus / "un.txt").write_text("La tourbière de Fontenelle est protégée depuis longtemps.", encoding="utf-8")
    with Workspace(tmp_path) as workspace:
        workspace.build(executor="serial")
        save(workspace, SavedSearch("tourbe", "tourbière"))
        (first,) = news(workspace, remember=True)
        assert (first.total, first.new, first.first) == (1, (), True)
    (corpus / "deux.txt").write_text("Une autre tourbière renaît près de Chanteloup.", encoding="utf-8")
    with Workspace(tmp_path) as workspace:
        workspace.build(executor="serial", full=True)
        for _ in range(2):
            (second,) = news(workspace)
            assert (second.total, [hit.document for hit in second.new]) == (2, ["deux.txt"])
        news(workspace, remember=True)
        (third,) = news(workspace)
        assert (third.total, third.new) == (2, ())
        save(workspace, SavedSearch("tourbe", "tourbière OU forêt"))
        assert news(workspace)[0].first, "another query begins anew"
        (workspace.indexes / TOLD_NAME).write_text("{", encoding="utf-8")
        assert news(workspace)[0].first, "what was told can be lost"
        assert json.loads((tmp_path / FILE_NAME).read_text(encoding="utf-8"))


@pytest.mark.trained
def test_a_search_that_cannot_be_asked_stops_no_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Workspace.create(tmp_path)
    (tmp_path / "corpus" / "un.txt").write_text("La tourbière de Fontenelle est protégée.", encoding="utf-8")
    rows = {"bois": "(bois", "gone": "theme:introuvable", "tourbe": "tourbière"}
    (tmp_path / FILE_NAME).write_text(
        json.dumps({name: {"query": query} for name, query in rows.items()}), encoding="utf-8"
    )
    with Workspace(tmp_path) as workspace:
        workspace.build(executor="serial")
        found = {one.search.name: one for one in news(workspace, remember=True)}
        assert found["tourbe"].total == 1
        assert found["tourbe"].fault is None
        assert "not closed" in str(found["bois"].fault)
        assert "no theme" in str(found["gone"].fault)
        assert json.loads((workspace.indexes / TOLD_NAME).read_text(encoding="utf-8")).keys() == {"tourbe"}
        with pytest.raises(QueryError):
            news(workspace, name="gone")
    assert run(["saved", "-w", str(tmp_path), "--format", "jsonl"]) == 0
    told = {row["name"]: row for row in map(json.loads, capsys.readouterr().out.splitlines())}
    assert told["tourbe"]["error"] is None
    assert "no theme" in told["gone"]["error"]
    assert run(["saved", "-w", str(tmp_path)]) == 0
    assert "bois: this parenthesis is not closed" in capsys.readouterr().err
