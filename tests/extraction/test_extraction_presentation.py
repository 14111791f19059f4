"""A presentation has a page a slide: its title, its shapes in reading order, its notes."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pptx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Cm

from ptce_corpus.domain.document import SourceDocument, SourcePage
from ptce_corpus.errors import DocumentError, UnreadableFile
from ptce_corpus.extraction.office import presentation
from ptce_corpus.extraction.office.reading_order import Placed, in_reading_order
from ptce_corpus.extraction.origins import SourceFile
from ptce_corpus.settings import ExtractionSettings

BULLETS, TITLE_ONLY, BLANK = 1, 5, 6


@pytest.fixture
def read(tmp_path: Path):
    def document(made: pptx.presentation.Presentation) -> SourceDocument:
        path = tmp_path / "slides.pptx"
        made.save(str(path))
        source = SourceFile(path, path.name, "0" * 64, "application/vnd.ms-powerpoint")
        (found,) = presentation.read(source, settings=ExtractionSettings())
        return found

    return document


def box(shapes, text: str, *, left: float, top: float) -> None:
    shapes.add_textbox(Cm(left), Cm(top), Cm(6), Cm(2)).text_frame.text = text


def headings(page: SourcePage) -> list[tuple[str, int]]:
    return [(heading.span.cut(page.text), heading.level) for heading in page.layout.headings]


def test_a_slide_is_a_page_with_its_title_its_list_and_its_notes(read) -> None:
    made = pptx.Presentation()
    made.core_properties.title, made.core_properties.modified = "Les pôles", datetime(2021, 6, 1)
    for title in ("Un atelier", "Une cuisine"):
        slide = made.slides.add_slide(made.slide_layouts[BULLETS])
        slide.shapes.title.text = title
        slide.placeholders[1].text_frame.text = "partagé\npar douze membres"
        slide.notes_slide.notes_text_frame.text = "Dire bonjour."
    found = read(made)
    assert [page.text for page in found.pages] == [
        f"{title}\n\n- partagé\n- par douze membres\n\nDire bonjour." for title in ("Un atelier", "Une cuisine")
    ]
    assert headings(found.pages[1]) == [("Une cuisine", 1)]
    assert (found.title, found.date) == ("Les pôles", "2021-06-01")
    assert found.producer is not None
    assert "PowerPoint" in found.producer


def test_shapes_are_read_from_top_to_bottom_and_left_to_right(read) -> None:
    made = pptx.Presentation()
    slide = made.slides.add_slide(made.slide_layouts[TITLE_ONLY])
    box(slide.shapes, "bas", left=1, top=15)
    box(slide.shapes, "droite", left=12, top=5)
    group = slide.shapes.add_group_shape()
    box(group.shapes, "gauche", left=1, top=5.3)
    slide.shapes.title.text = "Titre"
    assert read(made).pages[0].text == "Titre\n\ngauche\n\ndroite\n\nbas"


def test_tables_come_as_rows_and_merged_cells_once(read) -> None:
    made = pptx.Presentation()
    slide = made.slides.add_slide(made.slide_layouts[BLANK])
    table = slide.shapes.add_table(2, 2, Cm(1), Cm(1), Cm(10), Cm(4)).table
    table.cell(0, 0).merge(table.cell(0, 1))
    for row, column, text in ((0, 0, "Matin"), (1, 0, "9h30"), (1, 1, "Accueil")):
        table.cell(row, column).text = text
    page = read(made).pages[0]
    assert page.text == "Matin\n9h30 | Accueil"
    assert [[cell.cut(page.text) for cell in row] for row in page.layout.tables[0].rows] == [
        ["Matin", ""],
        ["9h30", "Accueil"],
    ]


def test_the_title_of_a_chart_is_read(read) -> None:
    made = pptx.Presentation()
    slide = made.slides.add_slide(made.slide_layouts[BLANK])
    numbers = CategoryChartData()
    numbers.categories = ["Loyers", "Dons"]
    numbers.add_series("2019", (1, 2))
    chart = slide.shapes.add_chart(XL_CHART_TYPE.PIE, Cm(1), Cm(1), Cm(5), Cm(5), numbers).chart
    chart.has_title = True
    chart.chart_title.text_frame.text = "Répartition des produits"
    assert read(made).pages[0].text == "Répartition des produits"


def test_a_presentation_without_text_is_unreadable(read) -> None:
    made = pptx.Presentation()
    made.slides.add_slide(made.slide_layouts[BLANK])
    with pytest.raises(UnreadableFile):
        read(made)


def test_what_is_no_presentation_is_refused(tmp_path: Path) -> None:
    (tmp_path / "no.pptx").write_bytes(b"PK\x05\x06" + b"\0" * 18)
    source = SourceFile(tmp_path / "no.pptx", "no.pptx", "0" * 64, "application/vnd.ms-powerpoint")
    with pytest.raises(DocumentError):
        list(presentation.read(source, settings=ExtractionSettings()))


@given(st.lists(st.tuples(st.floats(0, 30), st.floats(0, 30), st.floats(0, 9), st.booleans()), max_size=12))
def test_every_shape_is_read_once_and_titles_first(places: list[tuple[float, float, float, bool]]) -> None:
    shapes = [Placed(index, *place) for index, place in enumerate(places)]
    ordered = in_reading_order(shapes)
    assert sorted(placed.shape for placed in ordered) == list(range(len(shapes)))
    titles = [placed.title for placed in ordered]
    assert titles == sorted(titles, reverse=True)
