"""Other names in the place of those that a text has, so that the model learns what stands around them."""

from __future__ import annotations

import re
from functools import cache
from random import Random

from ptce_corpus.annotation import gazetteer
from ptce_corpus.annotation.letters import flat
from ptce_corpus.annotation.word_lists import entries
from scripts.entity_training.texts import Marked
from scripts.entity_training.wear import rewritten

_WORD = re.compile(r"[^\W\d_]{2,}(?:-[^\W\d_]+)*")
_ARTICLE = ("Le ", "La ", "Les ", "L'")


@cache
def _names(file: str) -> tuple[str, ...]:
    return tuple(filter(None, entries(file)))


@cache
def _communes() -> tuple[str, ...]:
    named = (line.split("\t")[1] for line in _names("communes.txt.gz"))
    return tuple(sorted({name for name in named if not name.startswith(_ARTICLE)}))


def swapped(one: Marked, chance: Random, *, share: float = 0.5) -> Marked:
    """``one`` with about ``share`` of its people and towns named otherwise, the same name always alike."""
    others: dict[str, str] = {}
    pieces = []
    for mark in one.marks:
        surface = mark.span.cut(one.text)
        if mark.label == "LOC" and gazetteer.is_place(surface) and surface not in others:
            others[surface] = chance.choice(_communes()) if chance.random() < share else surface
        if mark.label == "LOC" and surface in others:
            pieces.append((mark.span.start, mark.span.end, others[surface]))
        if mark.label != "PER":
            continue
        for word in _WORD.finditer(surface):
            if word.group()[0].isupper():
                new = others.setdefault(flat(word.group()), _other(word.group(), chance, share))
                pieces.append((mark.span.start + word.start(), mark.span.start + word.end(), _like(word.group(), new)))
    return rewritten(one, pieces)


def _other(word: str, chance: Random, share: float) -> str:
    if chance.random() >= share:
        return word
    file = "first_names.txt.gz" if gazetteer.is_first_name(word) else "surnames.txt.gz"
    return chance.choice(_names(file))


def _like(word: str, new: str) -> str:
    return new.upper() if word.isupper() else new
