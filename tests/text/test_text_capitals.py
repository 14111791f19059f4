"""Words of capitals: what an engine misread is mended, what is right stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.domain.alignment import AlignedText
from ptce_corpus.text import capitals
from ptce_corpus.text.cleaning import repaired


def mended(text: str) -> str:
    return AlignedText(text).edited(capitals.repairs(text)).text


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("ECONOMlE RURALE", "ECONOMIE RURALE"),
        ("L'ÉC0NOMIE LOCALE", "L'ÉCONOMIE LOCALE"),
        ("BILAN DES ATELlERS", "BILAN DES ATELIERS"),
        ("ASSOClATlONS VOlSINES", "ASSOCIATIONS VOISINES"),
        ("LA VIE SOCLALE", "LA VIE SOCIALE"),
        ("une note sur PARlS", "une note sur PARIS"),
    ],
)
def test_a_misread_capital_is_mended(read: str, meant: str) -> None:
    assert mended(read) == meant


@pytest.mark.parametrize(
    "right",
    [
        "ECONOMIE SOCIALE",
        "A L'ECOLE DES METIERS",
        "CO2, H2O, ISO9001, A380",
        "Jeanne MALVOUX et Paul DURTAL",
        "le SlTA",
        "BRAVO!",
        "la RÉGLE",
        "X0Z1L",
    ],
)
def test_right_capitals_and_acronyms_stay(right: str) -> None:
    assert mended(right) == right


def test_a_word_all_of_capitals_is_mended_in_a_heading_only() -> None:
    assert mended("monsieur SOCLALE est venu avec KVRT et PZQM") == "monsieur SOCLALE est venu avec KVRT et PZQM"


def test_a_misread_heading_shows_that_a_short_text_is_damaged() -> None:
    assert repaired("ECONOMlE CIRCULAlRE\n\nLe réseau ouvre un atelier.").text.startswith("ECONOMIE CIRCULAIRE\n")


def test_signs_are_counted_by_word() -> None:
    assert capitals.signs("ECONOMlE SOCIALE, C0MMUNE, H2O") == 2


@given(st.text(alphabet="AEIOUSTRNLl|10! \n", max_size=60))
def test_edits_keep_the_lines_and_what_surrounds_words(text: str) -> None:
    fixed = mended(text)
    assert fixed.count("\n") == text.count("\n")
    assert fixed.count(" ") == text.count(" ")
    assert mended(fixed) == fixed
