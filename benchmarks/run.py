"""Run every benchmark, one after the other: ``make bench``. What they print goes into ``RESULTS.md`` by hand."""

from __future__ import annotations

import subprocess
import sys

BENCHMARKS = (
    "whole_road",
    "dev_gold",
    "entities",
    "quotations",
    "repair",
    "legibility",
    "metadata",
    "extraction",
    "extraction_speed",
    "ocr",
    "index",
    "ranking",
)


def main() -> None:
    for name in BENCHMARKS:
        print(f"\n== {name}", flush=True)
        subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=True)


if __name__ == "__main__":
    main()
