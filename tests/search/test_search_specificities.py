"""Specificities after Lafon: exact probabilities, laws, what is told of a part."""

from __future__ import annotations

from fractions import Fraction
from math import comb, log10

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.search.specificities import Specificity, extremes, specificities, specificity

Counts = tuple[int, int, int, int]


@st.composite
def drawn(draw: st.DrawFn) -> Counts:
    total = draw(st.integers(1, 400))
    word, part = draw(st.integers(0, total)), draw(st.integers(0, total))
    return draw(st.integers(max(0, word + part - total), min(word, part))), word, part, total


def exact(counts: Counts) -> float:
    """The same by whole numbers: the probability of as much or more, or of as little or less."""
    count, word, part, total = counts
    ways = {n: comb(word, n) * comb(total - word, part - n) for n in range(min(word, part) + 1) if part - n >= 0}
    if count * total >= word * part:
        chance = Fraction(sum(w for n, w in ways.items() if n >= count), comb(total, part))
        return -_log10(chance)
    return _log10(Fraction(sum(w for n, w in ways.items() if n <= count), comb(total, part)))


def _log10(chance: Fraction) -> float:
    return log10(chance.numerator) - log10(chance.denominator)


def test_three_of_three_in_four_of_ten() -> None:
    # 7 of the 210 ways to take 4 words of 10 hold all three.
    assert specificity(3, word=3, part=4, total=10) == pytest.approx(log10(30))


def test_none_of_three_in_four_of_ten() -> None:
    # 35 of the 210 ways hold none.
    assert specificity(0, word=3, part=4, total=10) == pytest.approx(-log10(6))


@given(drawn())
def test_the_score_is_the_exact_probability(counts: Counts) -> None:
    count, word, part, total = counts
    assert specificity(count, word=word, part=part, total=total) == pytest.approx(exact(counts), rel=1e-9, abs=1e-9)


@given(drawn())
def test_a_word_of_a_part_and_a_part_of_a_word_are_one(counts: Counts) -> None:
    count, word, part, total = counts
    turned = specificity(count, word=part, part=word, total=total)
    assert specificity(count, word=word, part=part, total=total) == pytest.approx(turned, rel=1e-9, abs=1e-9)


@given(drawn())
def test_what_a_part_uses_more_the_rest_uses_less(counts: Counts) -> None:
    count, word, part, total = counts
    here = specificity(count, word=word, part=part, total=total)
    there = specificity(word - count, word=word, part=total - part, total=total)
    if count * total != word * part:
        assert here == pytest.approx(-there, rel=1e-9, abs=1e-9)
    else:
        assert min(here, there) >= 0


@given(drawn())
def test_the_sign_tells_more_or_less_than_the_share(counts: Counts) -> None:
    count, word, part, total = counts
    score = specificity(count, word=word, part=part, total=total)
    assert (score >= 0) if count * total >= word * part else (score <= 0)


def test_large_archives_lose_no_precision_and_no_score_is_infinite() -> None:
    score = specificity(9_000, word=10_000, part=1_000_000, total=10_000_000)
    assert 7_000 < score < 9_000
    assert specificity(0, word=200_000, part=5_000_000, total=10_000_000) < -60_000


def test_a_common_word_near_its_share_is_banal() -> None:
    assert abs(specificity(100_003, word=1_000_000, part=1_000_000, total=10_000_000)) < 1


@pytest.mark.parametrize("wrong", [(5, 4, 6, 10), (-1, 4, 6, 10), (0, 8, 6, 10)])
def test_counts_that_no_text_has_are_refused(wrong: Counts) -> None:
    count, word, part, total = wrong
    with pytest.raises(ValueError, match="no text has such counts"):
        specificity(count, word=word, part=part, total=total)


def test_words_of_a_part_stand_from_the_most_telling_use_to_the_most_telling_lack() -> None:
    words = {"abeille": 10, "brique": 40, "chaise": 50, "rare": 1}
    found = specificities({"abeille": 9, "chaise": 1}, words=words, part=10, total=101, least=5)
    assert [one.word for one in found] == ["abeille", "chaise", "brique"]
    assert (found[0].count, found[0].of) == (9, 10)
    assert found[0].score > 0 > found[1].score


def test_of_the_telling_words_the_ends_are_kept() -> None:
    scored = [Specificity(str(n), 1, 1, score) for n, score in enumerate([9.0, 4.0, 1.9, -1.0, -3.0, -5.0, -8.0])]
    assert [one.score for one in extremes(scored, limit=1, threshold=2)] == [9, -8]
    assert [one.score for one in extremes(scored, limit=0, threshold=2)] == [9, 4, -3, -5, -8]
