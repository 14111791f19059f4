"""The sample archive is what its sources say it is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
GENRES = {"press-release", "programme", "report", "minutes", "letter", "article"}


def test_the_archive_agrees_with_its_sources() -> None:
    checked = subprocess.run(
        [sys.executable, "-m", "samples.check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (checked.returncode, checked.stdout) == (0, ""), checked.stdout + checked.stderr


def test_the_archive_is_varied() -> None:
    from samples.source import every

    sources = every()
    assert len(sources) >= 20
    assert {source.kind for source in sources} >= GENRES
    years = {source.date[:4] for source in sources}
    assert min(years) <= "2010"
    assert max(years) >= "2025"
    suffixes = {path.suffix for path in (ROOT / "corpus").rglob("*") if path.is_file()}
    assert suffixes >= {".pdf", ".docx", ".html", ".txt", ".odt", ".md", ".jsonl", ".csv"}
