"""Time and memory of the whole road on real documents.

``python -m benchmarks.whole_road``: builds ``../shared/archive`` in an empty workspace, builds again, adds one
document, searches cold; then builds and rebuilds 1,000 generated documents.
"""

from __future__ import annotations

import json
import random
import shutil
import tempfile
from pathlib import Path

from benchmarks.shared import measured, median_of, needed

COLD_SEARCHES = 20
MANY = 1000
FOLDERS = ("digital", "scanned", "scanned-with-layer", "bad-layer", "outlined", "long", "office", "seeds")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        archive(Path(folder) / "archive")
        many(Path(folder) / "many")


def archive(root: Path) -> None:
    """Build the whole archive, then the small steps after it."""
    measured("init", str(root))
    for name in FOLDERS:
        shutil.copytree(needed("archive", name), root / "corpus" / name)
    held_back = sorted((root / "corpus" / "seeds").iterdir())[0]
    text = held_back.read_bytes()
    held_back.unlink()
    run = measured("build", "-w", str(root), "--json")
    told = json.loads(run.out)
    documents = told["documents"]
    print(f"files set aside   {documents['failed']}")
    for failure in told["failures"]:
        print(f"  {failure['path']}: {failure['error']}")
    print(f"documents         {documents['added']}")
    print(f"pages             {told['pages']}")
    print(f"passages          {told['passages']}")
    print(f"seconds           {run.seconds:.1f}")
    print(f"seconds by stage  {told['steps']}")
    print(f"pages a second    {told['pages'] / run.seconds:.1f}")
    print(f"peak memory (MB)  {run.peak:.0f}")
    _again(root, "no-op build")
    held_back.write_bytes(text)
    _again(root, "one document more")
    low, middle, high = median_of(COLD_SEARCHES, "search", "coopération économique", "-w", str(root), "--json")
    print(f"cold search       median {middle:.3f} s of {COLD_SEARCHES} ({low:.3f} to {high:.3f})")


def _again(root: Path, name: str) -> None:
    run = measured("build", "-w", str(root), "--json")
    told = json.loads(run.out)
    print(f"{name:17} {run.seconds:.2f} s as a process, {told['seconds']:.2f} s of work, {told['documents']}")


def many(root: Path) -> None:
    """Build 1,000 short documents, then build again with nothing new."""
    measured("init", str(root))
    chance = random.Random(13)
    words = ["pôle", "territoire", "coopération", "emploi", "réseau", "région", "projet", "économie", "filière"]
    for number in range(MANY):
        text = " ".join(chance.choice(words) for _ in range(60))
        (root / "corpus" / f"{number:04}.txt").write_text(f"Communiqué n° {number}\n\n{text}.\n", encoding="utf-8")
    run = measured("build", "-w", str(root), "--json")
    print(f"{MANY} short texts  {run.seconds:.1f} s, peak {run.peak:.0f} MB")
    _again(root, f"no-op of {MANY}")


if __name__ == "__main__":
    main()
