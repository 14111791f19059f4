"""The second look at the best passages."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.domain.citation import Citation
from ptce_corpus.domain.query import Term
from ptce_corpus.domain.span import Span
from ptce_corpus.search.parser import parse, plain_words
from ptce_corpus.search.reranking import SecondLook, Wanted, lead, wanted

HELD: Mapping[str, int] = {"mutuel": 4, "teritoir": 7, "local": 50, "durand": 2, "cote": 9}
WORDS = st.sampled_from(
    ("mutualisation", "mutualiste", "territoire", "territorial", "locaux", "Durand", "créé", "cree")
)


def looked(query: str) -> tuple[Wanted, ...]:
    return wanted(parse(query), passages=100, holding=lambda term: HELD.get(term.word, 0))


def bonus(query: str, text: str, title: str = "") -> float:
    return SecondLook(looked(query)).bonus(text, title=title)


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


def test_rare_words_count_more_and_unknown_ones_by_their_letters_only() -> None:
    assert bonus("mutualisation", "mutualisation") > bonus("locaux", "locaux") > 0
    assert bonus("mutualisation", "mutualisation") > bonus("xylophone", "xylophone") > bonus("xylophone", "locaux") == 0


def test_a_misspelt_word_meets_the_right_one_by_its_letters() -> None:
    right, other = "Le territoire est vaste.", "Le kiosque est vaste."
    assert bonus("teritorire", right) > bonus("teritorire", other)


def test_words_that_follow_one_another_as_asked_count_more() -> None:
    together, apart = "Un atelier local de territoire.", "Un territoire sans aucun atelier local."
    assert bonus("local territoire", together) > bonus("local territoire", apart)


def test_a_title_counts_by_the_telling_words_it_has() -> None:
    text = "Le territoire est vaste."
    assert (
        bonus("territoire", text, "Un territoire") > bonus("territoire", text, "Une plage") == bonus("territoire", text)
    )
    assert bonus("la", text, "La plage") == bonus("la", text)


def test_having_a_common_word_is_worth_less_than_not_having_it_only_against_the_index() -> None:
    words = wanted(parse("la"), passages=100, holding=lambda _: 60)
    look, weight = SecondLook(words), words[0].rarity
    met, missed = look.bonus("la plage est belle"), look.bonus("une plage est belle")
    assert 0 < missed - met < weight  # the index gives up to its rarity to what has it: that still comes first


def test_only_words_of_the_text_that_are_wanted_count() -> None:
    query = 'mutualisation -territoire titre:local =durand "les territoires" loca* date:2014'
    assert [one.form.exact for one in looked(query)] == ["mutualisation", "les", "territoires"]


@given(st.lists(WORDS, min_size=1, max_size=6), st.lists(WORDS, max_size=30), st.lists(WORDS, max_size=5))
def test_a_bonus_is_never_negative_and_grows_with_the_title(asked: list[str], said: list[str], head: list[str]) -> None:
    words = wanted(plain_words(" ".join(asked)), passages=100, holding=lambda term: HELD.get(term.word, 0))
    look, text = SecondLook(words), " ".join(said)
    assert 0 <= look.bonus(text) <= look.bonus(text, title=" ".join(head))


def cited(page: int, start: int) -> Citation:
    return Citation("a", "A", None, page, Span(start, start + 400))


def test_the_beginning_of_a_document_counts_and_ever_less_behind_it() -> None:
    worths = [lead(cited(1, 0)), lead(cited(1, 500)), lead(cited(1, 2900)), lead(cited(2, 0)), lead(cited(300, 40))]
    assert worths == sorted(worths, reverse=True)
    assert worths[0] == 2 * worths[1] > 0
    assert worths[-1] > 0


def test_each_stem_is_asked_of_the_index_once() -> None:
    asked: list[Term] = []

    def holding(term: Term) -> int:
        asked.append(term)
        return 3

    wanted(plain_words("mutualisation mutualisations Mutualisation"), passages=10, holding=holding)
    assert asked == [Term("mutuel")]
