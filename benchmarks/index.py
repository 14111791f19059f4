"""Our index beside plain Whoosh on the same passages, in one run.

``python -m benchmarks.index [PASSAGES]``: indexes the first passages (20,000 unless told) of
``../shared/bench/passages.jsonl.gz`` with one process each, then asks both the same queries, first pass. Plain Whoosh
is its French analyser, a stored identifier and its own query parser.
"""

from __future__ import annotations

import gzip
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from benchmarks.shared import needed
from ptce_corpus.domain.passage import IndexedPassage
from ptce_corpus.search.parser import parse
from ptce_corpus.search.rewrite import rewrite

WORDS = ("licenciement", "congés", "préavis", "formation professionnelle", "salaire minimum", "accord collectif")
PHRASES = ('"contrat de travail"', '"convention collective"', '"chef d\'entreprise"', '"durée du travail"')
MIXED = ("retraite OR pension", "salarié -cadre", "apprenti*", "indemn*", "temps partiel", "maladie (absence OR arrêt)")
QUERIES = (*WORDS, *PHRASES, *MIXED)
LIMIT = 10


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    texts = list(islice(passages(), count))
    print(f"{count} passages, {sum(map(len, texts)) / 1e6:.1f} million characters, {len(QUERIES)} queries")
    with tempfile.TemporaryDirectory() as folder:
        # Plain Whoosh first: our adapter puts a guard before Whoosh's pickles for the whole process.
        plain(texts, Path(folder) / "plain")
        ours(texts, Path(folder) / "ours")


def passages() -> Iterator[str]:
    """The texts of the benchmark passages."""
    with gzip.open(needed("bench", "passages.jsonl.gz"), "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"]


def ours(texts: list[str], folder: Path) -> None:
    """Time the index of this program."""
    from ptce_corpus.indexing.whoosh_generations import WhooshGenerations

    generations = WhooshGenerations(folder)
    begun = time.perf_counter()
    generations.advance((IndexedPassage(n, n, text) for n, text in enumerate(texts, 1)), ())
    made = time.perf_counter() - begun
    index = generations.current()
    report("ptce-corpus", len(texts) / made, folder, lambda query: index.search(rewrite(parse(query)), limit=LIMIT))
    index.close()


def plain(texts: list[str], folder: Path) -> None:
    """Time Whoosh by itself."""
    from whoosh import analysis, fields, index, qparser

    folder.mkdir()
    schema = fields.Schema(number=fields.STORED, text=fields.TEXT(analyzer=analysis.LanguageAnalyzer("fr")))
    begun = time.perf_counter()
    made = index.create_in(str(folder), schema)
    writer = made.writer(limitmb=256)
    for number, text in enumerate(texts, 1):
        writer.add_document(number=number, text=text)
    writer.commit()
    seconds = time.perf_counter() - begun
    parser = qparser.QueryParser("text", schema)
    with made.searcher() as searcher:
        report(
            "plain Whoosh",
            len(texts) / seconds,
            folder,
            lambda query: searcher.search(parser.parse(query), limit=LIMIT),
        )


def report(name: str, rate: float, folder: Path, ask: Callable[[str], object]) -> None:
    """Ask every query once and print the row."""
    times = []
    for query in QUERIES:
        begun = time.perf_counter()
        ask(query)
        times.append((time.perf_counter() - begun) * 1000)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
    print(
        f"{name:13} {rate:6.0f} passages/s, {size:5.1f} MB; queries: median {statistics.median(times):.1f} ms, "
        f"95 % {statistics.quantiles(times, n=20)[-1]:.1f} ms, longest {max(times):.1f} ms",
        flush=True,
    )


if __name__ == "__main__":
    main()
