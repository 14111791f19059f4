"""From characters to fragments: each word is on its line, whole, and nothing that the page writes is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from ptce_corpus.extraction.pdf.characters import HYPHEN, Characters, written
from ptce_corpus.extraction.pdf.fragments import Fragment, cut, fragments

MakePdf = Callable[..., Path]
Found = tuple[Characters, dict[int, list[Fragment]]]


@pytest.fixture
def read(make_pdf: MakePdf) -> Iterator[Callable[[Callable[[Canvas], None]], Found]]:
    """The characters and fragments of a page that is drawn; it stays open for the length of a test."""
    held: list[object] = []

    def taken(draw: Callable[[Canvas], None]) -> Found:
        document = pdfium.PdfDocument(make_pdf(draw))
        page = document[0]
        characters = Characters(page.get_textpage())
        held.extend((page, document))
        return characters, fragments(characters)

    yield taken
    held.clear()


def write(
    canvas: Canvas, texts: Sequence[tuple[float, float, str]], *, font: str = "Helvetica", size: float = 11
) -> None:
    canvas.setFont(font, size)
    for x, y, text in texts:
        canvas.drawString(x, y, text)


def test_a_line_is_one_fragment_with_its_box_and_font(read) -> None:
    _, found = read(lambda canvas: write(canvas, [(60, 700, "Les pôles de coopération")], font="Times-Roman", size=12))
    (line,) = found[0]
    assert line.text == "Les pôles de coopération"
    assert line.font == "Times-Roman"
    assert line.x0 == pytest.approx(60, abs=1)
    assert -702 - 12 < line.top < -700 < line.bottom < -690
    assert 10 < line.height < 20


def test_a_line_in_two_fonts_names_none(read) -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(60, 700)
        text.setFont("Helvetica-Bold", 11)
        text.textOut("Objet : ")
        text.setFont("Helvetica", 11)
        text.textOut("la convention")
        canvas.drawText(text)

    _, found = read(draw)
    assert [(line.text, line.font) for line in found[0]] == [("Objet : la convention", "")]


def test_what_stands_apart_is_apart_even_without_a_space(read) -> None:
    _, found = read(lambda canvas: write(canvas, [(60, 700, "Phil."), (120, 700, "Php.,"), (300, 700, "Philipp.")]))
    assert [line.text for line in found[0]] == ["Phil.", "Php.,", "Philipp."]


def test_a_raised_letter_stays_in_its_word_and_does_not_stretch_the_line(read) -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(60, 700)
        text.setFont("Helvetica", 12)
        text.textOut("le 2")
        text.setRise(3)
        text.setFont("Helvetica", 8)
        text.textOut("e")
        text.setRise(0)
        text.setFont("Helvetica", 12)
        text.textOut(" congrès")
        canvas.drawText(text)

    plain = read(lambda canvas: write(canvas, [(60, 700, "le 2 congrès")], size=12))[1][0][0]
    (line,) = read(draw)[1][0]
    assert line.text == "le 2e congrès"
    assert line.height == pytest.approx(plain.height, abs=0.5)


def test_text_set_upwards_has_a_frame_of_its_own(read) -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, [(200, 700, "debout")])
        canvas.rotate(90)
        write(canvas, [(300, -60, "vers le haut")])

    _, found = read(draw)
    assert {quadrant: [line.text for line in lines] for quadrant, lines in found.items()} == {
        0: ["debout"],
        1: ["vers le haut"],
    }


def test_a_fragment_is_cut_between_words_only(read) -> None:
    characters, found = read(lambda canvas: write(canvas, [(60, 700, "10h30-12h30 Tournoi de lecture")]))
    (line,) = found[0]
    pieces = cut(line, [line.x0 + 62], characters, quadrant=0)
    assert [piece.text for piece in pieces] == ["10h30-12h30", "Tournoi de lecture"]
    assert pieces[0].x1 <= pieces[1].x0
    assert cut(line, [], characters, quadrant=0)[0].text == line.text


UNITS = st.text(st.sampled_from("abé, -\u00ad\0\ud835\udc4e𝑎"), max_size=20)


@given(UNITS)
def test_what_is_written_holds_no_mark_of_the_trade(units: str) -> None:
    text = written(units)
    assert not set(text) & {"\0", HYPHEN, *map(chr, range(0xD800, 0xE000))}
    assert [c for c in text if c.isalpha() and c < "\ud800"] == [c for c in units if c.isalpha() and c < "\ud800"]


def test_two_units_of_a_letter_beyond_the_basic_plane_are_one_letter() -> None:
    assert written("\ud835\udc4e + b") == "\U0001d44e + b"


def test_the_hyphen_at_the_end_of_a_line_is_kept() -> None:
    assert written(f"coopé{HYPHEN}") == "coopé-"
    assert written(f"coo{HYPHEN}pé") == "coopé"
