"""The annotator as a whole, with the trained model."""

import json
import runpy
from pathlib import Path

import pytest

from ptce_corpus.annotation.annotator import SpacyAnnotator
from ptce_corpus.annotation.model import SLICE, trained
from ptce_corpus.errors import WorkspaceError

SHARED = Path(__file__).parents[2].parent / "shared"


def test_a_model_that_is_not_there_is_named_with_a_remedy():
    with pytest.raises(WorkspaceError) as caught:
        trained("fr_no_such_model")
    assert "fr_no_such_model" in caught.value.message
    assert caught.value.remedy


@pytest.mark.trained
def test_one_text_tells_people_functions_and_words():
    text = (
        "« Nous avançons ensemble », souligne Odile Brun, présidente du Réseau des Ateliers, le 3 mai 2019 à Quimper."
    )
    found = SpacyAnnotator().annotate(text, date="2019-05-04")
    assert {one.text for one in found.mentions} >= {"Odile Brun", "3 mai 2019", "Quimper"}
    assert [(one.person, one.organisation) for one in found.functions] == [("Odile Brun", "Réseau des Ateliers")]
    assert [(one.text, one.speaker and one.speaker.name) for one in found.quotations] == [
        ("Nous avançons ensemble", "Odile Brun")
    ]


@pytest.mark.trained
def test_calls_of_notes_are_no_part_of_names_dates_or_words():
    text = "« Nous avançons ensemble »¹, souligne Odile Brun², présidente du Réseau des Ateliers³, le 3 mai 2019⁴."
    found = SpacyAnnotator().annotate(text, date="2019-05-04")
    assert {(one.text, one.name) for one in found.mentions if one.name} == {
        ("Odile Brun", "Odile Brun"),
        ("Réseau des Ateliers", "Réseau des Ateliers"),
    }
    assert "2019-05-03" in {one.value for one in found.mentions}
    assert [(one.person, one.organisation) for one in found.functions] == [("Odile Brun", "Réseau des Ateliers")]
    assert [(one.text, one.speaker and one.speaker.name) for one in found.quotations] == [
        ("Nous avançons ensemble", "Odile Brun")
    ]
    assert all(one.span.cut(text) == one.text for one in (*found.mentions, *found.quotations))


@pytest.mark.trained
def test_places_in_a_long_text_count_from_its_start():
    filler = "Le temps passe et rien ne change dans la plaine.\n\n" * (SLICE // 40)
    text = filler + "« Nous avançons », souligne Odile Brun, maire de Quimper.\n"
    found = SpacyAnnotator().annotate(text)
    assert "Odile Brun" in [one.text for one in found.mentions]
    assert all(one.span.cut(text) == one.text for one in found.mentions)
    assert all(one.span.cut(text) == one.text for one in found.quotations)


@pytest.mark.trained
@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="the gold documents of ../shared are not here")
def test_entities_of_the_genre_stay_well_above_the_plain_model():
    documents = [json.loads(line) for line in (SHARED / "gold/documents.dev.jsonl").read_text("utf-8").splitlines()]
    score = runpy.run_path(str(SHARED / "score/spans.py"))["score"]
    answers = {}
    for document in documents:
        found = SpacyAnnotator().annotate(document["text"], date=document["date"]).mentions
        answers[document["id"]] = {
            "entities": [
                {"start": m.span.start, "end": m.span.end, "label": str(m.label), "value": m.value} for m in found
            ]
        }
    result = score({document["id"]: document for document in documents}, answers, ["PER", "ORG", "LOC", "DATE"])
    assert result["micro"]["strict"]["f1"] >= 0.85
