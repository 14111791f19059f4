"""The light stemmer: word families meet, and words that only look alike do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.text.tokens import fold, forms

FAMILIES = (
    "créé créée créés créées créer",
    "développé développée développés développer développement développements",
    "régional régionale régionaux régionales",
    "coopération coopérations coopérer",
    "coopératif coopérative coopératifs coopératives",
    "économique économiques économie économies",
    "territorial territoriale territoriaux territoriales",
    "solidaire solidaires",
    "acteur acteurs actrice actrices",
    "pôle pôles",
    "travail travaux",
    "élu élue élus élues",
    "salarié salariée salariés salariées",
    "mutualisation mutualisations",
    "administrateur administratrice administrateurs administratrices",
    "nouveau nouvelle nouveaux nouvelles",
    "directeur directrice directeurs directrices",
    "expérimentation expérimentations expérimenter expérimentée",
)
STRANGERS = (
    ("pôle", "police"),
    ("région", "régime"),
    ("social", "société"),
    ("économie", "écologie"),
    ("travail", "travers"),
    ("coopérative", "coopérateur"),
    ("élu", "élite"),
    ("marché", "mardi"),
    ("mairie", "maire"),
    ("partie", "part"),
)


def stem_of(word: str) -> str:
    (form,) = forms(word)
    return form.stem


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.split()[0])
def test_a_family_shares_one_stem(family: str) -> None:
    assert len({stem_of(word) for word in family.split()}) == 1


@pytest.mark.parametrize(("word", "other"), STRANGERS)
def test_strangers_keep_their_own_stems(word: str, other: str) -> None:
    assert stem_of(word) != stem_of(other)


@pytest.mark.parametrize("word", ["14h30", "75012", "n", "de", "3d"])
def test_numbers_and_the_shortest_words_are_their_own_stems(word: str) -> None:
    assert stem_of(word) == word


def test_case_does_not_matter() -> None:
    assert stem_of("RÉGIONAUX") == stem_of("régionaux") == stem_of("Régional")


@given(st.text(alphabet="abcdeéèêilmnoprstuxœ", min_size=1, max_size=20))
def test_a_stem_is_folded_never_empty_and_hardly_longer_than_its_word(word: str) -> None:
    form = forms(word)[0]
    assert form.stem
    assert form.stem == fold(form.stem)
    assert len(form.stem) <= len(form.folded) + 2
