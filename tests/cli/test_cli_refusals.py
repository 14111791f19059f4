"""What the system refuses is told with a remedy, and is no fault of the program."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from ptce_corpus.cli import language
from ptce_corpus.cli.main import run
from ptce_corpus.cli.refusals import explained
from ptce_corpus.workspace import adding


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (errno.ENOSPC, "no room left on the disk for cellar/plan.txt"),
        (errno.EROFS, "cellar/plan.txt cannot be written"),
        (errno.EACCES, "cellar/plan.txt cannot be opened"),
    ],
)
@pytest.mark.parametrize("speech", ["en", "fr"])
def test_a_refusal_ends_with_the_code_of_an_unusable_workspace(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    number: int,
    told: str,
    speech: str,
) -> None:
    def refused(*_: object) -> None:
        raise OSError(number, os.strerror(number), "cellar/plan.txt")

    monkeypatch.setenv("PTCE_LANG", speech)
    language.french.cache_clear()
    monkeypatch.setattr(adding, "add", refused)
    assert run(["add", str(tmp_path), "-w", str(tmp_path)]) == 5
    captured = capsys.readouterr()
    assert captured.out == ""
    assert (told in captured.err) == (speech == "en")
    assert "cellar/plan.txt" in captured.err
    assert "→" in captured.err
    assert "Errno" not in captured.err


def test_other_errors_are_faults_of_ours() -> None:
    assert explained(ValueError("surprise")) is None
    assert explained(FileNotFoundError(errno.ENOENT, "none", "a.txt")) is None


def test_a_full_disk_under_the_output_is_told(tmp_path: Path) -> None:
    told = explained(OSError(errno.ENOSPC, "No space left on device"))
    assert told is not None
    assert told.message == "no room left on the disk"
