"""Our indexes beside plain engines on the same passages, each in a process of its own, one after the other.

``python -m benchmarks.index [PASSAGES] [ENGINE ...]``: indexes the first passages (20,000 unless told) of
``../shared/bench/passages.jsonl.gz``, then asks all engines the same queries for ten passages, the index opened anew
for each of three rounds and the queries in another order each time. Ours are asked again with a snippet for each of
the ten. Peers (``benchmarks/index_peers.py``) index a number and the text, by their own French analysis.

A row tells passages indexed a second (``cpu``: microseconds of processor time for one, over all threads), the size on
disk, how much memory the process took over what the texts take, and how long queries took; the processor time of a
query says what it costs where others use the machine too.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from benchmarks import index_peers
from benchmarks.shared import needed
from ptce_corpus.domain.passage import IndexedPassage
from ptce_corpus.ports.index import IndexGenerations
from ptce_corpus.search.parser import parse
from ptce_corpus.search.rewrite import rewrite
from ptce_corpus.search.snippet import snippet

WORDS = ("licenciement", "congés", "préavis", "formation professionnelle", "salaire minimum", "accord collectif")
PHRASES = ('"contrat de travail"', '"convention collective"', '"chef d\'entreprise"', '"durée du travail"')
MIXED = ("retraite OR pension", "salarié -cadre", "apprenti*", "indemn*", "temps partiel", "maladie (absence OR arrêt)")
QUERIES = (*WORDS, *PHRASES, *MIXED)
OURS_ALONE = ('"salarié contrat"~5', '"salaire heure travail"~6', "licenciment~", "=congés", '="code du travail"')
"""Queries that no peer reads as we do: asked of ours in a row of their own."""
LIMIT = 10
ROUNDS = 3

Ask = Callable[[str], object]
"""Answers a query."""


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    if sys.argv[2:3] == ["--one"]:
        one(sys.argv[3], list(islice(passages(), count)))
        return
    print(f"{count} passages, {len(QUERIES)} queries, {ROUNDS} rounds", flush=True)
    for name in sys.argv[2:] or ENGINES:
        python = index_peers.PYTHONS.get(name, sys.executable)
        # Another interpreter of the same version finds the libraries of this one behind its own.
        environment = {**os.environ, "PYTHONPATH": sysconfig.get_path("purelib")}
        command = [python, "-m", "benchmarks.index", str(count), "--one", name]
        subprocess.run(command, check=False, env=environment)


def passages() -> Iterator[str]:
    """The texts of the benchmark passages."""
    with gzip.open(needed("bench", "passages.jsonl.gz"), "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"]


def one(name: str, texts: list[str]) -> None:
    """Measure one engine in this process."""
    before = _peak()
    rewrite(parse(QUERIES[0]))  # what is read once, by whoever asks first, is no part of an answer
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "index"
        wall, cpu = time.perf_counter(), time.process_time()
        opened = ENGINES[name](path, texts)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        size = sum(file.stat().st_size for file in path.rglob("*") if file.is_file()) / 1e6
        print(
            f"{name:16} {len(texts) / wall:6.0f} passages/s (cpu {cpu / len(texts) * 1e6:.0f}), {size:.1f} MB, "
            f"memory {_peak() - before:.0f} MB",
            flush=True,
        )
        _report("  queries", opened, QUERIES)
        if name in OURS:
            _report("  with snippets", lambda: _showing(opened, texts), QUERIES)
            _report("  ours alone", opened, OURS_ALONE)


def _peak() -> float:
    """The most memory that this process had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def _report(title: str, opened: Callable[[], Ask], queries: tuple[str, ...]) -> None:
    """Ask every query once a round, and print how long that took, on the clock and of processor time."""
    clock: list[float] = []
    work: list[float] = []
    chance = random.Random(7)
    for _ in range(ROUNDS):
        ask = opened()
        for query in chance.sample(queries, len(queries)):
            begun, worked = time.perf_counter(), time.process_time()
            ask(query)
            clock.append((time.perf_counter() - begun) * 1000)
            work.append((time.process_time() - worked) * 1000)
    print(f"{title:16} {_told(clock)}; cpu {_told(work)}", flush=True)


def _told(times: list[float]) -> str:
    times = sorted(times)
    return f"median {statistics.median(times):.2f} ms, 95 % {times[len(times) * 95 // 100]:.2f}, most {times[-1]:.2f}"


def _showing(opened: Callable[[], Callable[[str], tuple[int, ...]]], texts: list[str]) -> Ask:
    """Answers with a snippet of each passage."""
    ask = opened()

    def shown(text: str) -> object:
        asked = rewrite(parse(text))
        return [snippet(texts[number - 1], asked) for number in ask(text)]

    return shown


def _made(generations: IndexGenerations, texts: list[str]) -> Callable[[], Callable[[str], tuple[int, ...]]]:
    """Make an index of ours; gives what opens it."""
    generations.advance((IndexedPassage(number, number, text) for number, text in enumerate(texts, 1)), ())

    def opened() -> Callable[[str], tuple[int, ...]]:
        index = generations.current()
        return lambda text: tuple(scored.passage for scored in index.search(rewrite(parse(text)), limit=LIMIT).passages)

    return opened


def _ours_tantivy(folder: Path, texts: list[str]) -> Callable[[], Ask]:
    from ptce_corpus.indexing.tantivy_generations import TantivyGenerations

    return _made(TantivyGenerations(folder), texts)


def _ours_whoosh(folder: Path, texts: list[str]) -> Callable[[], Ask]:
    from ptce_corpus.indexing.whoosh_generations import WhooshGenerations

    return _made(WhooshGenerations(folder), texts)


OURS = {"ours, Whoosh": _ours_whoosh, "ours, tantivy": _ours_tantivy}
ENGINES: dict[str, Callable[[Path, list[str]], Callable[[], Ask]]] = {**OURS, **index_peers.ENGINES}


if __name__ == "__main__":
    main()
