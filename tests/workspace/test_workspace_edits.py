"""What cleaning changed over a whole archive, for eyes and for programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ptce_corpus.cli.main import run
from ptce_corpus.domain.alignment import AlignedText, Edit
from ptce_corpus.domain.document import Document, Kind, Origin, Page
from ptce_corpus.domain.span import Span
from ptce_corpus.workspace.edit_rows import archive_edits, document_edits
from ptce_corpus.workspace.workspace import Workspace

TEXTS = {
    "b.txt": "Le syndicat réunit ses adhérents. Une enquéte paraît, et l’on ouvre les Pdles [bold] de la ville.\n",
    "a.txt": "Ces modeles sont connus de tous les habitants de la commune, depuis longtemps déjà.\n",
    "clean.txt": "Le conseil municipal se réunit pour étudier le budget de la ville et de ses écoles.\n",
}
CORRECTIONS = "write,b.txt,,enquéte,enquête\nwrite,b.txt,,Pdles,Pôles\nwrite,*,1,modeles,modèles\n"
"""What is surely changed, however repair itself is tuned."""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    root = tmp_path_factory.mktemp("edited")
    with Workspace.create(root) as made:
        for name, text in TEXTS.items():
            (made.corpus / name).write_text(text, encoding="utf-8")
        with (root / "corrections.csv").open("a", encoding="utf-8") as lines:
            lines.write(CORRECTIONS)
        made.build(executor="serial")
        yield made


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTCE_LANG", "en")


@pytest.fixture
def ask(workspace: Workspace, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("COLUMNS", "140")

    def asked(*arguments: str, code: int = 0) -> str:
        assert run(["show", *arguments, "-w", str(workspace.root)]) == code
        return capsys.readouterr().out

    return asked


def by_hand(rows: Any) -> list[tuple[str, int, str, str]]:
    return [
        (row["document"], int(row["page"]), row["text"], row["value"]) for row in rows if row["rule"] == "correction"
    ]


def test_the_edits_of_an_archive_come_by_document_and_place(workspace: Workspace) -> None:
    assert by_hand(archive_edits(workspace)) == [
        ("a.txt", 1, "modeles", "modèles"),
        ("b.txt", 1, "enquéte", "enquête"),
        ("b.txt", 1, "Pdles", "Pôles"),
    ]


def test_typographic_ones_are_told_on_demand(workspace: Workspace) -> None:
    assert "l'on" not in [row["value"] for row in archive_edits(workspace)]
    assert ("l’on", "l'on") in [(row["text"], row["value"]) for row in archive_edits(workspace, typographic=True)]


def test_they_are_lines_of_json_or_csv(ask: Any, workspace: Workspace) -> None:
    rows = list(archive_edits(workspace))
    assert [json.loads(line) for line in ask("--edits", "--format", "jsonl").splitlines()] == rows
    assert json.loads(ask("--edits", "--json")) == rows
    assert by_hand(csv.DictReader(io.StringIO(ask("--edits", "--format", "csv")))) == by_hand(rows)
    of_one = [json.loads(line) for line in ask("b.txt", "--edits", "--format", "jsonl").splitlines()]
    assert of_one == [row for row in rows if row["document"] == "b.txt"]


def test_a_table_tells_words_in_their_places_and_rules(ask: Any) -> None:
    shown = ask("--edits")
    (line,) = [line for line in shown.splitlines() if "enquéte" in line]
    assert line.split()[:2] == ["b.txt", "1"]
    assert "Une [-enquéte-] paraît" in line
    assert "enquête" in line
    assert "edits" in shown
    assert "--limit" not in shown


def test_a_table_is_kept_short_and_says_so(ask: Any) -> None:
    shown = ask("--edits", "--limit", "1")
    assert shown.count(".txt") == 1
    assert "--limit 0" in shown


@pytest.mark.parametrize("wrong", [[], ["--raw"], ["--edits", "--page", "1"], ["b.txt", "--all"]])
def test_what_does_not_go_together_is_refused(ask: Any, wrong: list[str]) -> None:
    ask(*wrong, code=2)


@pytest.mark.parametrize(
    ("raw", "before", "after", "words"),
    [
        ("dela ville", "", " ", ("dela", "de la")),
        ("coopé ration locale", " ", "", ("coopé ration", "coopération")),
        ("le | pôle", "| ", "", ("| pôle", "pôle")),
        ("Secrétariat & l'économie", "&", "à", ("&", "à")),
        ("I'ESS agit", "I", "l", ("I'ESS", "l'ESS")),
    ],
)
def test_an_edit_is_told_in_whole_words(raw: str, before: str, after: str, words: tuple[str, str]) -> None:
    at = raw.index(before) if before else 2
    edit = Edit(Span(at, at + len(before)), after, "ocr-context", 0.9)
    page = Page(1, AlignedText(raw, (edit,)), Origin.OCR)
    document = Document("a", "0", "application/pdf", "", None, None, Kind.OTHER, (page,))
    (row,) = document_edits(document)
    assert (row["text"], row["value"]) == words
    assert list(document_edits(document, page=2)) == []


def test_an_archive_without_edits_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Workspace.create(tmp_path) as made:
        (made.corpus / "clean.txt").write_text(TEXTS["clean.txt"], encoding="utf-8")
        made.build(executor="serial")
    assert run(["show", "--edits", "-w", str(tmp_path)]) == 0
    assert "0 edits" in capsys.readouterr().out
