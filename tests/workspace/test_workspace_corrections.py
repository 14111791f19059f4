"""A workspace whose text was damaged: searched in both forms, filtered by quality, corrected by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from ptce_corpus.cli.main import run
from ptce_corpus.errors import WorkspaceError
from ptce_corpus.workspace.concordances import lines
from ptce_corpus.workspace.narrowing import Narrowing
from ptce_corpus.workspace.searching import Searcher
from ptce_corpus.workspace.timelines import TimelineQuestion, timeline
from ptce_corpus.workspace.workspace import Workspace

DAMAGED = (
    "Roanne, le 12 mars 2019 - Le collectif local publie une enquéte inédite, visant à promouvoir les Pdles "
    "territoriaux de coopération économique. La première édition de l'étude montre le succès de ces modeles. "
    "« Nous voulons aller plus loin », déclare Amandine Vernet, présidente du collectif.\n"
)
CLEAN = (
    "Roanne, le 14 mars 2019 - Le conseil municipal se réunit pour étudier le budget de la ville et des écoles. "
    "« Nous voulons des écoles ouvertes », déclare Bruno Lacaze, maire de Roanne.\n"
)
HEAD = "action,document,page,text,value\n"
REPAIRS = "write,damaged.txt,,enquéte,enquête\nwrite,*,,Pdles,Pôles\nwrite,*,1,modeles,modèles\n"
"""What is surely repaired, however repair itself is tuned."""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    root = tmp_path_factory.mktemp("damaged")
    with Workspace.create(root) as made:
        (made.corpus / "damaged.txt").write_text(DAMAGED, encoding="utf-8")
        (made.corpus / "clean.txt").write_text(CLEAN, encoding="utf-8")
        assert (root / "corrections.csv").read_text(encoding="utf-8") == HEAD
        (root / "corrections.csv").write_text(HEAD + REPAIRS, encoding="utf-8")
        assert made.build(executor="serial").warnings == ()
        yield made


def found(workspace: Workspace, query: str, **options: object) -> list[str]:
    with Searcher(workspace) as searcher:
        return [hit.document for hit in searcher.search(query, **options).hits]  # type: ignore[arg-type]


@pytest.mark.parametrize("query", ["=enquéte", "enquéte", "=enquête", "=modeles", "=modèles", "brut:modeles"])
def test_both_forms_of_a_repaired_word_are_found(workspace: Workspace, query: str) -> None:
    assert found(workspace, query) == ["damaged.txt"]


def test_phrases_hold_in_either_form(workspace: Workspace) -> None:
    for phrase in ('="une enquéte inédite"', '="une enquête inédite"', '="ces modeles"', '="ces modèles"'):
        assert found(workspace, phrase) == ["damaged.txt"], phrase


def test_quality_filters_and_sorts(workspace: Workspace) -> None:
    assert found(workspace, "Roanne", sort="quality") == ["clean.txt", "damaged.txt"]
    with Searcher(workspace) as searcher:
        qualities = {hit.document: hit.quality for hit in searcher.search("Roanne").hits}
    assert 0.5 < (qualities["damaged.txt"] or 0) < (qualities["clean.txt"] or 0) <= 1.0
    least = qualities["clean.txt"]
    strict = Narrowing(min_quality=least)
    assert found(workspace, "Roanne", narrowing=strict) == ["clean.txt"]
    assert found(workspace, "", narrowing=strict) == ["clean.txt"]
    assert {line.document for line in lines(workspace, "Roanne", narrowing=strict)} == {"clean.txt"}
    said = timeline(workspace, TimelineQuestion(min_quality=least))
    assert {row.citation.document for row in said} <= {"clean.txt"}
    assert found(workspace, "Roanne", narrowing=Narrowing(min_quality=0.1), sort="quality") == [
        "clean.txt",
        "damaged.txt",
    ]


def test_the_edits_are_told_as_json(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["show", "damaged.txt", "--edits", "--json", "-w", str(workspace.root)]) == 0
    told = json.loads(capsys.readouterr().out)
    (page,) = told["pages"]
    assert ("é", "ê") in [(edit["before"], edit["after"]) for edit in page["edits"]]
    assert 0.5 < told["quality"] < 0.95


def test_edits_and_raw_exclude_each_other(workspace: Workspace) -> None:
    for wrong in (["--raw", "--edits"], ["--all"]):
        assert run(["show", "damaged.txt", *wrong, "-w", str(workspace.root)]) == 2


def test_corrections_are_replayed_told_and_taken_back(workspace: Workspace) -> None:
    path = workspace.root / "corrections.csv"
    lines = "keep,damaged.txt,,enquéte,\nwrite,clean.txt,,absent,x\nfrob,*,,x,\n"
    path.write_text("\ufeff" + HEAD + REPAIRS + lines, encoding="utf-8")
    assert workspace.status().pending.changed == 1
    account = workspace.build(executor="serial")
    assert (account.changed, account.unchanged) == (1, 1)
    assert [warning.partition(":")[0] for warning in account.warnings] == [
        "corrections.csv, line 6",
        "corrections.csv, line 7",
    ]
    assert workspace.status().pending.warnings == account.warnings
    text = workspace.document("damaged.txt")[0].text
    assert "enquéte" in text
    assert "Pôles territoriaux" in text
    assert found(workspace, "=enquête") == []
    path.write_text(HEAD + REPAIRS, encoding="utf-8")
    assert workspace.build(executor="serial").changed == 1
    assert "enquête" in workspace.document("damaged.txt")[0].text


def test_a_file_that_cannot_be_understood_stops_the_build(tmp_path: Path) -> None:
    made = Workspace.create(tmp_path)
    (tmp_path / "corrections.csv").write_bytes("action,document,page,text,value\nkeep,*,,enquéte,\n".encode("latin-1"))
    with pytest.raises(WorkspaceError):
        made.build(executor="serial")
