"""The index of another engine made beside the one in service, by whole processes: changed over, killed, made again."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ptce_corpus.workspace.searching import Searcher
from ptce_corpus.workspace.workspace import Workspace

pytestmark = pytest.mark.trained
STOPPING = """
import sys
from ptce_corpus.cli.main import main
from ptce_corpus.indexing.{engine} import {writer}

def finish(self):
    print("indexing", flush=True)
    sys.stdin.readline()

{writer}.finish = finish
main()
"""
WRITERS = {"whoosh": ("whoosh_segments", "SegmentWriter"), "tantivy": ("tantivy_writer", "TantivyWriter")}
PLAIN = "from ptce_corpus.cli.main import main; main()"


def built(root: Path, *arguments: str) -> None:
    command = [sys.executable, "-c", PLAIN, "build", "-w", str(root), "--json", "--jobs", "1", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "PTCE_LANG": "en"})
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["documents"]["failed"] == 0


def killed_while_indexing(root: Path, engine: str, *arguments: str) -> None:
    module, writer = WRITERS[engine]
    code = STOPPING.format(engine=module, writer=writer)
    command = [sys.executable, "-c", code, "build", "-w", str(root), "--jobs", "1", *arguments]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stdout is not None
        assert any(line.strip() == "indexing" for line in process.stdout)
        os.killpg(process.pid, signal.SIGKILL)


def engine_set(root: Path, engine: str) -> None:
    (root / "ptce.toml").write_text(f'[search]\nengine = "{engine}"\n', encoding="utf-8")


def found(root: Path) -> set[int]:
    with Workspace(root) as workspace, Searcher(workspace) as searcher:
        return {hit.passage for hit in searcher.search("moulins", limit=100).hits}


@pytest.mark.parametrize(("first", "then"), [("whoosh", "tantivy"), ("tantivy", "whoosh")])
def test_the_engine_is_changed_while_somebody_reads_and_through_a_crash(tmp_path: Path, first: str, then: str) -> None:
    Workspace.create(tmp_path)
    for number in range(4):
        (tmp_path / "corpus" / f"{number}.txt").write_text(f"Le moulin numéro {number} tourne encore à Thiers. " * 8)
    engine_set(tmp_path, first)
    built(tmp_path)
    expected = found(tmp_path)
    assert len(expected) >= 4
    with Workspace(tmp_path) as workspace, Searcher(workspace) as reader:
        engine_set(tmp_path, then)
        killed_while_indexing(tmp_path, then, "--only", "index")
        built(tmp_path, "--only", "index")
        assert found(tmp_path) == expected
        assert {hit.passage for hit in reader.search("moulins", limit=100).hits} == expected
    (tmp_path / "corpus" / "4.txt").write_text("Un cinquième moulin est remis en eau à Ambert. " * 8)
    killed_while_indexing(tmp_path, then)
    assert found(tmp_path) == expected, "a killed build leaves the last index"
    built(tmp_path)
    assert found(tmp_path) > expected
