"""The archive for other tools: whole, cited, safe in a spreadsheet, and never half written."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from ptce_corpus.errors import UsageError
from ptce_corpus.workspace import exporting
from ptce_corpus.workspace.exporting import export
from ptce_corpus.workspace.workspace import Workspace

Cells = list[dict[str, str]]


def read(path: Path) -> Cells:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def tables(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export") / "csv"
    with Workspace(built) as archive:
        export(archive, folder, form="csv")
    return folder


@pytest.mark.trained
def test_every_document_is_in_both_forms(built: Path, tables: Path, tmp_path: Path) -> None:
    with Workspace(built) as archive:
        known = set(archive.catalogue.states())
        done = export(archive, tmp_path / "lines", form="jsonl")
    lines = (tmp_path / "lines" / "documents.jsonl").read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["document"] for line in lines} == known
    assert {row["document"] for row in read(tables / "documents.csv")} == known
    assert done.files == {"documents.jsonl": len(known)}


@pytest.mark.trained
@pytest.mark.parametrize("name", ["entities", "quotations", "appearances", "functions"])
def test_what_was_found_is_cut_from_the_page_it_names(tables: Path, name: str) -> None:
    pages = {(row["document"], row["number"]): row["text"] for row in read(tables / "pages.csv")}
    rows = read(tables / f"{name}.csv")
    assert rows
    for row in rows:
        text = pages[row["document"], row["page"]].removeprefix("'") if name == "entities" else ""
        assert row["citation"]
        if name == "entities" and not pages[row["document"], row["page"]].startswith("'"):
            assert text[int(row["start"]) : int(row["end"])] == row["text"].removeprefix("'")


@pytest.mark.trained
def test_the_cells_of_a_table_stand_in_its_page(tables: Path) -> None:
    pages = {(row["document"], row["number"]): " ".join(row["text"].split()) for row in read(tables / "pages.csv")}
    cells = read(tables / "tables.csv")
    assert cells
    for cell in cells:
        assert cell["text"].removeprefix("'") in pages[cell["document"], cell["page"]]


def test_a_formula_is_defused() -> None:
    assert [exporting._defused(value) for value in ("=1+1", "-2 %", "@a", "Labo", 3)] == [
        "'=1+1",
        "'-2 %",
        "'@a",
        "Labo",
        3,
    ]


@pytest.mark.trained
def test_only_an_earlier_export_is_replaced_and_only_when_forced(built: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    with Workspace(built) as archive:
        export(archive, folder, form="jsonl")
        with pytest.raises(UsageError, match="holds an export"):
            export(archive, folder, form="csv")
        export(archive, folder, form="csv", force=True)
        assert not (folder / "documents.jsonl").exists()
        assert (folder / "documents.csv").exists()
        (folder / "mine.txt").write_text("keep")
        with pytest.raises(UsageError, match="other things"):
            export(archive, folder, form="csv", force=True)
    assert (folder / "mine.txt").read_text() == "keep"


@pytest.mark.trained
def test_an_export_that_fails_leaves_nothing(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "_about", lambda _: 1 / 0)
    with Workspace(built) as archive, pytest.raises(ZeroDivisionError):
        export(archive, tmp_path / "out", form="jsonl")
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_form_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such form"):
        export(Workspace(tmp_path), tmp_path / "out", form="docx")
