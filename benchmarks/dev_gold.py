"""Scores of the command line on the dev gold: entities, dates, quotations, appearances.

``python -m benchmarks.dev_gold``: streams ``documents.dev.jsonl`` through ``ptce tag`` and ``ptce quotes`` and gives
the answers to the scorers of ``../shared/score``. ``benchmarks/entities.py`` and ``benchmarks/quotations.py`` set plain
baselines beside them.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.shared import PTCE, needed

SCORERS = {"tag": "spans.py", "quotes": "quotations.py"}


def main() -> None:
    gold = needed("gold", "documents.dev.jsonl")
    for command, scorer in SCORERS.items():
        with tempfile.TemporaryDirectory() as folder, gold.open(encoding="utf-8") as given:
            answers = Path(folder) / "answers.jsonl"
            with answers.open("w", encoding="utf-8") as kept:
                subprocess.run([PTCE, command, "--jsonl"], stdin=given, stdout=kept, check=True)
            print(f"ptce {command} --jsonl | {scorer}", flush=True)
            subprocess.run([sys.executable, needed("score", scorer), gold, answers], check=True)


if __name__ == "__main__":
    main()
