"""What documents hold is printed as it is, whatever it looks like, and fits the terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from ptce_corpus.cli import language, output
from ptce_corpus.cli.archive import _show_account
from ptce_corpus.cli.main import COMMANDS, ptce, run
from ptce_corpus.domain.provenance import Account, Failure

ROOT = Path(__file__).parents[2]
ODD = "[/] [bold]gras[/x] :smile: \\[a]"
Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTCE_LANG", "en")
    monkeypatch.setenv("COLUMNS", "200")


def test_a_table_shows_its_cells_as_they_are(capsys: Captured) -> None:
    table = output.table("name", title=ODD)
    table.add_row(ODD)
    output.show(table)
    assert capsys.readouterr().out.count(ODD) == 2


def test_a_file_with_an_odd_name_is_set_aside_by_its_name(capsys: Captured) -> None:
    _show_account(Account(failures=(Failure(f"{ODD}.pdf", "extract", ODD, ODD),)))
    assert f"{ODD}.pdf" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["extract", "quotes"])
def test_a_file_is_shown_as_it_is(command: str, tmp_path: Path, capsys: Captured) -> None:
    folder = tmp_path / "[b] ["
    folder.mkdir()
    path = folder / "x].txt"
    path.write_text(f"Paul Garin a déclaré : « C'est {ODD} vrai. »\n", "utf-8")
    assert run([command, str(path)]) == 0
    told = capsys.readouterr().out
    assert "[bold]gras[/x] :smile:" in told
    assert command != "extract" or "[b] [/x].txt" in told


@pytest.mark.parametrize("language", ["en", "fr"])
def test_help_fits_eighty_columns_and_is_in_one_language(language: str) -> None:
    # A process of its own: options take their words as their module is imported.
    script = "from ptce_corpus.cli.main import COMMANDS, run\nfor name in COMMANDS: run([name, '--help'])"
    environment = {**os.environ, "PTCE_LANG": language, "COLUMNS": "80", "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-c", script]
    told = subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, cwd=ROOT, check=True).stdout
    lines = told.splitlines()
    assert [line for line in lines if len(line) > 80 or line.lstrip().startswith((": ", "; "))] == []
    first, other = ("default: ", "par défaut\u00a0: ") if language == "en" else ("par défaut\u00a0: ", "default: ")
    assert first in told
    assert other not in told


def test_every_command_says_what_it_does_in_one_line() -> None:
    context = click.Context(ptce)
    for name in COMMANDS:
        command = ptce.get_command(context, name)
        assert command is not None
        assert command.get_short_help_str(200).strip()


def test_none_is_one_in_french(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [output.counted(number, "documents") for number in (0, 1, 2)] == ["0 documents", "1 document", "2 documents"]
    monkeypatch.setenv("PTCE_LANG", "fr")
    language.french.cache_clear()
    assert [output.counted(number, "documents") for number in (0, 1, 2)] == ["0 document", "1 document", "2 documents"]
