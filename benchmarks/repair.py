"""How much damage OCR repair takes away, and how much it does.

``python -m benchmarks.repair``: streams pairs of OCR and truth through ``ptce repair --jsonl`` and gives the answers to
``../shared/score/repair.py``; then the truth itself, on which nothing but typography should change.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from benchmarks.shared import PTCE, needed

PRINTS = ("directories", "icdar2017_train", "impresso_train")
MODERN = ("winer_ocr_light", "winer_ocr_medium", "winer_ocr_heavy")

Pair = dict[str, str]


def main() -> None:
    for name in PRINTS:
        report(name, [dict(row) for row in rows(needed("gold", "ocr", f"{name}.jsonl"))])
    for name in MODERN:
        read = rows(needed("gold", "ner", f"{name}.jsonl"))
        report(name, [{"id": row["id"], "ocr": row["text"], "gold": row["gold"]} for row in read])
    clean = rows(needed("gold", "ner", "winer.jsonl"))
    report("winer, clean", [{"id": row["id"], "ocr": row["text"], "gold": row["text"]} for row in clean])


def rows(path: Path) -> list[dict[str, str]]:
    """The lines of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def report(name: str, pairs: list[Pair]) -> None:
    """Repair the OCR side of pairs and print what the scorer says."""
    with tempfile.TemporaryDirectory() as folder:
        truth, given, answers = (Path(folder) / part for part in ("pairs", "given", "answers"))
        write(truth, pairs)
        write(given, ({"id": pair["id"], "text": pair["ocr"]} for pair in pairs))
        with given.open("rb") as source, answers.open("wb") as kept:
            subprocess.run([PTCE, "repair", "--jsonl"], stdin=source, stdout=kept, check=True)
        scorer = [sys.executable, needed("score", "repair.py"), truth, answers, "--json"]
        scored = json.loads(subprocess.run(scorer, capture_output=True, check=True).stdout)
    told = {key: scored[key] for key in ("documents", "cer_before", "gain", "worsened", "better", "broken_words")}
    print(f"{name:18} {told}", flush=True)


def write(path: Path, lines: Iterable[dict[str, str]]) -> None:
    """Write JSON Lines."""
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main()
