"""What tests of several floors share."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace that holds the text files of the sample archive, built once; tests only read it."""
    from ptce_corpus.workspace.workspace import Workspace

    root = tmp_path_factory.mktemp("built")
    Workspace.create(root)
    for path in sorted((ROOT / "corpus").rglob("*")):
        if path.suffix in {".txt", ".md", ".html", ".jsonl", ".csv"}:
            shutil.copy(path, root / "corpus" / path.name)
    with Workspace(root) as workspace:
        workspace.build(executor="serial")
    return root


@pytest.fixture(autouse=True)
def language_anew() -> Iterator[None]:
    """Each test chooses its language by the environment anew: a process asks once."""
    from ptce_corpus.cli.language import french

    french.cache_clear()
    yield
    french.cache_clear()
