"""Groups of letters, and how telling they are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.search.letter_groups import END, LETTERS, groups_of, rarity


def test_groups_overlap_and_ends_are_marked() -> None:
    assert groups_of("pole") == ["_pol", "pole", "ole_"]
    assert groups_of("an") == ["_an_"]
    assert groups_of("y") == ["_y_"]


@given(st.text(alphabet="abcdeirst", min_size=1, max_size=20))
def test_every_letter_of_a_word_is_in_a_group_and_every_group_is_written_in_the_marked_word(word: str) -> None:
    found = groups_of(word)
    assert all(group in f"{END}{word}{END}" and len(group) <= LETTERS for group in found)
    assert "".join(group[0] for group in found) + found[-1][1:] == f"{END}{word}{END}"


def test_endings_of_many_words_tell_little_and_unknown_groups_the_most() -> None:
    assert 0 < rarity("ment") < rarity("coop") <= rarity("zzkw") == rarity("qqqq")
