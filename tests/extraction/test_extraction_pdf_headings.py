"""Headings of PDF pages: told by type and place, and none told that is none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from ptce_corpus.domain.document import SourcePage
from ptce_corpus.extraction.pdf.fragments import Fragment
from ptce_corpus.extraction.pdf.headings import levels
from ptce_corpus.extraction.pdf.placing import layout

PROSE = [
    "Les pôles réunissent des acteurs qui mettent en commun des locaux,",
    "des outils et des savoir-faire. Ils le font sur un territoire et dans",
    "la durée, avec l'aide des collectivités et de leurs habitants.",
]

Page = Callable[..., SourcePage]


@pytest.fixture
def page(make_pdf, extract) -> Page:
    """A page of pieces set one below the other: the white above, the text, its size, its font."""

    def read(*pieces: tuple[float, str, float, str]) -> SourcePage:
        def draw(canvas: Canvas) -> None:
            y = 780.0
            for above, text, size, font in pieces:
                y -= above + 1.25 * size
                canvas.setFont(font, size)
                canvas.drawString(60, y, text)

        return extract(make_pdf(draw))[0].pages[0]

    return read


def prose(above: float = 8) -> list[tuple[float, str, float, str]]:
    return [(above if not number else 0, line, 11, "Helvetica") for number, line in enumerate(PROSE)]


def headings(page: SourcePage) -> list[tuple[int, str]]:
    return [(heading.level, heading.span.cut(page.text)) for heading in page.layout.headings]


def test_size_tells_headings_and_their_levels(page: Page) -> None:
    read = page(
        (0, "Rapport d'activité", 24, "Helvetica"),
        *prose(20),
        (16, "Les moyens", 16, "Helvetica"),
        *prose(),
        (12, "Les locaux", 13, "Helvetica-Bold"),
        *prose(),
    )
    assert headings(read) == [(1, "Rapport d'activité"), (2, "Les moyens"), (3, "Les locaux")]


def test_weight_and_white_tell_a_heading_in_the_size_of_the_text(page: Page) -> None:
    bold = "Helvetica-Bold"
    read = page(*prose(), (14, "1. Les moyens", 11, bold), *prose(2), (14, "1.2 Les locaux", 11, bold), *prose(2))
    assert headings(read) == [(4, "1. Les moyens"), (5, "1.2 Les locaux")]


def test_capitals_tell_a_heading_too(page: Page) -> None:
    read = page(*prose(), (14, "LES MOYENS DU PÔLE", 11, "Helvetica"), *prose(2))
    assert headings(read) == [(4, "LES MOYENS DU PÔLE")]


def test_a_heading_of_two_lines_is_one(page: Page) -> None:
    read = page(
        (0, "Des pôles pour coopérer", 18, "Helvetica"), (0, "sur un même territoire", 18, "Helvetica"), *prose(14)
    )
    assert headings(read) == [(2, "Des pôles pour coopérer\nsur un même territoire")]


@pytest.mark.parametrize(
    ("text", "size", "font"),
    [
        ("Le pôle en actes", 9, "Helvetica-Bold"),
        ("une suite de mots en gras, au milieu d'une phrase", 11, "Helvetica-Bold"),
        ("• Un point de la liste", 14, "Helvetica"),
        ("https://exemple.org/le-pole", 14, "Helvetica"),
        ("Introduction ........................ 3", 14, "Helvetica"),
        ("12 400 €", 20, "Helvetica"),
        ("Une phrase entière en plus grand, qui finit par un point.", 13, "Helvetica"),
    ],
)
def test_what_only_looks_like_a_heading_is_none(page: Page, text: str, size: float, font: str) -> None:
    assert headings(page(*prose(), (14, text, size, font), *prose(4))) == []


@pytest.mark.parametrize("ending", ["2013-2016", "le 23", "23 septembre"])
def test_a_date_in_a_title_does_not_break_it(page: Page, ending: str) -> None:
    read = page(
        (0, f"Se déplacer autrement : bilan {ending}", 18, "Helvetica-Bold"),
        (0, "septembre 2016", 18, "Helvetica-Bold"),
        *prose(14),
    )
    assert headings(read) == [(2, f"Se déplacer autrement : bilan {ending}\nseptembre 2016")]


def test_a_heading_of_two_lines_in_the_size_of_the_text_is_one(page: Page) -> None:
    bold = "Helvetica-Bold"
    read = page(*prose(), (14, "Les moyens des pôles", 11, bold), (0, "et leurs locaux", 11, bold), *prose(2))
    assert headings(read) == [(4, "Les moyens des pôles\net leurs locaux")]


def test_a_paragraph_in_bold_is_no_heading(page: Page) -> None:
    lead = [(14.0 if not number else 0.0, line, 11.0, "Helvetica-Bold") for number, line in enumerate(PROSE)]
    assert headings(page(*prose(), *lead, *prose())) == []


def test_the_labels_of_a_form_are_no_headings(page: Page) -> None:
    labels = [(14.0, f"{label} :", 11.0, "Helvetica-Bold") for label in ("Nom", "Prénom", "Adresse complète")]
    assert headings(page(*prose(), *labels, *prose())) == []


def test_a_title_over_nothing_but_a_table_is_a_heading(make_pdf, extract) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 20)
        canvas.drawString(60, 740, "Programme")
        canvas.setFont("Helvetica", 11)
        for number, (hour, what) in enumerate(
            [("9h00", "Ouverture des portes"), ("10h", "Ateliers"), ("12h", "Repas")]
        ):
            canvas.drawString(60, 700 - 16 * number, hour)
            canvas.drawString(130, 700 - 16 * number, what)

    assert headings(extract(make_pdf(draw))[0].pages[0]) == [(1, "Programme")]


def test_a_running_head_in_bold_is_none(page: Page) -> None:
    assert headings(page((0, "Compte rendu du conseil", 11, "Helvetica-Bold"), *prose(20), *prose())) == []


def test_a_name_over_an_office_at_the_end_is_none(page: Page) -> None:
    read = page(*prose(), (30, "Camille Lenoir", 11, "Helvetica-Bold"), (0, "Présidente", 11, "Helvetica"))
    assert headings(read) == []


def test_a_poster_has_no_headings(page: Page) -> None:
    read = page(*((6, f"Grande fête des pôles numéro {n}", 30, "Helvetica") for n in range(6)), *prose())
    assert headings(read) == []


LINES = st.lists(
    st.builds(
        lambda text, y, size, font: Fragment(text, 60, y, 60 + 5 * len(text), y + size, 0, font=font),
        st.text("abcdé AB1.", min_size=1, max_size=60).map(str.strip).filter(bool),
        st.floats(0, 800),
        st.sampled_from([9.0, 12.0, 15.0, 24.0]),
        st.sampled_from(["Times", "Times-Bold", ""]),
    ),
    min_size=1,
    max_size=30,
)


@given(LINES)
def test_every_line_has_its_place_and_headings_stand_in_the_text_in_order(lines: Sequence[Fragment]) -> None:
    told = levels([lines])
    assert len(told) == len(lines)
    assert all(level is None or 1 <= level <= 6 for level in told)
    text = "\n".join(line.text for line in lines)
    found = layout(text, lines, told).headings
    assert all(left.span.end <= right.span.start for left, right in pairwise(found))
    written = " ".join(heading.span.cut(text) for heading in found).split()
    assert written == " ".join(line.text for line, level in zip(lines, told, strict=True) if level).split()
