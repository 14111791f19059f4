"""Legibility tells text from garbage."""

from pathlib import Path
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.text.quality import legibility

SHARED = Path(__file__).parents[2].parent / "shared"
PROSE = (
    "La fabrique coopérative de la vallée réunit douze entreprises, trois associations et deux communes. Elle a ouvert "
    "en mars un atelier partagé où chacun vient réparer, apprendre et transmettre. Les habitants y sont bienvenus."
)


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        PROSE.upper(),
        PROSE * 50,
        "Présents : Irène Vasseur, Paul Le Goff, Maëlle Kervadec, Yanis Benhamou, Odette Szymanski",
        "12 345,00 €\n1 234,56 €\n2014 2015 2016 2017\n56 % 44 %",
        "01 23 45 67 89 - 12/03/2015 - 14h30",
        "ORDRE DU JOUR\n1. Accueil\n2. Bilan\n3. Vote",
    ],
    ids=["prose", "capitals", "long", "names", "figures", "numbers", "headings"],
)
def test_what_can_be_read_scores_high(text):
    assert legibility(text) > 0.8


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t ",
        '\x16\x17\x05\x0e\x17\x04 \x18\x06\x07\x19\x15\x05\n\x0c\x04\x05\x0e 3\x0b "\x05\t\r' * 5,
        '!"#$%&\'()*+,-./0123 :;<=>?@ [\\]^_`{|}~ !!""## $$%%' * 5,
        "\ufffd\ufffd\ufffd \ufffd\ufffd \ufffd\ufffd\ufffd\ufffd" * 5,
        "xqzt wkrpl vbnmh gfdsx qwrtp lkjhg zxcvb nmlkj hgfds" * 5,
        PROSE.encode("utf-8").decode("latin-1").replace(" ", "Ã© "),
        " ".join("coopération et mutualisation des moyens"),
        PROSE.replace(" ", ""),
    ],
    ids=["empty", "blank", "controls", "marks", "replacement", "consonants", "mojibake", "spaced out", "glued"],
)
def test_what_cannot_be_read_scores_low(text):
    assert legibility(text) < 0.5


def test_damage_lowers_the_score_step_by_step():
    light = PROSE.replace("réunit", "rcunit").replace("mars", "inars")
    heavy = "".join("%" if number % 9 == 0 and c.isalpha() else c for number, c in enumerate(light))
    assert legibility(PROSE) >= legibility(light) > legibility(heavy)


@given(st.text(max_size=80))
def test_it_is_a_share_for_any_text(text):
    assert 0.0 <= legibility(text) <= 1.0


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the documents and gold of ../shared")
def test_real_garbage_layers_and_real_digital_pages_lie_apart():
    pdfium = pytest.importorskip("pypdfium2")

    def scores(folder: str) -> list[float]:
        paths = sorted((SHARED / "archive" / folder).glob("*.pdf"))[::3]
        texts = [pdfium.PdfDocument(path)[0].get_textpage().get_text_range() for path in paths]
        return [legibility(text) for text in texts if len(text.strip()) > 30]

    garbage, digital = scores("bad-layer"), scores("digital")
    assert max(garbage) < 0.5
    assert median(digital) > 0.9
    assert min(digital) > 0.6
