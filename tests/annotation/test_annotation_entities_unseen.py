"""Entities of documents of the genre that no rule, list or tagger was made on: ``data/entities_unseen.txt``.

The file is never trained on. Errors are looked into in two documents of three; the third is only ever counted.
"""

from functools import cache
from pathlib import Path

import pytest

from ptce_corpus.annotation.mentions import mentions
from ptce_corpus.annotation.model import BASE, own_tagger, read
from scripts.entity_training.texts import blocks

pytestmark = [
    pytest.mark.trained,
    pytest.mark.skipif(own_tagger() is None, reason="the tagger of names was left out of this checkout"),
]
LABELS = ("PER", "ORG", "LOC", "DATE")


@cache
def documents():
    """Text and marks (start, end, label) of each document."""
    return [
        (one.text, {(mark.span.start, mark.span.end, mark.label) for mark in one.marks if mark.label in LABELS})
        for one in blocks(Path(__file__).parent / "data" / "entities_unseen.txt")
    ]


@cache
def found():
    """The mentions of each document, in the same form."""
    return [
        {(one.span.start, one.span.end, str(one.label)) for one in mentions(text, read(text, name=BASE))}
        for text, _ in documents()
    ]


def strict(label=None, *, third=False):
    """F1 over the marks of ``label``, all four for none: same start, end and label."""
    right = told = there = 0
    for number, ((_, marks), answer) in enumerate(zip(documents(), found(), strict=True)):
        if third and number % 3 != 2:
            continue
        wanted = {mark for mark in marks if label in (None, mark[2])}
        given = {mark for mark in answer if mark[2] in LABELS and label in (None, mark[2])}
        right, told, there = right + len(wanted & given), told + len(given), there + len(wanted)
    return 2 * right / (told + there)


def test_the_documents_are_many_and_marked_with_every_label():
    assert len(documents()) > 24
    assert sum(len(marks) for _, marks in documents()) > 800


@pytest.mark.parametrize(
    ("label", "floor"), [("PER", 0.88), ("ORG", 0.82), ("LOC", 0.86), ("DATE", 0.90), (None, 0.86)]
)
def test_entities_of_unseen_documents(label, floor):
    assert strict(label) >= floor


def test_entities_of_the_documents_that_nobody_looked_into():
    assert strict(third=True) >= 0.84
