"""The archive for other tools: whole, cited, safe in a spreadsheet, and never half written."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.domain.annotation import Annotations, Label
from ptce_corpus.errors import Busy, UsageError
from ptce_corpus.workspace.exporting import FORMS, export
from ptce_corpus.workspace.exports import rows
from ptce_corpus.workspace.exports.archive import Archive, defused, stems
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
    assert [defused(value) for value in ("=1+1", "-2 %", "@a", "Labo", 3)] == [
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
@pytest.mark.parametrize("form", FORMS)
def test_any_form_takes_the_place_of_any_other(built: Path, tmp_path: Path, form: str) -> None:
    folder = tmp_path / "out"
    with Workspace(built) as archive:
        for earlier in ("tei", "web-annotation", "csv"):
            export(archive, folder, form=earlier, force=True)
        done = export(archive, folder, form=form, force=True)
        held = sorted(path.name for path in folder.iterdir())
        assert {name if name in done.files else f"*.{name.rpartition('.')[2]}" for name in held} == set(done.files)
        with pytest.raises(UsageError, match="holds an export"):
            export(archive, folder, form=form)
        export(archive, folder, form=form, force=True)
    assert sorted(path.name for path in folder.iterdir()) == held


@pytest.mark.trained
def test_a_file_beside_those_of_documents_is_never_lost(built: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    with Workspace(built) as archive:
        export(archive, folder, form="tei")
        (folder / "mine.xml").write_text("keep")
        with pytest.raises(UsageError, match="other things"):
            export(archive, folder, form="tei", force=True)
    assert (folder / "mine.xml").read_text() == "keep"


@pytest.mark.trained
def test_each_mention_tells_what_the_archive_calls_it(built: Path, tables: Path) -> None:
    with Workspace(built) as archive:
        for entry in Archive(archive.catalogue).entries():
            rows_of = [row for row in read(tables / "entities.csv") if row["document"] == entry.document.identifier]
            assert [row["entity"] for row in rows_of] == [defused(one.name) if one else "" for one in entry.meant]
            assert all(row["entity"] for row in rows_of if row["label"] in {"PER", "ORG", "LOC"})


@given(st.lists(st.text(max_size=30), unique=True))
def test_each_document_has_a_file_name_of_its_own_anywhere(identifiers: list[str]) -> None:
    found = stems(identifiers)
    assert set(found) == set(identifiers)
    assert len({stem.lower() for stem in found.values()}) == len(identifiers)
    assert all(re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9-]{0,150}", stem) for stem in found.values())
    assert found == stems(identifiers)


def test_file_names_tell_the_document() -> None:
    one, other, short = stems(["2014/Compte-rendu été.pdf", "2014/compte-rendu ete.txt", "brève-12"]).values()
    assert (one, short) == ("2014-Compte-rendu-ete", "breve-12")
    assert re.fullmatch("2014-compte-rendu-ete-[0-9a-f]{8}", other)


@pytest.mark.trained
def test_an_export_that_fails_leaves_nothing(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "_about", lambda _: 1 / 0)
    with Workspace(built) as archive, pytest.raises(ZeroDivisionError):
        export(archive, tmp_path / "out", form="jsonl")
    assert list(tmp_path.iterdir()) == []


def test_a_document_that_changes_meanwhile_stops_the_export(
    by_hand: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "Anne Vasseur parle."
    found = Annotations((by_hand.mention(text, Label.PER, "Anne Vasseur"),))
    shelf = by_hand.shelf((by_hand.document("a.txt", text), found))
    monkeypatch.setattr(shelf, "meant_in", lambda _: ())
    with pytest.raises(Busy, match="changes"):
        list(Archive(shelf).entries())


def test_an_unknown_form_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such form"):
        export(Workspace(tmp_path), tmp_path / "out", form="docx")
