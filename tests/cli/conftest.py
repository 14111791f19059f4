"""Commands run on the workspace that all tests share."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ptce_corpus.cli.main import run

Told = Callable[..., tuple[int, str, str]]


@pytest.fixture
def told(built: Path, capsys: pytest.CaptureFixture[str]) -> Told:
    """Run a command on the built workspace; gives exit code, standard output and standard error."""

    def asked(*arguments: str) -> tuple[int, str, str]:
        code = run([*arguments, "-w", str(built)])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return asked


@pytest.fixture
def ask(told: Told) -> Callable[..., Any]:
    """Run a command that answers in JSON."""

    def asked(*arguments: str) -> Any:
        code, out, err = told(*arguments, "--json")
        assert code == 0, err
        return json.loads(out)

    return asked
