"""Which texts teach, which tell when to stop, and which are only measured on."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from scripts.entity_training.texts import Marked, blocks, by_guidelines, rows, unsure_of_functions

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("PTCE_SHARED", ROOT.parent / "shared"))
FOLDER = ROOT / "models" / "entities"
NEWS, PRINTED, OLD = "winer", ("winer_ocr_light", "winer_ocr_medium", "winer_ocr_heavy"), "newseye_dev2"
UNSEEN = "newseye_dev"


@dataclass(frozen=True, slots=True)
class Lot:
    """Texts to learn from, and by name those that are held out."""

    lessons: tuple[Marked, ...]
    held_out: dict[str, tuple[Marked, ...]]


def lot() -> Lot:
    """All that may train a model that ships; a tenth, drawn by name, tells when to stop."""
    lessons: list[Marked] = []
    held: dict[str, list[Marked]] = {"own": [], "news": [], "printed": []}
    for name, texts in (("own", own()), ("news", _gold(NEWS)), ("printed", _printed())):
        for one in texts:
            (held[name] if is_held_out(one.id) else lessons).append(one)
    lessons.extend(_gold(OLD))
    return Lot(tuple(lessons), {**{name: tuple(texts) for name, texts in held.items()}, "old": tuple(_gold(UNSEEN))})


def own() -> Iterator[Marked]:
    """The excerpts written for this model."""
    for path in sorted((FOLDER / "corpus").glob("*.txt")):
        yield from blocks(path)


def is_held_out(name: str) -> bool:
    """One text in ten; an article and what OCR made of it go together."""
    return sha256(name.partition("#")[0].encode()).digest()[0] % 10 == 0


def _gold(name: str) -> Iterator[Marked]:
    for one in rows(SHARED / "gold" / "ner" / f"{name}.jsonl", source=name):
        yield unsure_of_functions(by_guidelines(one))


def _printed() -> Iterable[Marked]:
    for name in PRINTED:
        yield from _gold(name)
