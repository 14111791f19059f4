"""Does the passage that answers come first? Ours beside other engines on the same passages, clean and misread.

``python -m benchmarks.ranking [piaf servicepublic] [--damage 0.05] [--half report] [--keep FOLDER]``: the questions of
``../shared/gold/ir``, each with the one document that answers it, asked as plain words of which any may be met. Ours
is ``ptce search --queries … --format trec --match any`` as a whole process; the others get the same passages, which
this program cut, with and without the title of the document before each, and the documents whole, and rank documents
by their best text. The best of the three counts for each.

With ``--damage`` letters are misread at that rate, seeded: half of the misreadings by ``text/data/channel.tsv`` the
other way round, half letters put in, lost or changed at random. Ours then reads documents as OCR has them.

Weights were tuned on the questions of the half ``tune``; ``--half report`` scores the others.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import io
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from functools import cache
from math import exp
from multiprocessing import get_context
from pathlib import Path

from benchmarks.ranking_peers import Peer, Ranked, available
from benchmarks.shared import PTCE, needed
from ptce_corpus.domain.annotation import Annotations
from ptce_corpus.domain.document import Kind, Origin, SourceDocument, SourcePage
from ptce_corpus.pipeline.steps import AnnotateJob, annotate
from ptce_corpus.text.channel import misreadings
from ptce_corpus.workspace import wiring
from ptce_corpus.workspace.workspace import Workspace

SETS = ("piaf", "servicepublic")
DEPTH = 100
"""Documents ranked for each question."""
_TEXTS_A_DOCUMENT = 5
_SEED = 7
_LETTERS = "abcdefghijklmnopqrstuvwxyzéèàê"
MEASURES = ("ndcg10", "mrr10", "recall10", "recall100")

Row = Mapping[str, str]


class Silent:
    """An annotator that finds nothing: no question asks for names."""

    def annotate(self, _text: str, *, date: str | None = None, kind: Kind | None = None) -> Annotations:  # noqa: ARG002
        """No annotation."""
        return Annotations()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", default=SETS, choices=(*SETS, []))
    parser.add_argument("--damage", type=float, default=0.0)
    parser.add_argument("--half", choices=("tune", "report"))
    parser.add_argument("--keep", type=Path, help="where the archives are kept for the next run")
    parser.add_argument("--ours", action="store_true", help="leave the other engines out")
    given = parser.parse_args()
    for name in given.sets or SETS:
        with tempfile.TemporaryDirectory() as folder:
            measure(name, given.keep or Path(folder), given)


def measure(name: str, folder: Path, given: argparse.Namespace) -> None:
    """Print a line for each engine."""
    rows = [damaged(row, given.damage) for row in documents(name)]
    questions = asked(name, given.half)
    archive = folder / f"{name}-{given.damage}"
    seconds = filled(archive, rows, origin=Origin.OCR if given.damage else Origin.NATIVE)
    share = f", {given.half} half" if given.half else ""
    print(f"{name}: {len(rows)} documents, {len(questions)} questions{share}, damage {given.damage}", flush=True)
    begun = time.perf_counter()
    run = ours(archive, questions)
    if seconds:
        print(f"  (made in {seconds:.0f} s, asked in {time.perf_counter() - begun:.0f} s)")
    told("ptce-corpus", scored(name, questions, run))
    if not given.ours:
        others(name, archive, rows, questions)


def others(name: str, archive: Path, rows: Sequence[Row], questions: Sequence[tuple[str, str]]) -> None:
    """Print the line of each other engine, by the units in which it does best."""
    with Workspace(archive) as workspace:
        numbers = [number for number, _ in workspace.catalogue.texts()]
        held = workspace.catalogue.passages(numbers)
    titles = {row["id"]: row["title"] for row in rows}
    units = {
        "passages": [(one.citation.document, one.text) for one in held],
        "passages with titles": [
            (one.citation.document, f"{titles[one.citation.document]}\n{one.text}") for one in held
        ],
        "documents": [(row["id"], f"{row['title']}\n{row['text']}") for row in rows],
    }
    for peer, rank in available().items():
        best: tuple[dict[str, float], str] | None = None
        for unit, texts in units.items():
            found = _apart(rank, [text for _, text in texts], [text for _, text in questions])
            run = [
                (identifier, dict.fromkeys(texts[number][0] for number, _ in hits))
                for (identifier, _), hits in zip(questions, found, strict=True)
            ]
            lines = [
                f"{identifier} Q0 {document} {rank} 0 peer"
                for identifier, documents in run
                for rank, document in enumerate(list(documents)[:DEPTH], 1)
            ]
            scores = scored(name, questions, "\n".join(lines))
            if best is None or scores["ndcg10"] > best[0]["ndcg10"]:
                best = scores, unit
        if best:
            told(f"{peer} ({best[1]})", best[0])


def _apart(rank: Peer, texts: Sequence[str], questions: Sequence[str]) -> Ranked:
    """What an engine finds, in a process of its own: our Whoosh index has put locks on the library in this one."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as one:
        return one.submit(rank, texts, questions, DEPTH * _TEXTS_A_DOCUMENT).result()


