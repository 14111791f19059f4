"""Words broken at a line's end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("un projet socio-\néconomique", "un projet socio-économique"),
        ("le médico-\nsocial", "le médico-social"),
        ("un accord franco-\nallemand", "un accord franco-allemand"),
        ("la co-\nopération", "la coopération"),
        ("un ex-\nploitant", "un exploitant"),
        ("le mi-\nlieu", "le milieu"),
        ("à mi-\ntemps", "à mi-temps"),
        ("un mini-\nstère", "un ministère"),
        ("la région Rhône-\nAlpes", "la région Rhône-Alpes"),
        ("avec Jean-\nPierre", "avec Jean-Pierre"),
    ],
)
def test_the_hyphen_stays_where_the_word_is_written_with_it(source, expected):
    assert joined_words(AlignedText(source)).text == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("voir www.exemple.fr/dossiers-\nde-presse.html et", "voir www.exemple.fr/dossiers-de-presse.html\net"),
        ("sur https://www.exemple.fr/\ndossiers/2014 puis", "sur https://www.exemple.fr/dossiers/2014\npuis"),
        ("le site www.exemple.\norg est", "le site www.exemple.org\nest"),
        ("écrire à jean.dupont@\nexemple.fr avant", "écrire à jean.dupont@exemple.fr\navant"),
        ("écrire à contact@le-\npole.coop avant", "écrire à contact@le-pole.coop\navant"),
    ],
)
def test_addresses_broken_at_a_lines_end_are_made_whole(source, expected):
    assert joined_words(AlignedText(source)).text == expected


@pytest.mark.parametrize(
    "text",
    [
        "voir www.exemple.fr.\nle pôle ouvre",
        "voir www.exemple.fr\net le pôle",
        "voir www.exemple.fr/\nle pôle ouvre",
        "contact@exemple.fr\nle pôle ouvre",
        "contact@exemple.fr.\nLe pôle ouvre",
        "12 500\n13 400 euros",
    ],
)
def test_what_follows_a_whole_address_or_a_number_stays_apart(text):
    assert joined_words(AlignedText(text)).text == text


@given(st.text(alphabet="abé-.@/w:\n 1", max_size=60))
def test_joining_loses_no_letter(source):
    kept = [letter for letter in joined_words(AlignedText(source)).text if letter not in "-\n "]
    assert kept == [letter for letter in source if letter not in "-\n "]
