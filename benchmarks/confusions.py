"""Which characters are read for which: counted by alignment over pairs of ``benchmarks.damaged``.

``python -m benchmarks.confusions PAIRS… [--half tune] [--most 60]`` prints tab-separated lines, most frequent first:
read, meant, how often, how often what was meant stands in the truth. A space is shown as ``␣``, nothing as ``∅``.
Apostrophes, quotation marks and dashes of any kind are the same. Passages of which more than half is misread are left
out: their alignment is chance. Only the half that may be tuned on is counted, else the report is of what was learnt.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from rapidfuzz.distance import Levenshtein

SAME = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-"})
LONGEST = 3
"""Characters of one confusion, on either side; what is longer is lost text or noise."""

WORST = 0.5
"""Share of misread characters beyond which a passage is left out."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", nargs="+", type=Path)
    parser.add_argument("--half", default="tune")
    parser.add_argument("--most", type=int, default=60)
    given = parser.parse_args()
    counts: Counter[tuple[str, str]] = Counter()
    truth = ""
    for path in given.pairs:
        for ocr, gold in passages(path, given.half):
            counts.update(confusions(ocr, gold))
            truth += gold + "\n"
    for (read, meant), count in counts.most_common(given.most):
        print(shown(read), shown(meant), count, truth.count(meant) if meant else "", sep="\t")


def passages(path: Path, half: str) -> Iterator[tuple[str, str]]:
    """The pairs of a file that belong to a half, white space collapsed."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        ocr, gold = (" ".join(row[side].translate(SAME).split()) for side in ("ocr", "gold"))
        if row["id"].startswith(half) and Levenshtein.normalized_distance(ocr, gold) <= WORST:
            yield ocr, gold


def confusions(ocr: str, gold: str) -> Iterator[tuple[str, str]]:
    """What was read and what was meant, for each run of edits that touch each other."""
    for equal, run in groupby(Levenshtein.opcodes(ocr, gold), key=lambda edit: edit.tag == "equal"):
        edits = list(run)
        read = ocr[edits[0].src_start : edits[-1].src_end]
        meant = gold[edits[0].dest_start : edits[-1].dest_end]
        if not equal and len(read) <= LONGEST and len(meant) <= LONGEST:
            yield read, meant


def shown(letters: str) -> str:
    """The letters, spaces and nothing being made visible."""
    return letters.replace(" ", "␣") or "∅"


if __name__ == "__main__":
    main()