def documents(name: str) -> Iterator[Row]:
    """The documents of a set: id, title, text."""
    plain = name == "piaf"
    path = needed("gold", "ir", name, "corpus.jsonl" if plain else "corpus.jsonl.gz")
    with path.open("rb") if plain else gzip.open(path) as lines:
        for line in lines:
            row = json.loads(line)
            yield {"id": row["id"], "title": row.get("title") or "", "text": row["text"]}


def asked(name: str, half: str | None) -> list[tuple[str, str]]:
    """The questions of a set, or of a half of it: the sum of the letters of its name tells which."""
    text = needed("gold", "ir", name, "queries.tsv").read_text(encoding="utf-8")
    found = [
        (identifier, question) for identifier, question in csv.reader(io.StringIO(text), delimiter="\t", quoting=3)
    ]
    return [one for one in found if half is None or (sum(map(ord, one[0])) % 2 == 0) == (half == "tune")]


def damaged(row: Row, rate: float) -> Row:
    """A document of which letters were misread at a rate, the same ones at each run."""
    if not rate:
        return row
    chance = random.Random(f"{_SEED} {row['id']}")
    return {"id": row["id"], **{part: "".join(_misread(row[part], rate, chance)) for part in ("title", "text")}}


def _misread(text: str, rate: float, chance: random.Random) -> Iterator[str]:
    table = _channel()
    for letter in text:
        if not letter.isalnum() or chance.random() >= rate:
            yield letter
        elif letter in table and chance.random() < 0.5:
            read, weights = table[letter]
            yield chance.choices(read, weights)[0]
        else:
            yield chance.choice(("", letter + chance.choice(_LETTERS), chance.choice(_LETTERS)))


@cache
def _channel() -> dict[str, tuple[list[str], list[float]]]:
    """What each letter is read as, with weights."""
    found: dict[str, tuple[list[str], list[float]]] = {}
    for read, meant in misreadings().items():
        for letters, cost in meant:
            if len(letters) == 1:
                held = found.setdefault(letters, ([], []))
                held[0].append(read)
                held[1].append(exp(-cost))
    return found


def filled(archive: Path, rows: Sequence[Row], *, origin: Origin) -> float:
    """Make an archive of rows, cleaned, cut and indexed as a build does; the seconds it took, 0 where it is there."""
    if (archive / "indexes" / wiring.CATALOGUE).exists():
        return 0.0
    begun = time.perf_counter()
    archive.mkdir(parents=True, exist_ok=True)
    Workspace.create(archive)
    with closing(wiring.catalogue(archive / "indexes")) as catalogue:
        for row in rows:
            page = SourcePage(1, row["text"], origin, legibility=0.7 if origin is Origin.OCR else 1.0)
            digest = hashlib.sha256(row["text"].encode()).hexdigest()
            source = SourceDocument(row["id"], digest, "text/plain", (page,), title=row["title"] or None)
            catalogue.put(annotate(AnnotateJob("rows", source, "", ""), Silent()).annotated)
        generations = wiring.generations(archive / "indexes", Workspace(archive).settings)
        generations.advance(catalogue.indexable(catalogue.numbers()), (), afresh=True)
    return time.perf_counter() - begun


def ours(archive: Path, questions: Sequence[tuple[str, str]]) -> str:
    """The run of this program."""
    with tempfile.NamedTemporaryFile("w", suffix=".tsv", encoding="utf-8") as file:
        file.writelines(f"{identifier}\t{question}\n" for identifier, question in questions)
        file.flush()
        arguments = ["search", "-w", str(archive), "--queries", file.name, "--format", "trec", "--match", "any"]
        done = subprocess.run(
            [str(PTCE), *arguments, "--limit", str(DEPTH)], capture_output=True, text=True, check=True
        )
    return done.stdout


def scored(name: str, questions: Sequence[tuple[str, str]], run: str) -> dict[str, float]:
    """What the scorer of ``../shared`` says of a run."""
    wanted = {identifier for identifier, _ in questions}
    lines = needed("gold", "ir", name, "qrels.tsv").read_text(encoding="utf-8").splitlines()
    with tempfile.TemporaryDirectory() as folder:
        qrels, trec = Path(folder, "qrels.tsv"), Path(folder, "run.trec")
        qrels.write_text("\n".join(line for line in lines if line.split("\t")[0] in wanted), encoding="utf-8")
        trec.write_text(run, encoding="utf-8")
        command = [sys.executable, str(needed("score", "ranking.py")), str(qrels), str(trec), "--json"]
        scores: dict[str, float] = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return scores


def told(engine: str, scores: Mapping[str, float]) -> None:
    figures = "  ".join(f"{name} {scores[name]:.4f}" for name in MEASURES)
    print(f"  {engine:45} {figures}", flush=True)


if __name__ == "__main__":
    main()
