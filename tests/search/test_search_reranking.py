"""The second look at the best passages."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.domain.query import Term
from ptce_corpus.search.parser import parse, plain_words
from ptce_corpus.search.reranking import SecondLook, Wanted, wanted, whole_worth

HELD: Mapping[str, int] = {"mutuel": 4, "teritoir": 7, "local": 50, "durand": 2, "cote": 9}
WORDS = st.sampled_from(
    ("mutualisation", "mutualiste", "territoire", "territorial", "locaux", "Durand", "créé", "cree")
)


def looked(query: str) -> tuple[Wanted, ...]:
    return wanted(parse(query), passages=100, holding=lambda term: HELD.get(term.word, 0))


def bonus(query: str, text: str) -> float:
    return SecondLook(looked(query)).bonus(text)


def test_the_form_asked_counts_more_than_its_kin_and_these_more_than_nothing() -> None:
    same = bonus("mutualisation", "La mutualisation des ateliers avance.")
    kin = bonus("mutualisation", "La mutualité des ateliers avance.")
    begun = bonus("territoires", "La question territoriale des ateliers avance.")
    assert same > kin >= 0
    assert begun > bonus("territoires", "La question des ateliers avance.") == 0


def test_accents_tell_words_apart() -> None:
    accented, plain = "Une côte raide.", "Une cote raide."
    assert bonus("côte", accented) > bonus("côte", plain) > 0
    assert bonus("cote", plain) > bonus("cote", accented) > 0


def test_a_word_with_a_capital_is_a_name_unless_it_is_the_first() -> None:
    text = "Madame Durand préside."
    assert bonus("présidente Durand", text) > bonus("présidente durand", text)
    assert [one.named for one in looked("Durand Durand Locaux")] == [False, True]


def test_rare_words_count_more_and_unknown_ones_nothing() -> None:
    assert bonus("mutualisation", "mutualisation") > bonus("locaux", "locaux") > 0
    assert bonus("xylophone", "xylophone") == 0


def test_only_words_of_the_text_that_are_wanted_count() -> None:
    query = 'mutualisation -territoire titre:local =durand "les territoires" loca* date:2014'
    assert [one.form.exact for one in looked(query)] == ["mutualisation", "les", "territoires"]


@given(st.lists(WORDS, min_size=1, max_size=6), st.lists(WORDS, max_size=30))
def test_a_bonus_is_never_negative_and_bounded_by_what_all_forms_are_worth(asked: list[str], said: list[str]) -> None:
    words = wanted(plain_words(" ".join(asked)), passages=100, holding=lambda term: HELD.get(term.word, 0))
    found = SecondLook(words).bonus(" ".join(said))
    assert 0 <= found <= 1.2 * sum(one.rarity for one in words) + 1e-9


def test_a_document_about_the_matter_throughout_is_worth_more_than_one_that_names_it_once() -> None:
    words = looked("territoire")
    once = ["Le territoire est vaste."] + ["On parla aussi de tout autre chose."] * 9
    throughout = ["Le territoire est vaste.", "Ce territoire vit."] * 5
    assert whole_worth(throughout, words, mean_length=40) > whole_worth(once, words, mean_length=40) > 0
    assert whole_worth([], words, mean_length=40) == 0


def test_each_stem_is_asked_of_the_index_once() -> None:
    asked: list[Term] = []

    def holding(term: Term) -> int:
        asked.append(term)
        return 3

    wanted(plain_words("mutualisation mutualisations Mutualisation"), passages=10, holding=holding)
    assert asked == [Term("mutuel")]
