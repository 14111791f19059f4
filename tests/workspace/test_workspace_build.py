"""Builds as whole processes: killed, interrupted, two at once, on broken files, while somebody reads."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest

from ptce_corpus.workspace.searching import Searcher
from ptce_corpus.workspace.workspace import Workspace

MANY = 40


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-c", "from ptce_corpus.cli.main import main; main()", *arguments]


def start(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command(*arguments),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PTCE_LANG": "en"},
        start_new_session=True,
    )


def build(root: Path, *arguments: str, code: int = 0) -> dict[str, Any]:
    process = start("build", "-w", str(root), "--json", "--jobs", "1", *arguments)
    out, err = process.communicate()
    assert process.returncode == code, err
    told: dict[str, Any] = json.loads(out)
    return told


def documents(root: Path) -> int:
    """How many documents the catalogue holds, as a reader sees it while a build is at work."""
    try:
        with Workspace(root) as workspace:
            return workspace.catalogue.holdings().documents
    except Exception:
        return 0


def wait_for(condition: Callable[[], bool], seconds: float = 90) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.05)


def alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def found(root: Path, query: str) -> int:
    with Workspace(root) as workspace, Searcher(workspace) as searcher:
        return searcher.search(query).total


@pytest.fixture
def many(tmp_path: Path) -> Path:
    Workspace.create(tmp_path)
    for number in range(MANY):
        text = f"Communiqué n° {number}\n\nLa coopérative des Tilleuls ouvre son atelier {number} à Roanne. " * 12
        (tmp_path / "corpus" / f"{number:03}.txt").write_text(text)
    return tmp_path


@pytest.mark.trained
def test_a_killed_build_is_taken_up_where_it_was(many: Path) -> None:
    process = start("build", "-w", str(many), "--jobs", "1")
    wait_for(lambda: documents(many) >= 5)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    done = documents(many)
    assert 0 < done < MANY
    told = build(many)
    assert told["documents"]["added"] == MANY - done
    assert documents(many) == MANY
    assert found(many, "tilleuls") >= MANY
    again = build(many)
    assert again["documents"] == {"added": 0, "changed": 0, "removed": 0, "unchanged": MANY, "failed": 0}


@pytest.mark.trained
def test_ctrl_c_ends_with_130_and_leaves_no_process(many: Path) -> None:
    process = start("build", "-w", str(many), "--jobs", "1")
    wait_for(lambda: documents(many) >= 3)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "interrupted" in err
    wait_for(lambda: not alive(process.pid), seconds=15)


@pytest.mark.trained
@pytest.mark.parametrize("seconds", [0.0, 0.7])
def test_ctrl_c_while_the_models_load_says_no_more_than_that(many: Path, seconds: float) -> None:
    process = start("build", "-w", str(many), "--jobs", "2")
    wait_for(lambda: len(psutil.Process(process.pid).children()) >= 2)
    time.sleep(seconds)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "interrupted" in err
    assert "Traceback" not in err
    wait_for(lambda: not alive(process.pid), seconds=15)


@pytest.mark.trained
def test_a_second_build_is_told_so_and_readers_go_on(many: Path) -> None:
    (many / "corpus" / "000.txt").rename(many / "first.txt")
    kept = [path.rename(many / path.name) for path in (many / "corpus").iterdir()]
    (many / "first.txt").rename(many / "corpus" / "000.txt")
    build(many)
    before = found(many, "tilleuls")
    for path in kept:
        path.rename(many / "corpus" / path.name)
    first = start("build", "-w", str(many), "--jobs", "1")
    wait_for(lambda: documents(many) >= 3)
    second = subprocess.run(command("build", "-w", str(many)), capture_output=True, text=True, check=False)
    assert second.returncode == 5
    assert second.stdout == ""
    assert found(many, "tilleuls") == before, "readers see the old generation until the new one is whole"
    first.communicate(timeout=120)
    assert first.returncode == 0
    assert found(many, "tilleuls") > before


@pytest.mark.trained
def test_bad_files_are_set_aside_with_reason_and_remedy(tmp_path: Path) -> None:
    Workspace.create(tmp_path)
    corpus = tmp_path / "corpus"
    (corpus / "good.txt").write_text("La coopérative des Tilleuls ouvre son atelier à Roanne.")
    (corpus / "empty.pdf").write_bytes(b"")
    (corpus / "broken.pdf").write_bytes(b"%PDF-1.4\n1 0 obj << /Type")
    (corpus / "noise.docx").write_bytes(bytes(range(256)) * 40)
    with zipfile.ZipFile(corpus / "cut.docx", "w") as packed:
        packed.writestr("[Content_Types].xml", "<Types")
    with (corpus / "enormous.txt").open("wb") as file:
        file.truncate(501 << 20)
    (corpus / "mislabelled.pdf").write_text("Un texte qui se dit PDF : la Maison des Tilleuls.")
    told = build(tmp_path, code=3)
    assert {failure["path"] for failure in told["failures"]} == {
        "empty.pdf",
        "broken.pdf",
        "noise.docx",
        "cut.docx",
        "enormous.txt",
    }
    assert all(failure["step"] == "extract" and failure["error"] and failure["remedy"] for failure in told["failures"])
    assert told["documents"]["added"] == 2
    assert found(tmp_path, "tilleuls") == 2
    again = build(tmp_path, code=3)
    assert again["documents"] == {"added": 0, "changed": 0, "removed": 0, "unchanged": 2, "failed": 5}


@pytest.mark.trained
def test_an_empty_corpus_builds_to_an_archive_that_answers(tmp_path: Path) -> None:
    Workspace.create(tmp_path)
    assert build(tmp_path)["documents"]["added"] == 0
    assert found(tmp_path, "tilleuls") == 0


@pytest.mark.trained
def test_sources_are_never_written(many: Path) -> None:
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in sorted((many / "corpus").iterdir())}
    build(many)
    assert {
        path: (path.read_bytes(), path.stat().st_mtime_ns) for path in sorted((many / "corpus").iterdir())
    } == before


@pytest.mark.trained
def test_steps_can_be_redone_alone_and_the_answers_stay(many: Path) -> None:
    build(many)
    before = found(many, "tilleuls")
    for step in ("annotate", "themes"):
        build(many, "--only", step)
        with Workspace(many) as workspace, Searcher(workspace) as searcher:
            searcher.search("tilleuls")  # an index behind the catalogue still answers
    for step in ("annotate", "themes", "index"):
        told = build(many, "--only", step)
        assert told["documents"]["changed"] == (MANY if step == "annotate" else 0)
    assert found(many, "tilleuls") == before
    assert found(many, "tilleuls") == before
    dry = build(many, "--dry-run", "--full")
    assert dry["documents"]["changed"] == MANY


def test_what_a_build_would_do_is_told_without_writing_anything(tmp_path: Path) -> None:
    workspace = Workspace.create(tmp_path / "archive")
    (workspace.corpus / "lettre.txt").write_text("Les tilleuls du mail seront taillés.", encoding="utf-8")
    before = sorted(workspace.root.rglob("*"))
    with workspace:
        told = workspace.build(dry_run=True)
    assert (told.added, told.changed, told.failures) == (1, 0, ())
    assert sorted(workspace.root.rglob("*")) == before
