"""Train the entity model that tags people, organisations and places.

``python -m scripts.train_entities`` writes ``models/entities/ner`` and ``scores.json`` beside it; see the card there.
``--compare`` trains small models instead, one for each of several plans, and prints how each does on texts held out.
Same texts, same plan, same machine: same weights.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

os.environ.setdefault("OMP_NUM_THREADS", "1")

from scripts.entity_training.learning import BASE, Lesson, Plan, base, trained
from scripts.entity_training.sets import FOLDER, Lot, lot
from scripts.entity_training.texts import LABELS, Marked

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.pipeline import EntityRecognizer

CHOSEN = Plan(start="base", rate=0.0007, rounds=7)
JUDGES = ("own", "news", "printed")
"""The held-out texts that tell which round was best; each kind weighs the same."""
SMALL = Plan(rounds=2)
PLANS = {
    "from chance, width 96": SMALL,
    "width 128": replace(SMALL, width=128),
    "without static vectors": replace(SMALL, vectors=False),
    "without prefix and suffix": replace(SMALL, attributes=("NORM", "SHAPE")),
    "without noise copies": replace(SMALL, damaged=False),
    f"from {BASE}": replace(SMALL, start="base", rate=CHOSEN.rate),
    f"from {BASE}, without noise copies": replace(SMALL, start="base", rate=CHOSEN.rate, damaged=False),
    f"from {BASE}, without swapped names": replace(SMALL, start="base", rate=CHOSEN.rate, swaps=False),
}

Scores = dict[str, dict[str, float]]


def main() -> None:
    """Train, measure, write; or compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--compare", action="store_true", help="train and measure small models of several plans")
    parser.add_argument("--share", type=int, default=2, help="with --compare: one text in SHARE is learnt from")
    parser.add_argument("--rounds", type=int, default=CHOSEN.rounds)
    parser.add_argument("--to", type=Path, default=FOLDER, help="the folder to write to")
    arguments = parser.parse_args()
    if arguments.compare:
        compare(lot(), share=arguments.share)
    else:
        train(lot(), replace(CHOSEN, rounds=arguments.rounds), folder=arguments.to)


def train(texts: Lot, plan: Plan, *, folder: Path) -> None:
    """Train by ``plan`` and write weights, settings and scores to ``folder``."""
    from thinc.api import Config

    nlp = base()
    before = measured(nlp, texts)
    lessons = trained(nlp, plan, texts.lessons, partial(judged, nlp, texts), tell=_tell)
    ner = cast("EntityRecognizer", nlp.get_pipe("ner"))
    folder.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(folder / "ner", ignore_errors=True)
    ner.to_disk(folder / "ner", exclude=["vocab"])
    Config({"component": nlp.config["components"]["ner"]}).to_disk(folder / "ner" / "component.cfg")
    told = {
        "plan": asdict(plan),
        "lessons": dict(sorted(Counter(one.source for one in texts.lessons).items())),
        "rounds": [{"round": one.round, "score": round(one.score, 4)} for one in lessons],
        "held_out": {"before": before, "after": measured(nlp, texts)},
    }
    (folder / "scores.json").write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", "utf-8")


def compare(texts: Lot, *, share: int) -> None:
    """Print a row for each plan: strict F1 on each kind of text held out."""
    few = Lot(texts.lessons[::share], texts.held_out)
    _say(f"| plan | {' | '.join(texts.held_out)} |\n{'|---' * (1 + len(texts.held_out))}|")
    for name, plan in PLANS.items():
        nlp = base()
        trained(nlp, plan, few.lessons, partial(judged, nlp, few), tell=lambda _: None)
        row = [f"{scores['micro']:.3f}" for scores in measured(nlp, few).values()]
        _say(f"| {name} | {' | '.join(row)} |")


def _tell(lesson: Lesson) -> None:
    _say(f"round {lesson.round}: loss {lesson.loss:,.0f}, score {lesson.score:.4f}, {lesson.seconds:.0f} s")


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201


def judged(nlp: Language, texts: Lot) -> float:
    """The mean of the strict F1 over the kinds of texts held out."""
    return sum(strict(nlp, texts.held_out[name])["micro"] for name in JUDGES) / len(JUDGES)


def measured(nlp: Language, texts: Lot) -> Scores:
    """Strict F1 by label on each kind of text held out."""
    return {
        name: {label: round(score, 4) for label, score in strict(nlp, some).items()}
        for name, some in texts.held_out.items()
    }


def strict(nlp: Language, texts: Iterable[Marked], *, labels: Iterable[str] = LABELS[:3]) -> dict[str, float]:
    """F1 of spans with the same start, end and label; "micro" over all ``labels``."""
    ner, right, told = nlp.get_pipe("ner"), Counter[str](), Counter[str]()
    for one in texts:
        found = {(e.start_char, e.end_char, e.label_) for e in ner(nlp.make_doc(one.text)).ents}
        gold = {(mark.span.start, mark.span.end, mark.label or "") for mark in one.marks}
        right.update(label for *_, label in found & gold)
        told.update(label for *_, label in (*found, *gold))
    scores = {label: 2 * right[label] / max(1, told[label]) for label in labels}
    return {**scores, "micro": 2 * sum(right[one] for one in scores) / max(1, sum(told[one] for one in scores))}


if __name__ == "__main__":
    main()
