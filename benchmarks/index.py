"""Our indexes beside plain engines on the same passages, each in a process of its own, one after the other.

``python -m benchmarks.index [PASSAGES] [ENGINE ...]``: indexes the first passages (20,000 unless told) of
``../shared/bench/passages.jsonl.gz``, then asks all engines the same queries for ten passages, the index opened anew
for each of three rounds and the queries in another order each time. Ours are asked again with a snippet for each of
the ten, with facets over all that match, and with both. Peers (``benchmarks/index_peers.py``) index a number and the
text, by their own French analysis, and so do ours but for facets: these are asked of a second index. The passages
bring nothing to count; words with a capital stand for names there, and what would come with a document is drawn.

A row tells passages indexed a second (``cpu``: microseconds of processor time for one, over all threads), the size on
disk, how much memory the process took over what the texts take, and how long queries took; the processor time of a
query says what it costs where others use the machine too. ``widest`` is the query that matches most passages.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import re
import resource
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
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
ROADS = (("with snippets", True, False), ("with facets", False, True), ("with both", True, True))
"""What ours are asked beside the ten passages: snippets, facets."""
CAPITALISED = re.compile(r"\b[A-ZÀ-Ý][\w'’-]+(?: [A-ZÀ-Ý][\w'’-]+)*")
KINDS = ("report", "letter", "article", "minutes", "press-release")

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
            _report("  ours alone", opened, OURS_ALONE)
            _ours_whole(OURS[name](Path(folder) / "faceted"), texts)


def _ours_whole(generations: IndexGenerations, texts: list[str]) -> None:
    """Ask for snippets and facets too, of an index that has something to count."""
    generations.advance(map(_faceted, range(1, len(texts) + 1), texts), ())
    index = generations.current()
    totals = {query: index.search(rewrite(parse(query)), limit=0).total for query in QUERIES}
    widest = max(QUERIES, key=lambda query: totals[query])
    print(f"  passages that match: median {statistics.median(totals.values()):.0f}, {widest} {totals[widest]}")
    for title, snippets, counts in ROADS:
        opened = partial(_answering, generations, texts, snippets=snippets, counts=counts)
        _report(f"  {title}", opened, QUERIES)
        _report("    widest", opened, (widest,))


def _faceted(number: int, text: str) -> IndexedPassage:
    """A passage with something to count in each facet."""
    chance = random.Random(number)
    day = f"{chance.randint(1990, 2024)}-05-01"
    names = CAPITALISED.findall(text)
    return IndexedPassage(
        number,
        number,
        text,
        kind=chance.choice(KINDS),
        earliest=day,
        latest=day,
        speakers=tuple(names[:1]) if chance.random() < 0.2 else (),
        known_people=tuple(name for name in names if " " in name),
        known_organisations=tuple(name for name in names if name.isupper()),
        known_places=tuple(name for name in names if " " not in name and not name.isupper()),
        theme=f"thème {chance.randint(1, 30)}",
    )


def _answering(generations: IndexGenerations, texts: list[str], *, snippets: bool, counts: bool) -> Ask:
    """Answers with a snippet of each passage, and with facets."""
    index = generations.current()

    def answered(text: str) -> object:
        asked = rewrite(parse(text))
        found = index.search(asked, limit=LIMIT).passages
        shown = [snippet(texts[scored.passage - 1], asked) for scored in found] if snippets else []
        return shown, index.facets(asked, limit=LIMIT) if counts else {}

    return answered


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


def _indexed(make: Callable[[Path], IndexGenerations], folder: Path, texts: list[str]) -> Callable[[], Ask]:
    """Make an index of ours; gives what opens it."""
    generations = make(folder)
    generations.advance((IndexedPassage(number, number, text) for number, text in enumerate(texts, 1)), ())

    def opened() -> Ask:
        index = generations.current()
        return lambda text: index.search(rewrite(parse(text)), limit=LIMIT)

    return opened


def _tantivy(folder: Path) -> IndexGenerations:
    from ptce_corpus.indexing.tantivy_generations import TantivyGenerations

    return TantivyGenerations(folder)


def _whoosh(folder: Path) -> IndexGenerations:
    from ptce_corpus.indexing.whoosh_generations import WhooshGenerations

    return WhooshGenerations(folder)


OURS: dict[str, Callable[[Path], IndexGenerations]] = {"ours, Whoosh": _whoosh, "ours, tantivy": _tantivy}
ENGINES: dict[str, Callable[[Path, list[str]], Callable[[], Ask]]] = {
    **{name: partial(_indexed, make) for name, make in OURS.items()},
    **index_peers.ENGINES,
}


if __name__ == "__main__":
    main()
