"""``extract repair tag quotes``: streams in, answers out, places in the text as given."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from ptce_corpus.cli.main import run

DAMAGED = (
    "Le Labo de I'habitat publie un rapport. « Nous avançons ensemble », souligne Nadège Kerboul, présidente du réseau."
)


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTCE_LANG", "en")


def stream(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))


def answers(capsys: pytest.CaptureFixture[str]) -> list[Any]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.mark.parametrize("command", ["repair", "tag", "quotes"])
def test_a_bad_line_is_told_and_the_rest_goes_on(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [
        json.dumps({"id": "a", "text": DAMAGED}),
        "{broken",
        json.dumps({"id": "c"}),
        json.dumps({"id": "d", "text": ""}),
    ]
    stream(monkeypatch, "\n".join(lines) + "\n")
    assert run([command, "--jsonl"]) == 3
    rows = answers(capsys)
    assert [row["id"] for row in rows] == ["a", None, "c", "d"]
    assert ["error" in row for row in rows] == [False, True, True, False]


def test_edits_turn_the_input_into_the_answer(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stream(monkeypatch, json.dumps({"id": 1, "text": DAMAGED}))
    assert run(["repair", "--jsonl"]) == 0
    (row,) = answers(capsys)
    assert "l'habitat" in row["text"]
    text = DAMAGED
    for edit in reversed(row["edits"]):
        assert text[edit["start"] : edit["end"]] == edit["before"]
        text = text[: edit["start"]] + edit["after"] + text[edit["end"] :]
    assert text == row["text"]


def test_places_count_in_the_text_as_given(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    given = "ﬁn du texte : " + DAMAGED
    stream(monkeypatch, json.dumps({"id": "x", "text": given, "date": "2021-01-13"}))
    assert run(["quotes", "--jsonl"]) == 0
    (row,) = answers(capsys)
    (quotation,) = row["quotations"]
    assert given[quotation["start"] : quotation["end"]] == "Nous avançons ensemble"
    assert given[quotation["cue"]["start"] : quotation["cue"]["end"]] == "souligne"
    speaker = quotation["speaker"]
    assert speaker["name"] == "Nadège Kerboul"
    assert given[speaker["start"] : speaker["end"]] == "Nadège Kerboul"


def test_tag_gives_labels_names_and_values(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    stream(monkeypatch, json.dumps({"id": "x", "text": "Le mardi 12 mars 2019, Nadège KERBOUL a parlé à Nevers."}))
    assert run(["tag", "--jsonl"]) == 0
    (row,) = answers(capsys)
    found = {(entity["label"], entity["text"]): entity for entity in row["entities"]}
    assert found["DATE", "mardi 12 mars 2019"]["value"] == "2019-03-12"
    assert found["PER", "Nadège KERBOUL"]["name"] == "Nadège Kerboul"
    assert ("LOC", "Nevers") in found


def test_extract_reads_files_under_limits(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, bad = tmp_path / "note.pdf", tmp_path / "bad.pdf"
    good.write_bytes("Compte rendu\n\nLa séance est ouverte à 14 h.\n".encode("cp1252"))
    bad.write_bytes(b"%PDF-1.7\nnothing follows")
    assert run(["extract", str(good), str(bad), "--jsonl"]) == 3
    rows = {Path(row["path"]).name: row for row in answers(capsys)}
    assert {"path", "sha256", "media_type", "kind", "title", "date", "pages", "error"} <= set(rows["note.pdf"])
    assert "séance est ouverte à 14 h" in rows["note.pdf"]["pages"][0]["text"]
    assert rows["note.pdf"]["pages"][0]["origin"] == "native"
    assert rows["bad.pdf"]["error"]["remedy"]
