"""``search --queries``: which files of queries are taken, told and refused; readers that had enough."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.trained

Told = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTCE_LANG", "en")
    monkeypatch.setenv("COLUMNS", "140")


@pytest.mark.parametrize(
    ("held", "told_of"),
    [
        ("q1\tcoopération\n".encode("latin-1"), "not UTF-8"),
        (b"no tabulation\n", "qid<TAB>query"),
        (b"\temploi\n", "identifier without blanks"),
        (b"q 1\temploi\n", "identifier without blanks"),
    ],
)
def test_a_batch_that_no_run_could_be_made_of_is_refused(told: Told, tmp_path: Path, held: bytes, told_of: str) -> None:
    queries = tmp_path / "queries.tsv"
    queries.write_bytes(b"q0\temploi\n" + held)
    code, out, err = told("search", "--queries", str(queries), "--format", "trec")
    assert (code, out) == (2, "")
    assert f"{queries}:2: " in err
    assert told_of in err


def test_a_batch_takes_a_byte_order_mark_and_the_line_ends_of_windows(told: Told, tmp_path: Path) -> None:
    plain, marked = tmp_path / "plain.tsv", tmp_path / "marked.tsv"
    plain.write_bytes("q1\tcoopération\nq2\temploi\n".encode())
    marked.write_bytes("\ufeffq1\tcoopération\r\n\r\nq2\temploi\r\n".encode())
    runs = [told("search", "--queries", str(path), "--format", "trec") for path in (plain, marked)]
    assert runs[0] == runs[1]
    assert runs[0][1]


def test_a_batch_tells_what_a_run_could_mix_up_and_what_asks_nothing(told: Told, tmp_path: Path) -> None:
    queries = tmp_path / "queries.tsv"
    queries.write_text("twice\temploi\ntwice\tmobilité\nmute\t?!\n", encoding="utf-8")
    code, _, err = told("search", "--queries", str(queries), "--format", "trec")
    assert code == 0
    assert "several times: twice" in err
    assert "no word: mute" in err


@pytest.mark.parametrize(
    "beside", [("emploi",), ("--kind", "report"), ("--offset", "3"), ("--sort", "date"), ("--facets",)]
)
def test_a_batch_refuses_what_it_would_not_look_at(told: Told, tmp_path: Path, beside: tuple[str, ...]) -> None:
    queries = tmp_path / "queries.tsv"
    queries.write_text("q1\temploi\n", encoding="utf-8")
    code, out, err = told("search", *beside, "--queries", str(queries), "--format", "trec")
    assert (code, out) == (2, "")
    assert "--queries goes with" in err


@pytest.mark.parametrize("command", [("search", "le"), ("kwic", "le")])
def test_a_reader_that_had_enough_is_no_fault(built: Path, command: tuple[str, ...]) -> None:
    rest = [*command, "--limit", "0", "--format", "jsonl", "-w", str(built)]
    entry = [sys.executable, "-c", "from ptce_corpus.cli.main import main; main()", *rest]
    with subprocess.Popen(entry, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        assert running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait() == 0
