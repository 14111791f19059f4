"""The text layer of a page, with its layout: spans cut what they name out of the text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pypdfium2 as pdfium
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from ptce_corpus.extraction.pdf import layer as pdf_layer
from ptce_corpus.extraction.pdf.layer import layer
from ptce_corpus.extraction.pdf.rules import rules

WORDS = st.sampled_from(["pôle", "9h30", "COOPÉRER", "12 €", "la séance.", "1.2 Les moyens", "•", "x" * 30])
PIECES = st.lists(
    st.tuples(
        st.integers(0, 7),
        st.integers(0, 40),
        st.lists(WORDS, min_size=1, max_size=4).map(" ".join),
        st.sampled_from([8, 11, 16, 24]),
        st.sampled_from(["Helvetica", "Helvetica-Bold"]),
    ),
    max_size=40,
    unique_by=lambda piece: piece[:2],
)
FRAMES = st.lists(st.tuples(*(st.integers(0, 6) for _ in range(4))), max_size=12)


@given(pieces=PIECES, frames=FRAMES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_stands_on_a_page_its_layout_lies_in_its_text(
    make_pdf, pieces: Sequence[tuple[int, int, str, int, str]], frames: Sequence[tuple[int, int, int, int]]
) -> None:
    def draw(canvas: Canvas) -> None:
        for column, line, text, size, font in pieces:
            canvas.setFont(font, size)
            canvas.drawString(40 + 65 * column, 780 - 18 * line, text)
        for x, y, width, height in frames:
            canvas.rect(38 + 65 * x, 780 - 18 * (y + height), 65 * width, 18 * height)

    with pdfium.PdfDocument(make_pdf(draw)) as document:
        read = layer(document[0])
        # Not what was drawn: PDFium leaves out a letter that stands on one like it.
        shown = document[0].get_textpage().get_text_range()
    assert sorted("".join(read.text.replace("|", "").split())) == sorted("".join(shown.split()))
    for parts in (read.layout.tables, read.layout.headings):
        assert all(left.span.end <= right.span.start for left, right in pairwise(parts))
        assert all(part.span.end <= len(read.text) for part in parts)
    for table in read.layout.tables:
        places = [cell for row in table.rows for cell in row]
        assert len({len(row) for row in table.rows}) == 1
        assert all(left.end <= right.start for left, right in pairwise(places))
        assert all(table.span.start <= cell.start and cell.end <= table.span.end for cell in places)


def test_a_page_of_countless_characters_is_read_without_its_layout(make_pdf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_layer, "MOST_CHARACTERS", 20)
    with pdfium.PdfDocument(
        make_pdf(lambda canvas: canvas.drawString(60, 700, "Une ligne de plus de vingt lettres"))
    ) as document:
        assert layer(document[0]).text == "Une ligne de plus de vingt lettres"


def test_an_empty_page_has_no_text(make_pdf) -> None:
    with pdfium.PdfDocument(make_pdf(lambda canvas: None)) as document:
        assert layer(document[0]).text == ""


def test_rules_are_lines_thin_boxes_and_the_sides_of_frames(make_pdf) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.line(60, 700, 300, 700)
        canvas.rect(60, 600, 1, 80, fill=1, stroke=0)
        canvas.rect(100, 500, 200, 50)
        canvas.circle(400, 400, 40)
        canvas.line(60, 300, 200, 400)
        canvas.line(60, 200, 63, 200)

    with pdfium.PdfDocument(make_pdf(draw)) as document:
        found = rules(document[0])
    level = sorted(round(rule.top) for rule in found if rule.level)
    upright = sorted(round(rule.left) for rule in found if not rule.level)
    assert level == [500, 550, 700]
    assert upright == [60, 100, 300]
