"""What every model of themes promises; one passes by being added to ``MODELS``."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ptce_corpus.domain.theme import Theming
from ptce_corpus.ports.theme_model import ThemeModel
from ptce_corpus.settings import ThemeSettings
from ptce_corpus.theming.model import LatentThemes

Passages = Sequence[tuple[int, str]]
MODELS: Sequence[Callable[[ThemeSettings], ThemeModel]] = (LatentThemes,)

SUBJECTS = {
    "bois": "forêt chêne scierie menuiserie planche sciage charpente bûche sylviculture essence feuillus copeaux",
    "pain": "boulangerie farine levain pétrin fournil meunier épeautre croûte brioche cuisson blé tamis",
    "mer": "chalut port pêcheur criée navire poisson quai marée mareyeur filet équipage coquille",
}


def archive(size: int = 60, seed: int = 1) -> list[tuple[int, str]]:
    """Passages on three subjects in turn, numbered from 100."""
    draw = random.Random(seed)
    subjects = list(SUBJECTS.values())
    found = []
    for place in range(size):
        words = draw.sample(subjects[place % 3].split(), 7)
        found.append((100 + place, f"Dans ce rapport, la {words[0]} et le {' puis '.join(words[1:])} ont leur place."))
    return found


@pytest.fixture(params=MODELS, ids=["latent"])
def model(request: pytest.FixtureRequest) -> Callable[..., ThemeModel]:
    return lambda **told: request.param(ThemeSettings(**told))


def check(theming: Theming, passages: Passages) -> None:
    """The laws of any theming."""
    numbers = {number for number, _ in passages}
    identifiers = [theme.identifier for theme in theming.themes]
    assert identifiers == list(range(1, len(identifiers) + 1))
    for theme in theming.themes:
        assert theme.label
        weights = [term.weight for term in theme.terms]
        assert weights == sorted(weights, reverse=True)
        assert len({term.term for term in theme.terms}) == len(theme.terms)
        assert 0 < len(theme.proof) <= 3
        assert set(theme.proof) <= numbers
    pairs = [(membership.passage, membership.theme) for membership in theming.memberships]
    assert len(set(pairs)) == len(pairs)
    for membership in theming.memberships:
        assert membership.passage in numbers
        assert membership.theme in identifiers
        assert 0 < membership.weight <= 1


def test_clear_subjects_are_found(model: Callable[..., ThemeModel]) -> None:
    passages = archive()
    theming = model(number=3).fit(passages)
    check(theming, passages)
    main: dict[int, tuple[float, int]] = {}
    for member in theming.memberships:
        main[member.passage] = max(main.get(member.passage, (0.0, 0)), (member.weight, member.theme))
    assert len(main) == len(passages)
    of_subject = [{main[100 + place][1] for place in range(start, 60, 3)} for start in range(3)]
    assert [len(themes) for themes in of_subject] == [1, 1, 1]
    assert len(set().union(*of_subject)) == 3


def test_terms_and_labels_are_words_of_the_texts(model: Callable[..., ThemeModel]) -> None:
    passages = archive()
    text = " ".join(text for _, text in passages).lower()
    for theme in model(number=3).fit(passages).themes:
        told = [*(term.term for term in theme.terms), *theme.label.split(", ")]
        assert all(words.lower() in text for words in told)
        subjects = [set(words.split()) for words in SUBJECTS.values()]
        assert any({term.term for term in theme.terms[:5]} <= words for words in subjects)


def test_proofs_are_of_their_theme(model: Callable[..., ThemeModel]) -> None:
    passages = archive()
    for theme in model(number=3).fit(passages).themes:
        assert len({number % 3 for number in theme.proof}) == 1
        assert len(set(theme.proof)) == 3


@pytest.mark.parametrize("seed", [1, 13])
def test_the_same_passages_give_the_same_themes_whatever_their_numbers(
    model: Callable[..., ThemeModel], seed: int
) -> None:
    passages = archive()
    expected = model(seed=seed).fit(passages)
    assert model(seed=seed).fit(passages) == expected
    other = {number: 7 * (len(passages) - place) for place, (number, _) in enumerate(passages)}
    renumbered = model(seed=seed).fit([(other[number], text) for number, text in passages])
    assert [(theme.label, theme.terms) for theme in renumbered.themes] == [(t.label, t.terms) for t in expected.themes]
    assert [theme.proof for theme in renumbered.themes] == [tuple(other[n] for n in t.proof) for t in expected.themes]
    assert [(m.passage, m.theme, m.weight) for m in renumbered.memberships] == [
        (other[m.passage], m.theme, m.weight) for m in expected.memberships
    ]


@pytest.mark.parametrize("size", range(8))
def test_too_few_passages_give_no_theme(model: Callable[..., ThemeModel], size: int) -> None:
    assert model().fit(archive(size)) == Theming((), ())


def test_passages_without_words_give_no_theme(model: Callable[..., ThemeModel]) -> None:
    assert model().fit([(number, "12 € le 3/4 ; de la…" * (number % 2)) for number in range(40)]) == Theming((), ())


def test_a_passage_with_nothing_has_no_theme(model: Callable[..., ThemeModel]) -> None:
    passages = [*archive(), (1, ""), (2, "Et ce n'est pas tout."), (3, "2014")]
    theming = model(number=3).fit(passages)
    check(theming, passages)
    assert not {1, 2, 3} & {member.passage for member in theming.memberships}


def test_more_themes_than_passages_can_fill_are_not_made_up(model: Callable[..., ThemeModel]) -> None:
    passages = archive(12)
    theming = model(number=50).fit(passages)
    check(theming, passages)
    assert len(theming.themes) <= 12


def test_equal_passages_make_no_fault(model: Callable[..., ThemeModel]) -> None:
    passages = [
        (number, "La scierie livre la charpente." if number % 2 else "Le chalut rentre.") for number in range(20)
    ]
    check(model(number=4).fit(passages), passages)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.text(st.sampled_from("abé '-\n1.Œ"), max_size=40) | st.sampled_from(archive(9)).map(lambda p: p[1]),
        max_size=30,
    )
)
def test_any_texts_obey_the_laws(texts: list[str]) -> None:
    passages = list(enumerate(texts))
    for made in MODELS:
        check(made(ThemeSettings()).fit(passages), passages)
