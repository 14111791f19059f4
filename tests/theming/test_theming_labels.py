"""Words that tell a theme: what may carry one, and how it is put into words that people read."""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

from ptce_corpus.settings import ThemeSettings
from ptce_corpus.theming import model
from ptce_corpus.theming.clusters import clustered
from ptce_corpus.theming.labels import label, relevance, terms, wording
from ptce_corpus.theming.model import LatentThemes, number_of_themes
from ptce_corpus.theming.vectoriser import fitted, stems

SHARED = Path(__file__).parents[2].parent / "shared"


@pytest.mark.parametrize(
    "text",
    [
        "Il n'y en a pas, toutefois, dans 12 cas sur 20.",
        "Communiqué de presse du mardi 3 février 2015",
        "Madame, Monsieur, voir page XIV.",
        "www.exemple.org",
    ],
)
def test_what_every_document_says_carries_no_theme(text: str) -> None:
    assert stems(text) == []


def test_all_forms_of_a_word_are_one() -> None:
    assert len(set(stems("la coopérative, les coopératives, l'COOPÉRATIVE"))) == 1


def test_a_form_is_the_most_frequent_with_its_accents() -> None:
    worded = wording(["L'Économie verte", "une économie bleue", "les économies", "L'ESS et l'ESS"])
    (stem,) = stems("économie")
    assert worded.of_stem(stem) == "économie"
    (stem,) = stems("ESS")
    assert worded.of_stem(stem) == "ESS"


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("un pôle de coopération", {"pôle de coopération"}),
        ("le développement durable", {"développement durable"}),
        ("la gestion d’équipe", {"gestion d'équipe"}),
        ("scierie, charpente", set()),
        ("scierie\ncharpente", set()),
        ("scierie 12 charpente", set()),
        ("scierie. Et la charpente", set()),
    ],
)
def test_phrases_hold_one_function_word_and_no_punctuation(text: str, phrases: set[str]) -> None:
    assert {form for forms in wording([text]).pairs.values() for form in forms} == phrases


def told(texts: list[str], weights: dict[str, float]) -> str:
    vocabulary = [stems(word)[0] for word in weights]
    return label(np.array(list(weights.values())), vocabulary, wording(texts))


def test_a_label_prefers_phrases_and_repeats_no_word() -> None:
    texts = ["La scierie coupe du bois énergie.", "Le bois énergie chauffe.", "Le bois énergie, oui. Un chêne."] * 2
    assert told(texts, {"bois": 1.0, "énergie": 0.9, "scierie": 0.5, "chêne": 0.4}) == "bois énergie, scierie, chêne"


def test_words_met_together_by_chance_are_no_phrase() -> None:
    texts = ["La scierie. Le chêne. Le bois."] * 9 + ["La scierie chêne."]
    assert told(texts, {"scierie": 1.0, "chêne": 0.9, "bois": 0.5}) == "scierie, chêne, bois"


def test_terms_have_weights_from_the_heaviest() -> None:
    vocabulary = [stems(word)[0] for word in ("bois", "chêne", "absent")]
    found = terms(np.array([0.2, 0.4, 0.1]), vocabulary, wording(["bois, chêne"]))
    assert [(term.term, term.weight) for term in found] == [("chêne", 1.0), ("bois", 0.5)]


def test_a_stem_of_one_theme_tells_more_than_one_of_all() -> None:
    scores = relevance(np.array([[0.5, 0.5], [0.5, 0.0]]))
    assert scores[0, 1] > scores[0, 0]


@pytest.mark.parametrize(("passages", "number"), [(8, 2), (60, 5), (200, 10), (1000, 22), (3200, 40), (1_000_000, 40)])
def test_the_number_of_themes_follows_the_size_of_the_archive(passages: int, number: int) -> None:
    assert number_of_themes(passages) == number


def test_a_sample_finds_the_themes_of_all(monkeypatch: pytest.MonkeyPatch) -> None:
    subjects = ["scierie chêne charpente planche", "farine levain fournil meunier"]
    passages = [(number, f"{subjects[number % 2]} mot{number % 5}") for number in range(99)]
    monkeypatch.setattr(model, "LARGEST_SAMPLE", 40)
    monkeypatch.setattr(model, "BATCH", 7)
    theming = LatentThemes(ThemeSettings(number=2)).fit(passages)
    assert {member.passage for member in theming.memberships if member.weight > 0.5} == set(range(99))
    assert len({(member.passage % 2, member.theme) for member in theming.memberships if member.weight > 0.5}) == 2


def test_an_empty_row_is_in_no_cluster() -> None:
    texts = ["scierie chêne", "scierie chêne", "farine levain", "farine levain", "", "farine levain chêne"]
    found = fitted(texts)
    assert found is not None
    labels = clustered(found[1], number=2, seed=1)
    assert labels[4] == -1
    assert labels[0] == labels[1] != labels[2] == labels[3]


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the gold sets of ../shared")
def test_themes_agree_with_official_ones() -> None:
    from sklearn.metrics import v_measure_score

    with gzip.open(SHARED / "gold" / "themes" / "servicepublic.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines][:400]
    passages = [(place, row["text"][:1500]) for place, row in enumerate(rows)]
    theming = LatentThemes(ThemeSettings(number=18)).fit(passages)
    main: dict[int, dict[float, int]] = defaultdict(dict)
    for member in theming.memberships:
        main[member.passage][member.weight] = member.theme
    found = [main[place][max(main[place])] if main[place] else 0 for place in range(len(rows))]
    assert v_measure_score([row["label"] for row in rows], found) > 0.35
