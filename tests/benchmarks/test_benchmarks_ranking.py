"""The ranking benchmark: damage that can be made again, and peers that answer."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from rapidfuzz.distance import Levenshtein

from benchmarks import ranking, ranking_peers

ROW = {"id": "a", "title": "Le marais", "text": "La tourbière de Fontenelle reste humide en été. " * 20}
ROOT = Path(__file__).parents[2]
TEXTS = ("Le marais de Fontenelle est humide.", "Les ateliers du bois ferment.", "La gare attend ses voyageurs.")


def test_damage_is_the_same_at_each_run_and_about_as_heavy_as_asked() -> None:
    assert ranking.damaged(ROW, 0.0) == ROW
    misread = ranking.damaged(ROW, 0.1)
    assert misread == ranking.damaged(ROW, 0.1)
    assert misread["id"] == "a"
    assert 0.05 < Levenshtein.normalized_distance(misread["text"], ROW["text"]) < 0.15


@pytest.mark.parametrize("name", sorted(ranking_peers.available()))
def test_a_peer_puts_the_text_that_answers_first_whatever_signs_the_question_holds(name: str) -> None:
    questions = ['Où est le marais "humide" (Fontenelle) ?', "Quand les ateliers : ferment-ils ?"]
    # In a process of its own, as plain Whoosh reads what ours refuses to read wherever it was imported.
    code = (
        "import json, sys; from benchmarks import ranking_peers; name, texts, questions = json.load(sys.stdin);"
        "print(json.dumps(ranking_peers.available()[name](texts, questions, 2)))"
    )
    asked = json.dumps([name, TEXTS, questions])
    done = subprocess.run(
        [sys.executable, "-c", code], input=asked, capture_output=True, text=True, check=True, cwd=ROOT
    )
    found = json.loads(done.stdout)
    assert [hits[0][0] for hits in found] == [0, 1]
    assert all(len(hits) <= 2 for hits in found)
