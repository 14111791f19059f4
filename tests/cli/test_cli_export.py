"""``export`` on the command line: forms, options of the graph, what it answers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ptce_corpus.cli.main import run
from ptce_corpus.workspace.exporting import FORMS


@pytest.mark.trained
@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_written_and_told(
    built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    assert run(["export", "-w", str(built), "--as", form, "--json", str(tmp_path / "out")]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["folder"] == str(tmp_path / "out")
    for name, rows in told["files"].items():
        assert rows > 0
        assert list((tmp_path / "out").glob(name))


@pytest.mark.parametrize("option", [["--least", "2"], ["--places"]])
def test_options_of_the_graph_are_for_the_graph(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], option: list[str]
) -> None:
    assert run(["export", "-w", str(tmp_path), "--as", "tei", *option, str(tmp_path / "out")]) == 2
    assert "--as gexf" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_tie_of_no_passage_is_refused(tmp_path: Path) -> None:
    assert run(["export", "-w", str(tmp_path), "--as", "gexf", "--least", "0", str(tmp_path / "out")]) == 2


def test_an_archive_never_built_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", "-w", str(tmp_path), str(tmp_path / "out")]) == 5
    assert "ptce build" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
