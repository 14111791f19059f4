"""One way to write each character."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.domain.alignment import AlignedText
from ptce_corpus.domain.span import Span
from ptce_corpus.text.characters import composed, line_ends, normalised


def normal(text: str) -> str:
    return normalised(text).text


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("une\r\ndeux\rtrois\u2028quatre", "une\ndeux\ntrois\nquatre"),
        ("la ﬁlière aﬃche un ﬂux eﬀectif, ﬆyle", "la filière affiche un flux effectif, style"),
        ("œuvre, Ægidius", "œuvre, Ægidius"),
        ("e\u0301conomie, Sainte-Ge\u0301nevie\u0300ve", "économie, Sainte-Géneviève"),
        ("Proc`es-verbal de l’Assembl´ee g´en´erale", "Procès-verbal de l'Assemblée générale"),
        ("l´économie et d`abord", "l'économie et d'abord"),
        ("l’essor, aujourd‘hui, d＇abord, lʼatelier", "l'essor, aujourd'hui, d'abord, l'atelier"),
        ("75\u00a0000\u202f€ et\u2009plus", "75 000 € et plus"),
        ("\ufeffmu\u00adtua\u200bliser", "mutualiser"),
        ("fin de ligne  \n\tsuite", "fin de ligne\n\tsuite"),
        ("deux  espaces", "deux espaces"),
        ("l\x92avenir \x93commun\x94", "l'avenir «commun»"),
        ("vice\ufffeprésidente et coopé\uffferation", "vice-présidente et coopération"),
        ("texte\x00 net\x0e", "texte net"),
        ("• un\n▪ deux\n\uf0b7 trois", "• un\n• deux\n• trois"),
    ],
)
def test_characters(source, expected):
    assert normal(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("“Agir ensemble”", "«Agir ensemble»"),
        ("<< Agir >> ensemble", "« Agir » ensemble"),
        ("« on parle de “lien” ici »", '« on parle de "lien" ici »'),
        ("un écran de 27”", 'un écran de 27"'),
        ("“ouvert\n\nautre paragraphe” fin", '"ouvert\n\nautre paragraphe" fin'),
        ('« déjà » "bien"', '« déjà » "bien"'),
        ("1 << 4 et a>>b", "1 « 4 et a>>b"),
    ],
)
def test_quotation_marks(source, expected):
    assert normal(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("2^E JOURNÉE", "2e JOURNÉE"),
        ("le 3^{ème} séminaire du 1^{er} mars, 1^{ère} édition", "le 3ème séminaire du 1er mars, 1ère édition"),
        ("1ᵉʳ juin, XIXᵉ siècle, Mᵐᵉ", "1er juin, XIXe siècle, Mme"),
        ("nº 12, Nº 3, № 4", "n° 12, N° 3, n° 4"),
        ("la 13 ème rencontre", "la 13ème rencontre"),
        ("x^2 + 10^3", "x^2 + 10^3"),
        ("20 °C et 3°", "20 °C et 3°"),
    ],
)
def test_ordinals(source, expected):
    assert normal(source) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Le bureau s'est réuni le 4 mai : 12 élus, 3 excusés (voir p. 7).",
        "- une liste\n- une autre\n\nUn paragraphe.",
        "Horaire      Lieu          Titre\n14h30        Salle A       Accueil",
        "snake_case, 2 * 3 * 4, a < b > c, 50 % | 20 €",
    ],
)
def test_clean_text_is_left_alone(text):
    assert normalised(text).edits == ()


def test_the_place_of_a_ligature_is_kept():
    text = normalised("un ﬁnancement")
    at = text.text.index("financement")
    assert text.source_span(Span(at, at + 11)).cut(text.source) == "ﬁnancement"


@given(st.text(alphabet="aeEoczé\u0301\u0300\u0308\u0327", max_size=8))
def test_composition_of_letters_is_unicode_composition(marks):
    assert composed(AlignedText("a" + marks)).text == unicodedata.normalize("NFC", "a" + marks)


@given(st.text(alphabet="a\r\n ", max_size=12))
def test_line_ends_are_those_that_python_knows(source):
    assert line_ends(AlignedText(source)).text == source.replace("\r\n", "\n").replace("\r", "\n")


@given(st.text(max_size=60))
def test_any_text_can_be_normalised_and_printed(source):
    text = normalised(source)
    text.text.encode("utf-8")
    assert not set(text.text) & set("\r\x00\ufeff\u00a0")
    assert text.source == source
