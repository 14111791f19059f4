"""How answers are written, and in which language."""

from __future__ import annotations

import csv
import io
import json

import pytest

from ptce_corpus.cli import language, output
from ptce_corpus.cli.main import run


@pytest.fixture(autouse=True)
def afresh() -> None:
    language.french.cache_clear()


def test_csv_defuses_what_a_spreadsheet_would_run(capsys: pytest.CaptureFixture[str]) -> None:
    output.write_rows([{"a": "=1+1", "b": ["x", "é"], "c": None, "d": "-2+3", "e": -2}], "csv")
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert row == {"a": "'=1+1", "b": '["x", "é"]', "c": "", "d": "'-2+3", "e": "-2"}


def test_where_no_query_was_asked_none_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    output.nothing("")
    assert "ptce search" not in capsys.readouterr().out
    output.nothing("tourbe")
    assert "ptce search tourbe" in capsys.readouterr().out


def test_json_lines_are_utf8_one_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    output.write_rows([{"a": "é\n"}, {"a": "ô"}], "jsonl")
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["a"] for line in lines] == ["é\n", "ô"]
    assert "é" in lines[0]


@pytest.mark.parametrize(
    ("environment", "french"),
    [
        ({"PTCE_LANG": "fr"}, True),
        ({"PTCE_LANG": "en", "LANG": "fr_FR.UTF-8"}, False),
        ({"LANG": "fr_FR.UTF-8"}, True),
        ({"LC_ALL": "C", "LANG": "fr_FR.UTF-8"}, False),
        ({}, False),
    ],
)
def test_the_locale_decides_the_language(
    environment: dict[str, str], french: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("PTCE_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert language.french() is french


def test_messages_are_filled_like_the_english() -> None:
    assert language.translated("no page 7 in a/b.pdf") == "pas de page 7 dans a/b.pdf"
    assert language.translated("Its last page is 2.") == "Sa dernière page est la 2."
    assert language.translated("nobody wrote this") == "nobody wrote this"


def test_errors_are_told_in_french(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: pytest.TempPathFactory
) -> None:
    monkeypatch.setenv("PTCE_LANG", "fr")
    assert run(["status", "-w", str(tmp_path)]) == 5
    told = capsys.readouterr().err
    assert told.startswith("erreur :")
    assert "Lancez `ptce build`." in told


def test_numbers_agree_with_their_nouns() -> None:
    assert [output.counted(n, "passages") for n in (0, 1, 2)] == ["0 passages", "1 passage", "2 passages"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["themes", "--colour"], "option inconnue : --colour"),
        (["theme"], "il manque l'argument IDENTIFIER"),
        (["theme", "x"], "'x' n'est pas un entier"),
        (["serch"], "commande inconnue : serch"),
    ],
)
def test_wrong_usage_is_told_in_french(
    arguments: list[str], told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PTCE_LANG", "fr")
    assert run(arguments) == 2
    error = capsys.readouterr().err
    assert error.startswith("Usage :")
    assert told in error


def test_an_empty_table_is_told_in_words(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTCE_LANG", "fr")
    language.french.cache_clear()
    output.show(output.table("name", "label"))
    assert capsys.readouterr().out == "rien trouvé\n"
