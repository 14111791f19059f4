"""The ranking benchmark: damage that can be made again, and peers that answer."""

from __future__ import annotations

import pytest
from rapidfuzz.distance import Levenshtein

from benchmarks import ranking, ranking_peers

ROW = {"id": "a", "title": "Le marais", "text": "La tourbière de Fontenelle reste humide en été. " * 20}
TEXTS = ("Le marais de Fontenelle est humide.", "Les ateliers du bois ferment.", "La gare attend ses voyageurs.")


def test_damage_is_the_same_at_each_run_and_about_as_heavy_as_asked() -> None:
    assert ranking.damaged(ROW, 0.0) == ROW
    misread = ranking.damaged(ROW, 0.1)
    assert misread == ranking.damaged(ROW, 0.1)
    assert misread["id"] == "a"
    assert 0.05 < Levenshtein.normalized_distance(misread["text"], ROW["text"]) < 0.15


@pytest.mark.parametrize("name", sorted(ranking_peers.available()))
def test_a_peer_puts_the_text_that_answers_first_whatever_signs_the_question_holds(name: str) -> None:
    rank = ranking_peers.available()[name]
    questions = ['Où est le marais "humide" (Fontenelle) ?', "Quand les ateliers : ferment-ils ?"]
    found = rank(TEXTS, questions, 2)
    assert [hits[0][0] for hits in found] == [0, 1]
    assert all(len(hits) <= 2 for hits in found)
