"""Markdown marks come off; what only looks like one stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.domain.alignment import AlignedText
from ptce_corpus.domain.span import Span
from ptce_corpus.text.markdown import shows_marks, unmarked


def bare(text: str) -> str:
    return unmarked(AlignedText(text)).text


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("## PROGRAMME\n### 14h : Accueil ##", "PROGRAMME\n14h : Accueil"),
        ("**Irène Vasseur**, *présidente* de l'_atelier_", "Irène Vasseur, présidente de l'atelier"),
        ("***très fort*** et __gras__", "très fort et gras"),
        ("**un *mot* fort**", "un mot fort"),
        ("**sur deux\nlignes**", "sur deux\nlignes"),
        ("[le site](https://exemple.fr/page_(1)) et [vide](#)", "le site et vide"),
        ("![logo de la fabrique](logo.png)", "logo de la fabrique"),
        ("<https://exemple.fr> et <contact@exemple.fr>", "https://exemple.fr et contact@exemple.fr"),
        ("la commande `ptce build`", "la commande ptce build"),
        ("* un\n* deux\n- trois\n1. quatre", "- un\n- deux\n- trois\n1. quatre"),
        ("1\\. article \\*étoile\\*", "1. article *étoile*"),
        ("> une citation\n> sur deux lignes", "une citation\nsur deux lignes"),
        ("ligne<br/>suite", "ligne suite"),
        ("avant\n***\naprès", "avant\n\naprès"),
    ],
)
def test_marks_come_off(source, expected):
    assert bare(source) == expected


@pytest.mark.parametrize(
    "text",
    [
        "la variable snake_case_longue et __init__.py",
        "2 * 3 * 4 = 24, 2**3 et a*b*c",
        "#ESS est un mot-dièse",
        "un tableau [1] (voir note)",
        "prix : 5 < 10 > 3",
        "- une liste simple",
        "un astérisque* et un autre*",
    ],
)
def test_what_is_no_mark_stays(text):
    assert bare(text) == text


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("**Date** : lundi", True),
        ("## Programme\nTexte", True),
        ("voir [ici](https://exemple.fr)", True),
        ("5 * 3 et 2 * 4", False),
        ("# 1 seul dièse", False),
        ("un article [1] et une note (2)", False),
    ],
)
def test_plain_text_shows_marks_only_when_they_are_sure(text, marked):
    assert shows_marks(text) is marked


def test_the_words_of_a_link_point_at_themselves():
    text = unmarked(AlignedText("voir [le rapport](https://exemple.fr) joint"))
    at = text.text.index("le rapport")
    assert text.source_span(Span(at, at + 10)).cut(text.source) == "le rapport"


@given(st.text(alphabet="*_`[]()#> \\ab\n", max_size=40))
def test_letters_are_never_lost(source):
    text = bare(source)
    assert [c for c in text if c in "ab"] == [c for c in source if c in "ab"] or "](" in source or "```" in source
