"""Which language a text is in."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.domain.document import Origin, SourcePage
from ptce_corpus.extraction.languages import document_language, language_of

FRENCH = "Le moulin a rouvert ses portes pour les habitants du bourg, et nous y avons pris une farine très fine."
ENGLISH = "The mill has opened its doors to the people of the town, and the flour that they make is very fine indeed."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (FRENCH, "fr"),
        (FRENCH.upper(), "fr"),
        ("CIRCULAIRE RELATIVE AUX MARCHÉS PUBLICS DE FOURNITURES ET DE SERVICES", "fr"),
        (ENGLISH, "en"),
        ("Die Mühle hat gestern ihre Türen für die Bewohner des Dorfes geöffnet.", "de"),
        ("El molino abrió ayer sus puertas a los vecinos del pueblo.", "es"),
        ("Il mulino ha aperto ieri le sue porte agli abitanti del paese.", "it"),
        ("O moinho abriu ontem as suas portas aos moradores da aldeia.", "pt"),
        ("De molen heeft gisteren haar deuren geopend voor de bewoners.", "nl"),
        ("El molí va obrir ahir les seves portes als veïns del poble.", "ca"),
        ("Lo molin a dobèrt ièr sas pòrtas als abitants del vilatge.", "oc"),
        ("Digoret eo bet ar vilin dec'h da dud ar vourc'h gant ar c'hevelouri.", "br"),
        ("Errotak atzo ireki zizkien ateak herriko bizilagunei.", "eu"),
    ],
)
def test_languages_that_a_french_archive_meets(text, expected):
    assert language_of(text) == expected


@pytest.mark.parametrize(
    "text", ["", "Bonjour", "12 345,67 € 2014", "xkq zrt plm wvb jkl qsd fgh wxc bnq tyu rty plo mlk"]
)
def test_too_short_or_no_words_is_no_language(text):
    assert language_of(text) is None


def test_most_of_a_document_decides():
    pages = [SourcePage(1, ENGLISH, Origin.NATIVE), SourcePage(2, f"{FRENCH}\n" * 200, Origin.NATIVE)]
    assert document_language(pages) == "fr"
    assert document_language([]) is None


def test_plain_french_loads_no_model(monkeypatch):
    monkeypatch.setitem(sys.modules, "py3langid.langid", None)
    assert language_of(FRENCH) == "fr"


@given(st.text(max_size=500))
def test_any_text_has_one_language_or_none(text):
    found = language_of(text)
    assert found is None or (len(found) == 2 and found.islower())
