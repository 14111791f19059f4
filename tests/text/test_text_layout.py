"""Words broken at a line's end."""

import pytest

from ptce_corpus.domain.alignment import AlignedText
from ptce_corpus.domain.span import Span
from ptce_corpus.text.layout import joined_words


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("la coopé-\nration locale", "la coopération\nlocale"),
        ("la coopé-\n   ration, enfin", "la coopération,\nenfin"),
        ("l'inno-\nvation", "l'innovation"),
        ("COOPÉ-\nRATION SOCIALE", "COOPÉRATION\nSOCIALE"),
        ("la co-\nopéra-\ntion locale", "la coopération\nlocale"),
        ("la plus-\nvalue créée", "la plus-value\ncréée"),
        ("les tiers-\nlieux ruraux", "les tiers-lieux\nruraux"),
        ("la Franche-\nComté entière", "la Franche-Comté\nentière"),
        ("de 2016-\n2017 inclus", "de 2016-2017\ninclus"),
        ("peut-\nêtre demain", "peut-être\ndemain"),
        ("une vice-\nprésidente élue", "une vice-présidente\nélue"),
        ("garan¬\ntis sur place", "garantis\nsur place"),
    ],
)
def test_broken_words_are_made_whole(source, expected):
    assert joined_words(AlignedText(source)).text == expected


@pytest.mark.parametrize("text", ["un -\ntiret", "la fin -\n- item", "coopé-\n\nration", "mot-clé et tiers-lieu"])
def test_what_is_no_broken_word_stays(text):
    assert joined_words(AlignedText(text)).text == text


def test_a_joined_word_points_at_both_its_pieces():
    text = joined_words(AlignedText("la coopé-\nration locale"))
    at = text.text.index("coopération")
    assert text.source_span(Span(at, at + 11)).cut(text.source) == "coopé-\nration"


def test_lines_stay_as_many_when_text_follows():
    source = "une pre-\nmière ligne\net une der-\nnière ligne"
    assert joined_words(AlignedText(source)).text.count("\n") == source.count("\n")
